import { concat, keccak256, zeroPadValue } from "ethers";
import { LadingError } from "../domain/errors.ts";
import { TITLE_ACTS, type TitleActName, trailOrigin } from "../domain/title/trail.ts";
import { nextTrail, type TrailStep } from "../domain/trail.ts";
import { decodeReference } from "../domain/title/titleId.ts";
import { blockTimes, readEvents, type Request, type RightEvent, toStep } from "./ledgerEvents.ts";

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

type TitleEvent = RightEvent<TitleActName>;

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
  const timeOf = blockTimes(request);
  /** The versions of a bill one after another, as far as the events go. */
  const versionsOf = async (id: string, stopAfter?: string): Promise<TitleActs[]> => {
    const versions: TitleActs[] = [];
    for (const event of await readEvents(request, { right: "title", registry, id, until }, ACT_OF_EVENT)) {
      const before = versions.at(-1);
      if (event.values["contentDigest"] !== undefined) {
        versions.push(await beginning(id, event, before));
      }
      const version = versions.at(-1);
      if (version === undefined) throw unknownTitle(id);
      const step = toStep(event, TITLE_ACTS.indexOf(event.name), await timeOf(event.log.blockNumber));
      version.acts.push(step);
      version.head = nextTrail(version.head, step);
      if (event.name === "supersede" && event.log.transactionHash === stopAfter) break;
    }
    return versions;
  };

  /** Where a version's trail starts: anew, from the bill's own former head, or from the heads of the bills that it replaces. */
  const beginning = async (
    id: string,
    { name, values, log }: TitleEvent,
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
      transportDocumentReference: decodeReference(String(values["transportDocumentReference"])),
    };
  };

  const present = (await versionsOf(title)).at(-1);
  if (present === undefined) throw unknownTitle(title);
  return present;
}

function unknownTitle(title: string): LadingError {
  return new LadingError("TITLE_UNKNOWN", "notFound", `the ledger has no title ${title}`, { title });
}
