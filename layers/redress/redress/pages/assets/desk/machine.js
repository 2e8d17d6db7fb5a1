/** What machines decided and proposed, and how often people thought otherwise. */

import { html } from "./view.js";
import { Figure, percent } from "./figures.js";
import { count } from "./words.js";

const number = (/** @type {string} */ title, /** @type {string} */ name) => ({ title, kind: "number", of: (/** @type {any} */ row) => row[name] });

export function Machine({ of, days }) {
  const all = of.automation;
  const rows = [...of.detectors].sort((one, other) => ends(other) - ends(one));
  return html`<${Figure} title="Machines and people" file=${`detectors-${days}`} rows=${rows}
    says=${html`<b>${percent(all.share_automated)}</b> of the decisions were a machine's alone${all.found_gone ? `, and in ${all.found_gone.toLocaleString("en-GB")} the review was gone before anybody judged it` : ""}. ${all.proposed ? html`Where a detector had found a breach and a person decided first,
      the review was kept in <b>${percent(all.share_overruled)}</b> of ${count(all.proposed, "case")}.` : "In no case that a person decided had a detector found a breach."} ${all.contested
      ? html`Of ${count(all.contested, "automated decision")} that ${all.contested === 1 ? "was" : "were"} appealed and heard, <b>${percent(all.share_reversed)}</b> ${all.contested === 1 ? "was" : "were"} changed.`
      : "No appeal against an automated decision was heard."} Below, a detector's findings, a guideline once for each case:
      followed, removed on other grounds, or overruled (the review was kept).`}
    columns=${[{ title: "Detector", of: (/** @type {any} */ row) => `${row.detector} ${row.version}` }, number("Decided alone", "automated"), number("Followed", "followed"),
    number("Other grounds", "other_grounds"), number("Overruled", "overruled"),
    { title: "Share overruled", kind: "share", tone: "bad", of: (/** @type {any} */ row) => row.share_overruled }, number("Reversed on appeal", "reversed")]} />`;
}

const ends = (/** @type {any} */ row) => row.automated + row.followed + row.other_grounds + row.overruled;
