/** What the API's names are called on the page. */

export const QUEUES = /** @type {Record<string, string>} */ ({
  general: "Nothing found, or nothing that has a queue of its own",
  privacy: "Personal data in reviews",
  abuse: "Insults, threats, hatred",
  promotion: "Advertising, links, paid reviews, interests",
  authenticity: "Fakes, copies, several from one household",
  appeals: "Decisions that somebody contests",
  mail: "Mails that name no review yet",
  legal: "Court orders, lawyers, defamation",
  parked: "Something failed for good; an admin looks",
});

export const STATUSES = /** @type {Record<string, string>} */ ({
  open: "being classified",
  human_review: "human review",
  legal_review: "legal review",
  needs_info: "asked, waiting for an answer",
  deciding: "decided, may be withdrawn",
  acting: "the platform is being told",
  removed: "removed",
  kept: "kept",
  restored: "restored",
  out_of_scope: "out of scope",
  parked: "parked",
});

/** How a decision is told, and asked for. `past` stands in messages. */
export const OUTCOMES = /** @type {Record<string, {label: string, past: string, key: string, hint: string}>} */ ({
  keep: { label: "Keep", past: "Kept", key: "k", hint: "The review stays" },
  remove: { label: "Remove", past: "Removed", key: "r", hint: "It breaks a guideline" },
  needs_info: { label: "Ask", past: "Asked", key: "i", hint: "We need to know more from the reporter" },
  escalate: { label: "Escalate", past: "Escalated", key: "e", hint: "Somebody else must decide" },
  out_of_scope: { label: "Out of scope", past: "Out of scope", key: "o", hint: "No case for us" },
});

export const DECIDED = /** @type {Record<string, string>} */ ({ removed: "Removed", kept: "Kept", restored: "Restored", out_of_scope: "Out of scope" });

export const PRIORITIES = ["urgent", "high", "normal", "low"];

export const RELATIONS = /** @type {Record<string, string>} */ ({
  customer: "another customer",
  seller: "the seller",
  brand: "the brand",
  competitor: "a competitor",
  named_person: "the person named",
  lawyer: "a lawyer",
  authority: "an authority",
  trusted_flagger: "a trusted flagger",
  other: "somebody else",
});

export const IDENTITIES = /** @type {Record<string, string>} */ ({
  account: "signed in at the shop",
  dmarc: "the mail's domain vouches for it",
  weak: "a weak check of the mail's domain",
  unverified: "nobody vouches for who it is",
});

export const CHANNELS = /** @type {Record<string, string>} */ ({ form: "report form", api: "API", mail: "mail" });

const ACTS = /** @type {Record<string, string>} */ ({
  opened: "opened the case",
  classified: "looked at the review",
  begun_again: "began the workflow again",
  decided: "decided",
  withdrawn: "withdrew the decision",
  approved: "approved the decision",
  unapproved: "took the approval back",
  declined: "sent the decision back",
  escalated: "escalated",
  asked: "asked the reporters",
  note: "wrote a note",
  skipped: "skipped the case",
  released: "handed the case back",
  concluded: "carried it out",
  edited: "saw that the review was edited",
  unmasked: "looked at a reporter's address",
  joined: "took in more reports",
  claimed: "heard of a new claim",
  set_back: "set it back: its reporters were hardly ever right",
});

/** An act of the log in words; one that we have no words for, as it stands there. */
export const act = (/** @type {string} */ name) => ACTS[name] ?? spaced(name);

export const spaced = (/** @type {string} */ name) => name.replaceAll("_", " ");

export const count = (/** @type {number} */ number, /** @type {string} */ one, many = `${one}s`) =>
  `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;

/** Bytes as people say them. */
export function size(/** @type {number} */ bytes) {
  return bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export const list = new Intl.ListFormat("en-GB", { style: "long", type: "conjunction" });
