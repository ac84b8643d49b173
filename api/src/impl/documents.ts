import { isLadingError, LadingError } from "@lading/sdk/errors";
import { parseEnvelope, type Envelope } from "@lading/sdk/envelope";
import type { Document } from "../../generated/client.ts";
import type { Caller } from "../auth/Caller.ts";
import type { Handlers } from "../http/mountRoutes.ts";
import type { Dependencies } from "./Dependencies.ts";
import { contentOf } from "./documentRow.ts";
import { requireScope, SHARING } from "./documentScopes.ts";
import { resealDocument } from "./resealDocument.ts";
import { isOverseer, notFound, requireReader } from "./reads.ts";

const UNKNOWN = { code: "DOCUMENT_UNKNOWN", noun: "document" };

/**
 * Documents by their content digest, for the parties of their title: sealed by the member that stores them, so that this API never sees a
 * bill's text. Whether the ciphertext holds what the digest says is for the reader to check, who alone can.
 */
export function documentHandlers({ store, audit, now }: Dependencies): Handlers["documents"] {
  /** First stored by who issues the bill, before or after it is issued. */
  async function storeNew(caller: Caller, title: string, envelope: Envelope): Promise<Document> {
    requireScope(caller, ["issue"], "Storing the document of a title");
    const known = await store.read.title.findUnique({ where: { title } });
    if (known !== null) await requireReader(store.read, caller, title, { code: "TITLE_UNKNOWN", noun: "title" });
    const row = {
      digest: envelope.contentDigest,
      title,
      member: caller.member,
      storedAt: now(),
      ...contentOf(envelope),
    };
    return store.write.document.create({ data: row });
  }

  /** Readers are added and never taken away, each by one who can read: what was read cannot be unread. */
  async function addReaders(caller: Caller, title: string, envelope: Envelope, existing: Document): Promise<Document> {
    const stored = parseEnvelope(JSON.parse(existing.content));
    const reads = existing.member === caller.member || stored.grants.some(({ member }) => member === caller.member);
    if (existing.title !== title || !reads) {
      throw new LadingError(
        "DOCUMENT_NOT_YOURS",
        "forbidden",
        "This document was stored for another title, or your member is not among its readers",
        { digest: existing.digest },
      );
    }
    if (stored.content !== envelope.content) {
      throw new LadingError(
        "DOCUMENT_SEALED_ALREADY",
        "conflict",
        "This document is stored under another content key; fetch that envelope and add readers to it",
        { digest: existing.digest },
      );
    }
    const present = new Set(stored.grants.map(({ kid }) => kid));
    const added = envelope.grants.filter(({ kid }) => !present.has(kid));
    if (added.length === 0) return existing;
    // Another key of one's own member lets nobody in: that is an administrator's work, for a key that is rotated or lost.
    const forOthers = added.some(({ member }) => member !== caller.member);
    requireScope(caller, forOthers ? SHARING : [...SHARING, "administer"], "Letting others read a document");
    const data = contentOf({ ...stored, grants: [...stored.grants, ...added] });
    return store.write.document.update({ where: { digest: existing.digest }, data });
  }

  return {
    async put({ caller, digest, body }) {
      const envelope = readSealed(body.content, digest);
      const existing = await store.read.document.findUnique({ where: { digest } });
      if (existing === null) return record(await storeNew(caller, body.title, envelope));
      const { title, replaces, drops = [] } = body;
      return record(
        replaces === undefined
          ? await addReaders(caller, title, envelope, existing)
          : await resealDocument(store, caller, { title, envelope, existing, replaces, drops }),
      );
    },

    async get({ caller, digest }) {
      const row = await store.read.document.findUnique({ where: { digest } });
      if (row === null) throw notFound(digest, UNKNOWN);
      if (row.member !== caller.member && !isOverseer(caller)) {
        // Only the text that the ledger names is the bill's; what a carrier stored and never issued stays its own.
        const title = await store.read.title.findUnique({ where: { title: row.title } });
        if (title?.contentDigest !== digest) throw notFound(digest, UNKNOWN);
        await requireReader(store.read, caller, row.title, { ...UNKNOWN });
      }
      await audit.recordRead({
        member: caller.member,
        officer: caller.officer,
        right: "document",
        subject: row.title,
        verb: "get",
      });
      return { ...record(row), content: JSON.parse(row.content) as Record<string, unknown> };
    },
  };
}

/** What whoever stores can check of what it cannot read: that it is an envelope, and of the document that it is filed under. */
export function readSealed(content: unknown, digest: string): Envelope {
  let envelope: Envelope;
  try {
    envelope = parseEnvelope(content);
  } catch (cause) {
    if (!isLadingError(cause)) throw cause;
    throw new LadingError(
      "DOCUMENT_NOT_SEALED",
      "invalid",
      `This API takes documents end-to-end encrypted only, never in the clear: ${cause.message}`,
      cause.facts,
      { cause },
    );
  }
  if (envelope.contentDigest === digest) return envelope;
  throw new LadingError(
    "DOCUMENT_DIGEST_MISMATCH",
    "falsified",
    `The envelope names the document ${envelope.contentDigest}, not ${digest}`,
    { expected: digest, named: envelope.contentDigest },
  );
}

function record(row: Document) {
  return { digest: row.digest, title: row.title, size: row.size, storedAt: row.storedAt };
}
