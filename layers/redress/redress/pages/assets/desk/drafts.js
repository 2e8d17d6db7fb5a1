/** What was typed and not sent: kept while the browser's tab lives, so that nothing anybody else does can cost it. */

/** @typedef {{outcome: string, grounds: string[], text: string, edited: boolean, lang: string | null}} Draft */

const nameOf = (/** @type {string} */ id) => `redress.draft.${id}`;

/** @returns {Draft | null} */
export function draftOf(/** @type {string} */ id) {
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(id)) ?? "null");
  } catch {
    return null;
  }
}

export function keepDraft(/** @type {string} */ id, /** @type {Draft} */ draft) {
  try {
    sessionStorage.setItem(nameOf(id), JSON.stringify(draft));
  } catch {
    // A full or forbidden store: the panel itself still has the words.
  }
}

export const dropDraft = (/** @type {string} */ id) => sessionStorage.removeItem(nameOf(id));
