/** What draws the pages: Preact, and templates in place of JSX, so that nothing has to be built. */

import htm from "../vendor/htm.js";
import { Fragment, createElement, render } from "../vendor/preact.js";

export { Fragment, render };
export { useCallback, useEffect, useErrorBoundary, useId, useLayoutEffect, useMemo, useRef, useState } from "../vendor/hooks.js";

/** A template of elements. Text that is put into it is text: never markup. */
export const html = htm.bind(createElement);

/**
 * A value that many parts of the page look at.
 * @template T
 * @param {T} first
 */
export function store(first) {
  let value = first;
  /** @type {Set<() => void>} */
  const listeners = new Set();
  return {
    get: () => value,
    /** @param {T} next */
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const tell of [...listeners]) tell();
    },
    /** @param {() => void} tell */
    listen(tell) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
  };
}
