import { zeroPadValue } from "ethers";
import { LadingError } from "../domain/errors.ts";
import { RELEASE_ACTS, type ReleaseActName } from "../domain/release/releaseActs.ts";
import { encodeContainer } from "../domain/release/releaseId.ts";
import { decodeReleaseState } from "../domain/release/ReleaseState.ts";
import { decodeReference } from "../domain/title/titleId.ts";
import { nextTrail, type TrailStep } from "../domain/trail.ts";
import { blockTimes, readEvents, type Request, toStep } from "./ledgerEvents.ts";
import { certificateBase, ledgerProver, nodesOf } from "./ledgerProofs.ts";
import { memberSlot } from "./memberSlots.ts";
import type { ReleaseCertificate } from "./ReleaseCertificate.ts";
import { readValidatorChanges } from "./readValidatorChanges.ts";
import { releaseSlots } from "./releaseSlots.ts";
import { titleSlots } from "./titleSlots.ts";
import { billOf, haulierOf } from "./verifyReleaseCertificate.ts";

/** What to put into a certificate of release. */
export type ReleaseCertificateRequest = {
  release: string;
  chainId: number;
  registries: { title: string; members: string; release: string };
  statements?: readonly object[];
  changes?: readonly string[];
};

/** Which act of the trail each event tells. Holds have a trail of their container's own. */
const ACT_OF_EVENT: Readonly<Record<string, ReleaseActName>> = {
  ReleaseIssued: "issue",
  ReleasePrepared: "prepare",
  ReleaseActivated: "activate",
  ReleaseOffered: "offer",
  ReleaseAccepted: "accept",
  ReleaseDeclined: "decline",
  ReleaseRecalled: "recall",
  ReleaseLapsed: "lapse",
  ReleaseAssigned: "assign",
  TransportNominated: "nominate",
  ContainerCalled: "arrive",
  ContainerTurnedAway: "turnAway",
  ContainerGatedOut: "gateOut",
  ManualGateOutProposed: "proposeManualGateOut",
  ContainerGatedOutManually: "gateOutManually",
  EmptyReturned: "returnEmpty",
  ReleaseSuspended: "suspend",
  ReleaseResumed: "resume",
  ReleaseCancelled: "cancel",
  ReleaseExtended: "extend",
  ReleaseSuperseded: "supersede",
  ReleaseLightSet: "setLight",
};

const NOTHING = zeroPadValue("0x", 32);

/**
 * Makes a certificate of release from a ledger's newest block: the right, its container's holds, its parties, and the bill it stands on.
 *
 * @param request EIP-1193 `request` of the ledger
 * @throws LadingError `RELEASE_UNKNOWN`, `HEADER_UNSEALED`, or `LEDGER_CONTRADICTS` where events and state differ
 * @example
 * const certificate = await requestReleaseCertificate(request, { release, chainId, registries });
 */
export async function requestReleaseCertificate(
  request: Request,
  wanted: ReleaseCertificateRequest,
): Promise<ReleaseCertificate> {
  const { release, registries } = wanted;
  const { number, header, prove } = await ledgerProver(request);
  const changes = wanted.changes ?? (await readValidatorChanges(request, number));
  const { acts, basis, container, sequence } = await readReleaseActs(request, registries.release, release, number);
  const slots = releaseSlots(release, encodeContainer(container));
  const right = await prove(registries.release, [slots.state, slots.trail, slots.box]);
  const [word = "0x0", head = "0x0"] = right.storageProof.map(({ value }) => value);
  if (BigInt(head) !== BigInt(acts.reduce(nextTrail, NOTHING))) {
    throw new LadingError(
      "LEDGER_CONTRADICTS",
      "unavailable",
      `the ledger's events of release ${release} do not lead to the trail in its state; ask another node`,
      { release },
    );
  }
  const state = decodeReleaseState(word);
  const parties = new Set([state.carrier, state.holder, haulierOf(state)].filter((member) => member !== 0));
  const members = await prove(registries.members, [...parties].map(memberSlot));
  const bill = billOf(state, basis);
  const title = bill === null ? [] : [await prove(registries.title, [titleSlots(bill).state])];
  return {
    format: "lading-release-certificate",
    release,
    basis,
    container,
    sequence,
    ...certificateBase({ ...wanted, changes }, header, acts),
    nodes: nodesOf([right, members, ...title]),
  };
}

type ReleaseActs = { acts: TrailStep[]; basis: string; container: string; sequence: number };

async function readReleaseActs(request: Request, registry: string, id: string, until: number): Promise<ReleaseActs> {
  const events = await readEvents(request, { right: "release", registry, id, until }, ACT_OF_EVENT);
  const [first] = events;
  if (first === undefined) {
    throw new LadingError("RELEASE_UNKNOWN", "notFound", `the ledger has no release ${id}`, { release: id });
  }
  const timeOf = blockTimes(request);
  const acts: TrailStep[] = [];
  for (const event of events) {
    // IReleaseRegistry: where an act's event names no second party, the trail has the holder.
    const to = event.values["to"] === undefined ? decodeReleaseState(String(event.values["state"])).holder : undefined;
    acts.push(toStep(event, RELEASE_ACTS.indexOf(event.name), await timeOf(event.log.blockNumber), to));
  }
  return {
    acts,
    basis: String(first.values["basis"]),
    container: decodeReference(String(first.values["container"])),
    sequence: Number(first.values["sequence"]),
  };
}
