import { flagNames, ROLES, SCOPES } from "@lading/sdk/acts";
import { formatDid } from "@lading/sdk";
import type { Member, Officer } from "../../generated/client.ts";

/** A member as it is answered. */
export function toMember(row: Member, chainId: number) {
  return {
    member: row.member,
    name: row.name,
    identity: row.identity,
    did: formatDid(chainId, row.identity) as string,
    legalIdentifier: row.legalIdentifier,
    roles: flagNames(row.roles, ROLES) as string[],
    status: row.status as "active" | "suspended" | "left",
    since: row.since,
  };
}

/** An officer as it is answered. */
export function toOfficer(row: Officer, chainId: number) {
  return {
    officer: row.officer,
    member: row.member,
    did: formatDid(chainId, row.officer) as string,
    scopes: flagNames(row.scopes, SCOPES) as string[],
    validUntil: Number(row.validUntil),
    revoked: row.revoked,
  };
}
