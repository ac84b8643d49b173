import type { Request } from "express";
import { SESSION_LIFETIME } from "../auth/openSessions.ts";
import { sessionTokenOf } from "../auth/withSessions.ts";
import type { Handlers } from "../http/mountRoutes.ts";
import type { Dependencies } from "./Dependencies.ts";

/** Signing in to the console. */
export function signInHandlers({ sessions, audit }: Dependencies): Handlers["signIn"] {
  return {
    begin: async (_, request) => {
      const { code, pollToken, expiresAt, interval, sessionSeconds } = sessions.begin(originOf(request));
      return { code, pollToken, expiresAt, interval, sessionSeconds };
    },
    inspect: async ({ code }) => sessions.inspect(code),
    approve: async ({ body, caller }) => {
      const { code, origin } = sessions.approve(body.code, caller);
      // From now on another place reads as this officer: kept beside the readings themselves.
      await audit.recordRead({
        member: caller.member,
        officer: caller.officer,
        right: "console",
        subject: origin ?? "no browser",
        verb: "approve",
      });
      return { code, origin, member: caller.member, sessionSeconds: SESSION_LIFETIME };
    },
    collect: async ({ body }) => {
      const session = sessions.collect(body.pollToken);
      return session === null ? { status: "pending" } : { status: "approved", ...session };
    },
    end: async (_, request) => {
      const token = sessionTokenOf(request);
      return { ended: token !== undefined && sessions.end(token) };
    },
  };
}

/** The origin that a browser states; a page cannot choose it. */
function originOf(request: Request): string | null {
  const origin = request.get("origin");
  return origin !== undefined && origin !== "null" && origin.length <= 200 && URL.canParse(origin)
    ? new URL(origin).origin
    : null;
}
