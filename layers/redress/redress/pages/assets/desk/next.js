/** On to the next case: the most pressing that nobody else has and that was not passed by. */

import { get, post } from "./api.js";
import { go, to } from "./router.js";
import { session } from "./session.js";
import { tell } from "./undo.js";

/** The queue that somebody works through; it stays theirs from case to case. */
let working = "any";
/** Cases just read, handed to the page so that it need not ask again. */
const read = new Map();
/** Left in this sitting: not offered again at once. @type {string[]} */
let left = [];

/** Queues that are not everybody's: who may take from them. */
const TAKERS = /** @type {Record<string, string[]>} */ ({ legal: ["legal", "admin"], parked: ["admin"] });

export const mayTake = (/** @type {string} */ queue) => !TAKERS[queue] || session.get().roles.some(role => TAKERS[queue].includes(role));

export const worksOn = () => working;

/** What `onward` has read already, once. */
export function readAlready(/** @type {string} */ id) {
  const found = read.get(id);
  read.delete(id);
  return found;
}

/** This one was dealt with or left: the next is another. */
export function leave(/** @type {string} */ id) {
  left = [...left.filter(each => each !== id), id].slice(-50);
}

export function comeBack(/** @type {string} */ id) {
  left = left.filter(each => each !== id);
}

/** @param {string} [queue] where to take from; else where one was */
export async function onward(queue) {
  working = queue ?? working;
  try {
    const found = await post(`/v1/queues/${encodeURIComponent(working)}/next`, { except: left });
    if (found) {
      read.set(found.case_id, found);
      go(to("case", found.case_id));
      return;
    }
    const others = working === "any" ? "" : ` in ${working}`;
    tell(left.length ? `Nothing else waits for you${others}. What you left is still in the list.` : `Nothing waits for you${others}.`);
    left = [];
    go(to(working === "any" ? "queues" : "cases", "", working === "any" ? {} : { queue: working }));
  } catch (problem) {
    tell(/** @type {Error} */ (problem).message, true);
  }
}

export const queueStates = () => get("/v1/queues");
