/**
 * Single keys. Each part of the page that has some lays its own over those below it; the topmost that knows a key has it.
 * A panel is `alone`: while it is open, those below it rest. While somebody types, and with Ctrl, Alt or Meta, all keys
 * are the browser's. They can be switched off altogether.
 */

import { useLayoutEffect, useRef } from "./view.js";
import { wishes } from "./wishes.js";

/** @typedef {{key: string, says: string, run: (event: KeyboardEvent) => unknown, typing?: boolean, hidden?: boolean, always?: boolean}} Key
 *   `typing`: also while one types; `always`: also below a panel. */
/** @typedef {{title: string, keys: () => Key[], alone: boolean}} Layer */

/** @type {Layer[]} */
const layers = [];
let prefix = "";

/**
 * @param {string} title by which the map of keys names them
 * @param {Key[]} keys
 * @param {{alone?: boolean}} [how]
 */
export function useKeys(title, keys, { alone = false } = {}) {
  const now = useRef(keys);
  now.current = keys;
  // With the page itself, not after it is painted: a key between the two would be heard by what is gone already.
  useLayoutEffect(() => {
    const layer = { title, keys: () => now.current, alone };
    layers.push(layer);
    return () => void layers.splice(layers.indexOf(layer), 1);
  }, [title, alone]);
}

/** The layers that hear keys now, topmost first. */
function heard() {
  const all = [...layers].reverse();
  const panel = all.findIndex(layer => layer.alone);
  return all.map((layer, depth) => ({
    title: layer.title,
    keys: panel < 0 || depth <= panel ? layer.keys() : layer.keys().filter(key => key.always),
  }));
}

/** All keys that do something now, topmost first. */
export const keyMap = () => heard().map(({ title, keys }) => ({ title, keys: keys.filter(key => !key.hidden) }));

/** Whether what has the focus takes letters. */
export function isTyping(/** @type {EventTarget | null} */ target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

function pressed(/** @type {KeyboardEvent} */ event) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const typing = isTyping(event.target);
  const name = (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + event.key;
  if (name.startsWith("Ctrl+") && name !== "Ctrl+Enter") return;
  if (!wishes.get().keys && name.length === 1 && !typing) return;
  if (document.querySelector("dialog:modal")) return;
  const wanted = prefix ? `${prefix} ${name}` : name;
  prefix = "";
  const now = heard();
  for (const layer of now) {
    const key = layer.keys.find(each => each.key === wanted && (each.typing || !typing));
    if (key) {
      if (key.run(event) !== false) event.preventDefault();
      return;
    }
  }
  if (!typing && now.some(layer => layer.keys.some(key => key.key.startsWith(`${name} `)))) prefix = name;
}

addEventListener("keydown", pressed);

/** Enter is a button's or a link's own while it has the focus. */
export const onControl = (/** @type {KeyboardEvent} */ event) =>
  event.target instanceof Element && event.target.closest("button, a, summary, select") !== null;
