import { AbiCoder, keccak256, toBeHex } from "ethers";

// Where the registries keep what a certificate proves: Solidity's storage layout of contracts/src/title/TitleRegistry.sol and
// contracts/src/members/MemberRegistry.sol. A test compares these numbers with the compiler's own.

/** TitleRegistry `_records`: mapping(TitleId => {state, trail, contentDigest}). */
export const RECORDS_SLOT = 4;
/** TitleRegistry `_replacedBy`: mapping(TitleId => TitleId[]). */
export const REPLACED_BY_SLOT = 10;
/** MemberRegistry `_members`: mapping(MemberId => Member), one word each. */
export const MEMBERS_SLOT = 4;

/** MemberRegistry's Status.Active. */
const ACTIVE = 1n;
/** Roles.CARRIER. */
const CARRIER = 1n;

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

/** The storage slot of a member. */
export function memberSlot(member: number): string {
  return keccak256(coder.encode(["uint32", "uint256"], [member, MEMBERS_SLOT]));
}

/** A member's word: identity in bits 0 to 159, roles 160 to 191, status 192 to 199. */
export function decodeMember(word: string): { active: boolean; carrier: boolean } {
  const bits = BigInt(word);
  return { active: ((bits >> 192n) & 0xffn) === ACTIVE, carrier: ((bits >> 160n) & CARRIER) !== 0n };
}
