import { zeroPadValue } from "ethers";
import { documentId } from "../domain/tradeDocuments/documentId.ts";
import { decodeDocumentState, type DocumentState } from "../domain/tradeDocuments/DocumentState.ts";
import { DOCUMENT_ACTS, documentTrailOrigin } from "../domain/tradeDocuments/documentTrail.ts";
import { tradeDocumentVerdict, type TradeDocumentVerdict } from "../domain/tradeDocuments/tradeDocumentVerdict.ts";
import { nextTrail } from "../domain/trail.ts";
import { ageOf, checkAllUsed, checkOrder, checkStatements, falsified, provenHeader } from "./certificateChecks.ts";
import { proveStorageRoot, proveWord } from "./contractStorage.ts";
import { parseDocumentCertificate, type ReadDocumentCertificate } from "./DocumentCertificate.ts";
import { decodeIssuers, documentSlots, documentTypeSlot } from "./documentSlots.ts";
import { decodeMember, memberSlot } from "./memberSlots.ts";
import { collectNodes } from "./merkle.ts";
import type { SealedHeader } from "./sealedHeader.ts";
import type { TrustAnchor } from "./TrustAnchor.ts";

/** A trade document as of one block. */
export type ProvenDocumentVerdict = TradeDocumentVerdict & {
  document: string;
  state: DocumentState;
  schema: string;
  digest: string;
  /** What it is about, as a word. */
  subject: string;
  block: { number: number; hash: string; timestamp: number };
};

/** A certificate that holds, and what it says. */
export type VerifiedDocumentCertificate = {
  verdict: ProvenDocumentVerdict;
  certificate: ReadDocumentCertificate;
  /** Seconds between the block that it speaks for and `now`; null where no `now` was given. */
  age: number | null;
};

const NOTHING = zeroPadValue("0x", 32);

/**
 * Verifies a certificate of a trade document without any network, as of the block that it names: seals, Merkle proofs of the document, of its
 * type and of its issuer, and the chain of acts up to the proven head. Whether the text at hand is the one attested is told by its digest.
 *
 * @param anchor must name the document registry
 * @param options.presented digest of the text at hand, and the subject for which it is presented, as a word
 * @throws LadingError of kind `falsified` where a proof does not hold, `invalid` where the file is no certificate
 * @example
 * verifyDocumentCertificate(readJson(file), anchor, { presented: { digest } }).verdict.outcome; // "stands"
 */
export function verifyDocumentCertificate(
  value: unknown,
  anchor: TrustAnchor,
  options: { now?: number; presented?: { digest?: string; subject?: string } } = {},
): VerifiedDocumentCertificate {
  const certificate = parseDocumentCertificate(value);
  const header = provenHeader(certificate, anchor);
  const { document, schema, digest, acts } = certificate;
  const proven = proveDocument(certificate, header, anchor);
  const { state, word, trail, subject, previous, issuer } = proven;
  if (documentId(state.issuer, schema, digest) !== document) {
    throw falsified("CERTIFICATE_OTHER_NUMBER", "schema or digest do not belong to this document");
  }
  const origin = documentTrailOrigin(document, state, subject, previous);
  const begins = DOCUMENT_ACTS[acts[0]?.act ?? 0] === "attest";
  if (!begins || acts.at(-1)?.state !== word || acts.reduce(nextTrail, origin) !== trail) {
    throw falsified("TRAIL_BROKEN", "its acts do not lead from attestation to the state on the ledger");
  }
  checkOrder(acts, header);
  checkStatements(certificate);
  const { number, hash, timestamp } = header;
  const judged = tradeDocumentVerdict({
    state,
    digest,
    subject,
    at: timestamp,
    issuer,
    ...(options.presented === undefined ? {} : { presented: options.presented }),
  });
  const verdict = { ...judged, document, state, schema, digest, subject, block: { number, hash, timestamp } };
  return { verdict, certificate, age: ageOf(header, options.now) };
}

type ProvenDocument = {
  state: DocumentState;
  word: string;
  trail: string;
  subject: string;
  /** Head of the trail of the document that it replaced; zero for none. */
  previous: string;
  issuer: { active: boolean; mayIssue: boolean };
};

function proveDocument(
  { document, schema, nodes }: ReadDocumentCertificate,
  { stateRoot }: SealedHeader,
  { registries }: TrustAnchor,
): ProvenDocument {
  if (registries.document === undefined) {
    throw falsified("DOCUMENT_REGISTRY_NOT_TRUSTED", "the trust anchor names no document registry");
  }
  const set = collectNodes(nodes);
  const used = new Set<string>();
  const documents = proveStorageRoot(stateRoot, registries.document, set, used);
  const read = (slot: string): string => proveWord(documents, slot, set, used);
  const slots = documentSlots(document);
  const word = read(slots.state);
  const state = decodeDocumentState(word);
  if (state.status === "none") {
    throw falsified("TRADE_DOCUMENT_UNKNOWN", "the ledger has no such document in that block");
  }
  const [trail, subject, supersedes] = [read(slots.trail), read(slots.subject), read(slots.supersedes)];
  // What was replaced is final: its head is the one from which this trail began.
  const previous = supersedes === NOTHING ? NOTHING : read(documentSlots(supersedes).trail);
  const issuers = decodeIssuers(read(documentTypeSlot(schema)));
  const members = proveStorageRoot(stateRoot, registries.members, set, used);
  const { active, roles } = decodeMember(proveWord(members, memberSlot(state.issuer), set, used));
  checkAllUsed(nodes, used);
  return { state, word, trail, subject, previous, issuer: { active, mayIssue: (roles & issuers) !== 0 } };
}
