/** Where the work stands and how it goes: now, and for some days. Figures, what they mean, and each table as a file. */

import { html } from "./view.js";
import { get } from "./api.js";
import { Now } from "./standing.js";
import { useLive } from "./live.js";
import { Matters } from "./matters.js";
import { Period, period, today } from "./period.js";
import { Title, Trouble } from "./pieces.js";

const AGAIN_S = 60;

export function Page({ query }) {
  const wanted = period(query);
  const { value, problem, again } = useLive(() => get("/v1/metrics", { from: wanted.from, to: wanted.to }), [wanted.from, wanted.to],
    wanted.to === today() ? AGAIN_S : 0);
  return html`<div class="wide dashboards">
    <div class="lead"><${Title}>Dashboards<//></div>
    <${Now} />
    <section aria-labelledby="over-time" class="over-time">
      <div class="lead row"><h2 id="over-time">Over time</h2><${Period} key=${`${wanted.from}/${wanted.to}`} of=${wanted} /></div>
      ${problem && html`<${Trouble} problem=${problem} again=${again} />`}
      ${value?.from === wanted.from && value.to === wanted.to ? html`<${Matters} of=${value} />` : !problem && html`<p class="opening">Loading…</p>`}
    </section>
  </div>`;
}
