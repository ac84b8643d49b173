import { LadingError } from "../errors.ts";
import type { TradeDocumentType } from "./defineTradeDocument.ts";

/**
 * A kind of trade document by its name (its newest version) or by the digest of its schema.
 *
 * @throws LadingError `TRADE_DOCUMENT_TYPE_UNKNOWN`
 * @example
 * findTradeDocumentType("delivery-order", types).title.zh; // "提货单"
 */
export function findTradeDocumentType(nameOrDigest: string, types: readonly TradeDocumentType[]): TradeDocumentType {
  const wanted = nameOrDigest.toLowerCase();
  const [found] = types
    .filter(({ name, schemaDigest }) => name === wanted || schemaDigest === wanted)
    .sort((a, b) => b.version - a.version);
  if (found !== undefined) return found;
  const names = [...new Set(types.map(({ name }) => name))];
  throw new LadingError(
    "TRADE_DOCUMENT_TYPE_UNKNOWN",
    "notFound",
    `trade document "${nameOrDigest}" is unknown; accepted: ${names.join(", ")}, or a schema of your own`,
    { name: nameOrDigest },
  );
}
