/** Where one is: `#/name/id?query`. The table of pages is in pages.js. */

import { store } from "./view.js";

/** @typedef {{name: string, id: string, query: Record<string, string>}} Place */

export const place = store(parse(location.hash));

addEventListener("hashchange", () => place.set(parse(location.hash)));

/** @returns {Place} */
function parse(/** @type {string} */ hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [name = "", id = ""] = path.split("/");
  return { name, id: decoded(id), query: Object.fromEntries(new URLSearchParams(query)) };
}

function decoded(/** @type {string} */ id) {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/**
 * The address of a place, for links.
 * @param {string} name
 * @param {string} [id]
 * @param {Record<string, string | undefined>} [query]
 */
export function to(name, id = "", query = {}) {
  const said = Object.entries(query).filter(([, value]) => value);
  const asked = new URLSearchParams(/** @type {[string, string][]} */ (said)).toString();
  return `#/${name}${id && `/${encodeURIComponent(id)}`}${asked && `?${asked}`}`;
}

export function go(/** @type {string} */ hash, /** @type {{instead?: boolean}} */ { instead = false } = {}) {
  if (!instead) {
    location.hash = hash;
    return;
  }
  history.replaceState(null, "", hash);
  place.set(parse(hash));
}
