import type { Queries } from "./openStore.ts";

/** Rows in one statement: bounded by memory only, since they travel as one parameter. */
const ROWS = 2_000;

/** A row of a table: every row of one call has the same columns. */
export type Row = Record<string, string | number | boolean | null>;

/**
 * Writes rows in bulk: one statement and one parameter for thousands of rows, which Prisma's own `createMany` would compile value by
 * value. A row whose key exists is replaced, or kept as it is.
 *
 * @param onConflict What happens to a row whose key exists. Default: "replace"
 * @example
 * await insertRows(queries, "Title", rows);
 */
export async function insertRows(
  queries: Queries,
  table: string,
  rows: readonly Row[],
  onConflict: "replace" | "keep" = "replace",
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const verb = onConflict === "replace" ? "REPLACE" : "IGNORE";
  const statement =
    `INSERT OR ${verb} INTO "${table}" (${columns.map((column) => `"${column}"`).join(", ")}) ` +
    `SELECT ${columns.map((_, index) => `value ->> ${index}`).join(", ")} FROM json_each($1)`;
  for (let start = 0; start < rows.length; start += ROWS) {
    const values = rows.slice(start, start + ROWS).map((row) => columns.map((column) => row[column]));
    await queries.$executeRawUnsafe(statement, JSON.stringify(values));
  }
}
