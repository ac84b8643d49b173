import { isLadingError, LadingError } from "@lading/sdk/errors";
import { findReaders, ownAgreementKeys } from "../../../agent/agreementKeys.ts";
import { readDocument } from "../../../files/readJson.ts";
import { texts, type Run } from "../../../framework/command.ts";
import type { Context } from "../../../framework/context.ts";
import { api } from "../../../ledger/api.ts";
import { findTradeDocument } from "../../../values/tradeDocument.ts";

/** Hands the text of an attested document in, or lets further members read it. */
export const run: Run = async (input, context) => {
  const file = input.args[0] ?? "";
  const content = await readDocument(file, context);
  if (typeof content !== "object" || content === null) {
    throw new LadingError("DOCUMENT_INVALID", "invalid", `${file} holds no JSON object`, { file });
  }
  const { jsonDigest } = await import("@lading/sdk");
  const document = await findTradeDocument(file, context);
  const readers = await handIn(
    { document, content, digest: jsonDigest(content), readers: texts(input, "to") },
    context,
  );
  context.note("documentHandedIn", { readers: readers.join(", ") });
  return { data: { document, readers }, text: document, next: [`lading document show ${document}`] };
};

/**
 * Seals a document's text for its issuer and the named members, and stores the ciphertext; what is stored already only gets readers.
 *
 * @returns numbers of the members named, one's own first
 * @throws AGREEMENT_KEY_UNPUBLISHED · MEMBER_… · DOCUMENT_… · ENVELOPE_…
 */
export async function handIn(
  text: { document: string; content: object; digest: string; readers: readonly string[] },
  context: Context,
): Promise<readonly number[]> {
  const { grantEnvelope, parseEnvelope, sealEnvelope } = await import("@lading/sdk/envelope");
  const { document } = text;
  const client = await api(context);
  const readers = await findReaders(["me", ...text.readers], context);
  const stored = await client.tradeDocuments.content({ document }).catch((error: unknown) => {
    if (isLadingError(error) && error.code === "DOCUMENT_UNKNOWN") return undefined;
    throw error;
  });
  const envelope =
    stored === undefined
      ? (await sealEnvelope({ document: text.content, recipients: readers })).envelope
      : await grantEnvelope(parseEnvelope(stored.content), await ownAgreementKeys(context), readers);
  await client.tradeDocuments.putContent({ document, body: { content: envelope } });
  return readers.map(({ member }) => member);
}
