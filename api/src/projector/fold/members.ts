import type { Agent, Member, Officer } from "../../../generated/client.ts";
import { numberOf, textOf, type LedgerLog } from "../LedgerLog.ts";

/** The last moment of an authority without end: 2^40-1. */
const NO_EXPIRY = (1n << 40n) - 1n;

/** Every scope there is (contracts/src/members/Roles.sol). */
const ALL_SCOPES = (1 << 9) - 1;

/** The directory while events are folded into it. */
export type Directory = { members: Map<number, Member>; officers: Map<string, Officer>; agents: Map<string, Agent> };

/**
 * Applies an event of the members registry (contracts/src/members/IMemberRegistry.sol).
 *
 * @example
 * foldMembers(directory, log); // directory.members.get(7)?.status === "suspended"
 */
export function foldMembers(directory: Directory, log: LedgerLog): void {
  const { members, officers, agents } = directory;
  const revise = (change: Partial<Member>): void => {
    const number = numberOf(log, "member");
    const before = members.get(number);
    if (before !== undefined) members.set(number, { ...before, ...change });
  };
  const appoint = (officer: string, scopes: number, validUntil: bigint): void => {
    officers.set(officer, { officer, member: numberOf(log, "member"), scopes, validUntil, revoked: false });
  };
  switch (log.event) {
    case "MemberAdmitted":
      members.set(numberOf(log, "member"), {
        member: numberOf(log, "member"),
        name: textOf(log, "name"),
        identity: textOf(log, "identity"),
        legalIdentifier: textOf(log, "legalId"),
        roles: numberOf(log, "roles"),
        status: "active",
        since: log.blockTime,
      });
      // The identity key is the first officer, with every scope and no expiry.
      appoint(textOf(log, "identity"), ALL_SCOPES, NO_EXPIRY);
      break;
    case "MemberRolesRevised":
      revise({ roles: numberOf(log, "roles") });
      break;
    case "MemberSuspended":
      revise({ status: "suspended" });
      break;
    case "MemberReinstated":
      revise({ status: "active" });
      break;
    case "MemberLeft":
      revise({ status: "left" });
      break;
    case "OfficerAppointed":
      appoint(textOf(log, "officer"), numberOf(log, "scopes"), BigInt(numberOf(log, "validUntil")));
      break;
    case "OfficerDismissed": {
      const officer = officers.get(textOf(log, "officer"));
      if (officer !== undefined) officers.set(officer.officer, { ...officer, revoked: true });
      break;
    }
    case "AgentListed": {
      const [principal, agent] = [numberOf(log, "principal"), numberOf(log, "agent")];
      const validUntil = BigInt(numberOf(log, "validUntil"));
      agents.set(`${principal} ${agent}`, { principal, agent, scopes: numberOf(log, "scopes"), validUntil });
      break;
    }
    case "AgentDelisted": {
      const [principal, agent] = [numberOf(log, "principal"), numberOf(log, "agent")];
      agents.set(`${principal} ${agent}`, { principal, agent, scopes: 0, validUntil: 0n });
      break;
    }
    case "RecoveryExecuted":
      // A new generation: every earlier officer is void.
      for (const officer of officers.values()) {
        if (officer.member === numberOf(log, "member")) officers.set(officer.officer, { ...officer, revoked: true });
      }
      appoint(textOf(log, "administrator"), ALL_SCOPES, NO_EXPIRY);
      break;
  }
}
