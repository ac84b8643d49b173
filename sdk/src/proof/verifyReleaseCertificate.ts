import { zeroPadValue } from "ethers";
import { RELEASE_ACTS } from "../domain/release/releaseActs.ts";
import { encodeContainer, releaseId } from "../domain/release/releaseId.ts";
import { decodeReleaseState, type ReleaseState } from "../domain/release/ReleaseState.ts";
import type { ReleaseFacts } from "../domain/release/releaseReasons.ts";
import { type ReleaseJudgement, releaseVerdict } from "../domain/release/releaseVerdict.ts";
import { decodeTitleState } from "../domain/title/TitleState.ts";
import { decodeReference, titleId } from "../domain/title/titleId.ts";
import { nextTrail } from "../domain/trail.ts";
import { ageOf, checkAllUsed, checkOrder, checkStatements, falsified, provenHeader } from "./certificateChecks.ts";
import { proveStorageRoot, proveWord } from "./contractStorage.ts";
import { decodeMember, memberSlot } from "./memberSlots.ts";
import { collectNodes } from "./merkle.ts";
import { parseReleaseCertificate, type ReadReleaseCertificate } from "./ReleaseCertificate.ts";
import { decodeHolds, releaseSlots } from "./releaseSlots.ts";
import type { SealedHeader } from "./sealedHeader.ts";
import { titleSlots } from "./titleSlots.ts";
import type { TrustAnchor } from "./TrustAnchor.ts";

/** The right to collect a container, as of one block. */
export type ReleaseVerdict = ReleaseState &
  ReleaseJudgement & {
    release: string;
    container: string;
    block: { number: number; hash: string; timestamp: number };
  };

/** A certificate that holds, and what it says. */
export type VerifiedReleaseCertificate = {
  verdict: ReleaseVerdict;
  certificate: ReadReleaseCertificate;
  /** Seconds between the block that it speaks for and `now`; null where no `now` was given. */
  age: number | null;
};

const BEGINNINGS: ReadonlySet<string | undefined> = new Set(["issue", "prepare"]);
const NOTHING = zeroPadValue("0x", 32);
/** Who may hold a right: Roles CARRIER_AGENT, TRADER, BANK, FORWARDER, HAULIER (ReleaseBase.RECEIVERS). */
const RECEIVERS = 0b110_1110;
/** Roles.CARRIER. */
const CARRIER = 1;
/** Roles.HAULIER. */
const HAULIER = 1 << 6;

/**
 * Verifies a certificate of release without any network, as of the block that it names: seals, Merkle proofs of the right, of its container's
 * holds, of its parties and of the bill that it stands on, and the chain of acts up to the proven head.
 *
 * @param anchor must name the release registry
 * @throws LadingError of kind `falsified` where a proof does not hold, `invalid` where the file is no certificate
 * @example
 * verifyReleaseCertificate(readJson(file), anchor).verdict.reasons; // ["CUSTOMS_LIGHT"]
 */
export function verifyReleaseCertificate(
  value: unknown,
  anchor: TrustAnchor,
  options: { now?: number } = {},
): VerifiedReleaseCertificate {
  const certificate = parseReleaseCertificate(value);
  const header = provenHeader(certificate, anchor);
  const { facts, word, trail } = proveRelease(certificate, header, anchor);
  const { state } = facts;
  const { release, basis, container, sequence, acts } = certificate;
  if (releaseId(basis, container, state.terminal, sequence) !== release) {
    throw falsified("CERTIFICATE_OTHER_NUMBER", "container, basis or sequence do not belong to this release");
  }
  if (acts.reduce(nextTrail, NOTHING) !== trail) {
    throw falsified("TRAIL_BROKEN", "its acts do not lead to the head of the trail on the ledger");
  }
  if (!BEGINNINGS.has(RELEASE_ACTS[acts[0]?.act ?? 0]) || acts.at(-1)?.state !== word) {
    throw falsified("TRAIL_BROKEN", "its acts do not lead from issue to the state on the ledger");
  }
  checkOrder(acts, header);
  checkStatements(certificate);
  const { number, hash, timestamp } = header;
  const judged = releaseVerdict(facts, acts.length);
  const verdict = { ...state, ...judged, release, container, block: { number, hash, timestamp } };
  return { verdict, certificate, age: ageOf(header, options.now) };
}

type ProvenRelease = { facts: ReleaseFacts; word: string; trail: string };

function proveRelease(
  { release, basis, container, nodes }: ReadReleaseCertificate,
  { stateRoot, timestamp }: SealedHeader,
  { registries }: TrustAnchor,
): ProvenRelease {
  if (registries.release === undefined) {
    throw falsified("RELEASE_REGISTRY_NOT_TRUSTED", "the trust anchor names no release registry");
  }
  const set = collectNodes(nodes);
  const used = new Set<string>();
  const rights = proveStorageRoot(stateRoot, registries.release, set, used);
  const slots = releaseSlots(release, encodeContainer(container));
  const word = proveWord(rights, slots.state, set, used);
  const state = decodeReleaseState(word);
  if (state.state === "none") throw falsified("RELEASE_UNKNOWN", "the ledger has no such release in that block");
  const trail = proveWord(rights, slots.trail, set, used);
  const holds = decodeHolds(proveWord(rights, slots.box, set, used));
  const members = proveStorageRoot(stateRoot, registries.members, set, used);
  const isActive = (member: number, roles: number): boolean => {
    const known = decodeMember(proveWord(members, memberSlot(member), set, used));
    return known.active && (known.roles & roles) !== 0;
  };
  const carrierActive = isActive(state.carrier, CARRIER);
  const holderActive = isActive(state.holder, RECEIVERS);
  const haulier = haulierOf(state);
  const haulierActive = haulier === 0 ? undefined : isActive(haulier, HAULIER);
  const bill = billOf(state, basis);
  const billLive =
    bill !== null &&
    isLive(
      proveWord(proveStorageRoot(stateRoot, registries.title, set, used), titleSlots(bill).state, set, used),
      state,
    );
  checkAllUsed(nodes, used);
  const facts = { state, holds, carrierActive, holderActive, haulierActive, billLive, at: timestamp };
  return { facts, word, trail };
}

/** The haulier, once one is named: beneath an offer the other party is the offeree. */
export function haulierOf({ state, inner, other }: ReleaseState): number {
  return state === "offered" || inner === "offered" ? 0 : other;
}

/** The bill that must not be live: the one that was surrendered, or one under the waybill's own number; none without presentation. */
export function billOf({ basis: kind, carrier }: ReleaseState, basis: string): string | null {
  if (kind === "without-presentation") return null;
  if (kind === "title") return basis;
  return titleId(carrier, decodeReference(basis));
}

function isLive(word: string, { basis: kind }: ReleaseState): boolean {
  const { state } = decodeTitleState(word);
  return kind === "title" ? state !== "accomplished" : state !== "none";
}
