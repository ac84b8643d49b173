import { AbiCoder, keccak256, toBeHex } from "ethers";

const coder = AbiCoder.defaultAbiCoder();

/**
 * An attestation's id (contracts/src/credit/CreditIds.sol): a subject's attestations in a scheme form one file, and each id is the hash of
 * the one before it.
 *
 * @param place.subject the member's number or the pseudonym, as a word of 32 bytes
 * @param place.position 0 for the first of the file
 * @example
 * attestationId({ scheme: 1, subject: memberWord(5), position: 0 }).length; // 66
 */
export function attestationId(place: { scheme: number; subject: string; position: number }): string {
  let id = keccak256(coder.encode(["uint32", "bytes32"], [place.scheme, place.subject]));
  for (let i = 0; i < place.position; i++) id = keccak256(id);
  return id;
}

/** A member as the subject of a record. */
export function memberWord(member: number): string {
  return toBeHex(member, 32);
}
