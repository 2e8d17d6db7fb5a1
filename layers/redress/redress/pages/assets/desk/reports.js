/** The reports: who says so, in which relation, how right they have been. Addresses are shown for a reason. */

import { html, useEffect, useState } from "./view.js";
import { at, get, post } from "./api.js";
import { Ago, Trouble } from "./pieces.js";
import { Received } from "./mails.js";
import { ReasonBox } from "./reason.js";
import { titleOf } from "./policy.js";
import { Words } from "./text.js";
import { CHANNELS, IDENTITIES, RELATIONS, count, spaced } from "./words.js";

/** Letters of a report that are shown before one asks for the rest. */
const AT_FIRST = 900;

export function Reports({ file }) {
  const [more, setMore] = useState(/** @type {import("./types.js").Report[]} */ ([]));
  const [next, setNext] = useState(file.reports_next);
  const [problem, setProblem] = useState(/** @type {Error | null} */ (null));
  useEffect(() => { setMore([]); setNext(file.reports_next); }, [file]);
  const load = async () => {
    try {
      const page = await get(at(file.case_id, "reports"), { cursor: next, limit: 50 });
      setMore([...more, ...page.items]);
      setNext(page.next ?? null);
    } catch (failure) {
      setProblem(/** @type {Error} */ (failure));
    }
  };
  return html`<section aria-label="Reports"><h2>${count(file.report_count, "report")}</h2>
    ${[...file.reports, ...more].map(report => html`<${Report} key=${report.report_id} report=${report} file=${file} />`)}
    ${problem && html`<${Trouble} problem=${problem} />`}
    ${next && html`<p><button class="button plain" onClick=${load}>Show more</button></p>`}
  </section>`;
}

/** What was said, by its beginning where it is long: one letter of thirty pages must not hide the other reports. */
function Said({ text }) {
  const [whole, setWhole] = useState(false);
  const letters = Array.from(text);
  if (whole || letters.length <= AT_FIRST) return html`<${Words} text=${text} />`;
  return html`<${Words} text=${`${letters.slice(0, AT_FIRST).join("")}…`} />
    <button class="link" onClick=${() => setWhole(true)}>Show all of it, ${letters.length.toLocaleString("en-GB")} letters</button>`;
}

function Report({ report, file }) {
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState(/** @type {{name: string, email: string, account: string} | null} */ (null));
  const answers = (file.answers ?? []).filter((/** @type {{report_id: string}} */ each) => each.report_id === report.report_id);
  const unmask = async (/** @type {string} */ reason) => {
    setShown(await post(at(file.case_id, `reports/${encodeURIComponent(report.report_id)}/unmask`), { reason }));
    setAsking(false);
  };
  return html`<article class="report">
    <p class="report-top"><b>${RELATIONS[report.relation] ?? spaced(report.relation)}</b>
      <${Standing} of=${report.standing} />
      <span class="quiet small"><${Ago} at=${report.received_at} /> · ${CHANNELS[report.channel] ?? report.channel} · <span class="number">${report.reference}</span></span></p>
    ${(report.guideline || report.legal) && html`<p class="small">Says it is: <b>${report.legal ? spaced(report.legal) : titleOf(report.guideline)}</b></p>`}
    <blockquote><${Said} text=${report.explanation} /></blockquote>
    ${report.legal_claim && html`<dl class="claim">${Object.entries(report.legal_claim).filter(([name, said]) => name !== "kind" && said).map(([name, said]) =>
      html`<div><dt>${spaced(name)}</dt><dd>${said === true ? "declared" : html`<${Words} text=${String(said)} />`}</dd></div>`)}</dl>`}
    ${answers.map((/** @type {{at: string, words: string}} */ each) => html`<blockquote class="answer"><p class="small quiet">Asked, they answered <${Ago} at=${each.at} />:</p><${Words} text=${each.words} /></blockquote>`)}
    <p class="small quiet reporter">
      ${shown ? html`<b dir="auto">${[shown.name, shown.email, shown.account].filter(Boolean).join(" · ")}</b>`
        : html`<span>${[report.reporter.name, report.reporter.email].filter(Boolean).join(" · ") || "no address"}</span>`}
      <span> · ${IDENTITIES[report.identity] ?? report.identity}</span>
      ${report.mail && html` · <${Received} file=${file} id=${report.mail} />`}
      ${report.muted && html`<b> · over the day's limit: counts for nothing</b>`}
      ${!shown && (report.reporter.name || report.reporter.email) && html` <button class="link" onClick=${() => setAsking(true)}>Show</button>`}</p>
    ${asking && html`<${ReasonBox} title="Show who reported" says="Your reason is written into the case's log, with your name."
      does="Show" onReason=${unmask} onClose=${() => setAsking(false)} />`}
  </article>`;
}

/** How right somebody has been, in words: it bears on how soon we look, never on what is decided. */
function Standing({ of }) {
  if (!of) return null;
  const said = `${of.upheld} of ${count(of.decided, "decided report")} upheld`;
  if (of.share === null || of.share === undefined) return html`<span class="standing" title=${said}>${of.reports > 1 ? `${of.reports} reports so far` : "first report"}</span>`;
  const level = of.share >= 0.8 ? "often right" : of.share <= 0.1 ? "seldom right" : "sometimes right";
  return html`<span class=${`standing ${level.split(" ")[0]}`} title=${said}>${level}, ${of.upheld} of ${of.decided}</span>`;
}
