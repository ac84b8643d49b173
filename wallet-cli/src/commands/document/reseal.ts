import { LadingError } from "@lading/sdk/errors";
import { findReaders, ownAgreementKeys } from "../../agent/agreementKeys.ts";
import { texts, text, type Input, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { findMember } from "../../values/member.ts";
import { findTitle } from "../../values/title.ts";
import { findTradeDocument } from "../../values/tradeDocument.ts";
import { ledgerDigest } from "./ledgerDigest.ts";
import { openAttachments, storedCiphertext } from "./openAttachments.ts";
import { readAttachments } from "./readAttachments.ts";
import { storedBill, storedTradeDocument, type StoredText } from "./storedText.ts";

/**
 * Seals a stored text anew under another content key, for its readers as they publish their keys now, without those left out: they
 * keep what they read and read nothing from now on. The text stays the one on the ledger; attachments are taken along, and may be added.
 */
export const run: Run = async (input, context) => {
  const { ciphertextDigest, openEnvelope, parseEnvelope, sealEnvelope } = await import("@lading/sdk/envelope");
  const named = await namedText(input, context);
  const { digest } = named;
  const client = await api(context);
  const stored = parseEnvelope(named.content);
  const opened = await openEnvelope(stored, await ownAgreementKeys(context), { contentDigest: digest });
  const without = new Set<number>();
  for (const reader of texts(input, "without")) without.add((await findMember(reader, context)).member);
  const me = (await client.me.show()).member.member;
  if (without.has(me)) {
    throw new LadingError("READER_IS_ME", "invalid", "your own member cannot be left out: it seals the document", {
      member: me,
    });
  }
  const before = [...new Set(stored.grants.map(({ member }) => member))];
  const kept = before.filter((member) => !without.has(member));
  const readers = await findReaders([...kept, me].map(String), context);
  const sealed = await sealEnvelope({
    document: opened.document,
    attachments: [
      ...(await openAttachments(opened.attachments, storedCiphertext(context))),
      ...(await readAttachments(texts(input, "attach"))),
    ],
    recipients: readers,
  });
  for (const { sealed: address, jwe } of sealed.attachments) {
    await client.attachments.put({ sealed: address, body: { title: named.id, content: jwe } });
  }
  const drops = opened.attachments.map(({ sealed: address }) => address);
  await named.put({ content: sealed.envelope, replaces: ciphertextDigest(stored.content), drops });
  const members = readers.map(({ member }) => member);
  const leftOut = before.filter((member) => !members.includes(member));
  context.note("documentResealed", { readers: members.join(", "), without: leftOut.join(", ") || context.say("none") });
  return {
    data: { [named.kind]: named.id, digest, readers: members, leftOut, attachments: sealed.attachments.length },
    text: digest,
  };
};

/** The text of the bill or of the trade document that is named. */
async function namedText(input: Input, context: Context): Promise<StoredText & { kind: "title" | "document" }> {
  const [bill, paper] = [text(input, "title"), text(input, "document")];
  if ((bill === undefined) === (paper === undefined)) {
    throw new LadingError("USAGE_RESEAL_ONE", "invalid", context.say("resealOne"), {});
  }
  if (paper !== undefined && texts(input, "attach").length > 0) {
    throw new LadingError("USAGE_ATTACH_TO_BILL", "invalid", context.say("attachToBill"), {});
  }
  const kind = bill === undefined ? "document" : "title";
  const id = bill === undefined ? await findTradeDocument(paper ?? "", context) : await findTitle(bill, context);
  const stored =
    kind === "title"
      ? await storedBill(id, await ledgerDigest(id, context), context)
      : await storedTradeDocument(id, context);
  if (stored !== undefined) return { ...stored, kind };
  throw new LadingError("DOCUMENT_UNKNOWN", "notFound", `no text is stored of ${kind} ${id}`, { [kind]: id });
}
