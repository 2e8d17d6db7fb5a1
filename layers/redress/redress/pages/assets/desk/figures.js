/** One matter of a dashboard: what it means, its chart, its table, and that table as a file. */

import { html, useId, useState } from "./view.js";
import { Bar } from "./charts.js";
import { csv, save } from "./csv.js";

/**
 * @typedef {"text" | "number" | "share" | "hours"} Kind
 * @typedef {{title: string, kind?: Kind, of: (row: any) => any, show?: (row: any) => any, bar?: boolean, tone?: string,
 *   parts?: {title: string, of: (row: any) => any}[]}} Column
 *   `of` gives the plain value, which the file has too; `show` how the page writes it. `bar` draws it among its rows.
 *   `parts` are what the file has in its place: a span of hours as two numbers.
 */

const FIRST = 12;

/** @param {{title: string, says: any, file: string, columns: Column[], rows: any[], folded?: boolean, children?: any}} props */
export function Figure({ title, says, file, columns, rows, folded = false, children = null }) {
  const id = useId();
  const cells = columns.flatMap(each => each.parts ?? [each]);
  const download = () => save(`redress-${file}.csv`, csv(cells.map(each => each.title), rows.map(row => /* shares stay shares: 0.25 */ cells.map(each => each.of(row)))));
  return html`<section class="figure-box" aria-labelledby=${id}>
    <div class="figure-top"><h3 id=${id}>${title}</h3>
      <button class="button plain small" onClick=${download} disabled=${!rows.length} aria-label=${`Save as CSV: ${title}`}>CSV</button></div>
    <p class="quiet small">${says}</p>
    ${rows.length ? children : html`<p class="nothing-yet">Nothing was counted.</p>`}
    ${rows.length > 0 && (folded ? html`<details><summary>Table</summary><${Rows} of=${rows} columns=${columns} title=${title} /></details>`
    : html`<${Rows} of=${rows} columns=${columns} title=${title} />`)}
  </section>`;
}

function Rows({ of, columns, title }) {
  const [all, showAll] = useState(false);
  const shown = all ? of : of.slice(0, FIRST);
  const most = columns.map((/** @type {Column} */ column) => (column.bar ? Math.max(1, ...of.map((/** @type {any} */ row) => column.of(row) ?? 0)) : 1));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${`Table: ${title}`}><table class=${columns.length < 5 ? "figures few" : "figures"}>
      <thead><tr>${columns.map((/** @type {Column} */ column) => html`<th scope="col" class=${side(column)}>${column.title}</th>`)}</tr></thead>
      <tbody>${shown.map((/** @type {any} */ row) => html`<tr>${columns.map((/** @type {Column} */ column, /** @type {number} */ index) => index === 0
    ? html`<th scope="row" dir="auto">${written(column, row)}</th>`
    : html`<td class=${side(column)}>${barred(column, row, most[index])}</td>`)}</tr>`)}</tbody>
    </table></div>
    ${of.length > FIRST && html`<p><button class="link" onClick=${() => showAll(!all)}>${all ? "Show fewer" : `Show all ${of.length}`}</button></p>`}`;
}

const side = (/** @type {Column} */ column) => ((column.kind ?? "text") === "text" ? "" : `right number ${column.kind}`);

function barred(/** @type {Column} */ column, /** @type {any} */ row, /** @type {number} */ most) {
  const value = column.of(row);
  const words = written(column, row);
  if (value === null || value === undefined || (column.kind !== "share" && !column.bar)) return words;
  return html`<span class="barred"><${Bar} share=${column.kind === "share" ? value : value / most} tone=${column.tone ?? ""} /><span>${words}</span></span>`;
}

function written(/** @type {Column} */ column, /** @type {any} */ row) {
  if (column.show) return column.show(row);
  const value = column.of(row);
  if (value === null || value === undefined) return "–";
  return { share: percent, hours, number: (/** @type {number} */ each) => each.toLocaleString("en-GB"), text: String }[column.kind ?? "text"](value);
}

export const percent = (/** @type {number | null} */ share) =>
  (share === null ? "–" : `${share > 0 && share < 0.1 ? (share * 100).toFixed(1) : Math.round(share * 100)} %`);

/** Hours as people say them. */
export function hours(/** @type {number | null} */ value) {
  if (value === null) return "–";
  if (value * 60 < 2) return `${Math.max(1, Math.round(value * 3600))} s`;
  if (value < 1) return `${Math.round(value * 60)} min`;
  const short = (/** @type {number} */ each) => (each < 10 ? each.toFixed(1).replace(".0", "") : String(Math.round(each)));
  return value < 48 ? `${short(value)} h` : `${short(value / 24)} d`;
}

/** @param {{label: string, figure: any, tone?: string, children?: any}} props */
export const Big = ({ label, figure, tone = "", children = null }) => html`<div class=${`big ${tone}`}>
  <dt>${label}</dt><dd><b class="number">${figure}</b>${children && html`<small>${children}</small>`}</dd></div>`;
