import { ownAgreementKeys, type Reader } from "../../agent/agreementKeys.ts";
import type { Context } from "../../framework/context.ts";
import type { StoredText } from "./storedText.ts";

/**
 * Wraps the content key of a stored text for further members. Only what is new goes to the API, which keeps the rest.
 *
 * @returns false where all could read before
 * @throws ENVELOPE_… · KEY_UNKNOWN · WALLET_… · DOCUMENT_NOT_YOURS · OFFICER_SCOPE_MISSING
 */
export async function addReaders(
  stored: Pick<StoredText, "content" | "put">,
  readers: readonly Reader[],
  context: Context,
): Promise<boolean> {
  const { grantEnvelope, parseEnvelope } = await import("@lading/sdk/envelope");
  const envelope = parseEnvelope(stored.content);
  const granted = await grantEnvelope(envelope, await ownAgreementKeys(context), readers);
  const grants = granted.grants.slice(envelope.grants.length);
  if (grants.length > 0) await stored.put({ content: { ...envelope, grants } });
  return grants.length > 0;
}
