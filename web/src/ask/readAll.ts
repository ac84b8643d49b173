/** Reads a list to its end, page by page. */
export async function readAll<T>(
  ask: (after: string | undefined) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await ask(after);
    all.push(...items);
    after = next ?? undefined;
  } while (after !== undefined);
  return all;
}
