import { AbiCoder, keccak256, toBeHex } from "ethers";

// Where the document registry keeps what a certificate proves: Solidity's storage layout of contracts/src/document/DocumentRegistry.sol.
// A test compares these numbers with the compiler's own.

/** DocumentRegistry `_types`: mapping(schema => DocumentType); its first word has status and, from bit 8 on, the roles that issue it. */
export const TYPES_SLOT = 4;
/** DocumentRegistry `_records`: mapping(DocumentId => {word, trail, subject, schema, digest, supersedes, supersededBy}). */
export const DOCUMENTS_SLOT = 5;

const coder = AbiCoder.defaultAbiCoder();

/** The storage slots of a trade document. The id commits to issuer, schema and digest, so these are not proven apart. */
export function documentSlots(document: string): { state: string; trail: string; subject: string; supersedes: string } {
  const record = BigInt(keccak256(coder.encode(["bytes32", "uint256"], [document, DOCUMENTS_SLOT])));
  return {
    state: toBeHex(record, 32),
    trail: toBeHex(record + 1n, 32),
    subject: toBeHex(record + 2n, 32),
    supersedes: toBeHex(record + 5n, 32),
  };
}

/** The storage slot of a type of trade document. */
export function documentTypeSlot(schema: string): string {
  return keccak256(coder.encode(["bytes32", "uint256"], [schema, TYPES_SLOT]));
}

/** The roles that issue a type, in the bits of Roles.sol. */
export function decodeIssuers(word: string): number {
  return Number((BigInt(word) >> 8n) & 0xffff_ffffn);
}
