import { zeroPadValue } from "ethers";
import { LadingError } from "../domain/errors.ts";
import { decodeDocumentState } from "../domain/tradeDocuments/DocumentState.ts";
import { DOCUMENT_ACTS, documentTrailOrigin, documentTrailTo } from "../domain/tradeDocuments/documentTrail.ts";
import { nextTrail, type TrailStep } from "../domain/trail.ts";
import type { DocumentCertificate } from "./DocumentCertificate.ts";
import { documentSlots, documentTypeSlot } from "./documentSlots.ts";
import { blockTimes, readEvents, type Request, toStep } from "./ledgerEvents.ts";
import { certificateBase, ledgerProver, nodesOf } from "./ledgerProofs.ts";
import { memberSlot } from "./memberSlots.ts";
import { readValidatorChanges } from "./readValidatorChanges.ts";

/** What to put into a certificate of a trade document. */
export type DocumentCertificateRequest = {
  document: string;
  chainId: number;
  registries: { members: string; document: string };
  statements?: readonly object[];
  changes?: readonly string[];
};

/** Which act of the trail each event tells. */
const ACT_OF_EVENT = {
  DocumentAttested: "attest",
  DocumentSuperseded: "supersede",
  DocumentRevoked: "revoke",
} as const satisfies Record<string, (typeof DOCUMENT_ACTS)[number]>;

const NOTHING = zeroPadValue("0x", 32);

/**
 * Makes a certificate of a trade document from a ledger's newest block: the document, its type, its issuer, and what it replaced.
 *
 * @param request EIP-1193 `request` of the ledger
 * @throws LadingError `TRADE_DOCUMENT_UNKNOWN`, `HEADER_UNSEALED`, or `LEDGER_CONTRADICTS` where events and state differ
 * @example
 * const certificate = await requestDocumentCertificate(request, { document, chainId, registries });
 */
export async function requestDocumentCertificate(
  request: Request,
  wanted: DocumentCertificateRequest,
): Promise<DocumentCertificate> {
  const { document, registries } = wanted;
  const { number, header, prove } = await ledgerProver(request);
  const changes = wanted.changes ?? (await readValidatorChanges(request, number));
  const { acts, schema, digest, subject, supersedes } = await readDocumentActs(
    request,
    registries.document,
    document,
    number,
  );
  const slots = documentSlots(document);
  const previous = supersedes === NOTHING ? [] : [documentSlots(supersedes).trail];
  const proof = await prove(registries.document, [
    ...[slots.state, slots.trail, slots.subject, slots.supersedes, documentTypeSlot(schema)],
    ...previous,
  ]);
  const [word = "0x0", head = "0x0"] = proof.storageProof.map(({ value }) => value);
  const before = previous.length === 0 ? NOTHING : zeroPadValue(evenHex(proof.storageProof.at(-1)!.value), 32);
  const state = decodeDocumentState(word);
  const origin = documentTrailOrigin(document, state, subject, before);
  if (BigInt(head) !== BigInt(acts.reduce(nextTrail, origin))) {
    throw new LadingError(
      "LEDGER_CONTRADICTS",
      "unavailable",
      `the ledger's events of document ${document} do not lead to the trail in its state; ask another node`,
      { document },
    );
  }
  const members = await prove(registries.members, [memberSlot(state.issuer)]);
  return {
    format: "lading-document-certificate",
    document,
    schema,
    digest,
    ...certificateBase({ ...wanted, changes }, header, acts),
    nodes: nodesOf([proof, members]),
  };
}

type DocumentActs = { acts: TrailStep[]; schema: string; digest: string; subject: string; supersedes: string };

async function readDocumentActs(request: Request, registry: string, id: string, until: number): Promise<DocumentActs> {
  const events = await readEvents(request, { right: "document", registry, id, until }, ACT_OF_EVENT);
  const [first] = events;
  if (first === undefined) {
    throw new LadingError("TRADE_DOCUMENT_UNKNOWN", "notFound", `the ledger has no trade document ${id}`, {
      document: id,
    });
  }
  const { schema, digest, subject, supersedes } = first.values as Record<string, string>;
  const to = documentTrailTo(decodeDocumentState(String(first.values["state"])), subject!);
  const timeOf = blockTimes(request);
  const acts: TrailStep[] = [];
  for (const event of events) {
    acts.push(toStep(event, DOCUMENT_ACTS.indexOf(event.name), await timeOf(event.log.blockNumber), to));
  }
  return { acts, schema: schema!, digest: digest!, subject: subject!, supersedes: supersedes! };
}

/** JSON-RPC values have no leading zeros. */
function evenHex(quantity: string): string {
  return quantity.length % 2 === 0 ? quantity : `0x0${quantity.slice(2)}`;
}
