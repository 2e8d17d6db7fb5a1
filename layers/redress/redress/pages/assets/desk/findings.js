/** What was found, beside the guideline's own words. */

import { html } from "./view.js";
import { guideline, policy, titleOf } from "./policy.js";
import { useStore } from "./stores.js";
import { count } from "./words.js";

/** What became of asking a language model, where one was asked: a guess for the moderator, never acted on. */
const OPINIONS = /** @type {Record<string, string>} */ ({
  given: "A language model was asked for a second opinion; what it said is among the findings, and proves nothing.",
  over_budget: "No second opinion: its budget is used up.",
  unreachable: "No second opinion: it could not be reached.",
  refused: "A language model was asked for a second opinion and would not give one.",
  unusable: "A language model was asked for a second opinion; its answer could not be used.",
});

export function Findings({ file }) {
  useStore(policy);
  const findings = file.findings.map((/** @type {import("./types.js").Finding} */ finding, /** @type {number} */ index) => ({ ...finding, number: index + 1 }));
  const ids = [...new Set(findings.map((/** @type {{guideline: string}} */ each) => each.guideline))];
  return html`<section aria-label="What was found"><h2>What was found</h2>
    ${!ids.length && html`<p class="quiet">The detectors found nothing. That is no proof that there is nothing.</p>`}
    ${OPINIONS[file.second_opinion?.outcome] && html`<p class="small quiet">${OPINIONS[file.second_opinion.outcome]} (${file.second_opinion.by})</p>`}
    ${ids.map(id => html`<${Guideline} id=${id} file=${file} findings=${findings.filter((/** @type {{guideline: string}} */ each) => each.guideline === id)} />`)}
  </section>`;
}

/** What a detector says of the title and again of the text is said once, with both numbers. */
function told(/** @type {(import("./types.js").Finding & {number: number})[]} */ findings) {
  const found = /** @type {Map<string, {numbers: number[], reason: string, score: number, places: number, detector: string, version: string}>} */ (new Map());
  for (const { number, reason, score, spans, detector, version } of findings) {
    const key = JSON.stringify([reason, score, detector, version]);
    const before = found.get(key) ?? { numbers: [], reason, score, places: 0, detector, version };
    found.set(key, { ...before, numbers: [...before.numbers, number], places: before.places + spans.length });
  }
  return [...found.values()];
}

function Guideline({ id, file, findings }) {
  const words = file.guidelines?.find((/** @type {{id: string}} */ each) => each.id === id) ?? guideline(id);
  const fired = findings.some((/** @type {{fired: boolean}} */ each) => each.fired);
  return html`<article class=${fired ? "finding" : "finding hint"}>
    <h3>${words?.title ?? titleOf(id)}${!fired && html` <small>only a hint</small>`}</h3>
    <ul>${told(findings).map(each => html`<li>
      ${each.numbers.map(number => html`<b class=${`tag f${((number - 1) % 6) + 1}`}>${number}</b>`)}
      <span dir="auto">${each.reason}</span>
      <small>score ${Math.round(each.score * 100)} %${each.places ? ` · ${count(each.places, "place")}` : ""} · detector “${each.detector}”, version ${each.version}</small></li>`)}</ul>
    ${words && html`<details><summary>The guideline</summary><p>${words.explanation}</p>
      ${words.not_a_violation && html`<p class="allowed"><b>Allowed:</b> ${words.not_a_violation}</p>`}
      ${words.second_person && html`<p><b>A removal needs a second person.</b></p>`}</details>`}
  </article>`;
}
