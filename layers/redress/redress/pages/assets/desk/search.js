/** Search: by reference, case, review, author, product, reporter's account or address. */

import { html } from "./view.js";
import { get } from "./api.js";
import { useKeys } from "./keys.js";
import { useLive } from "./live.js";
import { Title, Trouble } from "./pieces.js";
import { Rows, useRows } from "./rows.js";
import { count } from "./words.js";

export function Search({ query }) {
  const asked = query.q ?? "";
  const { value, problem, loading, again } = useLive(() => asked ? get("/v1/search", { q: asked }) : Promise.resolve(null), [asked]);
  const rows = useRows(value?.items ?? []);
  useKeys("What was found", rows.keys);
  return html`<div class="wide">
    <div class="lead"><${Title}>Search<//>
      ${value && html`<p>${count(value.items.length, "case")} for <b dir="auto">${value.q}</b>${value.understood_as.length > 0
        ? `, looked up as ${value.understood_as.join(", ")}` : ""}.${value.more ? " There are more: say it more exactly." : ""}</p>`}</div>
    ${!asked && html`<p class="nothing">By a reference, a case, a review, an author, a product, or an account or a whole address of who reported: type it above.</p>`}
    ${problem && html`<${Trouble} problem=${problem} again=${again} />`}
    ${loading && asked && html`<p class="opening">Searching…</p>`}
    ${value && !value.items.length && html`<p class="nothing">Nothing is known by this. References look like R-7K3F-9Q2D-M4XA; of an address, the whole.</p>`}
    ${value && value.items.length > 0 && html`<${Rows} of=${rows} says="What was found, newest first" />`}
  </div>`;
}
