import { formatCursor, isAfter, LEDGER_ORDER, type Place } from "./cursor.ts";
import type { Queries } from "./openStore.ts";

/** Rights looked at together. */
const STRIDE = 500;

/**
 * One page, and one row more, of the rights of which a member ever was a party, in ledger order. `find` narrows a set of ids to the rows
 * wanted; strides go on until the page is full.
 *
 * @example
 * const rows = await pageOfParty(store.read, { member: 7, right: "title", after, limit }, (ids) => find(ids));
 */
export async function pageOfParty<Row extends Place>(
  queries: Queries,
  { member, right, after, limit }: { member: number; right: string; after: string | undefined; limit: number },
  find: (subjects: string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = after; rows.length <= limit;) {
    const stride = await queries.party.findMany({
      where: { member, right, ...isAfter(from) },
      orderBy: LEDGER_ORDER,
      take: STRIDE,
    });
    if (stride.length === 0) break;
    rows.push(...(await find(stride.map(({ subject }) => subject))));
    from = formatCursor(stride.at(-1)!);
  }
  return rows.slice(0, limit + 1);
}
