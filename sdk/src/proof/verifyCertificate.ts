import { jsonDigest } from "../domain/digest.ts";
import type { TransportDocument } from "../domain/document/dcsa/transportDocument.ts";
import { parseTransportDocument } from "../domain/document/parseTransportDocument.ts";
import { LadingError } from "../domain/errors.ts";
import { decodeTitleState, type TitleState } from "../domain/title/TitleState.ts";
import { titleId } from "../domain/title/titleId.ts";
import { titleVerdict } from "../domain/title/titleVerdict.ts";
import { nextTrail, TITLE_ACTS, trailOrigin } from "../domain/title/trail.ts";
import type { Verdict } from "../domain/title/Verdict.ts";
import { parseCertificate, type ReadCertificate } from "./Certificate.ts";
import { proveStorageRoot, proveWord } from "./contractStorage.ts";
import { followValidators } from "./followValidators.ts";
import { collectNodes } from "./merkle.ts";
import { readSealedHeader, type SealedHeader } from "./sealedHeader.ts";
import { decodeMember, memberSlot, titleSlots } from "./titleSlots.ts";
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
 * @param options now: seconds since 1970, for the age
 * @throws LadingError of kind `falsified` where a proof does not hold, `invalid` where the file is no certificate
 * @example
 * const { verdict, age } = verifyCertificate(readJson(file), parseTrustAnchor(anchor), { now: Date.now() / 1000 });
 * verdict.status; // "pledged"
 */
export function verifyCertificate(
  value: unknown,
  anchor: TrustAnchor,
  options: { now?: number } = {},
): VerifiedCertificate {
  const certificate = parseCertificate(value);
  if (certificate.chainId !== anchor.chainId) {
    throw falsified("CERTIFICATE_OTHER_LEDGER", `it is of chain ${certificate.chainId}, expected ${anchor.chainId}`);
  }
  const header = readSealedHeader(certificate.header);
  followValidators(anchor.validators, [...(certificate.changes ?? []).map(readSealedHeader), header]);
  const proven = proveTitle(certificate, header, anchor);
  checkNumber(certificate, proven.state);
  checkTrail(certificate, header, proven);
  checkStatements(certificate);
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
    ...(certificate.document === undefined ? {} : { presented: present(certificate.document) }),
  });
  const age = options.now === undefined ? null : Math.floor(options.now) - header.timestamp;
  return { verdict, certificate, age };
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
    issuer: decodeMember(proveWord(members, memberSlot(state.carrier), set, used)),
    // Tells a bill that was voided from one that was replaced; asked only where it matters.
    replacedBy:
      state.state === "superseded" ? Number(BigInt(proveWord(titles, slots.replacedBy, set, used))) : undefined,
  };
  if (used.size !== nodes.length) throw falsified("PROOF_SUPERFLUOUS", "it carries trie nodes that prove nothing");
  return proven;
}

/** The id is the hash of carrier and number, so the number is proven with it. */
function checkNumber({ title, transportDocumentReference }: ReadCertificate, { carrier }: TitleState): void {
  if (titleId(carrier, transportDocumentReference) !== title) {
    throw falsified("CERTIFICATE_OTHER_NUMBER", "the bill's number does not belong to this title");
  }
}

/** The trail commits to every act with the state after it; the head is on the ledger, so no act can be left out, moved or altered. */
function checkTrail({ title, origin, acts }: ReadCertificate, header: SealedHeader, proven: ProvenTitle): void {
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
  const inOrder = acts.every(
    ({ timestamp }, i) => timestamp >= (acts[i - 1]?.timestamp ?? 0) && timestamp <= header.timestamp,
  );
  if (!inOrder) throw falsified("TRAIL_BROKEN", "its acts are not in the order of time");
}

function checkStatements({ statements = [], acts }: ReadCertificate): void {
  const instruments = new Set(acts.map(({ instrument }) => instrument));
  for (const statement of statements) {
    if (!instruments.delete(jsonDigest(statement))) {
      throw falsified("STATEMENT_UNKNOWN", "it carries a statement that no act refers to");
    }
  }
}

function present(document: object): { digest: string; document?: TransportDocument } {
  const digest = jsonDigest(document);
  try {
    return { digest, document: parseTransportDocument(document) };
  } catch (error) {
    // What was issued may fall short of the rules of form; the verdict then says that it cannot answer from it.
    if (error instanceof LadingError && error.code === "DOCUMENT_INVALID") return { digest };
    throw error;
  }
}

function falsified(code: string, reason: string): LadingError {
  return new LadingError(code, "falsified", `the certificate does not hold: ${reason}`);
}
