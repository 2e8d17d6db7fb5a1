/** How somebody wants the desk to look and behave, kept in this browser. Nothing of a case is kept here. */

import { store } from "./view.js";

/** @typedef {{theme: "system" | "light" | "dark", keys: boolean, blur: boolean, grey: boolean, onward: boolean}} Wishes */

const KEPT = "redress.wishes";
const USUAL = /** @type {Wishes} */ ({ theme: "system", keys: true, blur: true, grey: false, onward: true });

export const wishes = store(read());

/** @param {Partial<Wishes>} changed */
export function wish(changed) {
  wishes.set({ ...wishes.get(), ...changed });
  try {
    localStorage.setItem(KEPT, JSON.stringify(wishes.get()));
  } catch {
    // A browser that keeps nothing forgets them with the page; nothing depends on them.
  }
}

function read() {
  try {
    return { ...USUAL, ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") };
  } catch {
    return USUAL;
  }
}

function apply() {
  const { theme, grey } = wishes.get();
  const root = document.documentElement;
  if (theme === "system") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", theme);
  root.toggleAttribute("data-grey", grey);
}

apply();
wishes.listen(apply);
