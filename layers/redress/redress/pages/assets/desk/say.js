/** A panel for some words and one button: skip, note, attach, send back. */

import { html, useLayoutEffect, useRef, useState } from "./view.js";
import { useKeys } from "./keys.js";
import { Key, Trouble } from "./pieces.js";

/** @param {{title: string, label: string, does: string, most: number, choices?: string[], short?: boolean, onSay: (words: string) => Promise<unknown>, onClose: () => void}} props */
export function Say({ title, label, does, most, choices = [], short = false, onSay, onClose }) {
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState(/** @type {Error | null} */ (null));
  const [busy, setBusy] = useState(false);
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  const field = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => (choices.length ? panel : field).current?.focus(), []);
  const send = async (said = words) => {
    if (!said.trim() || busy) return;
    setBusy(true);
    try {
      await onSay(said.trim());
    } catch (failure) {
      setProblem(/** @type {Error} */ (failure));
      setBusy(false);
    }
  };
  useKeys(title, [
    ...choices.map((choice, index) => ({ key: String(index + 1), says: choice, run: () => send(choice) })),
    { key: "t", says: "say it in your words", run: () => field.current?.focus() },
    { key: "Ctrl+Enter", says: "send", typing: true, run: () => send() },
    ...(short ? [{ key: "Enter", says: "send", typing: true, hidden: true, run: () => send() }] : []),
    { key: "Escape", says: "close", typing: true, run: onClose },
  ], { alone: true });
  const onInput = (/** @type {Event} */ event) => setWords(/** @type {HTMLInputElement} */ (event.target).value);
  return html`<section class="panel" tabindex="-1" ref=${panel} aria-label=${title}>
    <h2>${title}</h2>
    ${choices.length > 0 && html`<div class="ground-list">${choices.map((choice, index) => html`<button class="ground" onClick=${() => send(choice)}>
      <kbd aria-hidden="true">${index + 1}</kbd><span>${choice}</span></button>`)}</div>`}
    <div class="field"><label for="said">${label}</label>
      ${short ? html`<input id="said" ref=${field} maxlength=${most} autocomplete="off" spellcheck="false" value=${words} onInput=${onInput} />`
        : html`<textarea id="said" ref=${field} rows="3" maxlength=${most} dir="auto" value=${words} onInput=${onInput}></textarea>`}</div>
    ${problem && html`<${Trouble} problem=${problem} />`}
    <div class="row send"><button class="button" disabled=${busy || !words.trim()} onClick=${() => send()}>${does}<${Key} of=${short ? "Enter" : "Ctrl+Enter"} /></button>
      <button class="button plain" onClick=${onClose}>Close<${Key} of="Esc" /></button></div>
  </section>`;
}
