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

/** One act as the trail commits to it. */
export type TrailStep = {
  /** Its number, see {@link TITLE_ACTS}. */
  act: number;
  /** Member that acted, or that the bill left. */
  from: number;
  /** Member concerned, 0 for nobody. */
  to: number;
  /** The hot word after the act, 32 bytes, 0x-hex. */
  state: string;
  /** Digest of the signed off-chain statement, or 32 zero bytes. */
  instrument: string;
  /** The block's time, seconds since 1970. */
  timestamp: number;
};

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

/**
 * The next head: keccak256(abi.encode(trail, act, from, to, state, instrument, timestamp)) (contracts/src/types/Trail.sol).
 *
 * @returns 32 bytes, 0x-hex
 * @example
 * steps.reduce(nextTrail, trailOrigin(id, contentDigest)); // the head that the ledger stores
 */
export function nextTrail(trail: string, step: TrailStep): string {
  return keccak256(
    coder.encode(
      ["bytes32", "uint8", "uint32", "uint32", "bytes32", "bytes32", "uint256"],
      [trail, step.act, step.from, step.to, step.state, step.instrument, step.timestamp],
    ),
  );
}
