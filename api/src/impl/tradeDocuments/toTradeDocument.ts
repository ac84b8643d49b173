import type { z } from "zod";
import { describeSubject, type DocumentSubjectKind } from "@lading/sdk/tradeDocuments";
import type { routes, TradeDocument as TradeDocumentAnswer } from "@lading/sdk/http";
import type { TradeDocument } from "../../../generated/client.ts";
import type { TradeDocumentFacts } from "../../projector/fold/document.ts";
import { readNames } from "../../store/directory.ts";
import type { Queries } from "../../store/openStore.ts";
import { readTypes } from "./readTypes.ts";

type Hash = `0x${string}`;
type Subject = z.input<typeof routes.tradeDocuments.show.response>["subject"];

/** Shows what documents are about: members by name, containers and bills by their numbers. */
export type Subjects = (kind: string, word: string) => Subject;

/**
 * Names for the subjects of documents, in two queries.
 *
 * @example
 * const subject = await readSubjects(store.read, [row], chainId);
 * subject(row.subjectKind, row.subject).reference; // "MSKU6011672"
 */
export async function readSubjects(
  queries: Queries,
  rows: readonly { subjectKind: string; subject: string }[],
  chainId: number,
): Promise<Subjects> {
  const of = (kind: DocumentSubjectKind): string[] =>
    rows.filter(({ subjectKind }) => subjectKind === kind).map(({ subject }) => subject);
  const numberOf = (word: string): number => Number(BigInt(word));
  const [{ party }, titles, releases] = await Promise.all([
    readNames(queries, of("member").map(numberOf), chainId),
    queries.title.findMany({ where: { title: { in: of("title") } }, select: { title: true, reference: true } }),
    queries.release.findMany({ where: { release: { in: of("release") } }, select: { release: true, container: true } }),
  ]);
  const references = new Map([
    ...titles.map(({ title, reference }) => [title, reference] as const),
    ...releases.map(({ release, container }) => [release, container] as const),
  ]);
  return (kind, word) => ({
    kind: kind as DocumentSubjectKind,
    word: word as Hash,
    member: kind === "member" ? party(numberOf(word)) : null,
    reference:
      kind === "container" ? describeSubject({ kind, word }).replace("container ", "") : (references.get(word) ?? null),
  });
}

/** Trade documents as they are answered. */
export async function toTradeDocuments(
  queries: Queries,
  rows: readonly TradeDocument[],
  chainId: number,
): Promise<TradeDocumentAnswer[]> {
  const [{ party }, subject, type, stored] = await Promise.all([
    readNames(
      queries,
      rows.map(({ issuer }) => issuer),
      chainId,
    ),
    readSubjects(queries, rows, chainId),
    readTypes(
      queries,
      rows.map(({ schema }) => schema),
    ),
    queries.tradeDocumentContent.findMany({
      where: { document: { in: rows.map(({ document }) => document) } },
      select: { document: true },
    }),
  ]);
  const kept = new Set(stored.map(({ document }) => document));
  return rows.map((row) => {
    const { state, supersedes, supersededBy } = JSON.parse(row.facts) as TradeDocumentFacts;
    return {
      document: row.document as Hash,
      issuer: party(row.issuer),
      schema: row.schema as Hash,
      type: type(row.schema).name,
      title: type(row.schema).title,
      digest: row.digest as Hash,
      subject: subject(row.subjectKind, row.subject) as TradeDocumentAnswer["subject"],
      status: row.status,
      reason: state.reason === 0 ? null : state.reason,
      supersedes: supersedes as Hash | null,
      supersededBy: supersededBy as Hash | null,
      validFrom: state.validFrom,
      validUntil: state.validUntil,
      attestedAt: state.attestedAt,
      changedAt: row.changedAt,
      stored: kept.has(row.document),
    };
  });
}
