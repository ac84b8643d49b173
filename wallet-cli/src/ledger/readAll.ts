/** A page as every list of the API answers. */
type Page<T> = { items: T[]; next: string | null };

/**
 * Follows the cursor of a list to its end.
 *
 * @param limit where to stop, because a person reads no million rows. Default: 10 000
 */
export async function readAll<T>(
  read: (page: { limit: number; after?: string }) => Promise<Page<T>>,
  limit = 10_000,
): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | undefined; items.length < limit;) {
    const page = await read({ limit: Math.min(500, limit - items.length), ...(after === undefined ? {} : { after }) });
    items.push(...page.items);
    if (page.next === null) break;
    after = page.next;
  }
  return items;
}
