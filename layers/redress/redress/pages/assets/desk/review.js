/** The review as it was judged, with what was found marked in it. */

import { html, useState } from "./view.js";
import { Moment, Stars } from "./pieces.js";
import { config } from "./session.js";
import { useStore } from "./stores.js";
import { Words } from "./text.js";
import { count } from "./words.js";
import { wishes } from "./wishes.js";

export function Review({ file }) {
  const review = file.review;
  if (!review) {
    return file.review_id ? html`<section class="card review"><h2>The review</h2>
      <p>The platform has not told us of review <b>${file.review_id}</b>: we do not have its words.</p></section>` : null;
  }
  const shop = shopLink(review.url);
  return html`<section class="card review" aria-label="The review">
    <p class="review-top"><${Stars} rating=${review.rating} />
      <span class="quiet small">${review.verified_purchase ? "bought it" : "no purchase known"}${review.author_lang ? ` · ${review.author_lang}` : ""}</span>
      ${review.posted_at && html`<span class="quiet small"><${Moment} at=${review.posted_at} /></span>`}
      ${shop && html`<a class="small" href=${shop} target="_blank" rel="noopener noreferrer">In the shop ↗</a>`}</p>
    ${review.title && html`<${Words} of="h2" text=${review.title} findings=${file.findings} field="title" lang=${review.author_lang} />`}
    ${review.text ? html`<${Words} text=${review.text} findings=${file.findings} lang=${review.author_lang} />` : html`<p class="quiet">It has no words, only stars.</p>`}
    ${review.photos.length > 0 && html`<${Photos} photos=${review.photos} />`}
    <dl class="ids"><div><dt>Author</dt><dd>${review.author_id || "–"}</dd></div><div><dt>Seller</dt><dd>${review.seller_id || "–"}</dd></div>
      <div><dt>Product</dt><dd>${review.product_id || "–"}</dd></div></dl>
  </section>`;
}

/** Nothing is fetched before it is asked for: a photo may be hard to see, and whoever serves it would know of us. */
function Photos({ photos }) {
  const [asked, setAsked] = useState(false);
  const { blur } = useStore(wishes);
  const ours = photos.filter((/** @type {string} */ url) => config.photo_origins.includes(originOf(url)));
  const others = photos.length - ours.length;
  return html`<div class="photos">
    ${ours.length > 0 && !asked && html`<button class="button plain" onClick=${() => setAsked(true)}>Show ${count(ours.length, "photo")}${blur ? ", blurred" : ""}</button>`}
    ${asked && ours.map((/** @type {string} */ url, /** @type {number} */ index) => html`<${Photo} url=${url} number=${index + 1} blur=${blur} />`)}
    ${others > 0 && html`<p class="quiet small">${count(others, "photo")} elsewhere than at the shop: not shown.</p>`}
  </div>`;
}

function Photo({ url, number, blur }) {
  const [clear, setClear] = useState(!blur);
  const [gone, setGone] = useState(false);
  if (gone) return html`<p class="quiet small">Photo ${number} is not there any more.</p>`;
  return html`<button class=${clear ? "photo" : "photo blurred"} aria-pressed=${clear} onClick=${() => setClear(!clear)}
    title=${clear ? "Blur it" : "See it clearly"}><img src=${url} alt=${`Photo ${number} of the review${clear ? "" : ", blurred"}`} referrerpolicy="no-referrer"
      onError=${() => setGone(true)} /></button>`;
}

const shopLink = (/** @type {string} */ url) => (config.photo_origins.includes(originOf(url)) ? url : "");

function originOf(/** @type {string} */ url) {
  try {
    const { origin, protocol } = new URL(url);
    return protocol === "https:" || protocol === "http:" ? origin : "";
  } catch {
    return "";
  }
}
