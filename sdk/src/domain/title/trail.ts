import { AbiCoder, keccak256 } from "ethers";

/** Number of each act in a title's trail (ITitleFacts.Act), by name. Numbers never change. */
export const TITLE_ACTS = [
  "none",
  "issue",
  "issueFromPaper",
  "offer",
  "accept",
  "transfer",
  "decline",
  "recall",
  "lapse",
  "endorseBlank",
  "nominate",
  "sign",
  "offerPledge",
  "acceptPledge",
  "redirectPledge",
  "releasePledge",
  "enforcePledge",
  "entrust",
  "consentSurrender",
  "surrender",
  "acceptSurrender",
  "convertToPaper",
  "refuseSurrender",
  "supersede",
  "reissue",
  "freeze",
  "unfreeze",
  "reassign",
  "recordDelivery",
] as const;

/** Name of an act in a title's trail. */
export type TitleActName = (typeof TITLE_ACTS)[number];

const coder = AbiCoder.defaultAbiCoder();

/**
 * Where the trail of one version of a bill begins: keccak256(abi.encode(id, contentDigest)), and with `previous` for a later version
 * or a replacement (ITitleRegistry.sol).
 *
 * @param previous head of the trail, or digest of the heads, from which this version follows
 * @returns 32 bytes, 0x-hex
 * @example
 * trailOrigin(id, contentDigest).length; // 66
 */
export function trailOrigin(titleId: string, contentDigest: string, previous?: string): string {
  return previous === undefined
    ? keccak256(coder.encode(["bytes32", "bytes32"], [titleId, contentDigest]))
    : keccak256(coder.encode(["bytes32", "bytes32", "bytes32"], [titleId, contentDigest, previous]));
}
