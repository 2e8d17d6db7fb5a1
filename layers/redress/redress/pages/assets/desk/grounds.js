/** What a removal cites, guidelines or the order of a court: those found or named first, by digits; all others behind them.
 * What is out of scope is about something else, by the names of the policy's redirects. */

import { html } from "./view.js";
import { guideline, policy, titleOf } from "./policy.js";

/** @param {import("./types.js").CaseFile} file */
export function groundsFor(file) {
  const fired = file.findings.filter(each => each.fired).sort((a, b) => b.score - a.score);
  const hints = file.findings.filter(each => !each.fired).sort((a, b) => b.score - a.score);
  const named = file.reports.map(each => each.guideline).filter(each => each !== null);
  const first = [...file.may_cite, ...file.grounds, ...fired.map(each => each.guideline), ...named, ...hints.map(each => each.guideline)];
  return [...new Set([...first, ...policy.get().guidelines.map(each => each.id)])];
}

export function Grounds({ legend, choices, chosen, onToggle }) {
  return html`<fieldset class="grounds"><legend>${legend}</legend>
    <div class="ground-list">${choices.slice(0, 9).map((/** @type {string} */ id, /** @type {number} */ index) => html`<${Ground} key=${id} id=${id} number=${index + 1} chosen=${chosen} onToggle=${onToggle} />`)}</div>
    ${choices.length > 9 && html`<details open=${choices.slice(9).some((/** @type {string} */ id) => chosen.includes(id))}><summary>Other guidelines</summary>
      <div class="ground-list">${choices.slice(9).map((/** @type {string} */ id) => html`<${Ground} key=${id} id=${id} chosen=${chosen} onToggle=${onToggle} />`)}</div></details>`}
  </fieldset>`;
}

function Ground({ id, number = 0, chosen, onToggle }) {
  const words = guideline(id);
  return html`<label class=${chosen.includes(id) ? "ground on" : "ground"} title=${words?.explanation ?? ""}>
    <input type="checkbox" checked=${chosen.includes(id)} onChange=${() => onToggle(id)} />
    ${number > 0 && html`<kbd aria-hidden="true">${number}</kbd>`}<span>${titleOf(id)}${words?.second_person ? html` <small>two people</small>` : ""}</span></label>`;
}
