/** What waits just now: big figures first, then how old it is and when it is due. Read again by itself. */

import { html } from "./view.js";
import { get } from "./api.js";
import { Columns } from "./charts.js";
import { brief, secondsUntil, useNow } from "./clock.js";
import { Big, Figure, hours, percent } from "./figures.js";
import { useLive } from "./live.js";
import { Moment, Trouble } from "./pieces.js";
import { today } from "./period.js";

const QUEUES_S = 10;
const TODAY_S = 30;
const SOON_H = 4;

/**
 * @typedef {{queue: string, length: number, oldest: string | null, oldest_urgent: string | null, overdue: number, ages: number[], due_in: number[]}} Queue
 * @typedef {{as_of: string, items: Queue[], age_edges_hours: number[], due_edges_hours: number[]}} Board
 */

const sum = (/** @type {number[]} */ all) => all.reduce((total, each) => total + each, 0);

/** All queues' counts, place by place. */
const places = (/** @type {Queue[]} */ items, /** @type {"ages" | "due_in"} */ name, /** @type {number} */ length) =>
  Array.from({ length }, (_, place) => sum(items.map(each => each[name]?.[place] ?? 0)));

const oldest = (/** @type {Queue[]} */ items, /** @type {"oldest" | "oldest_urgent"} */ name) =>
  items.map(each => each[name]).filter(each => each !== null && each !== undefined).sort()[0];

/** `4–8 h`, `1–2 d`: what lies between two edges, and beyond the last. */
export function spans(/** @type {number[]} */ edges) {
  const said = (/** @type {number} */ edge, /** @type {boolean} */ days) => (days ? edge / 24 : edge);
  return [...edges, Infinity].map((high, place) => {
    const low = edges[place - 1] ?? 0;
    if (high < 1) return `< ${high * 60} min`;
    if (low && low < 1) return `${low * 60}–${high * 60} min`;
    const days = high === Infinity ? low >= 48 : high >= 48 && low % 24 === 0 && low > 0;
    const unit = days ? "d" : "h";
    if (high === Infinity) return `> ${said(low, days)} ${unit}`;
    return low ? `${said(low, days)}–${said(high, days)} ${unit}` : `< ${said(high, days)} ${unit}`;
  });
}

/** A span of hours: words on the page, two numbers in the file. The last has no end. */
export const spanOf = (/** @type {string} */ title, /** @type {number[]} */ edges) => ({
  title,
  of: (/** @type {{label: string}} */ row) => row.label,
  parts: [
    { title: "Hours over", of: (/** @type {{place: number}} */ row) => (row.place < 0 ? null : edges[row.place - 1] ?? 0) },
    { title: "Hours up to", of: (/** @type {{place: number}} */ row) => (row.place < 0 ? 0 : edges[row.place]) },
  ],
});

export function Now() {
  const { value, problem, again } = useLive(() => get("/v1/queues"), [], QUEUES_S);
  const day = useLive(() => get("/v1/metrics", { from: today(), to: today() }), [], TODAY_S);
  if (!value) return problem ? html`<${Trouble} problem=${problem} again=${again} />` : html`<p class="opening">Loading…</p>`;
  return html`<section aria-labelledby="just-now">
    <div class="row now-top"><h2 id="just-now">Now</h2><span class="quiet small">as of <${Moment} at=${value.as_of} />, read again by itself</span></div>
    ${problem && html`<${Trouble} problem=${problem} again=${again} />`}
    <${BigFigures} board=${value} day=${day.value} />
    <${Shape} board=${value} />
  </section>`;
}

function BigFigures({ board, day }) {
  const now = useNow();
  const { items } = board;
  const open = sum(items.map((/** @type {Queue} */ each) => each.length));
  const overdue = sum(items.map((/** @type {Queue} */ each) => each.overdue));
  const soon = sum(places(items, "due_in", board.due_edges_hours.filter((/** @type {number} */ edge) => edge <= SOON_H).length));
  const urgent = oldest(items, "oldest_urgent");
  const first = oldest(items, "oldest");
  const since = (/** @type {string} */ at) => brief(-secondsUntil(at, now));
  const within = day?.share_within_limit ?? null;
  return html`<dl class="bigs">
    <${Big} label="Open" figure=${open.toLocaleString("en-GB")}>${first ? `the oldest for ${since(first)}` : "nothing waits"}<//>
    <${Big} label="Overdue" figure=${overdue.toLocaleString("en-GB")} tone=${overdue ? "bad" : ""}>${overdue ? `${percent(overdue / open)} of what is open` : "none"}<//>
    <${Big} label=${`Due within ${SOON_H} hours`} figure=${soon.toLocaleString("en-GB")} tone=${soon ? "warm" : ""}>and not overdue yet<//>
    <${Big} label="Oldest urgent" figure=${urgent ? since(urgent) : "–"} tone=${urgent ? "warm" : ""}>${urgent ? "since it was opened" : "nothing urgent waits"}<//>
    <${Big} label="Today, 9 of 10 decided within" figure=${hours(day?.hours_to_decision.p90 ?? null)} tone=${within !== null && within < 0.9 ? "bad" : ""}>
      ${within === null ? "none decided yet" : `${percent(within)} of all in time`}<//>
    <${Big} label="Today, in and decided" figure=${html`${(day?.reports ?? 0).toLocaleString("en-GB")} <i>/</i> ${(day?.decisions ?? 0).toLocaleString("en-GB")}`}>
      reports / decisions, since 0:00 UTC<//>
  </dl>`;
}

function Shape({ board }) {
  const { items, age_edges_hours: ageEdges, due_edges_hours: dueEdges } = board;
  const ages = places(items, "ages", ageEdges.length + 1);
  const dues = places(items, "due_in", dueEdges.length + 1);
  const overdue = sum(items.map((/** @type {Queue} */ each) => each.overdue));
  const old = spans(ageEdges).map((label, place) => ({ label, place, value: ages[place], tone: ageEdges[place - 1] >= 72 ? "warm" : "" }));
  const due = [{ label: "late", place: -1, value: overdue, tone: "bad" }, ...spans(dueEdges).map((label, place) => ({ label, place, value: dues[place], tone: dueEdges[place] <= SOON_H ? "warm" : "" }))];
  const waits = ages.some(Boolean);
  const cases = { title: "Cases", kind: "number", of: (/** @type {{value: number}} */ row) => row.value };
  const when = `${board.as_of.slice(0, 16).replace(":", "")}Z`;
  return html`<div class="pair">
    <${Figure} title="Open cases by age" says="Cases that wait for a person, by how long ago they were opened." file=${`open-by-age-${when}`}
      columns=${[spanOf("Open for", ageEdges), cases]} rows=${waits ? old : []} folded=${true}><${Columns} of=${old} /><//>
    <${Figure} title="Open cases by when they are due" says="The same cases, by the hours left until the policy's time limit is over." file=${`open-by-due-${when}`}
      columns=${[spanOf("Due in", dueEdges), cases]} rows=${waits ? due : []} folded=${true}><${Columns} of=${due} /><//>
  </div>`;
}
