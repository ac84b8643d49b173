import type { ScopeName } from "@lading/sdk/acts";
import { LadingError } from "@lading/sdk/errors";
import type { Caller } from "../auth/Caller.ts";

/** Scopes that let an officer add readers to a bill's document: whoever may issue, transfer or pledge. */
export const SHARING: readonly ScopeName[] = ["issue", "title", "finance"];

/**
 * Admits an officer with one of the accepted scopes.
 *
 * @throws LadingError `OFFICER_SCOPE_MISSING`
 */
export function requireScope(caller: Caller, accepted: readonly ScopeName[], what: string): void {
  if (accepted.some((scope) => caller.scopes.includes(scope))) return;
  const names = accepted.map((scope) => `"${scope}"`).join(" or ");
  throw new LadingError("OFFICER_SCOPE_MISSING", "forbidden", `${what} needs the scope ${names}`, {
    required: accepted.join(", "),
  });
}
