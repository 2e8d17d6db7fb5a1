/** What people wrote, on the page: inert, isolated from our own words, with what it hides made visible. */

import { Fragment, html, useMemo } from "./view.js";
import { marked } from "./marks.js";

const SHORT = /** @type {Record<string, string>} */ ({
  "zero-width space": "ZWSP", "zero-width joiner": "ZWJ", "zero-width non-joiner": "ZWNJ", "soft hyphen": "SHY",
  "right-to-left override": "RLO", "left-to-right override": "LRO", "right-to-left mark": "RLM", "left-to-right mark": "LRM",
  "right-to-left embedding": "RLE", "left-to-right embedding": "LRE", "end of direction": "PDF", "left-to-right isolate": "LRI",
  "right-to-left isolate": "RLI", "first-strong isolate": "FSI", "end of isolate": "PDI", "word joiner": "WJ",
});

/**
 * @param {{text: string, findings?: import("./marks.js").Finding[], field?: string, of?: string, lang?: string}} props
 *   `of`: the element that holds it.
 */
export function Words({ text, findings = [], field = "text", of = "div", lang }) {
  const parts = useMemo(() => marked(text, findings, field), [text, findings, field]);
  return html`<${of} class="words" dir="auto" lang=${lang || undefined}>${parts.map(part => html`<${Part} part=${part} findings=${findings} />`)}</${of}>`;
}

function Part({ part, findings }) {
  const inner = part.kind === "text" ? part.text : html`<${Odd} part=${part} />`;
  const begins = part.begins.filter((/** @type {number} */ number) => findings[number - 1].fired);
  const numbers = begins.length
    ? html`<sup class="finding-no" aria-label=${`finding ${begins.join(" and ")}`}>${begins.join(",")}</sup>` : null;
  const wrapped = part.by.reduceRight((/** @type {unknown} */ held, /** @type {number} */ number) =>
    html`<mark class=${`f${((number - 1) % 6) + 1}${findings[number - 1].fired ? "" : " guess"}`} data-finding=${number}>${held}</mark>`, inner);
  return html`<${Fragment}>${numbers}${wrapped}<//>`;
}

function Odd({ part }) {
  const number = Array.from(part.text).length;
  if (part.kind === "like") return html`<span class="like" title=${part.says}>${part.text}</span>`;
  if (part.kind === "marks") {
    return html`<span class="odd" title="combining marks that were stacked here">+${number} marks</span>`;
  }
  const called = part.says.split(",")[0];
  const short = SHORT[called] ?? part.says.split(", ")[1] ?? called;
  return html`<span class=${`odd ${part.kind}`} title=${part.says}>${short}${number > 1 ? `×${number}` : ""}</span>`;
}
