import { LadingError } from "@lading/sdk/errors";
import { findReaders, ownAgreementKeys } from "../../agent/agreementKeys.ts";
import { texts, text, type Run } from "../../framework/command.ts";
import { api } from "../../ledger/api.ts";
import { findMember } from "../../values/member.ts";
import { findTitle } from "../../values/title.ts";
import { ledgerDigest } from "./ledgerDigest.ts";
import { openAttachments, storedCiphertext } from "./openAttachments.ts";
import { readAttachments } from "./readAttachments.ts";

/**
 * Seals a stored document anew under another content key, for its readers as they publish their keys now, without those left out: they
 * keep what they read and read nothing from now on. The text stays the one on the ledger; attachments are taken along, and may be added.
 */
export const run: Run = async (input, context) => {
  const { ciphertextDigest, openEnvelope, parseEnvelope, sealEnvelope } = await import("@lading/sdk/envelope");
  const title = await findTitle(text(input, "title") ?? "", context);
  const digest = await ledgerDigest(title, context);
  const client = await api(context);
  const stored = parseEnvelope((await client.documents.get({ digest })).content);
  const opened = await openEnvelope(stored, await ownAgreementKeys(context), { contentDigest: digest });
  const without = new Set<number>();
  for (const named of texts(input, "without")) without.add((await findMember(named, context)).member);
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
    await client.attachments.put({ sealed: address, body: { title, content: jwe } });
  }
  const drops = opened.attachments.map(({ sealed: address }) => address);
  const replaces = ciphertextDigest(stored.content);
  await client.documents.put({ digest, body: { title, content: sealed.envelope, replaces, drops } });
  const members = readers.map(({ member }) => member);
  const leftOut = before.filter((member) => !members.includes(member));
  context.note("documentResealed", { readers: members.join(", "), without: leftOut.join(", ") || context.say("none") });
  return {
    data: { title, digest, readers: members, leftOut, attachments: sealed.attachments.length },
    text: digest,
  };
};
