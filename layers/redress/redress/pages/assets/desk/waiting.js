/** Decisions that the policy holds back until a second person has looked. */

import { html } from "./view.js";
import { get } from "./api.js";
import { useKeys } from "./keys.js";
import { useLive } from "./live.js";
import { Title, Trouble } from "./pieces.js";
import { Rows, useRows } from "./rows.js";

export function Waiting() {
  const { value, problem, loading, again } = useLive(() => get("/v1/cases", { held: "true" }), [], 10);
  const rows = useRows(value?.items ?? []);
  useKeys("The list", rows.keys);
  return html`<div class="wide">
    <div class="lead"><${Title}>Second person<//>
      <p>The policy asks for two people here. Open a case to approve what a colleague decided, or to send it back.</p></div>
    ${problem && html`<${Trouble} problem=${problem} again=${again} />`}
    ${loading && html`<p class="opening">Loading…</p>`}
    ${value && !value.items.length && html`<p class="nothing">Nothing waits for a second person.</p>`}
    ${value && value.items.length > 0 && html`<${Rows} of=${rows} says="Decisions that wait for a second person" />`}
  </div>`;
}
