/** Where the work stands: every queue in a line, and the way to the next case. */

import { html } from "./view.js";
import { get } from "./api.js";
import { secondsUntil, span, useNow } from "./clock.js";
import { useKeys } from "./keys.js";
import { useLive } from "./live.js";
import { mayTake, onward } from "./next.js";
import { Ago, Due, Key, Title, Trouble } from "./pieces.js";
import { to } from "./router.js";
import { QUEUES, count } from "./words.js";

/** @typedef {{queue: string, length: number, at_least?: boolean, oldest: string | null, overdue: number, next_due: string | null}} QueueState */

export function Queues() {
  const { value, problem, again } = useLive(() => get("/v1/queues"), [], 10);
  useKeys("Queues", [{ key: "n", says: "take the next case of all queues", run: () => onward("any") }]);
  /** @type {QueueState[]} */
  const items = value?.items ?? [];
  return html`<div class="wide">
    <div class="lead"><${Title}>Queues<//>
      ${value && html`<${Summary} items=${items} />`}</div>
    ${problem && html`<${Trouble} problem=${problem} again=${again} />`}
    ${value && html`<table class="queues">
      <thead><tr><th scope="col">Queue</th><th scope="col" class="right">Open</th><th scope="col" class="right">Overdue</th>
        <th scope="col" class="right">Next due</th><th scope="col" class="right">Oldest</th><th scope="col"><span class="unseen">Begin</span></th></tr></thead>
      <tbody>${items.map(each => html`<${Line} of=${each} />`)}</tbody>
    </table>`}
    ${!value && !problem && html`<p class="opening">Loading…</p>`}
  </div>`;
}

function Summary({ items }) {
  const now = useNow();
  const open = items.reduce((/** @type {number} */ sum, /** @type {QueueState} */ each) => sum + each.length, 0);
  const overdue = items.reduce((/** @type {number} */ sum, /** @type {QueueState} */ each) => sum + each.overdue, 0);
  const due = items.map((/** @type {QueueState} */ each) => each.next_due).filter(Boolean).sort()[0];
  if (!open) return html`<p>Nothing waits. Thank you.</p>`;
  return html`<p>${count(open, "case")} ${open === 1 ? "is" : "are"} open.${" "}
    ${overdue > 0 ? html`<b class="late">${overdue} overdue.</b>` : "None is overdue."}${" "}
    ${due && `The next is due in ${span(secondsUntil(due, now))}.`}</p>
    <p><button class="button" onClick=${() => onward("any")}>Take the next case<${Key} of="n" /></button></p>`;
}

function Line({ of }) {
  return html`<tr class=${of.length ? "" : "empty"}>
    <th scope="row"><a href=${to("cases", "", { queue: of.queue })}>${of.queue}</a><small>${QUEUES[of.queue] ?? ""}</small></th>
    <td class="right number" data-name="open">${of.length.toLocaleString("en-GB")}${of.at_least ? "+" : ""}</td>
    <td class="right number" data-name="overdue">${of.overdue ? html`<b class="late">${of.overdue}</b>` : html`<span class="quiet">0</span>`}</td>
    <td class="right" data-name="next due">${of.next_due ? html`<${Due} at=${of.next_due} short=${true} />` : html`<span class="quiet">–</span>`}</td>
    <td class="right" data-name="oldest">${of.oldest ? html`<${Ago} at=${of.oldest} short=${true} />` : html`<span class="quiet">–</span>`}</td>
    <td class="right">${of.length > 0 && mayTake(of.queue) && html`<button class="button plain small" onClick=${() => onward(of.queue)}
      aria-label=${`Take the next case of ${of.queue}`}>Next</button>`}</td>
  </tr>`;
}
