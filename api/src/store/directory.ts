import { formatDid } from "@lading/sdk";
import type { Party } from "@lading/sdk/http";
import type { Queries } from "./openStore.ts";

/** Shows members by name. */
export type Names = {
  /** A member as it is answered. */
  party(member: number): Party;
  /** The same, or null for nobody (0). */
  someone(member: number): Party | null;
};

/**
 * Names for the members that an answer mentions, in one query.
 *
 * @example
 * const names = await readNames(store.read, [row.holder, row.carrier], chainId);
 * names.party(row.holder).name; // "Bank of Somewhere"
 */
export async function readNames(queries: Queries, members: Iterable<number>, chainId: number): Promise<Names> {
  const wanted = [...new Set(members)].filter((member) => member !== 0);
  const rows = wanted.length === 0 ? [] : await queries.member.findMany({ where: { member: { in: wanted } } });
  const known = new Map(rows.map((row) => [row.member, row]));
  const party = (member: number): Party => {
    const row = known.get(member);
    return { member, name: row?.name ?? null, did: row === undefined ? null : formatDid(chainId, row.identity) };
  };
  return { party, someone: (member) => (member === 0 ? null : party(member)) };
}
