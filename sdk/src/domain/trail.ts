import { AbiCoder, keccak256 } from "ethers";

/** One act as the trail commits to it. */
export type TrailStep = {
  /** Its number, see {@link TITLE_ACTS} and {@link RELEASE_ACTS}. */
  act: number;
  /** Member that acted, or that the right left. */
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
