import type { ScopeName } from "@lading/sdk/acts";
import { parseEnvelope, type Envelope } from "@lading/sdk/envelope";
import { LadingError } from "@lading/sdk/errors";
import type { TradeDocument, TradeDocumentContent } from "../../../generated/client.ts";
import type { Caller } from "../../auth/Caller.ts";
import type { Store } from "../../store/openStore.ts";
import { readSealed } from "../documents.ts";

/** Scopes that let an officer hand a document on: whoever attests, or deals in what documents are about. */
const SHARING: readonly ScopeName[] = ["attest", "issue", "title", "finance", "release", "gate"];

/**
 * Stores the sealed text of an attested document, by its issuer; or adds readers to what is stored, by one who reads it. Readers are
 * never taken away: what was read cannot be unread.
 *
 * @throws LadingError `DOCUMENT_NOT_SEALED`, `DOCUMENT_DIGEST_MISMATCH`, `DOCUMENT_NOT_YOURS`, `DOCUMENT_SEALED_ALREADY`,
 * `OFFICER_SCOPE_MISSING`
 */
export async function storeContent(
  store: Store,
  caller: Caller,
  row: TradeDocument,
  content: unknown,
  now: number,
): Promise<TradeDocumentContent> {
  const envelope = readSealed(content, row.digest);
  requireScope(caller);
  const { document } = row;
  const existing = await store.read.tradeDocumentContent.findUnique({ where: { document } });
  const known = existing === null ? undefined : parseEnvelope(JSON.parse(existing.content));
  const reads = known?.grants.some(({ member }) => member === caller.member) ?? false;
  if (row.issuer !== caller.member && !reads) {
    throw new LadingError(
      "DOCUMENT_NOT_YOURS",
      "forbidden",
      "The text of a trade document is stored by its issuer, and handed on by those who read it",
      { document },
    );
  }
  if (known === undefined) {
    const data = { document, digest: row.digest, member: caller.member, storedAt: now, ...textOf(envelope) };
    return store.write.tradeDocumentContent.create({ data });
  }
  if (known.content !== envelope.content) {
    throw new LadingError(
      "DOCUMENT_SEALED_ALREADY",
      "conflict",
      "This document is stored under another content key; fetch that envelope and add readers to it",
      { document, digest: row.digest },
    );
  }
  const present = new Set(known.grants.map(({ kid }) => kid));
  const added = envelope.grants.filter(({ kid }) => !present.has(kid));
  if (added.length === 0) return existing!;
  const data = textOf({ ...known, grants: [...known.grants, ...added] });
  return store.write.tradeDocumentContent.update({ where: { document }, data });
}

function textOf(envelope: Envelope): { content: string; size: number } {
  const content = JSON.stringify(envelope);
  return { content, size: Buffer.byteLength(content) };
}

function requireScope(caller: Caller): void {
  if (SHARING.some((scope) => caller.scopes.includes(scope))) return;
  throw new LadingError(
    "OFFICER_SCOPE_MISSING",
    "forbidden",
    `Handing in a trade document needs the scope ${SHARING.map((scope) => `"${scope}"`).join(" or ")}`,
    { required: SHARING.join(", ") },
  );
}
