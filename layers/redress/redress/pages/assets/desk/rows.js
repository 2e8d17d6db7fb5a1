/** Cases in a list: a line each, walked by keys. */

import { html, useLayoutEffect, useRef, useState } from "./view.js";
import { onControl } from "./keys.js";
import { Due, Priority, Stars } from "./pieces.js";
import { titleOf } from "./policy.js";
import { go, to } from "./router.js";
import { session } from "./session.js";
import { DECIDED, STATUSES, count } from "./words.js";

/**
 * @typedef {{case_id: string, review: {id: string, title: string, rating: number | null, excerpt: string} | null, status: string,
 *   queue: string | null, priority: string, due_at: string | null, report_count: number, top_finding: string | null,
 *   claimed_by: string | null, opened_at: string, matched?: string, outcome?: string | null}} Line
 */

/** The lines with the one that is chosen, which stays chosen when the list is read again. */
export function useRows(/** @type {Line[]} */ items) {
  const [chosen, choose] = useState("");
  const index = items.findIndex(each => each.case_id === chosen);
  const step = (/** @type {number} */ by) => {
    const next = items[Math.max(0, Math.min(items.length - 1, index + by))];
    if (next) choose(next.case_id);
  };
  return {
    items,
    chosen,
    choose,
    keys: [
      { key: "j", says: "the next line", run: () => step(1) },
      { key: "k", says: "the line before", run: () => step(-1) },
      { key: "ArrowDown", says: "the next line", hidden: true, run: () => step(1) },
      { key: "ArrowUp", says: "the line before", hidden: true, run: () => step(-1) },
      { key: "Enter", says: "open it", run: (/** @type {KeyboardEvent} */ event) => (index >= 0 && !onControl(event) ? go(to("case", chosen)) : false) },
    ],
  };
}

export function Rows({ of, says = "Cases, most pressing first" }) {
  return html`<ul class="rows" aria-label=${says}>${of.items.map((/** @type {Line} */ line) =>
    html`<${Row} key=${line.case_id} line=${line} chosen=${line.case_id === of.chosen} />`)}</ul>`;
}

function Row({ line, chosen }) {
  const link = useRef(/** @type {HTMLAnchorElement | null} */ (null));
  useLayoutEffect(() => { if (chosen) link.current?.focus(); }, [chosen]);
  const holder = line.claimed_by && line.claimed_by !== session.get().name ? line.claimed_by : "";
  return html`<li class=${`case-row ${line.priority} ${chosen ? "chosen" : ""}`}>
    <${Priority} of=${line.priority} />
    <div class="what">
      <a ref=${link} href=${to("case", line.case_id)} dir="auto">${line.review?.title || (line.review ? "(no title)" : "A mail that names no review")}</a>
      <${Stars} rating=${line.review?.rating} />
      <p class="excerpt" dir="auto">${line.review?.excerpt}</p>
    </div>
    <div class="facts-line">
      <span>${line.top_finding ? titleOf(line.top_finding) : html`<span class="quiet">nothing found</span>`}</span>
      <span class="quiet">${count(line.report_count, "report")}</span>
      <span class="quiet">${line.queue ?? ""}${line.matched ? ` · by ${line.matched}` : ""}</span>
      ${holder && html`<span class="held">${holder} has it</span>`}
    </div>
    <div class="when">${DECIDED[line.status] ? html`<b>${DECIDED[line.status]}</b>`
      : ["human_review", "legal_review", "parked"].includes(line.status) ? html`<${Due} at=${line.due_at} short=${true} />`
      : html`<span class="quiet">${STATUSES[line.status]}</span>`}</div>
  </li>`;
}
