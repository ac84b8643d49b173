import { zeroPadValue } from "ethers";
import { decodeAccreditation, MAX_DEPTH } from "../domain/credit/accreditation.ts";
import { decodeAttestation } from "../domain/credit/AttestationState.ts";
import { memberWord } from "../domain/credit/attestationId.ts";
import { CREDIT_ACTS, type CreditActName } from "../domain/credit/creditActs.ts";
import { LadingError } from "../domain/errors.ts";
import { nextTrail, type TrailStep } from "../domain/trail.ts";
import type { CreditCertificate } from "./CreditCertificate.ts";
import { accreditationSlot, attestationSlots, flagsSlot, readRecord, schemeSlot, shortHead } from "./creditSlots.ts";
import { blockTimes, readEvents, type Request, type RightEvent, toStep } from "./ledgerEvents.ts";
import { certificateBase, ledgerProver, nodesOf, type RpcProof } from "./ledgerProofs.ts";
import { memberSlot } from "./memberSlots.ts";
import { readValidatorChanges } from "./readValidatorChanges.ts";
import { LONGEST_FILE, nextId } from "./verifyCreditCertificate.ts";

/** What to put into a certificate of credit. */
export type CreditCertificateRequest = {
  attestation: string;
  chainId: number;
  registries: { members: string; credit: string };
  /** The credential that was attested (compact JWT), where the reader may see it. */
  credential?: string;
  statements?: readonly object[];
  /** Sealed headers (RLP, 0x-hex) that lead from an old anchor to the present validators; by default from the ledger's first ones. */
  changes?: readonly string[];
};

/** Which act of the trail each event tells. */
const ACT_OF_EVENT: Readonly<Record<string, CreditActName>> = {
  AttestationGiven: "attest",
  AttestationSuspended: "suspend",
  AttestationReinstated: "reinstate",
  AttestationRevoked: "revoke",
  AttestationSuperseded: "supersede",
  ObjectionRaised: "object",
  ObjectionResolved: "resolve",
};

const NOTHING = zeroPadValue("0x", 32);

/**
 * Makes a certificate of credit from a ledger's newest block: the attestation, its scheme, and the accreditation of its agency and of every
 * agency above it.
 *
 * @param request EIP-1193 `request` of the ledger
 * @throws LadingError `ATTESTATION_UNKNOWN`, `HEADER_UNSEALED`, or `LEDGER_CONTRADICTS` where events and state differ
 * @example
 * const certificate = await requestCreditCertificate(request, { attestation, chainId, registries });
 */
export async function requestCreditCertificate(
  request: Request,
  wanted: CreditCertificateRequest,
): Promise<CreditCertificate> {
  const { attestation, registries } = wanted;
  const { number, header, prove } = await ledgerProver(request);
  const changes = wanted.changes ?? (await readValidatorChanges(request, number));
  const { acts, subject, position } = await readAttestationActs(request, registries.credit, attestation, number);
  const proofs: RpcProof[] = [];
  const read = async (slots: readonly string[]): Promise<string[]> => {
    const proof = await prove(registries.credit, slots);
    proofs.push(proof);
    return proof.storageProof.map(({ value }) => value);
  };
  const recordOf = async (id: string): Promise<ReturnType<typeof readRecord>> => {
    const { facts, head } = attestationSlots(id);
    const [low = "0x0", high = "0x0"] = await read([facts, head]);
    return readRecord(low, high);
  };
  const { word, trail } = await recordOf(attestation);
  if (acts.reduce((head, step) => shortHead(nextTrail(head, step)), NOTHING) !== trail) {
    throw new LadingError(
      "LEDGER_CONTRADICTS",
      "unavailable",
      `the ledger's events of attestation ${attestation} do not lead to the trail in its state; ask another node`,
      { attestation },
    );
  }
  const state = decodeAttestation(word);
  await read([schemeSlot(state.scheme), ...(state.subject === 0 ? [] : [flagsSlot(subject)])]);
  for (let agency = state.agency, levels = 0; levels <= MAX_DEPTH; levels++) {
    const [accreditation = "0x0"] = await read([accreditationSlot(agency)]);
    const { parent } = decodeAccreditation(agency, accreditation);
    if (parent === 0) break;
    agency = parent;
  }
  let last = state;
  for (let i = 0; last.hasNext && i < LONGEST_FILE; i++) {
    last = decodeAttestation((await recordOf(nextId(state, subject, position + i))).word);
  }
  proofs.push(await prove(registries.members, [memberSlot(state.agency)]));
  return {
    format: "lading-credit-certificate",
    attestation,
    subject,
    position,
    ...(wanted.credential === undefined ? {} : { credential: wanted.credential }),
    ...certificateBase({ ...wanted, changes }, header, acts),
    nodes: nodesOf(proofs),
  };
}

type AttestationActs = { acts: TrailStep[]; subject: string; position: number };

async function readAttestationActs(
  request: Request,
  registry: string,
  id: string,
  until: number,
): Promise<AttestationActs> {
  const eventsOf = (attestation: string): Promise<RightEvent<CreditActName>[]> =>
    readEvents(request, { right: "credit", registry, id: attestation, until }, ACT_OF_EVENT);
  const events = await eventsOf(id);
  // Back to the first of the file: only its event names a pseudonym.
  let [first] = events;
  let position = 0;
  while (first !== undefined && first.values["previous"] !== NOTHING) {
    [first] = await eventsOf(String(first.values["previous"]));
    position += 1;
  }
  if (first === undefined) {
    throw new LadingError("ATTESTATION_UNKNOWN", "notFound", `the ledger has no attestation ${id}`, {
      attestation: id,
    });
  }
  const timeOf = blockTimes(request);
  const acts: TrailStep[] = [];
  for (const event of events) {
    const name = event.name === "attest" && position > 0 ? "follow" : event.name;
    const { subject } = decodeAttestation(String(event.values["state"]));
    acts.push(toStep(event, CREDIT_ACTS.indexOf(name), await timeOf(event.log.blockNumber), subject));
  }
  const { subject: member } = decodeAttestation(String(first.values["state"]));
  return { acts, subject: member === 0 ? String(first.values["subject"]) : memberWord(member), position };
}
