/** Decisions that may still be withdrawn: each for some seconds, on the server, before anything is sent. */

import { at, post } from "./api.js";
import { policy } from "./policy.js";
import { go, to } from "./router.js";
import { store } from "./view.js";

/** @typedef {{id: number, cases: string[], says: string, until: number, held: boolean, alike: string}} Done */

export const done = store(/** @type {Done[]} */ ([]));
export const news = store(/** @type {{text: string, bad: boolean, at: number} | null} */ (null));
let counted = 0;

/** Say something in passing. */
export const tell = (/** @type {string} */ text, bad = false) => news.set({ text, bad, at: Date.now() });

/**
 * @param {{cases: string[], says: string, seconds: number, held?: boolean, alike?: string}} what
 *   `alike`: the case whose alike were decided with it, where several were.
 */
export function decided({ cases, says, seconds, held = false, alike = "" }) {
  counted += 1;
  const mine = { id: counted, cases, says, until: Date.now() + seconds * 1000, held, alike };
  news.set(null);
  done.set([...done.get().filter(each => each.until > Date.now()), mine]);
  if (seconds > 0) setTimeout(() => done.set(done.get().filter(each => each.id !== mine.id)), seconds * 1000);
}

function nothing() {
  const seconds = policy.get().undo_seconds;
  return seconds ? `There is nothing to undo. A decision can be undone for ${seconds} seconds.` : "There is nothing to undo: decisions take effect at once here.";
}

/** Take back what one decided or approved; gives back what became of it, in words. */
export async function takeBack(/** @type {string} */ id) {
  const { held } = await post(at(id, "withdraw"));
  return held ? "Taken back: the decision waits for a second person again." : "Withdrawn: the case is open again, and yours.";
}

/** Take the latest decision back, and go to its case. */
export async function undo() {
  const last = done.get().filter(each => each.until > Date.now()).at(-1);
  if (!last) return tell(nothing());
  done.set(done.get().filter(each => each.id !== last.id));
  try {
    if (last.alike) {
      const { items } = await post(at(last.alike, "alike/withdraw"), { cases: last.cases });
      const back = items.filter((/** @type {{done: boolean}} */ each) => each.done).length;
      tell(back === items.length ? `Withdrawn: ${back} cases are open again.`
        : `${back} of ${items.length} are open again; the others had taken effect.`, back < items.length);
    } else {
      tell(await takeBack(last.cases[0]));
    }
    go(to("case", last.alike || last.cases[0], { again: String(Date.now()) }), { instead: true });
  } catch (problem) {
    tell(/** @type {Error} */ (problem).message, true);
  }
}
