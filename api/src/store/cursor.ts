/** A place in the log of the ledger. */
export type Place = { blockNumber: number; logIndex: number };

/** Items in a page when the caller names no number. */
export const PAGE = 100;

/**
 * @example
 * formatCursor({ blockNumber: 7, logIndex: 0 }); // "7-0"
 */
export function formatCursor({ blockNumber, logIndex }: Place): string {
  return `${blockNumber}-${logIndex}`;
}

/** The place of a cursor that the route table admitted. */
export function parseCursor(cursor: string): Place {
  const [blockNumber, logIndex] = cursor.split("-").map(Number);
  return { blockNumber: blockNumber!, logIndex: logIndex! };
}

/** A Prisma condition: what comes after a cursor. */
export function isAfter(cursor: string | undefined): object {
  if (cursor === undefined) return {};
  const { blockNumber, logIndex } = parseCursor(cursor);
  return { OR: [{ blockNumber: { gt: blockNumber } }, { blockNumber, logIndex: { gt: logIndex } }] };
}

/** Ledger order. */
export const LEDGER_ORDER = [{ blockNumber: "asc" as const }, { logIndex: "asc" as const }];

/**
 * A page out of rows of which one more was asked for than fit.
 *
 * @example
 * pageOf(await queries.title.findMany({ take: limit + 1 }), limit, toTitle);
 */
export function pageOf<Row extends Place, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  return { items: shown.map(toItem), next: rows.length > limit ? formatCursor(shown.at(-1)!) : null };
}
