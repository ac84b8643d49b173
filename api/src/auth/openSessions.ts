import { createHash, randomBytes, randomInt } from "node:crypto";
import { LadingError } from "@lading/sdk/errors";
import type { Caller } from "./Caller.ts";

/** Seconds in which a code must be approved and collected. */
const CODE_LIFETIME = 300;
/** Seconds that a session lasts. */
export const SESSION_LIFETIME = 1_800;
/** Seconds between two questions of a page whether its code is approved. */
const POLL_INTERVAL = 2;
/** Codes waiting at once; one caller cannot ask for as many within a code's lifetime under the default rate limit. */
const MAX_CODES = 10_000;
/** Sessions of one officer at once; the oldest ends first. */
const MAX_SESSIONS_OF_ONE = 10;
// RFC 8628, 6.1: consonants only, so that no word comes out and no letter is taken for a digit. 20^8 codes, of which none is of use
// without the poll token, and which only an officer may try.
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

/** Tells a session's token from a DID-JWT. */
export const SESSION_PREFIX = "lading_session_";

/** What a wallet is shown of a code before it approves it. */
export type CodeFacts = { code: string; origin: string | null; requestedAt: number; expiresAt: number };

/** Who approved. The rest of a caller is read from the ledger's state at each request. */
type Approver = Pick<Caller, "did" | "officer">;

/** Codes waiting for a wallet, and the sessions that came of them. */
export type Sessions = {
  begin(origin: string | null): CodeFacts & { pollToken: string; interval: number; sessionSeconds: number };
  /** @throws LadingError `SIGN_IN_UNKNOWN` */
  inspect(code: string): CodeFacts;
  /** @throws LadingError `SIGN_IN_UNKNOWN`, `SIGN_IN_APPROVED` */
  approve(code: string, approver: Approver): CodeFacts;
  /** The session of an approved code, once; null while it waits. @throws LadingError `SIGN_IN_EXPIRED` */
  collect(pollToken: string): { token: string; expiresAt: number } | null;
  /** Whose session a token is. @throws LadingError `SESSION_ENDED` */
  find(token: string): Approver;
  /** False where there was none. */
  end(token: string): boolean;
};

type Waiting = CodeFacts & { pollDigest: string; approver: Approver | null };
type Kept = Approver & { expiresAt: number };

/**
 * Opens the console's sign-in. Everything is in memory and every secret only as its digest: a restart ends all sessions, which costs a
 * reader one more approval and nobody anything else.
 *
 * @param now Seconds since 1970
 * @example
 * const { code, pollToken } = sessions.begin("http://127.0.0.1:8080");
 * sessions.approve(code, caller);
 * const session = sessions.collect(pollToken);
 */
export function openSessions(now: () => number): Sessions {
  const waiting = new Map<string, Waiting>();
  const codeOf = new Map<string, string>();
  const sessions = new Map<string, Kept>();

  function purge(): void {
    for (const each of waiting.values()) if (each.expiresAt <= now()) forget(each);
    for (const [digest, { expiresAt }] of sessions) if (expiresAt <= now()) sessions.delete(digest);
  }

  function forget({ code, pollDigest }: Waiting): void {
    waiting.delete(code);
    codeOf.delete(pollDigest);
  }

  function named(code: string): Waiting {
    const found = waiting.get(code);
    if (found !== undefined && found.expiresAt > now()) return found;
    throw new LadingError(
      "SIGN_IN_UNKNOWN",
      "notFound",
      `There is no code ${code}: it was never given, has ended or was used; get a new one from the console`,
      { code },
    );
  }

  return {
    begin(origin) {
      purge();
      if (waiting.size >= MAX_CODES) {
        throw new LadingError("SIGN_IN_BUSY", "unavailable", "Too many codes are waiting; ask again in a few minutes");
      }
      let code: string;
      do code = newCode();
      while (waiting.has(code));
      const pollToken = randomBytes(32).toString("base64url");
      const facts = { code, origin, requestedAt: now(), expiresAt: now() + CODE_LIFETIME };
      const pollDigest = digestOf(pollToken);
      waiting.set(code, { ...facts, pollDigest, approver: null });
      codeOf.set(pollDigest, code);
      return { ...facts, pollToken, interval: POLL_INTERVAL, sessionSeconds: SESSION_LIFETIME };
    },

    inspect: (code) => factsOf(named(code)),

    approve(code, { did, officer }) {
      const found = named(code);
      if (found.approver !== null) {
        throw new LadingError(
          "SIGN_IN_APPROVED",
          "conflict",
          `Code ${code} was approved already; a code is used once`,
          { code },
        );
      }
      found.approver = { did, officer };
      return factsOf(found);
    },

    collect(pollToken) {
      const found = waiting.get(codeOf.get(digestOf(pollToken)) ?? "");
      if (found === undefined || found.expiresAt <= now()) {
        throw new LadingError("SIGN_IN_EXPIRED", "notFound", "The code has ended or was used; get a new one");
      }
      if (found.approver === null) return null;
      forget(found);
      const { officer } = found.approver;
      const own = [...sessions].filter(([, session]) => session.officer === officer);
      for (const [digest] of own.slice(0, Math.max(0, own.length - MAX_SESSIONS_OF_ONE + 1))) sessions.delete(digest);
      const token = SESSION_PREFIX + randomBytes(32).toString("base64url");
      const expiresAt = now() + SESSION_LIFETIME;
      sessions.set(digestOf(token), { ...found.approver, expiresAt });
      return { token, expiresAt };
    },

    find(token) {
      const found = sessions.get(digestOf(token));
      if (found !== undefined && found.expiresAt > now()) return { did: found.did, officer: found.officer };
      throw new LadingError(
        "SESSION_ENDED",
        "unauthenticated",
        "The session has ended; sign in again from the console",
      );
    },

    end: (token) => sessions.delete(digestOf(token)),
  };
}

function newCode(): string {
  const letters = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]!).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

function factsOf({ code, origin, requestedAt, expiresAt }: Waiting): CodeFacts {
  return { code, origin, requestedAt, expiresAt };
}

/** Looking a digest up in a map tells an attacker nothing about the secret, however long it takes. */
function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
