import { jsonDigest } from "../digest.ts";
import type { TradeDocumentType } from "./defineTradeDocument.ts";

/** What goes on the ledger for a trade document: never its content. */
export type TradeDocumentAttestation = {
  /** Digest of the schema: what kind of document it is. */
  schema: string;
  /** Digest of the document. */
  digest: string;
  /** First moment of validity, seconds since 1970 (the day begins in UTC). */
  validFrom: number;
  /** Last moment of validity, seconds since 1970; 0 where the document names none. */
  validUntil: number;
};

/**
 * The attestation of a trade document: kind, digest and validity. Issuer and subject are members of the ledger and come from the act that
 * carries the attestation.
 *
 * @throws LadingError `DOCUMENT_INVALID`
 * @example
 * attestTradeDocument(findTradeDocumentType("permit"), document).validUntil; // 1798761599
 */
export function attestTradeDocument(type: TradeDocumentType, document: unknown): TradeDocumentAttestation {
  const content = type.parse(document);
  const from = content["validFrom"] ?? content["issueDate"];
  const until = content["validUntil"];
  return {
    schema: type.schemaDigest,
    digest: jsonDigest(content),
    validFrom: startOfDay(String(from)),
    validUntil: typeof until === "string" ? startOfDay(until) + 86_399 : 0,
  };
}

function startOfDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 1000;
}
