import { AbiCoder, concat, keccak256 } from "ethers";
import type { Log, World } from "../support/world.ts";

const abi = AbiCoder.defaultAbiCoder();

/** Act numbers of ITitleFacts.Act, by the event that tells of them. */
const ACTS: Record<string, number> = {
  TitleIssued: 1,
  TitleIssuedFromPaper: 2,
  TitleOffered: 3,
  TitleAccepted: 4,
  TitleTransferred: 5,
  TitleDeclined: 6,
  TitleRecalled: 7,
  TitleLapsed: 8,
  TitleEndorsedBlank: 9,
  TitleNominated: 10,
  TitleSigned: 11,
  TitlePledgeOffered: 12,
  TitlePledged: 13,
  TitlePledgeRedirected: 14,
  TitlePledgeReleased: 15,
  TitlePledgeEnforced: 16,
  TitleEntrusted: 17,
  TitleSurrenderConsented: 18,
  TitleSurrendered: 19,
  TitleAccomplished: 20,
  TitleConvertedToPaper: 21,
  TitleSurrenderRefused: 22,
  TitleSuperseded: 23,
  TitleReissued: 24,
  TitleFrozen: 25,
  TitleUnfrozen: 26,
  TitleReassigned: 27,
  TitleDeliveryRecorded: 28,
};

/** The heads of all titles' trails as the events tell them: the rule of ITitleRegistry and Trail.sol, written a second time. */
export function trailsOf(logs: readonly (Log & { timestamp: number })[]): Map<string, string> {
  const heads = new Map<string, string>();
  for (const { name, args, timestamp } of logs) {
    const act = ACTS[name];
    if (act === undefined) continue;
    const title = args.title as string;
    let head = heads.get(title);
    if (name === "TitleIssued" || name === "TitleIssuedFromPaper") {
      head = keccak256(
        head === undefined
          ? abi.encode(["bytes32", "bytes32"], [title, args.contentDigest])
          : abi.encode(["bytes32", "bytes32", "bytes32"], [title, args.contentDigest, head]),
      );
    } else if (name === "TitleReissued") {
      const previous = keccak256(concat((args.replaced as string[]).map((old) => superseded.get(old)!)));
      head = keccak256(abi.encode(["bytes32", "bytes32", "bytes32"], [title, args.contentDigest, previous]));
    }
    const next = keccak256(
      abi.encode(
        ["bytes32", "uint8", "uint32", "uint32", "bytes32", "bytes32", "uint256"],
        [head, act, args.from, args.to ?? 0, args.state, args.instrument, timestamp],
      ),
    );
    heads.set(title, next);
    if (name === "TitleSuperseded") superseded.set(title, next);
  }
  return heads;
}

// The head with which each bill was last superseded: a reissue under the same number moves on, its companions still refer to this.
const superseded = new Map<string, string>();

/** The head of one title's trail, recomputed from the registry's events. */
export async function recomputeTrail(world: World, title: string): Promise<string> {
  const logs = await world.provider.getLogs({ address: world.addresses.title, fromBlock: 0, toBlock: "latest" });
  const times = new Map<number, number>();
  const told: (Log & { timestamp: number })[] = [];
  for (const log of logs) {
    const parsed = world.contracts.title.interface.parseLog(log);
    if (parsed === null) continue;
    if (!times.has(log.blockNumber)) {
      times.set(log.blockNumber, (await world.provider.getBlock(log.blockNumber))!.timestamp);
    }
    const args = parsed.args.toObject();
    // Ethers' names for arrays inside results are positions; the one array here is the list of replaced bills.
    if (args.replaced !== undefined) args.replaced = [...(args.replaced as string[])];
    told.push({ name: parsed.name, args, address: log.address, timestamp: times.get(log.blockNumber)! });
  }
  return trailsOf(told).get(title) ?? `0x${"0".repeat(64)}`;
}
