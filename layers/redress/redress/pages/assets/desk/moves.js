/** What can be done with a case: a bar of buttons, each with its key, and the panel that one of them opens. */

import { html, useEffect, useState } from "./view.js";
import { Alike } from "./alike.js";
import { at, post } from "./api.js";
import { happened } from "./casefile.js";
import { Decide } from "./decide.js";
import { useKeys } from "./keys.js";
import { leave, onward } from "./next.js";
import { Key } from "./pieces.js";
import { policy } from "./policy.js";
import { Say } from "./say.js";
import { session } from "./session.js";
import { decided, takeBack, tell } from "./undo.js";
import { OUTCOMES } from "./words.js";
import { wishes } from "./wishes.js";

const SKIPS = ["I know somebody in it", "I do not read its language well enough", "I need to leave this kind for a while", "A colleague knows more about it"];

export function Moves({ held, next }) {
  const { file, holder, look, read } = held;
  const [open, setOpen] = useState("");
  const [alike, setAlike] = useState(/** @type {{case_id: string, version: number}[]} */ ([]));
  const allowed = new Set(file.allowed);
  const stopped = Boolean(holder) || Boolean(happened(file, look));
  useEffect(() => { if (open && stopped && !OUTCOMES[open] && open !== "note") setOpen(""); }, [stopped]);

  const onDone = (/** @type {{says: string, cases: string[], seconds: number, alike?: string}} */ what) => {
    if (what.seconds > 0) decided(what);
    else tell(what.says);
    held.letGo();
    setOpen("");
    if (wishes.get().onward) {
      leave(file.case_id);
      onward();
    } else {
      read();
    }
  };
  const simply = async (/** @type {string} */ move, /** @type {object | undefined} */ body, /** @type {string} */ says) => {
    const moved = await post(at(file.case_id, move), body);
    onDone({ says, cases: [file.case_id], seconds: move === "approve" && moved.status === "deciding" ? policy.get().undo_seconds : 0 });
  };
  const approve = () => simply("approve", undefined, `Approved: review ${file.review_id}.`).catch(problem => tell(problem.message, true));

  const moves = [
    ...Object.entries(OUTCOMES).map(([name, of]) => ({ name, key: of.key, label: of.label, hint: of.hint, main: name === "keep" || name === "remove" })),
    { name: "attach", key: "a", label: "Attach", hint: "To the review that the mail is about", main: true },
    { name: "approve", key: "a", label: "Approve", hint: "What your colleague decided", main: true, run: approve },
    { name: "decline", key: "d", label: "Send back", hint: "You would decide otherwise", main: true },
    { name: "withdraw", key: "w", label: "Withdraw", hint: file.decision?.approved_by === session.get().name ? "Take your approval back" : "Take the decision back", run: () => take(file.case_id, read) },
    { name: "skip", key: "s", label: "Skip", hint: "Leave it to others, with a reason" },
    { name: "note", key: "n", label: "Note", hint: "For colleagues only" },
  ].filter(move => allowed.has(move.name) && (!stopped || move.name === "note"));
  if (allowed.has("remove") || allowed.has("keep")) moves.push({ name: "alike", key: "b", label: "Alike", hint: "Cases with the same words, together" });

  useKeys("Decide", moves.map(move => ({ key: move.key, says: move.hint ? `${move.label.toLowerCase()}: ${move.hint}` : move.label,
    run: () => (move.run ? move.run() : setOpen(move.name)) })));
  const close = () => setOpen("");
  return html`<div class="moves" role="region" aria-label="Decide">
    ${OUTCOMES[open] && html`<${Decide} outcome=${open} file=${file} alike=${alike} onClose=${close} onDone=${onDone} read=${read} stopped=${stopped} />`}
    ${open === "skip" && html`<${Say} title="Skip this case" label="Why?" does="Skip" choices=${SKIPS} most=${500} onClose=${close}
      onSay=${(/** @type {string} */ reason) => simply("skip", { reason }, "Skipped. It is not offered to you again for a while.")} />`}
    ${open === "note" && html`<${Say} title="A note for colleagues" label="Never shown to reporters or the author" does="Keep the note" most=${5000} onClose=${close}
      onSay=${async (/** @type {string} */ text) => { await post(at(file.case_id, "notes"), { text }); setOpen(""); tell("Noted."); read(); }} />`}
    ${open === "decline" && html`<${Say} title="Send it back" label="What do you see otherwise? Your colleague reads it" does="Send back" most=${500} onClose=${close}
      onSay=${(/** @type {string} */ reason) => simply("decline", { reason }, "Sent back to its queue.")} />`}
    ${open === "attach" && html`<${Say} title="Attach the mail to a review" label="The review's id" does="Attach" most=${128} short=${true} onClose=${close}
      onSay=${(/** @type {string} */ id) => simply("attach", { review_id: id }, `Attached to review ${id}.`)} />`}
    ${open === "alike" && html`<${Alike} file=${file} chosen=${alike} onChoose=${setAlike} onClose=${close} />`}
    <div class="bar">
      ${moves.map(move => html`<button key=${move.name} class=${`button move do-${move.name} ${move.main ? "" : "plain"} ${open === move.name ? "now" : ""}`}
        title=${move.hint} aria-expanded=${move.run ? undefined : open === move.name}
        onClick=${() => (move.run ? move.run() : setOpen(open === move.name ? "" : move.name))}>${move.label}${move.name === "alike" && alike.length ? ` (${alike.length})` : ""}<${Key} of=${move.key} /></button>`)}
      <button class="button plain move next-case" onClick=${next} title="Leave it and take the next">Next<${Key} of="j" /></button>
    </div>
    ${!moves.length && html`<p class="quiet small none">${stopped ? "Deciding rests for now." : "Nothing is yours to decide here."}</p>`}
  </div>`;
}

/** Withdraw by the button: the decision may be older than this page. */
async function take(/** @type {string} */ id, /** @type {() => void} */ read) {
  try {
    tell(await takeBack(id));
  } catch (problem) {
    tell(/** @type {Error} */ (problem).message, true);
  }
  read();
}
