/** What happened to the case, and what colleagues wrote beside it. */

import { html } from "./view.js";
import { Moment } from "./pieces.js";
import { Words } from "./text.js";
import { act, count, spaced } from "./words.js";

const SAYS = /** @type {Record<string, string>} */ ({
  skip: "skipped it", release: "handed it back", decline: "sent the decision back", unmask: "looked at an address", mail: "looked at a mail as received",
});
/** Hashes stand for words in the log; they prove, but they do not tell. */
const SILENT = new Set(["words", "snapshot"]);

export function Notes({ file }) {
  if (!file.notes.length) return null;
  return html`<section aria-label="Notes"><h2>Notes</h2>
    ${[...file.notes].reverse().map(note => html`<article class="jotting"><p class="small quiet"><b>${note.by}</b>
      ${SAYS[note.kind] ? ` ${SAYS[note.kind]}` : ""},${" "}<${Moment} at=${note.at} /></p><${Words} text=${note.text} /></article>`)}
  </section>`;
}

export function History({ file }) {
  const head = file.history.at(-1)?.hash ?? "";
  return html`<section aria-label="History"><details class="history"><summary><h2>History</h2> <span class="quiet small">${count(file.history.length, "entry", "entries")}</span></summary>
    <ol>${[...file.history].reverse().map(entry => html`<li><${Moment} at=${entry.at} /> <b>${entry.actor}</b> ${act(entry.act)}
      <small>${Object.entries(entry.facts).filter(([name, value]) => !SILENT.has(name) && value).map(([name, value]) => `${spaced(name)}: ${name === "from" || name === "to" ? spaced(value) : value}`).join(" · ")}</small></li>`)}</ol>
    <p class="small quiet">Each entry carries the hash of the one before; the last is <code>${head.slice(0, 16)}</code>.</p>
  </details></section>`;
}
