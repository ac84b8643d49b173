import { Prisma } from "../../../generated/client.ts";
import { parseCursor } from "../../store/cursor.ts";
import type { Queries } from "../../store/openStore.ts";

/** A container's number of 11 characters fills the first 22 digits of its word. */
const PADDING = "0".repeat(42);

/**
 * The documents that a member has to do with, in ledger order: those that it attested, whose text was sealed for it, that are about it,
 * about a right of which it ever was a party, or about a container that it releases or collects. One page, and one id more.
 *
 * @example
 * const ids = await findConcerning(store.read, { member: 7, limit: 100 });
 */
export async function findConcerning(
  queries: Queries,
  {
    member,
    after,
    limit,
    issuer,
    schema,
  }: {
    member: number;
    limit: number;
    after?: string | undefined;
    issuer?: number | undefined;
    schema?: string | undefined;
  },
): Promise<string[]> {
  const { blockNumber, logIndex } = after === undefined ? { blockNumber: -1, logIndex: -1 } : parseCursor(after);
  const byIssuer = issuer === undefined ? Prisma.empty : Prisma.sql`AND d."issuer" = ${issuer}`;
  const bySchema = schema === undefined ? Prisma.empty : Prisma.sql`AND d."schema" = ${schema}`;
  const rows = await queries.$queryRaw<{ document: string }[]>`
    SELECT d."document" FROM "TradeDocument" d
    WHERE (d."blockNumber", d."logIndex") > (${blockNumber}, ${logIndex}) ${byIssuer} ${bySchema} AND (
      d."issuer" = ${member}
      OR EXISTS (SELECT 1 FROM "TradeDocumentReader" t WHERE t."member" = ${member} AND t."document" = d."document")
      OR EXISTS (SELECT 1 FROM "Party" p WHERE p."member" = ${member} AND p."subject" IN (d."document", d."subject"))
      OR (d."subjectKind" = 'container' AND d."subject" IN (
        SELECT '0x' || lower(hex(r."container")) || ${PADDING} FROM "Party" p
        JOIN "Release" r ON r."release" = p."subject"
        WHERE p."member" = ${member} AND p."right" = 'release'))
    )
    ORDER BY d."blockNumber", d."logIndex" LIMIT ${limit + 1}`;
  return rows.map(({ document }) => document);
}
