import type { ScopeName } from "@lading/sdk/acts";
import { ciphertextDigest, parseEnvelope, type Envelope } from "@lading/sdk/envelope";
import { LadingError } from "@lading/sdk/errors";
import type { TradeDocument, TradeDocumentContent } from "../../../generated/client.ts";
import type { Caller } from "../../auth/Caller.ts";
import type { Queries, Store } from "../../store/openStore.ts";
import { contentOf } from "../documentRow.ts";
import { requireScope } from "../documentScopes.ts";
import { readSealed } from "../documents.ts";

/** Scopes that let an officer hand a document on: whoever attests, or deals in what documents are about. */
const SHARING: readonly ScopeName[] = ["attest", "issue", "title", "finance", "release", "gate"];
const PURPOSE = "Handing in a trade document";

/**
 * Stores the sealed text of an attested document, by its issuer; adds readers to what is stored, by one who reads it; or replaces it by the
 * same text under another content key, so that whoever is not among its readers any more reads nothing from now on. That the new
 * ciphertext holds the same text only its readers can check: they do, against the ledger.
 *
 * @throws LadingError `DOCUMENT_NOT_SEALED`, `DOCUMENT_DIGEST_MISMATCH`, `DOCUMENT_NOT_YOURS`, `DOCUMENT_SEALED_ALREADY`,
 * `DOCUMENT_CHANGED_MEANWHILE`, `DOCUMENT_READER_ENTITLED`, `OFFICER_SCOPE_MISSING`
 */
export async function storeContent(
  store: Store,
  caller: Caller,
  row: TradeDocument,
  body: { content: unknown; replaces?: string | undefined },
  now: number,
): Promise<TradeDocumentContent> {
  const envelope = readSealed(body.content, row.digest);
  return store.transact(async (queries) => {
    const existing = await queries.tradeDocumentContent.findUnique({ where: { document: row.document } });
    if (existing === null) return storeNew(queries, caller, row, envelope, now);
    const known = parseEnvelope(JSON.parse(existing.content));
    return body.replaces === undefined
      ? addReaders(queries, caller, row, { envelope, known, existing })
      : reseal(queries, caller, row, { envelope, known, existing, replaces: body.replaces });
  });
}

type Stored = { envelope: Envelope; known: Envelope; existing: TradeDocumentContent };

async function storeNew(
  queries: Queries,
  caller: Caller,
  { document, digest, issuer }: TradeDocument,
  envelope: Envelope,
  now: number,
): Promise<TradeDocumentContent> {
  requireScope(caller, SHARING, PURPOSE);
  if (issuer !== caller.member) throw notYours(document);
  await writeReaders(queries, document, envelope);
  const data = { document, digest, member: caller.member, storedAt: now, ...contentOf(envelope) };
  return queries.tradeDocumentContent.create({ data });
}

/** Readers are added and not taken away: what was read cannot be unread. */
async function addReaders(
  queries: Queries,
  caller: Caller,
  { document, digest, issuer }: TradeDocument,
  { envelope, known, existing }: Stored,
): Promise<TradeDocumentContent> {
  if (issuer !== caller.member && !reads(known, caller.member)) throw notYours(document);
  if (known.content !== envelope.content) {
    throw new LadingError(
      "DOCUMENT_SEALED_ALREADY",
      "conflict",
      "This document is stored under another content key; fetch that envelope and add readers to it",
      { document, digest },
    );
  }
  const present = new Set(known.grants.map(({ kid }) => kid));
  const added = envelope.grants.filter(({ kid }) => !present.has(kid));
  if (added.length === 0) return existing;
  // Another key of one's own member lets nobody in: that is an administrator's work, for a key that is rotated or lost.
  const forOthers = added.some(({ member }) => member !== caller.member);
  requireScope(caller, forOthers ? SHARING : [...SHARING, "administer"], PURPOSE);
  return replace(queries, document, { ...known, grants: [...known.grants, ...added] });
}

/** Whom the document is about, and whoever is a party of the bill that it is about, is not cut off where it could read. */
async function reseal(
  queries: Queries,
  caller: Caller,
  row: TradeDocument,
  { envelope, known, existing, replaces }: Stored & { replaces: string },
): Promise<TradeDocumentContent> {
  requireScope(caller, SHARING, "Sealing a trade document anew");
  const { document, issuer } = row;
  if (issuer !== caller.member) {
    throw new LadingError("DOCUMENT_NOT_YOURS", "forbidden", "Only the issuer of a trade document seals it anew", {
      document,
    });
  }
  // The same again, after an answer that got lost.
  if (known.content === envelope.content) return existing;
  const stored = ciphertextDigest(known.content);
  if (stored !== replaces) {
    throw new LadingError(
      "DOCUMENT_CHANGED_MEANWHILE",
      "conflict",
      "The stored document is not the one that was to be replaced; fetch it again",
      { stored, replaces },
    );
  }
  const entitled = [issuer, ...(await concernedNow(queries, row))];
  const cutOff = [...new Set(entitled)].filter((member) => reads(known, member) && !reads(envelope, member));
  if (cutOff.length > 0) {
    throw new LadingError(
      "DOCUMENT_READER_ENTITLED",
      "forbidden",
      `A member that the document concerns cannot be left out: member ${cutOff.join(", member ")}`,
      { members: cutOff },
    );
  }
  return replace(queries, document, envelope);
}

/** Members that a document concerns at this moment: of a container or a commitment nobody can say. */
async function concernedNow(queries: Queries, { subjectKind, subject }: TradeDocument): Promise<number[]> {
  switch (subjectKind) {
    case "member":
      return [Number(BigInt(subject))];
    case "title": {
      const bill = await queries.title.findUnique({ where: { title: subject } });
      return bill === null ? [] : [bill.carrier, bill.holder, bill.endorsee, bill.pledgee, bill.offeredTo];
    }
    case "release": {
      const release = await queries.release.findUnique({ where: { release: subject } });
      return release === null ? [] : [release.carrier, release.terminal, release.holder];
    }
    default:
      return [];
  }
}

async function replace(queries: Queries, document: string, envelope: Envelope): Promise<TradeDocumentContent> {
  await writeReaders(queries, document, envelope);
  return queries.tradeDocumentContent.update({ where: { document }, data: contentOf(envelope) });
}

async function writeReaders(queries: Queries, document: string, { grants }: Envelope): Promise<void> {
  await queries.tradeDocumentReader.deleteMany({ where: { document } });
  const members = [...new Set(grants.map(({ member }) => member))];
  await queries.tradeDocumentReader.createMany({ data: members.map((member) => ({ member, document })) });
}

function reads({ grants }: Envelope, member: number): boolean {
  return grants.some((grant) => grant.member === member);
}

function notYours(document: string): LadingError {
  return new LadingError(
    "DOCUMENT_NOT_YOURS",
    "forbidden",
    "The text of a trade document is stored by its issuer, and handed on by those who read it",
    { document },
  );
}
