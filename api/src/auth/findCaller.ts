import { flagNames, SCOPES } from "@lading/sdk/acts";
import { LadingError } from "@lading/sdk/errors";
import type { Queries } from "../store/openStore.ts";
import type { Caller } from "./Caller.ts";

/**
 * The officer behind a proved DID, as the ledger knows it now.
 *
 * @param now Seconds since 1970
 * @throws LadingError `OFFICER_UNKNOWN`, `OFFICER_EXPIRED`, `MEMBER_INACTIVE`
 * @example
 * const caller = await findCaller(store.read, did, "0x…", now);
 */
export async function findCaller(queries: Queries, did: string, officer: string, now: number): Promise<Caller> {
  const found = await queries.officer.findUnique({ where: { officer } });
  if (found === null || found.revoked) {
    throw new LadingError(
      "OFFICER_UNKNOWN",
      "forbidden",
      `${officer} is no officer of any member; an administrator of the member appoints one`,
      { officer },
    );
  }
  if (found.validUntil < BigInt(now)) {
    throw new LadingError(
      "OFFICER_EXPIRED",
      "forbidden",
      `The authority of officer ${officer} ended at ${found.validUntil}`,
      {
        officer,
        validUntil: Number(found.validUntil),
      },
    );
  }
  const member = await queries.member.findUnique({ where: { member: found.member } });
  if (member?.status !== "active") {
    throw new LadingError(
      "MEMBER_INACTIVE",
      "forbidden",
      `Member ${found.member} is ${member?.status ?? "unknown"}; its officers may not act`,
      {
        member: found.member,
      },
    );
  }
  return { did, officer, member: found.member, roles: member.roles, scopes: flagNames(found.scopes, SCOPES) };
}
