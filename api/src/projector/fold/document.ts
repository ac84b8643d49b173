import { DOCUMENT_SUBJECTS } from "@lading/sdk/acts";
import { bytes32ToReference } from "@lading/sdk/typedData";
import { decodeDocumentState, type DocumentState } from "@lading/sdk/tradeDocuments";
import type { DocumentType, TradeDocument } from "../../../generated/client.ts";
import { numberOf, textOf } from "../LedgerLog.ts";
import type { RightFold } from "./RightFold.ts";

const NO_DOCUMENT = `0x${"0".repeat(64)}`;

/** What the events said of a trade document beyond its columns. */
export type TradeDocumentFacts = {
  state: DocumentState;
  supersedes: string | null;
  supersededBy: string | null;
};

/** Trade documents: known to their issuer and to the member that they are about; who else may read follows from the subject. */
export const tradeDocumentFold: RightFold<TradeDocument> = {
  right: "document",
  table: "TradeDocument",
  isPublic: false,
  owns: (log) => log.right === "document" && typeof log.args.document === "string",
  subjectsOf: (log) => [textOf(log, "document")],

  apply(row, log, document) {
    const attested = log.event === "DocumentAttested";
    if (row === undefined && !attested) return undefined;
    const state = decodeDocumentState(textOf(log, "state"));
    const before = row === undefined ? undefined : (JSON.parse(row.facts) as TradeDocumentFacts);
    const supersedes = attested ? textOf(log, "supersedes") : NO_DOCUMENT;
    const facts: TradeDocumentFacts = {
      state,
      supersedes: supersedes === NO_DOCUMENT ? (before?.supersedes ?? null) : supersedes,
      supersededBy: log.event === "DocumentSuperseded" ? textOf(log, "supersededBy") : (before?.supersededBy ?? null),
    };
    return {
      document,
      issuer: state.issuer,
      schema: row?.schema ?? textOf(log, "schema"),
      digest: row?.digest ?? textOf(log, "digest"),
      subjectKind: state.subjectKind,
      subject: textOf(log, "subject"),
      status: state.status,
      facts: JSON.stringify(facts),
      changedAt: log.blockTime,
      blockNumber: row?.blockNumber ?? log.blockNumber,
      logIndex: row?.logIndex ?? log.logIndex,
    };
  },

  partiesOf: (row) => [row.issuer, row.subjectKind === DOCUMENT_SUBJECTS[0] ? Number(BigInt(row.subject)) : 0],

  async load(queries, ids) {
    const rows = await queries.tradeDocument.findMany({ where: { document: { in: ids } } });
    return new Map(rows.map((row) => [row.document, row]));
  },

  async clear(queries) {
    await queries.tradeDocument.deleteMany();
  },
};

/** Types of trade document: known to everybody. */
export const documentTypeFold: RightFold<DocumentType> = {
  right: "document",
  table: "DocumentType",
  isPublic: true,
  owns: (log) => log.right === "document" && log.event.startsWith("DocumentType"),
  subjectsOf: (log) => [textOf(log, "schema")],

  apply(row, log, schema) {
    const place = {
      changedAt: log.blockTime,
      blockNumber: row?.blockNumber ?? log.blockNumber,
      logIndex: row?.logIndex ?? log.logIndex,
    };
    if (log.event === "DocumentTypeAdmitted") {
      const name = bytes32ToReference(textOf(log, "name"));
      return { schema, name, issuers: numberOf(log, "issuers"), status: "admitted", ...place };
    }
    return row === undefined ? undefined : { ...row, status: "retired", ...place };
  },

  partiesOf: () => [],

  async load(queries, ids) {
    const rows = await queries.documentType.findMany({ where: { schema: { in: ids } } });
    return new Map(rows.map((row) => [row.schema, row]));
  },

  async clear(queries) {
    await queries.documentType.deleteMany();
  },
};
