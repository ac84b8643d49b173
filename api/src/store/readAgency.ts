import type { Queries } from "./openStore.ts";

/** Whether the caller's member is listed by a carrier as its agent, now, with a scope. */
export type IsAgentOf = (carrier: number) => boolean;

/** Bits of contracts/src/members/Roles.sol, Scopes. */
export const AGENT_SCOPES = { issue: 1 << 0, release: 1 << 3 } as const;

/**
 * The carriers that list a member as their agent.
 *
 * @param now Seconds since 1970
 * @example
 * const isAgentOf = await readAgency(store.read, caller.member, AGENT_SCOPES.issue, now);
 */
export async function readAgency(queries: Queries, agent: number, scope: number, now: number): Promise<IsAgentOf> {
  const rows = await queries.agent.findMany({ where: { agent, validUntil: { gte: now } } });
  const principals = new Set(rows.filter((row) => (row.scopes & scope) !== 0).map((row) => row.principal));
  return (carrier) => principals.has(carrier);
}
