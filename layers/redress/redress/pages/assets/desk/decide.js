/** The panel in which a decision is made: grounds by digits, an explanation in the guideline's words, Enter to send. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "./view.js";
import { at, get, post } from "./api.js";
import { dropDraft, draftOf, keepDraft } from "./drafts.js";
import { Grounds, groundsFor } from "./grounds.js";
import { onControl, useKeys } from "./keys.js";
import { Key, Trouble } from "./pieces.js";
import { policy, template, titleOf } from "./policy.js";
import { session } from "./session.js";
import { useStore } from "./stores.js";
import { OUTCOMES, count, list } from "./words.js";

const LANGUAGES = [["en", "English"], ["de", "Deutsch"], ["es", "Español"], ["fr", "Français"], ["ja", "日本語"]];
const MOST = 5000;
const ASK = "needs_info";
const SECOND = " It waits for a second person.";
const DIRECTIONS = /** @type {Record<string, string>} */ ({
  keep: "The reporters read this, and may contest it.",
  remove: "The author and the reporters read this, with the guidelines; the author may contest it.",
  needs_info: "The reporters read this as our question.",
  escalate: "Whoever decides next reads this.",
  out_of_scope: "The reporters read this.",
});

export function Decide({ outcome, file, alike, onClose, onDone, read, stopped }) {
  useStore(policy);
  const kept = draftOf(file.case_id);
  const [wanted, setWanted] = useState(kept?.lang ?? null);
  const lang = wanted ?? languageOf(outcome, file);
  const [grounds, setGrounds] = useState(kept?.grounds ?? []);
  const [typed, setTyped] = useState(kept?.edited ? kept.text : null);
  const [problem, setProblem] = useState(/** @type {Error | null} */ (null));
  const [busy, setBusy] = useState(false);
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const choices = choicesOf(outcome, file);
  const cited = grounds.filter((/** @type {string} */ id) => choices.includes(id));
  const restores = outcome === "keep" && file.restores;
  const text = typed ?? template(restores ? "restore" : outcome, cited, lang);
  const direction = whoReads(outcome, file);

  useLayoutEffect(() => {
    if (outcome === ASK) field.current?.select();
    (outcome === ASK ? field : panel).current?.focus();
  }, [outcome]);
  useEffect(() => keepDraft(file.case_id, { outcome, grounds, text, edited: typed !== null, lang: wanted }), [outcome, grounds, text, typed, wanted]);

  const toggle = (/** @type {string} */ id) => setGrounds(grounds.includes(id) ? grounds.filter(each => each !== id) : [...grounds, id]);
  const send = async () => {
    if (busy || stopped) return;
    if (outcome === "remove" && !grounds.length) return setProblem(new Error("A removal names at least one ground. Choose by the digits."));
    if (!text.trim()) return setProblem(new Error("Say why, in your words: people read it."));
    setBusy(true);
    setProblem(null);
    const wish = { outcome, grounds: outcome === "remove" ? cited : [], explanation: text.trim() };
    try {
      onDone(alike.length ? await together(file, alike, wish) : await alone(file, wish));
      dropDraft(file.case_id);
    } catch (failure) {
      setProblem(await explained(/** @type {import("./api.js").Problem} */ (failure), file));
      setBusy(false);
    }
  };
  useKeys(`${OUTCOMES[outcome].label}: the panel`, [
    ...choices.slice(0, 9).map((id, index) => ({ key: String(index + 1), says: titleOf(id), run: () => toggle(id) })),
    { key: "t", says: "change the text", run: () => field.current?.focus() },
    { key: "Enter", says: "send", run: event => (onControl(event) ? false : send()) },
    { key: "Ctrl+Enter", says: "send, while typing", typing: true, run: send },
    { key: "Escape", says: "close; what you typed is kept", typing: true, run: event => {
      if (event.target === field.current && outcome !== ASK) panel.current?.focus();
      else onClose();
    } },
  ], { alone: true });
  return html`<section class="panel" tabindex="-1" ref=${panel} aria-label=${`${OUTCOMES[outcome].label}: ${direction}`}>
    <h2>${OUTCOMES[outcome].label}${alike.length ? html` this and ${count(alike.filter((/** @type {{case_id: string}} */ each) => each.case_id !== file.case_id).length, "case")} alike` : ""}</h2>
    ${choices.length > 0 && html`<${Grounds} legend=${outcome === "remove" ? "Because of" : "It is about"} choices=${choices} chosen=${grounds} onToggle=${toggle} />`}
    <div class="field"><label for="explanation">${outcome === ASK ? "The question" : "Why"} <small>${direction}</small></label>
      <textarea id="explanation" ref=${field} rows="3" maxlength=${MOST} dir="auto" value=${text}
        onInput=${(/** @type {Event} */ event) => setTyped(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea></div>
    ${problem && html`<${Trouble} problem=${problem} again=${/** @type {any} */ (problem).status === 409 ? read : null} />`}
    <div class="row send">
      <button class=${`button ${outcome}-it`} disabled=${busy || stopped} onClick=${send}>${OUTCOMES[outcome].label}: send<${Key} of=${outcome === ASK ? "Ctrl+Enter" : "Enter"} /></button>
      <button class="button plain" onClick=${onClose}>Close<${Key} of="Esc" /></button>
      <label class="small">Words in <select onChange=${(/** @type {Event} */ event) => { setWanted(/** @type {HTMLSelectElement} */ (event.target).value); setTyped(null); }}>
        ${LANGUAGES.map(([code, name]) => html`<option value=${code} selected=${lang === code} lang=${code}>${name}</option>`)}</select></label>
      ${typed !== null && html`<button class="link small" onClick=${() => setTyped(null)}>The guideline's words again</button>`}
      <span class="quiet small number left">${text.length.toLocaleString("en-GB")} of ${MOST.toLocaleString("en-GB")}</span>
    </div>
  </section>`;
}

/** What the digits choose from. */
function choicesOf(/** @type {string} */ outcome, /** @type {import("./types.js").CaseFile} */ file) {
  if (outcome === "remove") return groundsFor(file);
  return outcome === "out_of_scope" ? policy.get().redirects.map(each => each.id) : [];
}

/** Who reads the words: authors hear of their own appeal, and of what is restored. */
function whoReads(/** @type {string} */ outcome, /** @type {import("./types.js").CaseFile} */ file) {
  const theirs = [file.appeal, file.appeal?.other].some(plea => plea?.side === "author");
  if (outcome === "keep" && (file.restores || theirs)) return "The author and the reporters read this.";
  return DIRECTIONS[outcome];
}

/** The language of those who read it first: the author of what goes or comes back, else whoever reported last; colleagues read English. */
function languageOf(/** @type {string} */ outcome, /** @type {import("./types.js").CaseFile} */ file) {
  const author = file.review?.author_lang ?? "";
  const reporters = file.reports.map(each => each.lang);
  const first = outcome === "remove" || (outcome === "keep" && file.restores) ? [author] : [];
  const theirs = outcome === "escalate" ? [] : [...first, ...reporters];
  return theirs.map(each => each.slice(0, 2).toLowerCase()).find(each => LANGUAGES.some(([code]) => code === each)) ?? "en";
}

/** @param {import("./types.js").CaseFile} file @param {{outcome: string, grounds: string[], explanation: string}} wish */
async function alone(file, wish) {
  const moved = await post(at(file.case_id, "decision"), { ...wish, version: file.version });
  return { ...told(file, wish, moved.held), cases: [file.case_id], seconds: moved.status === "deciding" ? policy.get().undo_seconds : 0 };
}

/** @param {import("./types.js").CaseFile} file @param {{case_id: string, version: number}[]} alike @param {{outcome: string, grounds: string[], explanation: string}} wish */
async function together(file, alike, wish) {
  const all = [{ case_id: file.case_id, version: file.version }, ...alike.filter(each => each.case_id !== file.case_id)];
  const { items } = await post(at(file.case_id, "alike/decision"), { ...wish, cases: all });
  const done = items.filter((/** @type {{done: boolean}} */ each) => each.done);
  if (!done.length) throw Object.assign(new Error(items[0].problem.detail), { status: items[0].problem.status });
  const left = items.length - done.length;
  return {
    says: `${OUTCOMES[wish.outcome].past}: ${count(done.length, "case")}.${done.some((/** @type {{moved: {held: boolean}}} */ each) => each.moved.held) ? SECOND : ""}${left ? ` ${count(left, "case")} could not be: ${items.find((/** @type {{done: boolean}} */ each) => !each.done).problem.detail}` : ""}`,
    cases: done.map((/** @type {{case_id: string}} */ each) => each.case_id),
    seconds: policy.get().undo_seconds,
    alike: file.case_id,
  };
}

/** What was done, to be read in passing. */
function told(/** @type {import("./types.js").CaseFile} */ file, /** @type {{outcome: string, grounds: string[]}} */ wish, /** @type {boolean} */ held) {
  const why = wish.grounds.length ? ` (${list.format(wish.grounds.map(titleOf))})` : "";
  const what = file.review_id ? `review ${file.review_id}` : "the mail";
  return { says: `${OUTCOMES[wish.outcome].past}: ${what}${why}.${held ? SECOND : ""}`, held };
}

/** A refusal, with who was quicker and what they did. */
async function explained(/** @type {import("./api.js").Problem} */ failure, /** @type {import("./types.js").CaseFile} */ file) {
  if (failure.status !== 409) return failure;
  try {
    const now = await get(at(file.case_id));
    const by = now.decision && now.decision.number !== file.decision?.number ? now.decision : null;
    if (by) {
      const who = by.decided_by === session.get().name ? "You have" : `${by.decided_by} has`;
      failure.title = "Somebody was quicker";
      failure.message = `${who} decided this case meanwhile: ${by.outcome.replaceAll("_", " ")}. Nothing of yours was sent; your words are kept.`;
    } else if (now.version !== file.version) {
      failure.title = "The case has changed";
      failure.message = `${failure.message} Nothing of yours was sent; your words are kept.`;
    }
  } catch {
    // The refusal's own words say enough.
  }
  return failure;
}
