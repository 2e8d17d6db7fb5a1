/** The days that a dashboard speaks of. They stand in the address, so that they can be sent to somebody. */

import { html, useState } from "./view.js";
import { go, to } from "./router.js";

const USUAL = [{ days: 1, says: "Today" }, { days: 7, says: "7 days" }, { days: 30, says: "30 days" }, { days: 90, says: "90 days" }];
const MOST = 93;
const DAY = 86_400_000;
const DATE = /^\d{4}-\d\d-\d\d$/;

const date = (/** @type {number} */ at) => new Date(at).toISOString().slice(0, 10);

/** Days are counted in UTC, as the counters are. */
export const today = () => date(Date.now());

/**
 * @param {Record<string, string>} query
 * @returns {{from: string, to: string, days: number}} `days` is 0 where the days were picked one by one
 */
export function period(query) {
  const { from = "", to: last = "" } = query;
  if (DATE.test(from) && DATE.test(last)) return { from, to: last, days: 0 };
  const days = USUAL.find(each => String(each.days) === query.days)?.days ?? 7;
  return { from: date(Date.now() - (days - 1) * DAY), to: today(), days };
}

export function Period({ of }) {
  const [from, setFrom] = useState(of.from);
  const [last, setLast] = useState(of.to);
  const length = (Date.parse(last) - Date.parse(from)) / DAY + 1;
  const fits = length >= 1 && length <= MOST;
  const pick = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (fits) go(to("dashboards", "", { from, to: last }));
  };
  const value = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).value;
  return html`<div class="period">
    <ul class="choices" aria-label="Period">${USUAL.map(({ days, says }) => html`<li><a href=${to("dashboards", "", { days: String(days) })}
      aria-current=${of.days === days ? "true" : undefined}>${says}</a></li>`)}</ul>
    <form class="row" onSubmit=${pick}>
      <label>from <input type="date" required value=${from} max=${today()} onInput=${(/** @type {Event} */ event) => setFrom(value(event))} /></label>
      <label>to <input type="date" required value=${last} max=${today()} onInput=${(/** @type {Event} */ event) => setLast(value(event))} /></label>
      <button class="button plain small" disabled=${!fits} aria-current=${of.days === 0 ? "true" : undefined}>Show</button>
      ${!fits && html`<span class="quiet small" role="status">1 to ${MOST} days, the first before the last.</span>`}
    </form>
  </div>`;
}
