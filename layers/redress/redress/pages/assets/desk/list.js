/** The list of cases, most pressing first, a page at a time: ten thousand open cases cost no more than fifty. */

import { html, useEffect, useState } from "./view.js";
import { get } from "./api.js";
import { useKeys } from "./keys.js";
import { Rows, useRows } from "./rows.js";
import { useLive } from "./live.js";
import { mayTake, onward } from "./next.js";
import { Key, Title, Trouble } from "./pieces.js";
import { policy, titleOf } from "./policy.js";
import { go, to } from "./router.js";
import { useStore } from "./stores.js";
import { PRIORITIES, QUEUES, STATUSES } from "./words.js";

const PAGE = 50;
const WAITING = ["human_review", "legal_review", "needs_info", "deciding", "acting", "parked"];
const ENDED = ["removed", "kept", "restored", "out_of_scope"];

export function Cases({ query }) {
  const filters = Object.fromEntries(["queue", "status", "priority", "guideline", "lang", "mine", "overdue"].map(name => [name, query[name] ?? ""]));
  const said = JSON.stringify(filters);
  const [cursors, setCursors] = useState(/** @type {string[]} */ ([]));
  useEffect(() => setCursors([]), [said]);
  const cursor = cursors.at(-1);
  const { value, problem, loading, again } = useLive(
    () => get("/v1/cases", { ...filters, cursor, limit: PAGE }), [said, cursor], 10);
  const rows = useRows(value?.items ?? []);
  const back = () => setCursors(cursors.slice(0, -1));
  const on = () => value?.next && setCursors([...cursors, value.next]);
  useKeys("The list", [
    ...rows.keys,
    ...(mayTake(filters.queue) ? [{ key: "n", says: "take the next case of this queue", run: () => onward(filters.queue || "any") }] : []),
    { key: "ArrowRight", says: "the next page", run: on },
    { key: "ArrowLeft", says: "the page before", run: back },
  ]);
  return html`<div class="wide">
    <div class="lead row"><${Title}>${filters.queue ? `Queue ${filters.queue}` : "Cases"}<//>
      <p class="quiet">${filters.queue ? "" : "Queue by queue, "}most pressing first</p>
      ${mayTake(filters.queue) && html`<button class="button" onClick=${() => onward(filters.queue || "any")}>Take the next<${Key} of="n" /></button>`}</div>
    <${Filters} now=${filters} />
    ${problem && html`<${Trouble} problem=${problem} again=${again} />`}
    ${value && value.items.length > 0 && html`<${Rows} of=${rows} />`}
    ${value && !value.items.length && html`<p class="nothing">${value.next ? "Nothing on this page; the next may have some." : "No case fits."}</p>`}
    ${loading && !value && html`<p class="opening">Loading…</p>`}
    <nav class="pager" aria-label="Pages of the list">
      <button class="button plain" disabled=${!cursors.length} onClick=${back}>← Before</button>
      <span class="quiet number">Page ${cursors.length + 1}</span>
      <button class="button plain" disabled=${!value?.next} onClick=${on}>Next →</button>
    </nav>
  </div>`;
}

/** @param {Record<string, string>} now @param {string} name @param {string} value */
const narrow = (now, name, value) => go(to("cases", "", { ...now, [name]: value }), { instead: true });

const target = (/** @type {Event} */ event) => /** @type {HTMLSelectElement & HTMLInputElement} */ (event.target);

function Filters({ now }) {
  useStore(policy);
  const { guidelines, court_order: order } = policy.get();
  const grounds = [...(order ? [order] : []), ...guidelines].map(each => [each.id, titleOf(each.id)]);
  return html`<div class="filters" role="group" aria-label="Narrow the list">
    <${Choice} now=${now} name="queue" label="Queue" any="all" options=${Object.keys(QUEUES).map(name => [name, name])} />
    <${Choice} now=${now} name="status" label="Status" any="waiting for a person" options=${[...WAITING, ...ENDED].map(name => [name, STATUSES[name]])} />
    <${Choice} now=${now} name="priority" label="Priority" any="any" options=${PRIORITIES.map(name => [name, name])} />
    <${Choice} now=${now} name="guideline" label="Guideline" any="any" options=${grounds} />
    <${Tick} now=${now} name="overdue" label="overdue" />
    <${Tick} now=${now} name="mine" label="mine" />
    ${Object.values(now).some(Boolean) && html`<a href=${to("cases")}>Clear</a>`}
  </div>`;
}

function Choice({ now, name, label, any, options }) {
  return html`<label>${label}
    <select onChange=${(/** @type {Event} */ event) => narrow(now, name, target(event).value)}>
      <option value="" selected=${!now[name]}>${any}</option>
      ${options.map((/** @type {[string, string]} */ [value, words]) => html`<option value=${value} selected=${now[name] === value}>${words}</option>`)}
    </select></label>`;
}

function Tick({ now, name, label }) {
  return html`<label class="tick"><input type="checkbox" checked=${now[name] === "true"}
    onChange=${(/** @type {Event} */ event) => narrow(now, name, target(event).checked ? "true" : "")} /> ${label}</label>`;
}
