/** A case that somebody looks at: read, taken, kept while they are here, and watched for what others do with it. */

import { useCallback, useEffect, useRef, useState } from "./view.js";
import { at, del, get, post } from "./api.js";
import { readAlready } from "./next.js";
import { policy } from "./policy.js";
import { session } from "./session.js";

const LOOK_EVERY = 10_000;
const IDLE = 5 * 60_000;

/**
 * @typedef {import("./types.js").CaseFile} CaseFile
 * @typedef {{version: number, status: string, claimed_by: string | null, decision: CaseFile["decision"],
 *   others: {name: string, until: string}[]}} Look
 */

let touched = Date.now();
for (const event of ["keydown", "pointerdown", "wheel"]) addEventListener(event, () => { touched = Date.now(); }, { passive: true });

/** @param {string} id @param {string} turn another value reads it anew */
export function useCase(id, turn) {
  const [file, setFile] = useState(/** @type {CaseFile | null} */ (null));
  const [problem, setProblem] = useState(/** @type {Error | null} */ (null));
  const [look, setLook] = useState(/** @type {Look | null} */ (null));
  const [holder, setHolder] = useState("");
  const mine = useRef(false);

  const take = useCallback(async () => {
    try {
      await post(at(id, "claim"));
      mine.current = true;
      setHolder("");
    } catch (refused) {
      mine.current = false;
      const { kind, message } = /** @type {import("./api.js").Problem} */ (refused);
      if (kind === "case-held") setHolder(message);
    }
  }, [id]);

  const read = useCallback(async () => {
    try {
      const found = readAlready(id) ?? await get(at(id));
      setFile(found);
      setProblem(null);
      setLook(seen => (seen && seen.version === found.version ? seen : null));
      mine.current = found.claimed_by === session.get().name;
      setHolder(found.claimed_by && !mine.current ? `${found.claimed_by} holds this case.` : "");
      if (found.allowed.includes("claim") && !mine.current) await take();
    } catch (failure) {
      setProblem(/** @type {Error} */ (failure));
    }
  }, [id, take]);

  useEffect(() => { read(); }, [read, turn]);

  useEffect(() => {
    let seen = true;
    const watch = async () => {
      if (document.hidden) return;
      try {
        const said = await looked(id);
        if (seen) setLook(said);
      } catch {
        // The next look comes in a moment; what is refused for good is said by what one does next.
      }
    };
    watch();
    const looking = setInterval(watch, LOOK_EVERY);
    const keeping = setInterval(() => {
      if (mine.current && !document.hidden && Date.now() - touched < IDLE) take();
    }, (policy.get().lease_minutes * 60_000) / 3);
    const part = () => {
      del(at(id, "looking")).catch(() => undefined);
      if (mine.current) del(at(id, "claim")).catch(() => undefined);
      mine.current = false;
    };
    addEventListener("pagehide", part);
    return () => {
      seen = false;
      clearInterval(looking);
      clearInterval(keeping);
      removeEventListener("pagehide", part);
      part();
    };
  }, [id, take]);

  const letGo = useCallback(() => { mine.current = false; }, []);
  return { file, problem, holder, look, read, letGo };
}

/** Say that we look, and hear how the case stands. */
async function looked(/** @type {string} */ id) {
  return /** @type {Look} */ (await post(at(id, "looking")));
}

/** What somebody else did since the case was read; empty while nothing that matters did change. */
export function happened(/** @type {CaseFile} */ file, /** @type {Look | null} */ look) {
  if (!look || look.version === file.version) return "";
  const by = look.decision?.decided_by;
  if (look.decision && look.decision.decided_at !== file.decision?.decided_at) {
    const who = by === session.get().name ? "You" : by;
    return `${who} decided this case while you were looking: ${look.decision.outcome.replaceAll("_", " ")}.`;
  }
  if (look.status !== file.status) return `The case has moved while you were looking: it is ${look.status.replaceAll("_", " ")} now.`;
  return "The case has changed while you were looking: the review was edited, or something new was found or claimed.";
}
