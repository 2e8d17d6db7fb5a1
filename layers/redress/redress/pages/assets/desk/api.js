/** The staff API, spoken to with the token of who is signed in. */

import { over, token } from "./session.js";

const PATIENCE = 35_000;

/** A refusal or a failure, in the words of the API's problem documents. */
export class Problem extends Error {
  /**
   * @param {number} status 0 when nothing came back
   * @param {{type?: string, title?: string, detail?: string, errors?: {pointer: string, detail: string}[]}} said
   */
  constructor(status, said) {
    super(said.detail || said.title || `The desk was answered ${status}.`);
    this.status = status;
    this.kind = (said.type ?? "").split("/").pop() || (status ? "failure" : "offline");
    this.title = said.title ?? "";
    this.errors = said.errors ?? [];
  }
}

/**
 * @param {string} path
 * @param {Record<string, string | number | undefined | null>} [query]
 */
export function get(path, query = {}) {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const asked = new URLSearchParams(said.map(([name, value]) => [name, String(value)]));
  return call("GET", asked.size ? `${path}?${asked}` : path);
}

/**
 * @param {string} path
 * @param {object} [body]
 */
export const post = (path, body) => call("POST", path, body);

/** A case's own address. */
export const at = (/** @type {string} */ id, /** @type {string} */ part = "") =>
  `/v1/cases/${encodeURIComponent(id)}${part && `/${part}`}`;

/** @param {string} path */
export const del = path => call("DELETE", path);

/**
 * What is no JSON: a mail as it was received.
 * @param {string} path
 * @param {object} body
 * @returns {Promise<Response>}
 */
export const raw = (path, body) => call("POST", path, body, true);

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {boolean} [whole] the answer itself is wanted
 */
async function call(method, path, body, whole = false) {
  const headers = { Authorization: `Bearer ${await token()}`, Accept: "application/json, application/problem+json" };
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: body ? { ...headers, "Content-Type": "application/json" } : headers,
      body: body ? JSON.stringify(body) : undefined,
      credentials: "omit",
      cache: "no-store",
      keepalive: method === "DELETE",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new Problem(0, { title: "No answer", detail: "Nothing came back. Are you connected? It is tried again by itself." });
  }
  if (answer.ok && whole) return answer;
  const said = await read(answer);
  if (answer.ok) return said;
  if (answer.status === 401) over();
  throw new Problem(answer.status, said ?? {});
}

async function read(/** @type {Response} */ answer) {
  const text = await answer.text();
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return answer.ok ? text : null;
  }
}
