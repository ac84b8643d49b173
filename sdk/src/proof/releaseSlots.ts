import { AbiCoder, keccak256, toBeHex } from "ethers";

// Where the release registry keeps what a certificate proves: Solidity's storage layout of contracts/src/release/ReleaseRegistry.sol.
// A test compares these numbers with the compiler's own.

/** ReleaseRegistry `_rights`: mapping(ReleaseId => Right), one word each. */
export const RIGHTS_SLOT = 3;
/** ReleaseRegistry `_trails`: mapping(ReleaseId => bytes32). */
export const TRAILS_SLOT = 4;
/** ReleaseRegistry `_boxes`: mapping(container => Box); its second word has the sequence and, from bit 32 on, the holds. */
export const BOXES_SLOT = 14;

const coder = AbiCoder.defaultAbiCoder();

/** The storage slots of a release: packed word, trail head, and the word with its container's holds. */
export function releaseSlots(release: string, container: string): { state: string; trail: string; box: string } {
  const box = BigInt(keccak256(coder.encode(["bytes32", "uint256"], [container, BOXES_SLOT])));
  return {
    state: keccak256(coder.encode(["bytes32", "uint256"], [release, RIGHTS_SLOT])),
    trail: keccak256(coder.encode(["bytes32", "uint256"], [release, TRAILS_SLOT])),
    box: toBeHex(box + 1n, 32),
  };
}

/** The holds on a container, bit n for hold n. */
export function decodeHolds(box: string): number {
  return Number((BigInt(box) >> 32n) & 0xffn);
}
