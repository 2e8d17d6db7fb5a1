/**
 * Single keys. Each part of the page that has some lays its own over those below it; the topmost that knows a key has it.
 * While somebody types, and with Ctrl, Alt or Meta, all keys are the browser's. They can be switched off altogether.
 */

import { useEffect, useRef } from "./view.js";
import { wishes } from "./wishes.js";

/** @typedef {{key: string, says: string, run: (event: KeyboardEvent) => unknown, typing?: boolean, hidden?: boolean}} Key */
/** @typedef {{title: string, keys: () => Key[]}} Layer */

/** @type {Layer[]} */
const layers = [];
let prefix = "";

/**
 * @param {string} title by which the map of keys names them
 * @param {Key[]} keys
 * @param {boolean} [on]
 */
export function useKeys(title, keys, on = true) {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    if (!on) return undefined;
    const layer = { title, keys: () => now.current };
    layers.push(layer);
    return () => void layers.splice(layers.indexOf(layer), 1);
  }, [title, on]);
}

/** All keys that do something now, topmost first. */
export const keyMap = () => [...layers].reverse().map(layer => ({ title: layer.title, keys: layer.keys().filter(key => !key.hidden) }));

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
  for (const layer of [...layers].reverse()) {
    const key = layer.keys().find(each => each.key === wanted && (each.typing || !typing));
    if (key) {
      if (key.run(event) !== false) event.preventDefault();
      return;
    }
  }
  if (!typing && name === "g") prefix = "g";
}

addEventListener("keydown", pressed);

/** Enter is a button's or a link's own while it has the focus. */
export const onControl = (/** @type {KeyboardEvent} */ event) =>
  event.target instanceof Element && event.target.closest("button, a, summary, select") !== null;
