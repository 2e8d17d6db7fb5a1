/** Columns and lines, drawn as SVG. What they show stands in the table below them too: that is what is read aloud. */

import { html, useEffect, useRef, useState } from "./view.js";

const HIGH = 190;
const TOP = 22;
const FOOT = 32;
const NARROW = 46;
const LEFT = 40;

/** The width that a chart has, as it changes. */
function useWidth() {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!box.current) return undefined;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return { box, width };
}

/** A round number at or above the most that is shown, and whole steps up to it. */
export function scale(/** @type {number} */ most) {
  const rough = Math.max(most, 1) / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map(each => each * size).find(each => each >= rough) ?? rough);
  const top = Math.max(1, Math.ceil(most / step)) * step;
  return { top, ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step) };
}

/** @param {{of: {label: string, value: number, tone?: string}[]}} props */
export function Columns({ of }) {
  const { box, width } = useWidth();
  const most = Math.max(1, ...of.map(each => each.value));
  const each = width / of.length;
  const gap = Math.min(10, each * 0.18);
  const small = each < NARROW ? "small-print" : "";
  return html`<div class="chart" ref=${box} aria-hidden="true">${width > 0 && html`<svg width=${width} height=${HIGH + TOP + FOOT}>
    <line class="base" x1="0" x2=${width} y1=${HIGH + TOP + 0.5} y2=${HIGH + TOP + 0.5} />
    ${of.map(({ label, value, tone = "" }, index) => {
    const high = value ? Math.max(3, (value / most) * HIGH) : 0;
    const middle = (index + 0.5) * each;
    return html`<g><rect class=${`column ${tone}`} x=${index * each + gap} y=${TOP + HIGH - high} width=${Math.max(2, each - 2 * gap)} height=${high} rx="3" />
      <text class=${`figure ${value ? "" : "none"} ${small}`} x=${middle} y=${TOP + HIGH - high - 7}>${(small ? COMPACT.format : compact)(value)}</text>
      ${lines(label, each < NARROW).map((words, line) => html`<text class=${`label ${small}`} x=${middle} y=${TOP + HIGH + 16 + 12 * line}>${words}</text>`)}</g>`;
  })}
  </svg>`}</div>`;
}

/** The unit goes below where there is no room beside it. */
function lines(/** @type {string} */ label, /** @type {boolean} */ narrow) {
  const place = label.lastIndexOf(" ");
  return narrow && place > 0 ? [label.slice(0, place).replace(" ", ""), label.slice(place + 1)] : [label];
}

/** @param {{labels: string[], series: {name: string, values: (number | null)[]}[], says?: (value: number) => string}} props */
export function Lines({ labels, series, says = compact }) {
  const { box, width } = useWidth();
  const [at, setAt] = useState(-1);
  const { top, ticks } = scale(Math.max(0, ...series.flatMap(each => each.values.map(value => value ?? 0))));
  const x = (/** @type {number} */ index) => LEFT + (index + 0.5) * ((width - LEFT - 8) / labels.length);
  const y = (/** @type {number} */ value) => TOP + HIGH * (1 - value / top);
  const shown = at >= 0 && at < labels.length ? at : labels.length - 1;
  const every = Math.max(1, Math.ceil((labels.length * 62) / Math.max(1, width - LEFT)));
  const point = (/** @type {PointerEvent} */ event) => {
    const left = event.clientX - /** @type {Element} */ (event.currentTarget).getBoundingClientRect().left;
    setAt(Math.max(0, Math.min(labels.length - 1, Math.floor((left - LEFT) / ((width - LEFT - 8) / labels.length)))));
  };
  return html`<div class="chart" ref=${box} aria-hidden="true">
    <p class="legend"><b>${labels[shown]}</b>${series.map((each, index) => html`<span><i class=${`line-${index}`}></i>${each.name}
      <b class="number">${each.values[shown] === null ? "–" : says(each.values[shown] ?? 0)}</b></span>`)}</p>
    ${width > 0 && html`<svg width=${width} height=${HIGH + TOP + FOOT} onPointerMove=${point} onPointerLeave=${() => setAt(-1)}>
      ${ticks.map(tick => html`<g><line class="grid" x1=${LEFT} x2=${width} y1=${y(tick)} y2=${y(tick)} />
        <text class="tick-label" x=${LEFT - 6} y=${y(tick) + 4}>${says(tick)}</text></g>`)}
      ${labels.map((label, index) => (labels.length - 1 - index) % every === 0
    && html`<text class=${x(index) + 24 > width ? "label at-end" : "label"} x=${Math.min(x(index) + (x(index) + 24 > width ? 24 : 0), width)} y=${TOP + HIGH + 18}>${label}</text>`)}
      <line class="here" x1=${x(shown)} x2=${x(shown)} y1=${TOP} y2=${TOP + HIGH} />
      ${series.map((each, index) => html`<path class=${`line line-${index}`} d=${path(each.values, x, y)} />`)}
      ${series.map((each, index) => each.values[shown] !== null
    && html`<circle class=${`dot line-${index}`} cx=${x(shown)} cy=${y(each.values[shown] ?? 0)} r="4" />`)}
    </svg>`}</div>`;
}

/** A line that has a gap where there is nothing to say. */
function path(/** @type {(number | null)[]} */ values, /** @type {(index: number) => number} */ x, /** @type {(value: number) => number} */ y) {
  let pen = "M";
  return values.map((value, index) => {
    if (value === null) {
      pen = "M";
      return "";
    }
    const stroke = `${pen}${x(index).toFixed(1)},${y(value).toFixed(1)}`;
    pen = "L";
    return stroke;
  }).join("") || "M0,0";
}

/** A part of a whole, as a bar beside its figure. */
export const Bar = ({ share, tone = "" }) => html`<svg class="bar" height="8" aria-hidden="true" focusable="false">
  <rect class="whole" width="100%" height="8" rx="2" /><rect class=${`part ${tone}`} width=${`${Math.max(0, Math.min(1, share)) * 100}%`} height="8" rx="2" /></svg>`;

const COMPACT = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });

/** Short enough to stand over a column. */
export const compact = (/** @type {number} */ value) => (value < 10_000 ? value.toLocaleString("en-GB") : COMPACT.format(value));
