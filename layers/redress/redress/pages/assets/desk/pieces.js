/** Small pieces that the pages are put together from. */

import { html, useEffect, useLayoutEffect, useRef } from "./view.js";
import { brief, clock, moment, secondsUntil, span, useNow } from "./clock.js";

export function Stars({ rating }) {
  if (rating === null || rating === undefined) return null;
  return html`<span class="stars" role="img" aria-label=${`${rating} of 5 stars`}>${"★".repeat(rating)}<i>${"★".repeat(5 - rating)}</i></span>`;
}

/** How long until something is due, live; what is late says so. */
export function Due({ at, short = false }) {
  const now = useNow();
  if (!at) return html`<span class="quiet">–</span>`;
  const left = secondsUntil(at, now);
  const say = short ? brief : span;
  const near = left < 0 ? "late" : left < 3600 ? "soon" : "";
  const words = left < 0 ? `${say(-left)} late` : short ? say(left) : `${say(left)} left`;
  return html`<time class=${`number ${near}`} datetime=${at} title=${moment(at)}>${words}</time>`;
}

export function Ago({ at, short = false }) {
  const now = useNow();
  if (!at) return html`<span class="quiet">–</span>`;
  const words = (short ? brief : span)(-secondsUntil(at, now));
  return html`<time class="number" datetime=${at} title=${moment(at)}>${words}${short ? "" : " ago"}</time>`;
}

export const Moment = ({ at }) => html`<time class="number" datetime=${at} title=${at}>${moment(at)}</time>`;

export const Clock = ({ at }) => html`<time class="number" datetime=${at}>${clock(at)}</time>`;

export const Priority = ({ of }) => html`<span class=${`priority ${of}`}>${of}</span>`;

export const Key = ({ of }) => html`<kbd aria-hidden="true">${of}</kbd>`;

/** Something went wrong, or somebody else was quicker. */
export function Trouble({ problem, again = null }) {
  return html`<div class="refused" role="alert">
    <h2>${problem.title || "That did not work"}</h2>
    <p>${problem.message}</p>
    ${problem.errors?.length > 0 && html`<ul>${problem.errors.map((/** @type {{pointer: string, detail: string}} */ each) =>
    html`<li>${each.pointer.replace(/^\//, "")}: ${each.detail}</li>`)}</ul>`}
    ${again && html`<p><button class="button plain" onClick=${again}>Try again</button></p>`}
  </div>`;
}

/** A box over the page that the browser itself keeps the focus in, and gives it back. */
export function Box({ title, onClose, children, wide = false }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return html`<dialog class=${wide ? "box wide-box" : "box"} ref=${dialog} aria-label=${title} onClose=${onClose}
      onClick=${(/** @type {MouseEvent} */ event) => event.target === dialog.current && onClose()}>
    <div class="box-inner">
      <div class="box-top"><h2>${title}</h2><button class="button plain small" onClick=${onClose}>Close</button></div>
      ${children}
    </div>
  </dialog>`;
}

/** A heading that takes the focus when a page is opened, so that readers of the screen hear where they are. */
export function Title({ children }) {
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return html`<h1 tabindex="-1" ref=${heading}>${children}</h1>`;
}
