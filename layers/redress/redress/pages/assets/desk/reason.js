/** A box that asks why, before something that is written into the case's log. */

import { html, useLayoutEffect, useRef, useState } from "./view.js";
import { Box, Trouble } from "./pieces.js";

/** @param {{title: string, says: string, does: string, onReason: (reason: string) => Promise<unknown>, onClose: () => void}} props */
export function ReasonBox({ title, says, does, onReason, onClose }) {
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState(/** @type {Error | null} */ (null));
  const [busy, setBusy] = useState(false);
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useLayoutEffect(() => field.current?.focus(), []);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!reason.trim() || busy) return;
    setBusy(true);
    try {
      await onReason(reason.trim());
    } catch (failure) {
      setProblem(/** @type {Error} */ (failure));
      setBusy(false);
    }
  };
  return html`<${Box} title=${title} onClose=${onClose}>
    <form onSubmit=${send}>
      <p>${says}</p>
      ${problem && html`<${Trouble} problem=${problem} />`}
      <div class="field"><label for="reason">Why?</label>
        <input id="reason" maxlength="500" required ref=${field} autocomplete="off" value=${reason}
          onInput=${(/** @type {Event} */ event) => setReason(/** @type {HTMLInputElement} */ (event.target).value)} /></div>
      <p><button class="button" disabled=${busy || !reason.trim()}>${does}</button></p>
    </form><//>`;
}
