import { toBeHex } from "ethers";
import { LadingError } from "../errors.ts";
import { parseContainerNumber } from "../identifiers/containerNumber.ts";
import { decodeReference, encodeReference } from "../title/titleId.ts";
import type { DocumentSubjectKind } from "./DocumentState.ts";

/** What a trade document is about, in the form in which the ledger keeps it. */
export type DocumentSubject = {
  kind: DocumentSubjectKind;
  /** 32 bytes, 0x-hex: a member's number, a commitment, the id of a title or release, or a container's number in ASCII. */
  word: string;
};

/**
 * The word of a subject: a member's number, a container's number, or an id or commitment as it is.
 *
 * @throws LadingError `CONTAINER_NUMBER_…` or `DOCUMENT_SUBJECT_INVALID`
 * @example
 * documentSubject("container", "MSKU6011672").word; // "0x4d534b55363031313637320000…"
 */
export function documentSubject(kind: DocumentSubjectKind, value: string | number): DocumentSubject {
  if (kind === "container") return { kind, word: encodeReference(parseContainerNumber(value, "/subject")) };
  if (kind === "member" && Number.isSafeInteger(Number(value)) && Number(value) > 0 && Number(value) < 2 ** 32) {
    return { kind, word: toBeHex(Number(value), 32) };
  }
  if (kind !== "member" && typeof value === "string" && /^0x[0-9a-f]{64}$/i.test(value)) {
    return { kind, word: value.toLowerCase() };
  }
  throw new LadingError(
    "DOCUMENT_SUBJECT_INVALID",
    "invalid",
    kind === "member"
      ? `subject "${value}" is no member's number`
      : `subject "${value}" is no ${kind}; expected 0x and 64 hex digits`,
    { kind, value: String(value) },
  );
}

/**
 * A subject as a person writes it: `member 7`, `container MSKU6011672`, or kind and word.
 *
 * @example
 * describeSubject({ kind: "container", word }); // "container MSKU6011672"
 */
export function describeSubject({ kind, word }: DocumentSubject): string {
  if (kind === "container") return `container ${decodeReference(word)}`;
  return kind === "member" ? `member ${BigInt(word)}` : `${kind} ${word}`;
}
