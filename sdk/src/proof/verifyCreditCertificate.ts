import { zeroPadValue } from "ethers";
import { type Accreditation, decodeAccreditation, MAX_DEPTH } from "../domain/credit/accreditation.ts";
import { attestationId, memberWord } from "../domain/credit/attestationId.ts";
import { type AttestationState, decodeAttestation } from "../domain/credit/AttestationState.ts";
import { CREDIT_ACTS } from "../domain/credit/creditActs.ts";
import { type CreditAnswer, type CreditStatus, creditVerdict } from "../domain/credit/creditVerdict.ts";
import { bytesDigest } from "../domain/digest.ts";
import { nextTrail } from "../domain/trail.ts";
import { ageOf, checkAllUsed, checkOrder, checkStatements, falsified, provenHeader } from "./certificateChecks.ts";
import { proveStorageRoot, proveWord } from "./contractStorage.ts";
import { parseCreditCertificate, type ReadCreditCertificate } from "./CreditCertificate.ts";
import {
  accreditationSlot,
  attestationSlots,
  flagsSlot,
  readRecord,
  schemeField,
  schemeSlot,
  shortHead,
} from "./creditSlots.ts";
import { decodeMember, memberSlot } from "./memberSlots.ts";
import { collectNodes } from "./merkle.ts";
import type { SealedHeader } from "./sealedHeader.ts";
import type { TrustAnchor } from "./TrustAnchor.ts";

/** What one agency attests about an enterprise, as of one block. */
export type CreditVerdict = Omit<AttestationState, "status"> & {
  attestation: string;
  /** What it is worth at the block's time; never merely that it exists. */
  status: CreditStatus;
  /** From the agency to the root. */
  accreditations: readonly Accreditation[];
  /** In the order of CREDIT_QUESTIONS; what no file can prove is unknown, with the reason. */
  answers: readonly CreditAnswer[];
  block: { number: number; hash: string; timestamp: number };
};

/** A certificate that holds, and what it says. */
export type VerifiedCreditCertificate = {
  verdict: CreditVerdict;
  certificate: ReadCreditCertificate;
  /** Seconds between the block that it speaks for and `now`; null where no `now` was given. */
  age: number | null;
};

const BEGINNINGS: ReadonlySet<string | undefined> = new Set(["attest", "follow"]);
/** How many attestations may follow in a subject's file. */
export const LONGEST_FILE = 100;
const NOTHING = zeroPadValue("0x", 32);

/**
 * Verifies a certificate of credit without any network, as of the block that it names: seals, Merkle proofs of the attestation, of its scheme,
 * of the accreditation of its agency and of every agency above it up to the root, and the chain of acts up to the proven head.
 *
 * @param anchor must name the credit registry
 * @throws LadingError of kind `falsified` where a proof does not hold, `invalid` where the file is no certificate
 * @example
 * verifyCreditCertificate(readJson(file), anchor).verdict.status; // "valid"
 */
export function verifyCreditCertificate(
  value: unknown,
  anchor: TrustAnchor,
  options: { now?: number } = {},
): VerifiedCreditCertificate {
  const certificate = parseCreditCertificate(value);
  const header = provenHeader(certificate, anchor);
  const { attestation, subject, position, acts } = certificate;
  const proven = proveAttestation(certificate, header, anchor);
  const { state, word, trail } = proven;
  const isSubject = state.subject === 0 ? BigInt(subject) >> 32n !== 0n : subject === memberWord(state.subject);
  if (!isSubject || attestationId({ scheme: state.scheme, subject, position }) !== attestation) {
    throw falsified("CERTIFICATE_OTHER_NUMBER", "subject, scheme or position do not belong to this attestation");
  }
  if (acts.reduce((head, step) => shortHead(nextTrail(head, step)), NOTHING) !== trail) {
    throw falsified("TRAIL_BROKEN", "its acts do not lead to the head of the trail on the ledger");
  }
  if (!BEGINNINGS.has(CREDIT_ACTS[acts[0]?.act ?? 0]) || acts.at(-1)?.state !== word) {
    throw falsified("TRAIL_BROKEN", "its acts do not lead from the attestation to the state on the ledger");
  }
  checkOrder(acts, header);
  checkStatements(certificate);
  const { number, hash, timestamp } = header;
  const { status, answers } = creditVerdict({
    ...proven,
    acts: acts.length,
    attested: acts[0]?.instrument ?? NOTHING,
    ...(certificate.credential === undefined
      ? {}
      : { presented: bytesDigest(new TextEncoder().encode(certificate.credential)) }),
    at: timestamp,
  });
  const { accreditations } = proven;
  const verdict = { ...state, attestation, status, accreditations, answers, block: { number, hash, timestamp } };
  return { verdict, certificate, age: ageOf(header, options.now) };
}

type ProvenAttestation = {
  state: AttestationState;
  word: string;
  trail: string;
  field: number;
  accreditations: Accreditation[];
  agencyActive: boolean;
  nextFrom?: number;
  flags?: number;
};

function proveAttestation(
  { attestation, subject, position, nodes }: ReadCreditCertificate,
  { stateRoot }: SealedHeader,
  { registries }: TrustAnchor,
): ProvenAttestation {
  if (registries.credit === undefined) {
    throw falsified("CREDIT_REGISTRY_NOT_TRUSTED", "the trust anchor names no credit registry");
  }
  const set = collectNodes(nodes);
  const used = new Set<string>();
  const credit = proveStorageRoot(stateRoot, registries.credit, set, used);
  const read = (slot: string): string => proveWord(credit, slot, set, used);
  const recordOf = (id: string): ReturnType<typeof readRecord> => {
    const { facts, head } = attestationSlots(id);
    return readRecord(read(facts), read(head));
  };
  const { word, trail } = recordOf(attestation);
  const state = decodeAttestation(word);
  if (state.status === "none")
    throw falsified("ATTESTATION_UNKNOWN", "the ledger has no such attestation in that block");
  const field = schemeField(read(schemeSlot(state.scheme)));
  const accreditations = chainOf(state.agency, (agency) => read(accreditationSlot(agency)));
  const members = proveStorageRoot(stateRoot, registries.members, set, used);
  const { active: agencyActive } = decodeMember(proveWord(members, memberSlot(state.agency), set, used));
  const flags = state.subject === 0 ? {} : { flags: Number(BigInt(read(flagsSlot(subject))) & 0xffff_ffffn) };
  // Those after the next count too: the next one may have been ended before it began.
  let next: { nextFrom?: number } = {};
  let last = state;
  for (let i = 0; last.hasNext && i < LONGEST_FILE; i++) {
    last = decodeAttestation(recordOf(nextId(state, subject, position + i)).word);
    next = { nextFrom: Math.min(next.nextFrom ?? Number.MAX_SAFE_INTEGER, firstMoment(last)) };
  }
  if (last.hasNext) throw falsified("PROOF_INCOMPLETE", "the subject's file is longer than a certificate shows");
  checkAllUsed(nodes, used);
  return { state, word, trail, field, accreditations, agencyActive, ...flags, ...next };
}

/** From an agency to its root, at most as far as the registry itself walks. */
export function chainOf(agency: number, wordOf: (agency: number) => string): Accreditation[] {
  const chain: Accreditation[] = [];
  for (let member = agency; chain.length <= MAX_DEPTH;) {
    const accreditation = decodeAccreditation(member, wordOf(member));
    chain.push(accreditation);
    if (accreditation.parent === 0) break;
    member = accreditation.parent;
  }
  return chain;
}

/** The id of the attestation that follows in the file. */
export function nextId({ scheme }: AttestationState, subject: string, position: number): string {
  return attestationId({ scheme, subject, position: position + 1 });
}

/** CreditBase._begun: one that was ended before it began never takes the place of the one before it. */
function firstMoment({ status, changedAt, validFrom }: AttestationState): number {
  const ended = status === "revoked" || status === "superseded";
  return ended && changedAt <= validFrom ? Number.MAX_SAFE_INTEGER : validFrom;
}
