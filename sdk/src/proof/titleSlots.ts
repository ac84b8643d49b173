import { AbiCoder, keccak256, toBeHex } from "ethers";

// Where the title registry keeps what a certificate proves: Solidity's storage layout of contracts/src/title/TitleRegistry.sol.
// A test compares these numbers with the compiler's own.

/** TitleRegistry `_records`: mapping(TitleId => {state, trail, contentDigest}). */
export const RECORDS_SLOT = 4;
/** TitleRegistry `_replacedBy`: mapping(TitleId => TitleId[]). */
export const REPLACED_BY_SLOT = 10;
const coder = AbiCoder.defaultAbiCoder();

/** The storage slots of a title: hot word, trail head, content digest, and the length of the list of bills that replaced it. */
export function titleSlots(title: string): { state: string; trail: string; contentDigest: string; replacedBy: string } {
  const record = BigInt(keccak256(coder.encode(["bytes32", "uint256"], [title, RECORDS_SLOT])));
  return {
    state: toBeHex(record, 32),
    trail: toBeHex(record + 1n, 32),
    contentDigest: toBeHex(record + 2n, 32),
    replacedBy: keccak256(coder.encode(["bytes32", "uint256"], [title, REPLACED_BY_SLOT])),
  };
}
