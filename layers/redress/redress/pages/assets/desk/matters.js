/** The figures of some days, matter by matter. What each one means is said above its table. */

import { html } from "./view.js";
import { Columns, Lines } from "./charts.js";
import { Big, Figure, hours, percent } from "./figures.js";
import { Machine } from "./machine.js";
import { titleOf } from "./policy.js";
import { spanOf, spans } from "./standing.js";
import { CHANNELS, RELATIONS } from "./words.js";

const number = (/** @type {string} */ title, /** @type {string} */ name, more = {}) => ({ title, kind: "number", of: (/** @type {any} */ row) => row[name], ...more });
const share = (/** @type {string} */ title, /** @type {string} */ name, more = {}) => ({ title, kind: "share", of: (/** @type {any} */ row) => row[name], ...more });
const time = (/** @type {string} */ title, /** @type {string} */ name) => ({ title, kind: "hours", of: (/** @type {any} */ row) => row[name],
  parts: [{ title: `${title} (hours)`, of: (/** @type {any} */ row) => row[name] }] });

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const STANDINGS = /** @type {Record<string, string>} */ ({
  new: "answered fewer than five times", seldom: "right less than one time in three", mixed: "right one to two times in three", mostly: "right more than two times in three",
});

/** How decisions ended, in one part of the work. */
const ENDS = [number("Decided", "decisions"), share("Upheld", "share_upheld"), number("By machine", "automated"), number("Appeals", "appeals_decided"),
  share("Changed", "share_appeals_overturned"), time("p50", "p50"), time("p90", "p90"), time("p99", "p99"),
  share("In time", "share_within_limit", { tone: "good" })];

/** The histogram's fine edges, put together to what one can read. */
const READ = [0.25, 1, 4, 12, 24, 48, 72, 168, 336, 720];

export function Matters({ of }) {
  const days = `${of.from}-to-${of.to}`;
  return html`<div class="matters">
    <${Sums} of=${of} />
    <${Course} of=${of} days=${days} />
    <${Times} of=${of} days=${days} />
    <${Channels} of=${of} days=${days} />
    <${Queues} of=${of} days=${days} />
    <${Guidelines} of=${of} days=${days} />
    <div class="pair"><${Relations} of=${of} days=${days} /><${Standings} of=${of} days=${days} /></div>
    <${Machine} of=${of} days=${days} />
    <div class="pair"><${Sides} of=${of} days=${days} /><${Mail} of=${of} days=${days} /></div>
    <div class="pair"><${First} of=${of.products} days=${days} kind="product" /><${First} of=${of.sellers} days=${days} kind="seller" /></div>
  </div>`;
}

function Sums({ of }) {
  const { p50, p90 } = of.hours_to_decision;
  return html`<dl class="bigs">
    <${Big} label="Reports" figure=${of.reports.toLocaleString("en-GB")}>${of.cases_opened.toLocaleString("en-GB")} cases opened<//>
    <${Big} label="Decisions" figure=${of.decisions.toLocaleString("en-GB")}>appeals among them<//>
    <${Big} label="Upheld" figure=${percent(of.share_upheld)}>of these decisions: removed<//>
    <${Big} label="By machine alone" figure=${percent(of.share_automated)}>of these decisions<//>
    <${Big} label="Half within" figure=${hours(p50)}>9 of 10 within ${hours(p90)}<//>
    <${Big} label="In time" figure=${percent(of.share_within_limit)} tone=${of.share_within_limit !== null && of.share_within_limit < 0.9 ? "bad" : ""}>decided by when they were due<//>
  </dl>`;
}

function Course({ of, days }) {
  const rows = of.reports + of.cases_opened + of.decisions + of.days.reduce((/** @type {number} */ all, /** @type {any} */ day) => all + day.mails, 0) ? of.days : [];
  const labels = of.days.map((/** @type {{day: string}} */ each) => DAY.format(new Date(each.day)));
  const values = (/** @type {string} */ name) => of.days.map((/** @type {any} */ each) => each[name]);
  return html`<${Figure} title="Day by day" file=${`days-${days}`} folded=${rows.length > 1} rows=${rows}
    says="Reports received, cases opened and cases decided on each day (UTC). Where decisions stay below what is opened, a backlog grows."
    columns=${[{ title: "Day", of: (/** @type {any} */ row) => row.day }, number("Reports", "reports"), number("Opened", "cases_opened"), number("Decided", "decisions"),
    number("Removed", "upheld"), number("By machine", "automated"), number("Became overdue", "overdue"), number("Parked", "parked"), number("Appeals", "appeals"),
    number("Mails", "mails"), time("p50", "p50"), time("p90", "p90")]}>
    ${rows.length > 1 && html`<${Lines} labels=${labels} series=${[{ name: "reports", values: values("reports") },
      { name: "cases opened", values: values("cases_opened") }, { name: "decided", values: values("decisions") }]} />`}
  <//>`;
}

function Times({ of, days }) {
  const { bucket_edges: edges, counts, p50, p90, p99 } = of.hours_to_decision;
  const place = (/** @type {number} */ index) => READ.findIndex(edge => edges[index + 1] <= edge);
  const values = Array.from({ length: READ.length + 1 }, () => 0);
  counts.forEach((/** @type {number} */ count, /** @type {number} */ index) => { values[index + 1 < edges.length && place(index) >= 0 ? place(index) : READ.length] += count; });
  const columns = spans(READ).map((label, index) => ({ label, place: index, value: values[index] }));
  return html`<${Figure} title="Time to decision" file=${`times-${days}`} folded=${true} rows=${of.decisions ? columns : []}
    columns=${[spanOf("Took", READ), number("Decisions", "value")]}
    says=${html`From when a case was opened (or its appeal was made) to when its decision was carried out.
      Half were within <b>${hours(p50)}</b> (p50), nine of ten within <b>${hours(p90)}</b> (p90), 99 of 100 within <b>${hours(p99)}</b> (p99).`}>
    <${Columns} of=${columns} /><//>`;
}

function Channels({ of, days }) {
  const rows = of.channels.filter((/** @type {any} */ each) => each.reports || each.decisions);
  return html`<${Figure} title="By channel" file=${`channels-${days}`} rows=${rows}
    says="Reports by the door they came by. A decision counts under the door of its case's first report."
    columns=${[{ title: "Channel", of: (/** @type {any} */ row) => row.channel, show: (/** @type {any} */ row) => CHANNELS[row.channel] ?? row.channel },
    number("Reports", "reports", { bar: true }), ...ENDS]} />`;
}

function Queues({ of, days }) {
  return html`<${Figure} title="By queue" file=${`queues-${days}`} rows=${of.queues.filter((/** @type {any} */ each) => each.decisions)}
    says="Decisions by the queue they were made in; a machine's, by the queue that a person would have had. Appeals are decided in a queue of their own."
    columns=${[{ title: "Queue", of: (/** @type {any} */ row) => row.queue }, ...ENDS]} />`;
}

function Guidelines({ of, days }) {
  return html`<${Figure} title="By guideline" file=${`guidelines-${days}`} rows=${of.guidelines}
    says="Reports that name it. A decision counts under the clause it rests on first; one that rests on none, under the clause that was found or claimed. Upheld: removed, of its decisions. In time: decided by when the case was due. An appeal that was decided counts under the clause of the decision that it contested; changed: of those appeals."
    columns=${[{ title: "Guideline", of: (/** @type {any} */ row) => row.guideline, show: (/** @type {any} */ row) => (row.guideline === "none" ? "none named" : titleOf(row.guideline)) },
    number("Reports", "reports", { bar: true }), ...ENDS, time("Limit", "limit_hours")]} />`;
}

function Relations({ of, days }) {
  return html`<${Figure} title="By relation to the review" file=${`relations-${days}`}
    rows=${of.relations.filter((/** @type {any} */ each) => each.reports || each.answered)}
    says="Reports received, reporters answered by a decision, and of those the share whose review was removed."
    columns=${[{ title: "Relation", of: (/** @type {any} */ row) => row.relation ?? "not said", show: (/** @type {any} */ row) => RELATIONS[row.relation] ?? "not said" },
    number("Reports", "reports"), number("Answered", "answered"), share("Upheld", "share_upheld")]} />`;
}

function Standings({ of, days }) {
  return html`<${Figure} title="By the reporter's standing" file=${`standings-${days}`} rows=${of.standings.filter((/** @type {any} */ each) => each.answered)}
    says="Reporters answered, by how right they had been until then. It bears on priority, never on the outcome."
    columns=${[{ title: "Standing", of: (/** @type {any} */ row) => row.standing ?? "not known", show: (/** @type {any} */ row) => STANDINGS[row.standing] ?? "not known" },
    number("Answered", "answered"), share("Upheld", "share_upheld")]} />`;
}

function Sides({ of, days }) {
  return html`<${Figure} title="Appeals" file=${`appeals-${days}`} rows=${of.sides.filter((/** @type {any} */ each) => each.appeals || each.decided)}
    says="Appeals made in these days; appeals decided in them, which may have come before; and of those the share that changed the decision."
    columns=${[{ title: "Side", of: (/** @type {any} */ row) => row.side }, number("Made", "appeals"), number("Decided", "decided"),
    number("Changed", "overturned"), share("Share changed", "share_overturned")]} />`;
}

const MAILS = /** @type {[string, string][]} */ ([
  ["understood", "understood: it became a report, or joined one"], ["asked_back", "asked back: something was missing"], ["with_a_person", "parked with a person"],
  ["redirected", "shown another way"], ["automatic", "automatic: bounces, absence notes, loops"], ["quarantined", "quarantined: a virus"],
  ["ignored", "not a mail to us"], ["under_way", "under way"],
]);

function Mail({ of, days }) {
  const rows = MAILS.map(([name, says]) => ({ says, mails: of.mail[name], share: of.mail.received ? of.mail[name] / of.mail.received : null })).filter(each => each.mails);
  const all = [{ says: "received", mails: of.mail.received, share: null }, ...rows, { says: "our own letters that came back", mails: of.mail.letters_undeliverable, share: null }];
  return html`<${Figure} title="Mail" file=${`mail-${days}`} rows=${of.mail.received || of.mail.letters_undeliverable ? all : []}
    says="Mails by the day on which they came, each in the one place where it is now."
    columns=${[{ title: "Mails", of: (/** @type {any} */ row) => row.says }, number("Count", "mails"), share("Share", "share")]} />`;
}

function First({ of, days, kind }) {
  const short = of.short_by_at_most;
  return html`<${Figure} title=${`Reports by ${kind}`} file=${`${kind}s-${days}`} rows=${of.first}
    says=${`The ${kind}s with the most reports. ${short ? `Over several days each may have up to ${short.toLocaleString("en-GB")} more: of each day the first fifty or more are kept.` : "Counted on the day a report came."}`}
    columns=${[{ title: kind[0].toUpperCase() + kind.slice(1), of: (/** @type {any} */ row) => row.name }, number("Reports", "reports", { bar: true })]} />`;
}
