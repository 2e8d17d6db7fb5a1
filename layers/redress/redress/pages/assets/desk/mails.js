/** The mails of a case: as they were read, and as they were received. */

import { html, useState } from "./view.js";
import { at, get, raw } from "./api.js";
import { Ago, Box, Trouble } from "./pieces.js";
import { ReasonBox } from "./reason.js";
import { to } from "./router.js";
import { Words } from "./text.js";
import { IDENTITIES, count, size, spaced } from "./words.js";

const SHOWN = 200_000;

export function Mails({ file }) {
  const [more, setMore] = useState(/** @type {import("./types.js").Mail[]} */ ([]));
  const [problem, setProblem] = useState(/** @type {Error | null} */ (null));
  const mails = [...file.mails, ...more];
  const rest = (file.mail_ids ?? []).filter((/** @type {string} */ id) => !mails.some(mail => mail.id === id));
  if (!mails.length && !rest.length) return null;
  const load = async () => {
    try {
      setMore([...more, await get(at(file.case_id, `mails/${encodeURIComponent(rest[0])}`))]);
    } catch (failure) {
      setProblem(/** @type {Error} */ (failure));
    }
  };
  return html`<section aria-label="Mails"><h2>${count(mails.length + rest.length, "mail")}</h2>
    ${mails.map(mail => html`<${Mail} key=${mail.key} mail=${mail} file=${file} />`)}
    ${problem && html`<${Trouble} problem=${problem} />`}
    ${rest.length > 0 && html`<p><button class="button plain" onClick=${load}>Show one more</button></p>`}
  </section>`;
}

/** A mail as it was read. */
export function Mail({ mail, file }) {
  return html`<article class="card mail">
    <h3 dir="auto">${mail.subject || "(no subject)"}</h3>
    <p class="small quiet">${mail.sender} · ${IDENTITIES[mail.identity] ?? mail.identity} · <${Ago} at=${mail.received_at} />
      ${mail.kind ? ` · ${spaced(mail.kind)}` : ""}${mail.legal ? ` · ${spaced(mail.legal)}` : ""}</p>
    <${Words} text=${mail.text} />
    ${mail.review_ids.length > 0 && html`<p class="small">Names: ${mail.review_ids.map((/** @type {string} */ id) => html`<a href=${to("search", "", { q: id })}>${id}</a> `)}</p>`}
    ${mail.attachments.length > 0 && html`<ul class="small">${mail.attachments.map((/** @type {import("./types.js").Attached} */ each) => html`<${Attached} file=${each} />`)}</ul>`}
    ${mail.defects.length > 0 && html`<p class="small quiet">Odd about it: ${mail.defects.map(spaced).join(", ")}</p>`}
    ${mail.id && html`<p><${Received} file=${file} id=${mail.id} /></p>`}
  </article>`;
}

/** A mail as it was received: for a reason, as text, and to be saved. */
export function Received({ file, id }) {
  const [asking, setAsking] = useState(false);
  const [received, setReceived] = useState(/** @type {{text: string, href: string, whole: boolean} | null} */ (null));
  const fetchRaw = async (/** @type {string} */ reason) => {
    const answer = await raw(at(file.case_id, `mails/${encodeURIComponent(id)}/raw`), { reason, start: 0 });
    const content = await answer.blob();
    const text = await content.slice(0, SHOWN).text();
    setReceived({ text, href: URL.createObjectURL(content), whole: answer.status === 200 });
    setAsking(false);
  };
  return html`<span><button class="link small" onClick=${() => setAsking(true)}>The mail as received</button>
    ${asking && html`<${ReasonBox} title="The mail as it was received" says="It shows addresses. Your reason is written into the case's log, with your name."
      does="Show" onReason=${fetchRaw} onClose=${() => setAsking(false)} />`}
    ${received && html`<${Box} title="As received" wide=${true} onClose=${() => { URL.revokeObjectURL(received.href); setReceived(null); }}>
      <p><a class="button plain small" href=${received.href} download=${`mail-${id}.eml`}>Save</a>${!received.whole && html` <span class="quiet">The first 4 MB of it.</span>`}</p>
      <pre class="raw" tabindex="0">${received.text}</pre><//>`}
  </span>`;
}

/** A file that came along; of an archive what it lists, which is its packer's word. */
function Attached({ file }) {
  return html`<li><span dir="auto">${file.name || "unnamed"}</span> <span class="quiet">${file.type}, ${size(file.size)}</span>
    ${file.remarks.length > 0 && html` <strong>${file.remarks.map(spaced).join(", ")}</strong>`}
    ${file.holds.length > 0 && html`<details><summary>Says it holds ${count(file.holds.length, "file")}</summary>
      <ul>${file.holds.map((/** @type {{name: string, size: number}} */ each) => html`<li><span dir="auto">${each.name || "unnamed"}</span> <span class="quiet">${size(each.size)}</span></li>`)}</ul></details>`}</li>`;
}
