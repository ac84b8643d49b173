import { AbiCoder, keccak256, toBeHex } from "ethers";

// Where the credit registry keeps what a certificate proves: Solidity's storage layout of contracts/src/credit/CreditRegistry.sol.
// A test compares these numbers with the compiler's own.

/** CreditRegistry `_accreditations`: mapping(MemberId => Accreditation), one word each. */
export const ACCREDITATIONS_SLOT = 4;
/** CreditRegistry `_schemes`: mapping(SchemeId => Scheme), one word each. */
export const SCHEMES_SLOT = 7;
/** CreditRegistry `_records`: mapping(AttestationId => {facts, head}). */
export const ATTESTATIONS_SLOT = 12;
/** CreditRegistry `_flagsOf`: mapping(bytes32 subject => FlagId[]). */
export const FLAGS_OF_SLOT = 15;

const coder = AbiCoder.defaultAbiCoder();
const at = (type: string, key: string | number, slot: number): string =>
  keccak256(coder.encode([type, "uint256"], [key, slot]));

/** The storage slots of an attestation: its facts, and its status with the head of its trail. */
export function attestationSlots(attestation: string): { facts: string; head: string } {
  const facts = at("bytes32", attestation, ATTESTATIONS_SLOT);
  return { facts, head: toBeHex(BigInt(facts) + 1n, 32) };
}

/** The slot of an agency's accreditation. */
export function accreditationSlot(agency: number): string {
  return at("uint32", agency, ACCREDITATIONS_SLOT);
}

/** The slot of a scheme of grades. */
export function schemeSlot(scheme: number): string {
  return at("uint32", scheme, SCHEMES_SLOT);
}

/** The slot with the number of a subject's red flags. */
export function flagsSlot(subject: string): string {
  return at("bytes32", subject, FLAGS_OF_SLOT);
}

const LOW_192 = (1n << 192n) - 1n;

/** An attestation's word and the head of its trail, from its two slots (CreditBase.Record). */
export function readRecord(facts: string, head: string): { word: string; trail: string } {
  const [low, high] = [BigInt(facts), BigInt(head)];
  return { word: toBeHex((low & LOW_192) | ((high >> 192n) << 192n), 32), trail: toBeHex(high & LOW_192, 32) };
}

/** The lowest 192 bits of a trail's head, as an attestation keeps it. */
export function shortHead(trail: string): string {
  return toBeHex(BigInt(trail) & LOW_192, 32);
}

/** The field of a scheme, one bit, from its word (ICreditFacts.Scheme). */
export function schemeField(word: string): number {
  return Number((BigInt(word) >> 32n) & 0xffff_ffffn);
}
