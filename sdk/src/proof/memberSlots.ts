import { AbiCoder, keccak256 } from "ethers";

/** MemberRegistry `_members`: mapping(MemberId => Member), one word each. A test compares the number with the compiler's own. */
export const MEMBERS_SLOT = 4;

/** MemberRegistry's Status.Active. */
const ACTIVE = 1n;

/** The storage slot of a member. */
export function memberSlot(member: number): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["uint32", "uint256"], [member, MEMBERS_SLOT]));
}

/** A member's word: identity in bits 0 to 159, roles 160 to 191, status 192 to 199. */
export function decodeMember(word: string): { active: boolean; roles: number } {
  const bits = BigInt(word);
  return { active: ((bits >> 192n) & 0xffn) === ACTIVE, roles: Number((bits >> 160n) & 0xffff_ffffn) };
}
