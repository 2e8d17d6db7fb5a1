/** The frame around every page: where one can go, who is signed in, what was just done. */

import { Fragment, html, useEffect, useErrorBoundary, useRef, useState } from "./view.js";
import { useNow } from "./clock.js";
import { Help } from "./help.js";
import { useKeys } from "./keys.js";
import { PAGES } from "./pages.js";
import { Key, Trouble } from "./pieces.js";
import { policy, readPolicy } from "./policy.js";
import { go, place, to } from "./router.js";
import { session, signIn, signOut } from "./session.js";
import { useStore } from "./stores.js";
import { done, news, undo } from "./undo.js";
import { wish, wishes } from "./wishes.js";

export function Desk() {
  const who = useStore(session);
  if (who.state === "opening") return html`<p class="opening">The desk is opening…</p>`;
  if (who.state === "out" || who.state === "failed") return html`<${Door} who=${who} />`;
  return html`<${Inside} who=${who} />`;
}

function Door({ who }) {
  const button = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => button.current?.focus(), [who.state]);
  return html`<main class="door" id="main">
    <${Mark} size=${56} />
    <h1>Redress, the desk</h1>
    <p>For moderators, legal and admins: what was reported, and what is to be decided.</p>
    ${who.why && html`<p class="refused" role="alert">${who.why}</p>`}
    ${who.state === "out" && html`<p><button class="button" ref=${button} onClick=${signIn}>Sign in</button></p>`}
  </main>`;
}

function Inside({ who }) {
  const at = useStore(place);
  useStore(policy);
  const [help, setHelp] = useState(false);
  const search = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => { readPolicy(); }, [who.name]);
  useKeys("Everywhere", [
    { key: "?", says: "this map of keys", always: true, run: () => setHelp(true) },
    { key: "/", says: "search", run: () => search.current?.focus() },
    { key: "u", says: "undo the latest decision", run: undo },
    ...PAGES.filter(page => page.key).map(page => ({ key: `g ${page.key}`, says: `go to ${page.title}`, run: () => go(to(page.name)) })),
  ]);
  return html`<${Fragment}>
    <button class="skip" onClick=${() => document.getElementById("main")?.focus()}>To the content</button>
    <header class="top"><div class="top-inner">
      <a class="brand" href=${to("queues")} aria-label="Redress: the queues"><${Mark} size=${30} /><b>Redress</b></a>
      <nav aria-label="Pages"><ul>${PAGES.filter(page => page.key).map(page => html`<li><a href=${to(page.name)}
        aria-current=${at.name === page.name ? "page" : undefined}>${page.title}</a></li>`)}</ul></nav>
      <form class="search" role="search" onSubmit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        if (search.current?.value.trim()) go(to("search", "", { q: search.current.value.trim() }));
      }}>
        <input ref=${search} name="q" type="search" maxlength="400" autocomplete="off" spellcheck="false"
          aria-label="Search: reference, review, author, product, reporter" placeholder="Reference, review, author, address"
          onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && search.current?.blur()} />
        <${Key} of="/" />
      </form>
      <div class="me"><${Theme} /><button class="button plain small" onClick=${() => setHelp(true)} aria-label="Keys and how the desk looks">?</button>
        <span class="who" title=${who.roles.join(", ")}><b>${who.name}</b> <small>${who.roles.join(", ")}</small></span>
        <button class="button plain small" onClick=${signOut}>Sign out</button></div>
    </div></header>
    ${who.state === "over" && html`<div class="refused over" role="alert"><p>Your sign-in has ended. What you typed is kept.
      <button class="button small" onClick=${signIn}>Sign in again</button></p></div>`}
    <main id="main" tabindex="-1"><${Page} key=${`${at.name}/${at.id}`} at=${at} /></main>
    <${Done} />
    ${help && html`<${Help} onClose=${() => setHelp(false)} />`}
  <//>`;
}

function Page({ at }) {
  const found = PAGES.find(page => page.name === (at.name || "queues"));
  const [loaded, setLoaded] = useState(() => found?.page);
  const [failure, setFailure] = useState(/** @type {Error | null} */ (null));
  const [broken, mend] = useErrorBoundary(error => console.error(error));
  useEffect(() => {
    document.title = `${found?.title ?? "The desk"} · Redress`;
    if (found?.load) found.load().then(module => setLoaded(() => module.Page), setFailure);
  }, [found]);
  if (!found) return html`<h1>There is no such page</h1><p><a href=${to("queues")}>To the queues</a></p>`;
  if (failure || broken) return html`<${Trouble} problem=${failure ?? broken} again=${failure ? () => location.reload() : mend} />`;
  return loaded ? html`<${loaded} id=${at.id} query=${at.query} />` : html`<p class="opening">Loading…</p>`;
}

/** What was just decided, with the way back while there is one. Held on the server: closing the page sends nothing early. */
function Done() {
  const all = useStore(done);
  const said = useStore(news);
  const now = useNow();
  const open = all.filter(each => each.until > now);
  const last = open.at(-1);
  const given = policy.get().undo_seconds;
  const left = last && Math.min(given, (last.until - now) / 1000); // the clock that is shown ticks behind the one that was read
  const fresh = said && now - said.at < 9000 ? said : null;
  return html`<div class="doings">
    <div role="status" aria-live="polite">
      ${fresh && html`<p class=${fresh.bad ? "doing bad" : "doing"}>${fresh.text}</p>`}
      ${last && html`<p class="doing" key=${last.id}>${last.says}</p>`}
    </div>
    ${last && html`<p class="undo"><button class="button" onClick=${undo}>Undo<${Key} of="u" /></button>
      <span class="number" aria-hidden="true">${Math.ceil(left)} s</span>
      <progress max="1" value=${left / (given || 1)} aria-label="time left to undo"></progress>
      ${open.length > 1 && html`<span class="quiet">${open.length - 1} more</span>`}</p>`}
  </div>`;
}

function Theme() {
  const { theme } = useStore(wishes);
  const next = theme === "system" ? "dark" : theme === "dark" ? "light" : "system";
  const sign = { system: "◐", dark: "☾", light: "☀" }[theme];
  return html`<button class="button plain small" onClick=${() => wish({ theme: next })}
    aria-label=${`Colours: ${theme}. Change to ${next}`} title=${`Colours: ${theme}`}>${sign}</button>`;
}

function Mark({ size }) {
  return html`<svg class="mark" viewBox="0 0 40 40" width=${size} height=${size} aria-hidden="true" focusable="false">
    <rect class="ground" width="40" height="40" rx="9" /><path class="line" d="M10 12h20v13H20l-6 6v-6h-4z" />
    <path class="tick" d="M15 18.5l3.5 3.5 6.5-6.5" /></svg>`;
}
