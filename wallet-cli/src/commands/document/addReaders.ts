import { ownAgreementKeys, type Reader } from "../../agent/agreementKeys.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";

/**
 * Wraps the content key of a stored document for further members. Only what is new goes to the API, which keeps the rest.
 *
 * @returns the record as it is now, or undefined where all could read before
 * @throws ENVELOPE_… · KEY_UNKNOWN · WALLET_… · DOCUMENT_NOT_YOURS · OFFICER_SCOPE_MISSING
 */
export async function addReaders(
  input: { title: string; content: unknown; readers: readonly Reader[] },
  context: Context,
): Promise<{ digest: string; title: string; size: number } | undefined> {
  const { grantEnvelope, parseEnvelope } = await import("@lading/sdk/envelope");
  const envelope = parseEnvelope(input.content);
  const granted = await grantEnvelope(envelope, await ownAgreementKeys(context), input.readers);
  const grants = granted.grants.slice(envelope.grants.length);
  if (grants.length === 0) return undefined;
  const body = { title: input.title, content: { ...envelope, grants } };
  return (await api(context)).documents.put({ digest: envelope.contentDigest, body });
}
