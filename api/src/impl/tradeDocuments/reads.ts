import { decodeReference } from "@lading/sdk";
import type { TradeDocument } from "../../../generated/client.ts";
import type { Caller } from "../../auth/Caller.ts";
import type { Queries } from "../../store/openStore.ts";
import { isOverseer, notFound } from "../reads.ts";

/** To one who may not read it, a document does not exist. */
export const UNKNOWN = { code: "TRADE_DOCUMENT_UNKNOWN", noun: "trade document" };

/**
 * Whether a caller has to do with what a document is about: it is the member, or ever was a party of the title or release, or of a release
 * of the container; and authorities.
 */
export async function concerns(queries: Queries, caller: Caller, kind: string, word: string): Promise<boolean> {
  if (isOverseer(caller)) return true;
  switch (kind) {
    case "member":
      return BigInt(word) === BigInt(caller.member);
    case "title":
    case "release":
      return isParty(queries, caller, [word]);
    case "container": {
      const where = { container: decodeReference(word) };
      const releases = await queries.release.findMany({ where, select: { release: true } });
      return isParty(
        queries,
        caller,
        releases.map(({ release }) => release),
      );
    }
    // Whom a commitment stands for only its key tells.
    default:
      return false;
  }
}

async function isParty(queries: Queries, { member }: Caller, subjects: readonly string[]): Promise<boolean> {
  return (await queries.party.findFirst({ where: { member, subject: { in: [...subjects] } } })) !== null;
}

/** Whether a member is among those for whom the issuer, or another reader, sealed the text. */
async function isReader(queries: Queries, { member }: Caller, document: string): Promise<boolean> {
  return (await queries.tradeDocumentReader.findUnique({ where: { member_document: { member, document } } })) !== null;
}

/**
 * A document that the caller may read: its issuer, whoever has to do with its subject, whoever its text was sealed for, and authorities.
 *
 * @throws LadingError `TRADE_DOCUMENT_UNKNOWN`
 */
export async function readableDocument(queries: Queries, caller: Caller, document: string): Promise<TradeDocument> {
  const row = await queries.tradeDocument.findUnique({ where: { document } });
  if (row === null) throw notFound(document, UNKNOWN);
  if (row.issuer === caller.member) return row;
  if (await concerns(queries, caller, row.subjectKind, row.subject)) return row;
  if (await isReader(queries, caller, document)) return row;
  throw notFound(document, UNKNOWN);
}
