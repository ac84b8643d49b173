import { ciphertextDigest, parseEnvelope, type Envelope } from "@lading/sdk/envelope";
import { LadingError } from "@lading/sdk/errors";
import type { Document } from "../../generated/client.ts";
import type { Caller } from "../auth/Caller.ts";
import type { Store } from "../store/openStore.ts";
import { contentOf } from "./documentRow.ts";
import { requireScope, SHARING } from "./documentScopes.ts";

/** What is put in the place of a stored document: the same text under another content key. */
export type Reseal = {
  title: string;
  envelope: Envelope;
  existing: Document;
  /** Digest of the ciphertext that the caller saw. */
  replaces: string;
  drops: readonly string[];
};

/**
 * Replaces a stored envelope by one under a new content key, so that whoever is not among its readers any more reads nothing from now on.
 * Only the member that stored it, or the bill's holder, may; and a present party of the bill that could read stays a reader, because a
 * holder must not be cut off from its own bill. That the new ciphertext holds the same text only its readers can check: they do, against
 * the ledger.
 *
 * @throws LadingError `DOCUMENT_NOT_YOURS`, `DOCUMENT_CHANGED_MEANWHILE`, `DOCUMENT_READER_ENTITLED`, `OFFICER_SCOPE_MISSING`
 */
export async function resealDocument(
  store: Store,
  caller: Caller,
  { title, envelope, existing, replaces, drops }: Reseal,
): Promise<Document> {
  requireScope(caller, SHARING, "Sealing a document anew");
  return store.transact(async (queries) => {
    const bill = await queries.title.findUnique({ where: { title } });
    const row = (await queries.document.findUnique({ where: { digest: existing.digest } })) ?? existing;
    const mayReplace = row.member === caller.member || bill?.holder === caller.member;
    if (row.title !== title || !mayReplace) {
      throw new LadingError(
        "DOCUMENT_NOT_YOURS",
        "forbidden",
        "Only the member that stored this document, or the bill's holder, seals it anew",
        { digest: row.digest },
      );
    }
    const stored = parseEnvelope(JSON.parse(row.content));
    const found = ciphertextDigest(stored.content);
    // The same again, after an answer that got lost.
    if (stored.content === envelope.content) return row;
    if (found !== replaces) {
      throw new LadingError(
        "DOCUMENT_CHANGED_MEANWHILE",
        "conflict",
        "The stored document is not the one that was to be replaced; fetch it again",
        { stored: found, replaces },
      );
    }
    const parties = bill === null ? [] : [bill.carrier, bill.holder, bill.endorsee, bill.pledgee, bill.offeredTo];
    const reads = (members: Envelope, member: number): boolean =>
      members.grants.some((grant) => grant.member === member);
    const cutOff = [...new Set(parties)].filter(
      (member) => member !== 0 && reads(stored, member) && !reads(envelope, member),
    );
    if (cutOff.length > 0) {
      throw new LadingError(
        "DOCUMENT_READER_ENTITLED",
        "forbidden",
        `A party of the bill cannot be left out: member ${cutOff.join(", member ")}`,
        { members: cutOff },
      );
    }
    await queries.attachment.deleteMany({ where: { title, sealed: { in: [...drops] } } });
    return queries.document.update({ where: { digest: row.digest }, data: contentOf(envelope) });
  });
}
