import { LadingError } from "@lading/sdk/errors";
import { flagBits, ROLES, type RoleName } from "@lading/sdk/acts";
import type { Caller } from "../auth/Caller.ts";
import type { Queries } from "../store/openStore.ts";

/** Authorities that may read every right; each reading is logged. */
const OVERSEERS: readonly RoleName[] = [
  "customs",
  "maritime-safety",
  "border-inspection",
  "port-office",
  "registrar",
  "court",
  "auditor",
];
const OVERSEER_BITS = flagBits(OVERSEERS, ROLES)!;

/** Whether a caller's member is an authority that may read every right. */
export function isOverseer(caller: Caller): boolean {
  return (caller.roles & OVERSEER_BITS) !== 0;
}

/**
 * Admits parties of a right, of now or of before, and authorities. To anyone else the right does not exist.
 *
 * @throws LadingError with the given code, `notFound`
 */
export async function requireReader(
  queries: Queries,
  caller: Caller,
  subject: string,
  unknown: { code: string; noun: string },
): Promise<void> {
  if (isOverseer(caller)) return;
  const party = await queries.party.findUnique({ where: { subject_member: { subject, member: caller.member } } });
  if (party === null) throw notFound(subject, unknown);
}

/** There is no such right, or not for this caller: the two look the same. */
export function notFound(subject: string, { code, noun }: { code: string; noun: string }): LadingError {
  return new LadingError(code, "notFound", `There is no ${noun} ${subject}, or your member never was a party of it`, {
    id: subject,
  });
}
