import { jsonDigest } from "../domain/digest.ts";
import type { TransportDocument } from "../domain/document/dcsa/transportDocument.ts";
import { parseTransportDocument } from "../domain/document/parseTransportDocument.ts";
import { LadingError } from "../domain/errors.ts";
import { decodeTitleState, type TitleState } from "../domain/title/TitleState.ts";
import { titleId } from "../domain/title/titleId.ts";
import { titleVerdict } from "../domain/title/titleVerdict.ts";
import { TITLE_ACTS, trailOrigin } from "../domain/title/trail.ts";
import { nextTrail } from "../domain/trail.ts";
import type { Verdict } from "../domain/title/Verdict.ts";
import { parseCertificate, type ReadCertificate } from "./Certificate.ts";
import { proveStorageRoot, proveWord } from "./contractStorage.ts";
import { ageOf, checkAllUsed, checkOrder, checkStatements, falsified, provenHeader } from "./certificateChecks.ts";
import { collectNodes } from "./merkle.ts";
import type { SealedHeader } from "./sealedHeader.ts";
import { decodeMember, memberSlot } from "./memberSlots.ts";
import { titleSlots } from "./titleSlots.ts";
import type { TrustAnchor } from "./TrustAnchor.ts";

/** Acts with which the trail of a version of a bill begins. */
const BEGINNINGS: ReadonlySet<string | undefined> = new Set(["issue", "issueFromPaper", "reissue"]);

/** A certificate that holds, and what it says. */
export type VerifiedCertificate = {
  verdict: Verdict;
  certificate: ReadCertificate;
  /** Seconds between the block that it speaks for and `now`; null where no `now` was given. */
  age: number | null;
};

/**
 * Verifies a certificate of title without any network, as of the block that it names: validators' seals, Merkle proofs of the title and of
 * its carrier, the chain of acts up to the proven head, signed statements, and the document.
 *
 * What is forged is refused with an error; what is merely bad news (pledged, spent, another text) is in the verdict.
 *
 * @param value the certificate's JSON as parsed by `readJson`
 * @param anchor validators and registries that the reader trusts
 * @param options.now seconds since 1970, for the age
 * @param options.document text at hand, to be judged in place of the one that the file may hold
 * @throws LadingError of kind `falsified` where a proof does not hold, `invalid` where the file is no certificate
 * @example
 * const { verdict, age } = verifyCertificate(readJson(file), parseTrustAnchor(anchor), { now: Date.now() / 1000 });
 * verdict.status; // "pledged"
 */
export function verifyCertificate(
  value: unknown,
  anchor: TrustAnchor,
  options: { now?: number; document?: unknown } = {},
): VerifiedCertificate {
  const certificate = parseCertificate(value);
  const header = provenHeader(certificate, anchor);
  const proven = proveTitle(certificate, header, anchor);
  checkNumber(certificate, proven.state);
  checkTrail(certificate, proven);
  checkOrder(certificate.acts, header);
  checkStatements(certificate);
  const document = options.document ?? certificate.document;
  const verdict = titleVerdict({
    title: certificate.title,
    source: "certificate",
    block: { number: header.number, hash: header.hash, timestamp: header.timestamp },
    state: proven.state,
    contentDigest: proven.contentDigest,
    reference: certificate.transportDocumentReference,
    issuer: proven.issuer,
    chain: { complete: true, acts: certificate.acts.length },
    ...(proven.replacedBy === undefined ? {} : { replacedBy: proven.replacedBy }),
    ...(document === undefined ? {} : { presented: present(document) }),
  });
  return { verdict, certificate, age: ageOf(header, options.now) };
}

type ProvenTitle = {
  state: TitleState;
  stateWord: string;
  trail: string;
  contentDigest: string;
  issuer: { active: boolean; carrier: boolean };
  replacedBy: number | undefined;
};

function proveTitle(
  { title, nodes }: ReadCertificate,
  { stateRoot }: SealedHeader,
  { registries }: TrustAnchor,
): ProvenTitle {
  const set = collectNodes(nodes);
  const used = new Set<string>();
  const titles = proveStorageRoot(stateRoot, registries.title, set, used);
  const slots = titleSlots(title);
  const stateWord = proveWord(titles, slots.state, set, used);
  const state = decodeTitleState(stateWord);
  if (state.state === "none") throw falsified("TITLE_UNKNOWN", "the ledger has no such title in that block");
  const members = proveStorageRoot(stateRoot, registries.members, set, used);
  const proven = {
    state,
    stateWord,
    trail: proveWord(titles, slots.trail, set, used),
    contentDigest: proveWord(titles, slots.contentDigest, set, used),
    issuer: issuerOf(proveWord(members, memberSlot(state.carrier), set, used)),
    // Tells a bill that was voided from one that was replaced; asked only where it matters.
    replacedBy:
      state.state === "superseded" ? Number(BigInt(proveWord(titles, slots.replacedBy, set, used))) : undefined,
  };
  checkAllUsed(nodes, used);
  return proven;
}

/** Roles.CARRIER of contracts/src/members/Roles.sol. */
const CARRIER = 1;

function issuerOf(member: string): ProvenTitle["issuer"] {
  const { active, roles } = decodeMember(member);
  return { active, carrier: (roles & CARRIER) !== 0 };
}

/** The id is the hash of carrier and number, so the number is proven with it. */
function checkNumber({ title, transportDocumentReference }: ReadCertificate, { carrier }: TitleState): void {
  if (titleId(carrier, transportDocumentReference) !== title) {
    throw falsified("CERTIFICATE_OTHER_NUMBER", "the bill's number does not belong to this title");
  }
}

/** The trail commits to every act with the state after it; the head is on the ledger, so no act can be left out, moved or altered. */
function checkTrail({ title, origin, acts }: ReadCertificate, proven: ProvenTitle): void {
  if (origin.contentDigest !== proven.contentDigest) {
    throw falsified("TRAIL_BROKEN", "its content digest is not the one on the ledger");
  }
  const [first] = acts;
  const [last] = acts.slice(-1);
  if (acts.reduce(nextTrail, trailOrigin(title, origin.contentDigest, origin.previous)) !== proven.trail) {
    throw falsified("TRAIL_BROKEN", "its acts do not lead to the head of the trail on the ledger");
  }
  if (!BEGINNINGS.has(TITLE_ACTS[first?.act ?? 0]) || last?.state !== proven.stateWord) {
    throw falsified("TRAIL_BROKEN", "its acts do not lead from issue to the state on the ledger");
  }
}

function present(document: unknown): { digest: string; document?: TransportDocument } {
  const digest = jsonDigest(document);
  try {
    return { digest, document: parseTransportDocument(document) };
  } catch (error) {
    // What was issued may fall short of the rules of form; the verdict then says that it cannot answer from it.
    if (error instanceof LadingError && error.code === "DOCUMENT_INVALID") return { digest };
    throw error;
  }
}
