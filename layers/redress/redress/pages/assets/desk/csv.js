/** A table as a file, made in the browser. No cell of it is ever a formula to whoever opens it. */

const STARTS_A_FORMULA = /^[\s\u0000-\u001f\u00a0\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/** @typedef {string | number | null | undefined} Cell */

/** What a spreadsheet would reckon with is made a text; numbers are left numbers. */
function cell(/** @type {Cell} */ value) {
  if (typeof value === "number") return String(value);
  const text = String(value ?? "");
  const inert = STARTS_A_FORMULA.test(text) ? `'${text}` : text;
  return /["\n\r,;\t]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/**
 * @param {string[]} titles
 * @param {Cell[][]} rows
 */
export const csv = (titles, rows) => [titles, ...rows].map(row => row.map(cell).join(",")).join("\r\n") + "\r\n";

/** Hand a file to the browser's own way of saving. */
export function save(/** @type {string} */ name, /** @type {string} */ text) {
  const href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  Object.assign(link, { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
