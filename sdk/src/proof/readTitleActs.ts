import { concat, keccak256, toBeHex, zeroPadValue } from "ethers";
import { LadingError } from "../domain/errors.ts";
import { nextTrail, TITLE_ACTS, type TitleActName, trailOrigin, type TrailStep } from "../domain/title/trail.ts";
import { registryInterfaces } from "../domain/typedData/registryInterfaces.ts";

/** EIP-1193: asks a ledger. */
export type Request = (call: { method: string; params: readonly unknown[] }) => Promise<unknown>;

/** The acts of the present version of a bill, and from what its trail begins. */
export type TitleActs = {
  acts: TrailStep[];
  origin: { contentDigest: string; previous?: string };
  /** Head of the trail after the last act. */
  head: string;
  transportDocumentReference: string;
};

/** Which act of the trail each event tells. */
const ACT_OF_EVENT: Readonly<Record<string, TitleActName>> = {
  TitleIssued: "issue",
  TitleIssuedFromPaper: "issueFromPaper",
  TitleOffered: "offer",
  TitleTransferred: "transfer",
  TitleAccepted: "accept",
  TitlePledged: "acceptPledge",
  TitleDeclined: "decline",
  TitleRecalled: "recall",
  TitleLapsed: "lapse",
  TitleEndorsedBlank: "endorseBlank",
  TitleNominated: "nominate",
  TitleSigned: "sign",
  TitlePledgeOffered: "offerPledge",
  TitlePledgeRedirected: "redirectPledge",
  TitlePledgeReleased: "releasePledge",
  TitlePledgeEnforced: "enforcePledge",
  TitleEntrusted: "entrust",
  TitleSurrenderConsented: "consentSurrender",
  TitleSurrendered: "surrender",
  TitleAccomplished: "acceptSurrender",
  TitleConvertedToPaper: "convertToPaper",
  TitleSurrenderRefused: "refuseSurrender",
  TitleSuperseded: "supersede",
  TitleReissued: "reissue",
  TitleFrozen: "freeze",
  TitleUnfrozen: "unfreeze",
  TitleReassigned: "reassign",
  TitleDeliveryRecorded: "recordDelivery",
};

type Log = { topics: string[]; data: string; blockNumber: string; transactionHash: string };
type Event = { log: Log; name: TitleActName; values: Record<string, unknown> };

const ZERO = zeroPadValue("0x", 32);

/**
 * Reads the acts of a title from the ledger's events, up to a block, and computes the head of its trail.
 *
 * @param until block number
 * @throws LadingError `TITLE_UNKNOWN`
 * @example
 * (await readTitleActs(request, registry, id, 77)).acts.length; // 10
 */
export async function readTitleActs(
  request: Request,
  registry: string,
  title: string,
  until: number,
): Promise<TitleActs> {
  const times = new Map<string, number>();
  const timeOf = async (block: string): Promise<number> => {
    const known = times.get(block);
    if (known !== undefined) return known;
    const found = (await request({ method: "eth_getBlockByNumber", params: [block, false] })) as { timestamp: string };
    times.set(block, Number(found.timestamp));
    return Number(found.timestamp);
  };

  /** The versions of a bill one after another, as far as the events go. */
  const versionsOf = async (id: string, stopAfter?: string): Promise<TitleActs[]> => {
    const versions: TitleActs[] = [];
    for (const event of await eventsOf(request, registry, id, until)) {
      const before = versions.at(-1);
      if (event.values["contentDigest"] !== undefined) {
        versions.push(await beginning(id, event, before));
      }
      const version = versions.at(-1);
      if (version === undefined) throw unknownTitle(id);
      const step = await stepOf(event, timeOf);
      version.acts.push(step);
      version.head = nextTrail(version.head, step);
      if (event.name === "supersede" && event.log.transactionHash === stopAfter) break;
    }
    return versions;
  };

  /** Where a version's trail starts: anew, from the bill's own former head, or from the heads of the bills that it replaces. */
  const beginning = async (
    id: string,
    { name, values, log }: Event,
    before: TitleActs | undefined,
  ): Promise<TitleActs> => {
    let previous: string | undefined;
    if (name === "issueFromPaper") previous = before?.head;
    if (name === "reissue") {
      const heads: string[] = [];
      for (const replaced of values["replaced"] as Iterable<string>) {
        heads.push((await versionsOf(replaced, log.transactionHash)).at(-1)?.head ?? ZERO);
      }
      previous = keccak256(concat(heads));
    }
    const contentDigest = String(values["contentDigest"]);
    return {
      acts: [],
      origin: { contentDigest, ...(previous === undefined ? {} : { previous }) },
      head: trailOrigin(id, contentDigest, previous),
      transportDocumentReference: asciiOf(String(values["transportDocumentReference"])),
    };
  };

  const present = (await versionsOf(title)).at(-1);
  if (present === undefined) throw unknownTitle(title);
  return present;
}

async function eventsOf(request: Request, registry: string, title: string, until: number): Promise<Event[]> {
  const logs = (await request({
    method: "eth_getLogs",
    params: [{ address: registry, topics: [null, title], fromBlock: "0x0", toBlock: toBeHexQuantity(until) }],
  })) as Log[];
  return logs.flatMap((log) => {
    const parsed = registryInterfaces.title?.parseLog(log);
    const name = ACT_OF_EVENT[parsed?.name ?? ""];
    return parsed && name !== undefined
      ? [{ log, name, values: parsed.args.toObject() as Record<string, unknown> }]
      : [];
  });
}

async function stepOf({ log, name, values }: Event, timeOf: (block: string) => Promise<number>): Promise<TrailStep> {
  return {
    act: TITLE_ACTS.indexOf(name),
    from: Number(values["from"] ?? 0),
    to: Number(values["to"] ?? 0),
    state: String(values["state"]),
    instrument: String(values["instrument"]),
    timestamp: await timeOf(log.blockNumber),
  };
}

/** The characters before the padding. */
function asciiOf(word: string): string {
  return (word.slice(2).match(/../g) ?? [])
    .filter((byte) => byte !== "00")
    .map((byte) => String.fromCharCode(parseInt(byte, 16)))
    .join("");
}

/** JSON-RPC quantities have no leading zeros. */
export function toBeHexQuantity(value: number): string {
  return value === 0 ? "0x0" : toBeHex(value).replace(/^0x0+/, "0x");
}

function unknownTitle(title: string): LadingError {
  return new LadingError("TITLE_UNKNOWN", "notFound", `the ledger has no title ${title}`, { title });
}
