import { CompactEncrypt, compactDecrypt, importJWK } from "jose";
import { LadingError } from "../errors.ts";
import { bytesDigest } from "../digest.ts";
import {
  fromBase64url,
  type PrivateAgreementKey,
  type PublicAgreementKey,
  thumbprint,
  toBase64url,
} from "./AgreementKey.ts";
import type { Envelope, Grant } from "./Envelope.ts";

/** Who may read: a member and each of its key-agreement keys. A lost key is replaced with the help of another, so name the administrators' too. */
export type Recipient = { member: number; keys: readonly PublicAgreementKey[] };

/** JOSE algorithms: fixed, never taken from the input. */
export const WRAP = "ECDH-ES+A256KW";
export const CIPHER = "A256GCM";

/** What a grant carries: the key, and to which ciphertext it belongs. */
type KeyNote = { k: string; sha256: string; length: number };

const ascii = new TextEncoder();

/** Wraps a content key for every key of the recipients. */
export async function wrapContentKey(
  contentKey: Uint8Array,
  content: string,
  recipients: readonly Recipient[],
): Promise<Grant[]> {
  const note: KeyNote = { k: toBase64url(contentKey), sha256: digestOf(content), length: content.length };
  const payload = ascii.encode(JSON.stringify(note));
  const pairs = recipients.flatMap(({ member, keys }) => keys.map((key) => ({ member, key })));
  return Promise.all(
    pairs.map(async ({ member, key }) => {
      const kid = await thumbprint(key);
      const jwe = new CompactEncrypt(payload).setProtectedHeader({ alg: WRAP, enc: CIPHER, kid, member });
      // Only the public half, should a caller hand over both.
      const { kty, crv, x } = key;
      return { member, kid, key: await jwe.encrypt(await importJWK({ kty, crv, x }, WRAP)) };
    }),
  );
}

/** One key, or all that a wallet has: a rotated one still opens what was wrapped for it. */
export type OwnKeys = PrivateAgreementKey | readonly PrivateAgreementKey[];

/**
 * The content key of an envelope, unwrapped by a member's own key: the first of several for which it is wrapped.
 *
 * @throws LadingError `ENVELOPE_NOT_FOR_YOU`, `ENVELOPE_GRANT_TAMPERED`, `ENVELOPE_TRUNCATED` or `ENVELOPE_TAMPERED`
 */
export async function unwrapContentKey(envelope: Envelope, own: OwnKeys): Promise<Uint8Array> {
  const keys = Array.isArray(own) ? (own as readonly PrivateAgreementKey[]) : [own as PrivateAgreementKey];
  const kids = await Promise.all(keys.map(thumbprint));
  const chosen = kids.findIndex((kid) => envelope.grants.some((grant) => grant.kid === kid));
  const key = keys[chosen];
  const grants = envelope.grants.filter((grant) => grant.kid === kids[chosen]);
  const [grant] = grants;
  if (key === undefined || grant === undefined) {
    const kid = kids.join(", ");
    throw new LadingError(
      "ENVELOPE_NOT_FOR_YOU",
      "forbidden",
      `the document is not wrapped for key ${kid}; ask its holder, or an administrator of your member, to wrap it`,
      { kid },
    );
  }
  if (grants.length > 1) throw grantTampered("it is there twice");
  const note = await readNote(grant, key);
  // Truncation is told apart from alteration, because the remedy differs: fetch it again.
  if (envelope.content.length < note.length) {
    throw new LadingError(
      "ENVELOPE_TRUNCATED",
      "falsified",
      `the ciphertext has ${envelope.content.length} of ${note.length} characters: fetch it again`,
      { length: envelope.content.length, expected: note.length },
    );
  }
  if (digestOf(envelope.content) !== note.sha256) {
    throw new LadingError("ENVELOPE_TAMPERED", "falsified", "the ciphertext is not the one that was sealed");
  }
  const contentKey = fromBase64url(note.k);
  if (contentKey?.length !== 32) throw grantTampered("its key is not 32 bytes");
  return contentKey;
}

async function readNote(grant: Grant, key: PrivateAgreementKey): Promise<KeyNote> {
  if (grant.key.split(".").some((part) => fromBase64url(part) === null))
    throw grantTampered("it is not canonical base64url");
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(grant.key, await importJWK({ ...key }, WRAP), {
      keyManagementAlgorithms: [WRAP],
      contentEncryptionAlgorithms: [CIPHER],
    });
    if (protectedHeader["member"] === grant.member && protectedHeader.kid === grant.kid) {
      return JSON.parse(new TextDecoder().decode(plaintext)) as KeyNote;
    }
  } catch (cause) {
    throw grantTampered("it does not open with the key that it names", cause);
  }
  throw grantTampered("it names another member or key than it was made for");
}

/** SHA-256 of a JWE as stored. */
export function digestOf(jwe: string): string {
  return bytesDigest(ascii.encode(jwe));
}

function grantTampered(reason: string, cause?: unknown): LadingError {
  return new LadingError(
    "ENVELOPE_GRANT_TAMPERED",
    "falsified",
    `the wrapped key was altered: ${reason}`,
    {},
    { cause },
  );
}
