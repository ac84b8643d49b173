import type { Request } from "express";
import { LadingError } from "@lading/sdk/errors";
import { routes } from "@lading/sdk/http";
import type { Store } from "../store/openStore.ts";
import type { Caller } from "./Caller.ts";
import { findCaller } from "./findCaller.ts";
import { SESSION_PREFIX, type Sessions } from "./openSessions.ts";

/**
 * Admits a console's session where a request only reads, and leaves every other token to `authenticate`. The officer behind a session is
 * looked up anew each time, so that a dismissal or suspension ends its reading at once.
 *
 * @throws LadingError `SESSION_ENDED`, `SESSION_READ_ONLY`, and as `authenticate`
 */
export function withSessions(
  authenticate: (request: Request) => Promise<Caller>,
  { sessions, store, now }: { sessions: Sessions; store: Store; now: () => number },
): (request: Request) => Promise<Caller> {
  return async (request) => {
    const token = sessionTokenOf(request);
    if (token === undefined) return authenticate(request);
    const { did, officer } = sessions.find(token);
    if (request.method !== "GET" && !endsItself(request)) {
      throw new LadingError(
        "SESSION_READ_ONLY",
        "forbidden",
        "A console's session only reads; acts and approvals are signed by the wallet",
      );
    }
    return findCaller(store.read, did, officer, now());
  };
}

/** The session's token that a request carries, if it carries one. */
export function sessionTokenOf(request: Request): string | undefined {
  const [, token] = /^Bearer ([A-Za-z0-9_-]+)$/i.exec(request.get("authorization") ?? "") ?? [];
  return token?.startsWith(SESSION_PREFIX) ? token : undefined;
}

function endsItself({ method, path }: Request): boolean {
  return method === routes.signIn.end.method && path === routes.signIn.end.path;
}
