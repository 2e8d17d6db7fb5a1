/** Where findings point into a text: pieces that know which findings cover them. Pure. */

import { pieces } from "./odd.js";

/**
 * @typedef {{spans: [number, number][], field: string, guideline: string, fired: boolean}} Finding
 * @typedef {import("./odd.js").Piece & {by: number[], begins: number[]}} Marked
 *   `by`: the numbers (from 1) of the findings that cover this piece; `begins`: of those that begin here.
 */

const MOST_PIECES = 3000;

/**
 * Cut a text where a finding begins or ends and where odd characters stand.
 * @param {string} text
 * @param {Finding[]} findings in the order in which they are numbered
 * @param {string} field
 * @returns {Marked[]}
 */
export function marked(text, findings, field) {
  const points = Array.from(text);
  const spans = findings.flatMap((finding, index) => (finding.field === field ? finding.spans : [])
    .map(([start, end]) => ({ start: clamp(start, points.length), end: clamp(end, points.length), number: index + 1 })))
    .filter(span => span.start < span.end);
  const cuts = [...new Set(spans.flatMap(span => [span.start, span.end]))].sort((a, b) => a - b);
  /** @type {Marked[]} */
  const found = [];
  for (const piece of few(pieces(points))) {
    let start = piece.start;
    for (const cut of [...cuts.filter(each => each > piece.start && each < piece.end), piece.end]) {
      const over = spans.filter(span => span.start <= start && start < span.end);
      found.push({
        ...piece,
        text: piece.kind === "text" ? points.slice(start, cut).join("") : piece.text,
        start,
        end: cut,
        by: [...new Set(over.map(span => span.number))].sort((a, b) => a - b),
        begins: [...new Set(over.filter(span => span.start === start).map(span => span.number))],
      });
      start = cut;
      if (piece.kind !== "text") break;
    }
  }
  return found;
}

/** A text made of thousands of odd characters is shown with the rest of them counted together. */
function few(/** @type {import("./odd.js").Piece[]} */ all) {
  if (all.length <= MOST_PIECES) return all;
  const rest = all.slice(MOST_PIECES);
  const odd = rest.filter(piece => piece.kind !== "text");
  const text = rest.map(piece => (piece.kind === "text" ? piece.text : piece.kind === "like" ? piece.text : "")).join("");
  const start = rest[0].start;
  const end = rest[rest.length - 1].end;
  const says = `${odd.length} more odd characters in what follows`;
  return [
    ...all.slice(0, MOST_PIECES),
    { kind: /** @type {const} */ ("hidden"), text: "", says, start, end: start },
    { kind: /** @type {const} */ ("text"), text, says: "", start, end },
  ];
}

const clamp = (/** @type {number} */ place, /** @type {number} */ most) => Math.max(0, Math.min(place, most));
