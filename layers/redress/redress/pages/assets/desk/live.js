/** What is read from the API and read again by itself while somebody looks. */

import { useCallback, useEffect, useRef, useState } from "./view.js";

/**
 * @template T
 * @param {() => Promise<T>} load
 * @param {unknown[]} on what the load depends on: another value loads anew, and forgets
 * @param {number} every seconds; 0 reads once
 * @returns {{value: T | null, problem: Error | null, again: () => Promise<void>, loading: boolean}}
 */
export function useLive(load, on, every = 0) {
  const [state, setState] = useState(/** @type {{value: T | null, problem: Error | null, loading: boolean}} */ (
    { value: null, problem: null, loading: true }));
  const turn = useRef(0);
  const read = useCallback(async () => {
    const mine = turn.current;
    try {
      const value = await load();
      if (mine === turn.current) setState({ value, problem: null, loading: false });
    } catch (problem) {
      if (mine === turn.current) setState(before => ({ ...before, problem: /** @type {Error} */ (problem), loading: false }));
    }
  }, on);
  useEffect(() => {
    turn.current += 1;
    setState({ value: null, problem: null, loading: true });
    read();
    if (!every) return undefined;
    const timer = setInterval(() => { if (!document.hidden) read(); }, every * 1000);
    return () => clearInterval(timer);
  }, [read]);
  return { ...state, again: read };
}
