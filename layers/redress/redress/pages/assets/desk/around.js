/** What lies around a case: the author's and the product's other cases. */

import { html } from "./view.js";
import { at, get } from "./api.js";
import { useLive } from "./live.js";
import { Moment } from "./pieces.js";
import { titleOf } from "./policy.js";
import { to } from "./router.js";
import { DECIDED, STATUSES, count } from "./words.js";

export function Related({ file }) {
  const { value } = useLive(() => get(at(file.case_id, "related")), [file.case_id]);
  if (!value || !file.review) return null;
  return html`<section aria-label="Earlier cases"><h2>Earlier cases</h2>
    <${Earlier} title="of this author" lines=${value.author} more=${value.author_more} q=${file.review.author_id} />
    <${Earlier} title="of this product" lines=${value.product} more=${value.product_more} q=${file.review.product_id} />
  </section>`;
}

function Earlier({ title, lines, more, q }) {
  const removed = lines.filter((/** @type {{outcome: string | null}} */ each) => each.outcome === "removed").length;
  if (!lines.length) return html`<p class="quiet">None ${title}.</p>`;
  return html`<details class="earlier" open=${removed > 0 && lines.length < 6}>
    <summary>${count(lines.length, "case")}${more ? " and more" : ""} ${title}${removed ? html`, <b>${removed} removed</b>` : ""}</summary>
    <ul>${lines.map((/** @type {any} */ line) => html`<li>
      <a href=${to("case", line.case_id)} dir="auto">${line.review?.title || line.review?.id || line.case_id}</a>${" "}
      <span class="small quiet">${DECIDED[line.outcome] ?? STATUSES[line.status]}${line.grounds.length ? `: ${line.grounds.map(titleOf).join(", ")}` : ""}
        ${line.decided_at && html`, <${Moment} at=${line.decided_at} />`}</span></li>`)}</ul>
    ${more && q && html`<p><a href=${to("search", "", { q })}>All of them</a></p>`}
  </details>`;
}
