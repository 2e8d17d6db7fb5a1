/** The policy in force, asked once: guidelines with their words, and templates of explanations. */

import { get } from "./api.js";
import { store } from "./view.js";
import { spaced } from "./words.js";

/**
 * @typedef {{id: string, version: number, title: string, explanation: string, not_a_violation: string, route: string,
 *   queue: string, contested: boolean, second_person: boolean, templates: Record<string, Record<string, string>>}} Guideline
 * @typedef {{version: string, undo_seconds: number, lease_minutes: number, guidelines: Guideline[],
 *   court_order: {id: string, title: string, explanation: string, templates: Record<string, Record<string, string>>} | null,
 *   redirects: {id: string, title: string, explanation: string, templates: Record<string, Record<string, string>>}[], templates: Record<string, Record<string, string>>}} Policy
 */

const NONE = /** @type {Policy} */ ({ version: "", undo_seconds: 10, lease_minutes: 10, guidelines: [], court_order: null, redirects: [], templates: {} });

export const policy = store(NONE);

const AGAIN = 5_000;

/** Read it; without it the desk still works, with ids in place of titles, and asks again in a moment. */
export async function readPolicy() {
  try {
    policy.set(await get("/v1/policy"));
  } catch (problem) {
    if (/** @type {import("./api.js").Problem} */ (problem).status !== 401) setTimeout(readPolicy, AGAIN);
  }
}

export const guideline = (/** @type {string} */ id) => policy.get().guidelines.find(each => each.id === id);

/** What a decision may name: a guideline, the order of a court, or where else somebody is to turn. */
const ground = (/** @type {string} */ id) => guideline(id) ?? [policy.get().court_order, ...policy.get().redirects].find(each => each?.id === id);

/** A guideline's title; of one that the policy no longer has, its id in words. */
export const titleOf = (/** @type {string | null} */ id) =>
  (id ? ground(id)?.title ?? spaced(id.split(".").pop() ?? id) : "");

/**
 * What to say to the people concerned, in the guidelines' words.
 * @param {string} outcome
 * @param {string[]} grounds
 * @param {string} [lang]
 */
export function template(outcome, grounds, lang = "en") {
  const said = grounds.map(id => ground(id)).filter(each => each !== undefined)
    .map(each => each.templates?.[outcome]?.[lang] ?? each.templates?.[outcome]?.en ?? "");
  const found = said.filter(Boolean).join("\n\n");
  const plain = policy.get().templates[outcome];
  return found || (plain?.[lang] ?? plain?.en ?? "");
}
