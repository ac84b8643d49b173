import { DOCUMENT_STATUSES, DOCUMENT_SUBJECTS } from "../acts/document.ts";
import { readWord } from "../word.ts";

/** What a trade document is about. */
export type DocumentSubjectKind = (typeof DOCUMENT_SUBJECTS)[number];

/** A trade document's packed word, decoded. Times are seconds since 1970. */
export type DocumentState = {
  issuer: number;
  /** `none` only of a document that was never attested. */
  subjectKind: DocumentSubjectKind | "none";
  status: (typeof DOCUMENT_STATUSES)[number];
  /** The revoker's own code; 0 unless revoked. */
  reason: number;
  attestedAt: number;
  validFrom: number;
  /** 0 without end. */
  validUntil: number;
  /** When it was revoked or superseded; 0 before. */
  changedAt: number;
};

/**
 * A trade document's packed word, decoded by the bits that contracts/src/document/IDocumentRegistry.sol lists.
 *
 * @param word 32 bytes, 0x-hex or bigint, as `stateOf` and every document event carry it
 * @throws LadingError `DOCUMENT_STATE_MALFORMED` for a word that no registry writes
 * @example
 * decodeDocumentState(0x010500000007n).subjectKind; // "container"
 */
export function decodeDocumentState(word: string | bigint): DocumentState {
  const { field, named } = readWord(word, "DOCUMENT_STATE_MALFORMED", "document state");
  return {
    issuer: field(0, 32),
    subjectKind: named(32, 8, ["none", ...DOCUMENT_SUBJECTS]),
    status: named(40, 8, DOCUMENT_STATUSES),
    reason: field(48, 16),
    attestedAt: field(64, 40),
    validFrom: field(104, 40),
    validUntil: field(144, 40),
    changedAt: field(184, 40),
  };
}
