import { jsonDigest } from "../digest.ts";
import type { TransportDocument } from "./dcsa/transportDocument.ts";

/**
 * The content digest of a transport document: SHA-256 over its canonical JSON (RFC 8785), the value that the ledger stores when the bill is issued.
 *
 * @returns 32 bytes, 0x-hex
 * @throws LadingError `JSON_NOT_CANONICAL`
 * @example
 * transportDocumentDigest(parseTransportDocument(json)); // "0x…", the same for every spelling of the same JSON value
 */
export function transportDocumentDigest(document: TransportDocument): string {
  return jsonDigest(document);
}
