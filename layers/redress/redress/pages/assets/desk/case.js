/** A case, whole: the review, what is said against it, what is found in it, and what can be done. */

import { html, useState } from "./view.js";
import { Related } from "./around.js";
import { happened, useCase } from "./casefile.js";
import { Findings } from "./findings.js";
import { History, Notes } from "./history.js";
import { useKeys } from "./keys.js";
import { Mails } from "./mails.js";
import { Moves } from "./moves.js";
import { leave, onward, worksOn } from "./next.js";
import { Due, Key, Moment, Priority, Title, Trouble } from "./pieces.js";
import { titleOf } from "./policy.js";
import { Reports } from "./reports.js";
import { Review } from "./review.js";
import { go, to } from "./router.js";
import { Words } from "./text.js";
import { DECIDED, STATUSES, list } from "./words.js";

export function Case({ id, query }) {
  const held = useCase(id, query.again ?? "");
  const { file, problem, read } = held;
  const [number, setNumber] = useState(0);
  const next = () => { leave(id); onward(); };
  useKeys("The case", [
    { key: "j", says: "the next case", run: next },
    { key: "ArrowRight", says: "the next case", hidden: true, run: next },
    { key: "f", says: "the next finding in the text", run: () => setNumber(jump(number)) },
    { key: ".", says: "read the case again", run: read },
    { key: "Escape", says: "back to the list", run: () => go(worksOn() === "any" ? to("queues") : to("cases", "", { queue: worksOn() })) },
  ]);
  if (!file) {
    return problem ? html`<div class="wide"><${Title}>The case<//><${Trouble} problem=${problem} again=${read} /></div>`
      : html`<p class="opening">Reading the case…</p>`;
  }
  return html`<div class="case">
    <${Head} file=${file} held=${held} />
    <${Warnings} file=${file} held=${held} />
    <div class="columns">
      <div class="main-column">
        <${Review} file=${file} />
        <${Mails} file=${file} read=${read} />
        <${Reports} file=${file} />
      </div>
      <div class="side-column">
        <${Findings} file=${file} />
        <${Related} file=${file} />
        <${Notes} file=${file} />
        <${History} file=${file} />
      </div>
    </div>
    <${Moves} key=${file.case_id} held=${held} next=${next} />
  </div>`;
}

function Head({ file, held }) {
  const others = held.look?.others ?? [];
  const waits = file.status === "deciding" && file.decision?.held && !file.decision.approved_by;
  const what = file.review?.product_title || file.review?.product_id;
  return html`<header class="case-head">
    <p class="path"><a href=${to("queues")}>Queues</a> ${file.queue && html`› <a href=${to("cases", "", { queue: file.queue })}>${file.queue}</a>`}</p>
    <${Title}>${file.review_id ? html`Review <span class="id">${file.review_id}</span>` : "A mail that names no review"}${what
      ? html` <small dir="auto">${what}</small>` : ""}<//>
    <ul class="chips">
      <li><${Priority} of=${file.priority} /></li>
      <li>${["human_review", "legal_review", "parked"].includes(file.status) ? html`<${Due} at=${file.due_at} />`
        : html`<b>${waits ? "waits for a second person" : DECIDED[file.status] ?? STATUSES[file.status]}</b>`}</li>
      ${file.round > 1 && html`<li>round ${file.round}</li>`}
      ${others.length > 0 && html`<li class="looking" role="status">${list.format(others.map((/** @type {{name: string}} */ each) => each.name))} ${others.length === 1 ? "is" : "are"} looking too</li>`}
    </ul>
    ${file.why && html`<p class="why" dir="auto">${file.why}</p>`}
  </header>`;
}

function Warnings({ file, held }) {
  const changed = happened(file, held.look);
  const said = file.decision;
  return html`<div class="warnings">
    ${changed && html`<div class="note" role="alert"><p><b>${changed}</b> Nothing of yours was sent; what you typed is kept.
      <button class="button small" onClick=${held.read}>Read it again<${Key} of="." /></button></p></div>`}
    ${held.holder && !changed && html`<div class="note" role="status"><p>${held.holder} You can look; deciding waits for them.</p></div>`}
    ${file.edited_since && html`<div class="note"><p>The author has edited the review since. What you see is what was reported and is judged.</p></div>`}
    ${file.gone && html`<div class="note"><p>The platform says that the review is gone.</p></div>`}
    ${file.parked_why && html`<div class="refused"><h2>Something failed for good</h2><p>${file.parked_why}</p></div>`}
    ${file.asked && html`<div class="note calm"><h2>We asked the reporters</h2><p class="words" dir="auto">${file.asked}</p></div>`}
    ${[file.appeal, file.appeal?.other].map((plea) => plea && html`<div class="note"><h2>The ${plea.side} contests the decision of ${plea.decided_by}</h2>
      <${Words} text=${plea.explanation} /></div>`)}
    ${said && html`<div class="note calm"><h2>${DECIDED[said.outcome] ?? said.outcome} ${said.automated ? "by a machine" : `by ${said.decided_by}`},${" "}<${Moment} at=${said.decided_at} />${said.held && !said.approved_by ? ": waits for a second person" : ""}</h2>
      ${said.grounds.length > 0 && html`<p>Grounds: ${list.format(said.grounds.map((/** @type {string} */ each) => titleOf(each)))}.</p>`}
      <p class="words" dir="auto">${said.explanation}</p></div>`}
  </div>`;
}

/** On to the next marked place in the text; round at the end. */
function jump(/** @type {number} */ number) {
  const marks = document.querySelectorAll(".review mark");
  if (!marks.length) return 0;
  const place = number % marks.length;
  marks.forEach((mark, index) => mark.classList.toggle("here", index === place));
  marks[place].scrollIntoView({ block: "center" });
  return place + 1;
}
