/**
 * Who is signed in: OpenID Connect by PKCE. The token lives in this module and nowhere else, so that a reload asks the
 * issuer again; what has to survive the way there and back (the verifier, the place one was at) is no secret of use alone.
 */

import * as oauth from "../vendor/oauth4webapi.js";
import { go } from "./router.js";
import { store } from "./view.js";

const KEPT = "redress.sign-in";
const HINT = "redress.name";
const SCOPES = "openid email";
const RENEW_BEFORE = 60_000;

/** @typedef {{issuer: string, client_id: string, photo_origins: string[]}} Config */
/** @typedef {{state: "opening" | "out" | "in" | "over" | "failed", name: string, roles: string[], why: string}} Session */

/** @type {Config} */
export let config = { issuer: "", client_id: "", photo_origins: [] };
/** @type {oauth.AuthorizationServer} */
let server;
/** @type {{access: string, refresh: string, until: number} | null} */
let held = null;
/** @type {Promise<void> | null} */
let renewing = null;

export const session = store(/** @type {Session} */ ({ state: "opening", name: "", roles: [], why: "" }));

const client = () => ({ client_id: config.client_id });
const here = () => `${location.origin}/desk`;
/** A laptop's issuer speaks plain HTTP, and only to the laptop. */
const options = () => ({ [oauth.allowInsecureRequests]: config.issuer.startsWith("http://") });

/** Find out where to sign in, and finish a sign-in that brought us here. */
export async function open() {
  try {
    const answer = await fetch("/desk/config.json", { credentials: "omit" });
    config = await answer.json();
    const issuer = new URL(config.issuer);
    const found = await oauth.discoveryRequest(issuer, { ...options(), algorithm: "oidc" });
    server = await oauth.processDiscoveryResponse(issuer, found);
  } catch (failure) {
    return say("failed", `Where to sign in could not be found out. ${words(failure)}`);
  }
  const asked = new URLSearchParams(location.search);
  if (!asked.has("code") && !asked.has("error")) return say("out");
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  history.replaceState(null, "", "/desk");
  go(kept?.hash || "#/queues", { instead: true });
  if (!kept) return say("out");
  try {
    const given = oauth.validateAuthResponse(server, client(), asked, kept.state);
    const answer = await oauth.authorizationCodeGrantRequest(
      server, client(), oauth.None(), given, here(), kept.verifier, options());
    hold(await oauth.processAuthorizationCodeResponse(server, client(), answer));
  } catch (failure) {
    say("out", `You were not signed in. ${words(failure)}`);
  }
}

/** Go to the issuer, and come back to where we are. */
export async function signIn() {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  sessionStorage.setItem(KEPT, JSON.stringify({ verifier, state, hash: location.hash }));
  const to = new URL(/** @type {string} */ (server.authorization_endpoint));
  const asked = {
    client_id: config.client_id,
    redirect_uri: here(),
    response_type: "code",
    scope: SCOPES,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    login_hint: sessionStorage.getItem(HINT) ?? "",
  };
  for (const [name, value] of Object.entries(asked)) if (value) to.searchParams.set(name, value);
  location.assign(to);
}

export function signOut() {
  held = null;
  say("out");
  if (!server.end_session_endpoint) return;
  const to = new URL(server.end_session_endpoint);
  to.searchParams.set("client_id", config.client_id);
  to.searchParams.set("logout_uri", here());
  to.searchParams.set("post_logout_redirect_uri", here());
  location.assign(to);
}

/** The token for a call; renewed shortly before it ends, where the issuer gave us the means. */
export async function token() {
  if (held && held.refresh && held.until - Date.now() < RENEW_BEFORE) {
    renewing ??= renew(held.refresh).finally(() => { renewing = null; });
    await renewing;
  }
  return held?.access ?? "";
}

/** The API no longer takes our token. What was typed stays on the page. */
export function over() {
  held = null;
  if (session.get().state === "in") session.set({ ...session.get(), state: "over" });
}

/** @param {string} refresh */
async function renew(refresh) {
  try {
    const answer = await oauth.refreshTokenGrantRequest(server, client(), oauth.None(), refresh, options());
    hold(await oauth.processRefreshTokenResponse(server, client(), answer));
  } catch (failure) {
    if (failure instanceof oauth.ResponseBodyError) over();
  }
}

/** @param {oauth.TokenEndpointResponse} given */
function hold(given) {
  held = {
    access: given.access_token,
    refresh: given.refresh_token ?? held?.refresh ?? "",
    until: Date.now() + (given.expires_in ?? 3600) * 1000,
  };
  const claims = claimsOf(given.access_token);
  const name = String(claims.username ?? claims["cognito:username"] ?? claims.sub ?? "");
  sessionStorage.setItem(HINT, name);
  session.set({ state: "in", name, roles: [claims["cognito:groups"] ?? []].flat().map(String), why: "" });
}

/** What the token says of its bearer, for the page's own use: whoever answers our calls checks it. */
function claimsOf(/** @type {string} */ jwt) {
  try {
    const bytes = Uint8Array.from(atob(jwt.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return {};
  }
}

/** @param {Session["state"]} state */
function say(state, why = "") {
  session.set({ state, name: "", roles: [], why });
}

function words(/** @type {unknown} */ failure) {
  return failure instanceof Error ? failure.message : String(failure);
}
