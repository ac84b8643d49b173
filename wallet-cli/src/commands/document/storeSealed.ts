import { isLadingError } from "@lading/sdk/errors";
import { findReaders } from "../../agent/agreementKeys.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { addReaders } from "./addReaders.ts";

/** The record of a stored document, and the numbers of the members that it is sealed for. */
export type StoredDocument = { record: { digest: string; title: string; size: number }; members: readonly number[] };

/**
 * Seals a document for members and stores the ciphertext. The same again adds readers to what is stored and seals nothing anew.
 *
 * @param readers members as a person names them
 * @throws AGREEMENT_KEY_UNPUBLISHED · MEMBER_… · DOCUMENT_… · LEDGER_UNREACHABLE
 */
export async function storeSealed(
  input: { document: object; title: string; readers: readonly string[] },
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
    return { record: (await addReaders({ title, content, readers }, context)) ?? record, members };
  } catch (error) {
    if (!isLadingError(error) || error.code !== "DOCUMENT_UNKNOWN") throw error;
  }
  const { envelope } = await sealEnvelope({ document: input.document, recipients: readers });
  return { record: await client.documents.put({ digest, body: { title, content: envelope } }), members };
}
