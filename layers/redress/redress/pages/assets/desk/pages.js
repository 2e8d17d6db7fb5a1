/**
 * The pages of the desk. One that is large, or seldom opened, is given by `load` and fetched when it is first wanted;
 * a `key` puts it into the bar above, and makes `g` and that key the way to it.
 */

import { Case } from "./case.js";
import { Cases } from "./list.js";
import { Queues } from "./queues.js";
import { Search } from "./search.js";
import { Waiting } from "./waiting.js";

/**
 * @typedef {{name: string, title: string, key?: string, page?: Function, load?: () => Promise<{Page: Function}>}} Entry
 *   A page is called with `{id, query}`: what stands in its address.
 */

/** @type {Entry[]} */
export const PAGES = [
  { name: "queues", title: "Queues", key: "q", page: Queues },
  { name: "cases", title: "Cases", key: "c", page: Cases },
  { name: "waiting", title: "Second person", key: "w", page: Waiting },
  { name: "dashboards", title: "Dashboards", key: "d", load: async () => import("./dashboards.js") },
  { name: "case", title: "A case", page: Case },
  { name: "search", title: "Search", page: Search },
];
