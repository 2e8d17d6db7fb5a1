/** Cases that are the same words once more: looked at together, chosen one by one, decided in one go and undone in one. */

import { html, useLayoutEffect, useRef } from "./view.js";
import { at, get } from "./api.js";
import { useKeys } from "./keys.js";
import { useLive } from "./live.js";
import { Key, Stars, Trouble } from "./pieces.js";
import { to } from "./router.js";
import { count } from "./words.js";

const WHY = /** @type {Record<string, string>} */ ({ text: "the review has the same words", reports: "the same reporter says the same" });

export function Alike({ file, chosen, onChoose, onClose }) {
  const { value, problem, again } = useLive(() => get(at(file.case_id, "alike")), [file.case_id, file.version]);
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => panel.current?.focus(), []);
  const items = value?.items ?? [];
  const open = items.filter((/** @type {{allowed: string[]}} */ each) => each.allowed.includes("keep") || each.allowed.includes("remove"));
  const has = (/** @type {string} */ id) => chosen.some((/** @type {{case_id: string}} */ each) => each.case_id === id);
  const pick = (/** @type {{case_id: string, version: number}} */ each) => onChoose(has(each.case_id)
    ? chosen.filter((/** @type {{case_id: string}} */ one) => one.case_id !== each.case_id)
    : [...chosen, { case_id: each.case_id, version: each.version }].slice(0, 49));
  const all = () => onChoose(chosen.length === open.length ? [] : open.slice(0, 49).map(
    (/** @type {{case_id: string, version: number}} */ each) => ({ case_id: each.case_id, version: each.version })));
  useKeys("Alike", [
    { key: "a", says: "choose all, or none", run: all },
    { key: "Escape", says: "close; what you chose stays chosen", run: onClose },
  ], { alone: true });
  return html`<section class="panel" tabindex="-1" ref=${panel} aria-label="Cases that are alike">
    <h2>Alike</h2>
    ${problem && html`<${Trouble} problem=${problem} again=${again} />`}
    ${value && !items.length && html`<p>No other open case has the same words, or the same report by the same person.</p>`}
    ${items.length > 0 && html`<p>Look at each before you choose it. What you then decide here is decided for all that are chosen, each for itself, and Undo takes all of them back.</p>
      <ul class="alike">${items.map((/** @type {any} */ each) => html`<li>
        <label class="ground"><input type="checkbox" checked=${has(each.case_id)} disabled=${!open.includes(each)} onChange=${() => pick(each)} />
          <span><b dir="auto">${each.review?.title || each.review?.id}</b> <${Stars} rating=${each.review?.rating} />
          <small>${each.alike.map((/** @type {string} */ name) => WHY[name]).join(", ")}${each.claimed_by ? `, ${each.claimed_by} has it` : ""}</small>
          <span class="excerpt" dir="auto">${each.review?.excerpt}</span><span class="excerpt quiet" dir="auto">Report: ${each.explanation}</span></span></label>
        <a class="small" href=${to("case", each.case_id)}>open</a></li>`)}</ul>`}
    <div class="row send">${open.length > 0 && html`<button class="button plain" onClick=${all}>${chosen.length === open.length ? "None" : `All ${open.length}`}<${Key} of="a" /></button>`}
      <button class="button plain" onClick=${onClose}>Close<${Key} of="Esc" /></button><span class="quiet">${count(chosen.length, "case")} chosen beside this one${value?.more ? "; there are more than are shown" : ""}</span></div>
  </section>`;
}
