import { AbiCoder, getBytes, hexlify, keccak256, toUtf8Bytes, zeroPadBytes } from "ethers";
import { malformed } from "../identifiers/malformed.ts";

/** DCSA EBL 3.0 transportDocumentReference: up to 20 characters, no blank at either end; the ledger takes printable ASCII. */
const REFERENCE = /^[!-~](?:[ -~]{0,18}[!-~])?$/;
const LARGEST_MEMBER = 0xffff_ffff;

/**
 * A transport document reference as the title registry takes it: its ASCII characters, left-aligned in one word.
 *
 * @returns 32 bytes, 0x-hex
 * @throws LadingError `TRANSPORT_DOCUMENT_REFERENCE`
 * @example
 * encodeReference("HHL71800000"); // "0x48484c3731383030303030000000000000000000000000000000000000000000"
 */
export function encodeReference(transportDocumentReference: string, pointer = "/transportDocumentReference"): string {
  if (!REFERENCE.test(transportDocumentReference)) {
    throw malformed(
      "TRANSPORT_DOCUMENT_REFERENCE",
      "transportDocumentReference",
      transportDocumentReference,
      "expected 1 to 20 printable ASCII characters without a blank at either end",
      pointer,
    );
  }
  return zeroPadBytes(hexlify(toUtf8Bytes(transportDocumentReference)), 32);
}

/**
 * A reference as a person reads it, from the word that the registries keep.
 *
 * @param word 32 bytes, 0x-hex
 * @example
 * decodeReference(encodeReference("HHL71800000")); // "HHL71800000"
 */
export function decodeReference(word: string): string {
  return new TextDecoder().decode(getBytes(word)).replace(/\0+$/, "");
}

/**
 * The singularity key of a bill: one carrier, one reference, one title. keccak256(abi.encode(uint32 carrier, bytes32 reference)),
 * as `titleIdOf` in contracts/src/title/TitleId.sol.
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
  const reference = encodeReference(transportDocumentReference);
  return keccak256(AbiCoder.defaultAbiCoder().encode(["uint32", "bytes32"], [carrierMember, reference]));
}
