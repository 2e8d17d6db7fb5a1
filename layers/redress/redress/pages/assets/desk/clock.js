/** The time, and times in words. One clock for the page: it ticks each second. */

import { store } from "./view.js";
import { useStore } from "./stores.js";

const now = store(Date.now());
setInterval(() => { if (!document.hidden) now.set(Date.now()); }, 1000);
document.addEventListener("visibilitychange", () => now.set(Date.now()));

export const useNow = () => useStore(now);

const UNITS = /** @type {[number, string][]} */ ([[86_400, "day"], [3_600, "hour"], [60, "minute"], [1, "second"]]);

/** Seconds as people say them: `3 days`, `2 hours 5 minutes` while it matters. */
export function span(/** @type {number} */ seconds) {
  const whole = Math.max(0, Math.round(seconds));
  for (const [index, [size, name]] of UNITS.entries()) {
    if (whole < size && size > 1) continue;
    const count = Math.floor(whole / size);
    const [smaller, smallerName] = UNITS[index + 1] ?? [0, ""];
    const rest = smaller && count < 3 && size > 60 ? Math.floor((whole % size) / smaller) : 0;
    return named(count, name) + (rest ? ` ${named(rest, smallerName)}` : "");
  }
  return "";
}

/** Short, for tables: `3 d`, `2 h 5 m`. */
export const brief = (/** @type {number} */ seconds) =>
  span(seconds).replace(/ (d|h|m|s)[a-z]+/g, (_, letter) => ` ${letter}`);

const named = (/** @type {number} */ count, /** @type {string} */ name) => `${count} ${name}${count === 1 ? "" : "s"}`;

export const secondsUntil = (/** @type {string} */ moment, /** @type {number} */ at) => (Date.parse(moment) - at) / 1000;

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** A moment, in the reader's own time zone. */
export function moment(/** @type {string} */ at) {
  const date = new Date(at);
  const today = new Date();
  return date.toDateString() === today.toDateString() ? `today, ${CLOCK.format(date)}` : `${DAY.format(date)}, ${CLOCK.format(date)}`;
}

export const clock = (/** @type {string} */ at) => CLOCK.format(new Date(at));
