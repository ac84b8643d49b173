import { isLadingError, LadingError } from "@lading/sdk/errors";
import type { Attachment } from "@lading/sdk/envelope";
import { findReaders, ownAgreementKeys } from "../../agent/agreementKeys.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { addReaders } from "./addReaders.ts";
import type { StoredText } from "./storedText.ts";

/** The record of a stored document, and the numbers of the members that it is sealed for. */
export type StoredDocument = { record: { digest: string; title: string; size: number }; members: readonly number[] };

/**
 * Seals a document for members and stores the ciphertext. The same again adds readers to what is stored and seals nothing anew.
 * Attachments go first, so that no stored document ever lists one that is not there.
 *
 * @param input.readers members as a person names them
 * @throws AGREEMENT_KEY_UNPUBLISHED · MEMBER_… · DOCUMENT_… · ATTACHMENT_… · LEDGER_UNREACHABLE
 */
export async function storeSealed(
  input: { document: object; title: string; readers: readonly string[]; attachments?: readonly Attachment[] },
  context: Context,
): Promise<StoredDocument> {
  const { title } = input;
  const [{ jsonDigest }, { sealEnvelope }] = await Promise.all([import("@lading/sdk"), import("@lading/sdk/envelope")]);
  const client = await api(context);
  const readers = await findReaders(input.readers, context);
  const members = readers.map(({ member }) => member);
  const digest = jsonDigest(input.document);
  try {
    const { content, ...record } = await client.documents.get({ digest });
    await assertSameAttachments(content, input.attachments ?? [], context);
    let after = record;
    const put: StoredText["put"] = async (sent) => {
      after = await client.documents.put({ digest, body: { title, ...sent } });
    };
    await addReaders({ content, put }, readers, context);
    return { record: after, members };
  } catch (error) {
    if (!isLadingError(error) || error.code !== "DOCUMENT_UNKNOWN") throw error;
  }
  const sealed = await sealEnvelope({
    document: input.document,
    attachments: input.attachments ?? [],
    recipients: readers,
  });
  for (const { sealed: address, jwe } of sealed.attachments) {
    await client.attachments.put({ sealed: address, body: { title, content: jwe } });
  }
  const { envelope } = sealed;
  return { record: await client.documents.put({ digest, body: { title, content: envelope } }), members };
}

/** The list of attachments is under the document's own seal: what is stored is not added to. */
async function assertSameAttachments(
  content: unknown,
  attachments: readonly Attachment[],
  context: Context,
): Promise<void> {
  if (attachments.length === 0) return;
  const [{ bytesDigest }, { openEnvelope }] = await Promise.all([
    import("@lading/sdk"),
    import("@lading/sdk/envelope"),
  ]);
  const opened = await openEnvelope(content, await ownAgreementKeys(context));
  const listed = new Set(opened.attachments.map(({ name, digest }) => `${digest} ${name}`));
  const other = attachments.find(({ name, bytes }) => !listed.has(`${bytesDigest(bytes)} ${name}`));
  if (other === undefined) return;
  throw new LadingError(
    "DOCUMENT_ATTACHMENTS_DIFFER",
    "conflict",
    `the document is stored without "${other.name}"; to add it: lading document reseal --title TITLE --attach FILE`,
    { name: other.name },
  );
}
