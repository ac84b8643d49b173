import { AbiCoder, keccak256, toUtf8Bytes } from "ethers";
import { malformed } from "../identifiers/malformed.ts";

/** DCSA EBL 3.0 transportDocumentReference: up to 20 characters, no blank at either end. */
const REFERENCE = /^\S(?:.*\S)?$/;
const LARGEST_MEMBER = 0xffff_ffff;

/**
 * The hash of a transport document reference, as the title registry takes it: keccak256 of its UTF-8 bytes.
 *
 * @returns 32 bytes, 0x-hex
 * @throws LadingError `TRANSPORT_DOCUMENT_REFERENCE`
 * @example
 * referenceHash("HHL71800000").length; // 66
 */
export function referenceHash(transportDocumentReference: string, pointer = "/transportDocumentReference"): string {
  if (!REFERENCE.test(transportDocumentReference) || transportDocumentReference.length > 20) {
    throw malformed(
      "TRANSPORT_DOCUMENT_REFERENCE",
      "transportDocumentReference",
      transportDocumentReference,
      "expected 1 to 20 characters without a blank at either end",
      pointer,
    );
  }
  return keccak256(toUtf8Bytes(transportDocumentReference));
}

/**
 * The singularity key of a bill: one carrier, one reference, one title. keccak256(abi.encode(uint32 carrier, bytes32 referenceHash)).
 *
 * @param carrierMember the issuing carrier's member number, not its agent's
 * @returns the title's id, 32 bytes, 0x-hex
 * @throws LadingError `MEMBER_NUMBER` or `TRANSPORT_DOCUMENT_REFERENCE`
 * @example
 * titleId(2, "HHL71800000") === titleId(3, "HHL71800000"); // false
 */
export function titleId(carrierMember: number, transportDocumentReference: string): string {
  if (!Number.isInteger(carrierMember) || carrierMember < 1 || carrierMember > LARGEST_MEMBER) {
    throw malformed(
      "MEMBER_NUMBER",
      "carrierMember",
      carrierMember,
      `expected an integer from 1 to ${LARGEST_MEMBER}`,
      "",
    );
  }
  const reference = referenceHash(transportDocumentReference);
  return keccak256(AbiCoder.defaultAbiCoder().encode(["uint32", "bytes32"], [carrierMember, reference]));
}
