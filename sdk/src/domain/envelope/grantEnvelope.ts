import type { PublicAgreementKey } from "./AgreementKey.ts";
import { thumbprint } from "./AgreementKey.ts";
import { type Envelope, parseEnvelope } from "./Envelope.ts";
import { type OwnKeys, type Recipient, unwrapContentKey, wrapContentKey } from "./wrapContentKey.ts";

/**
 * Lets further members read: done by a reader (the former holder, on acceptance; an administrator, for a lost key). Whoever stores the
 * envelope takes no part and learns nothing. Keys that have a grant already keep it.
 *
 * @throws LadingError as {@link unwrapContentKey}
 * @example
 * const forBuyer = await grantEnvelope(envelope, shippersKey, [{ member: 5, keys: [buyersKey] }]);
 */
export async function grantEnvelope(value: unknown, key: OwnKeys, recipients: readonly Recipient[]): Promise<Envelope> {
  const envelope = parseEnvelope(value);
  const contentKey = await unwrapContentKey(envelope, key);
  const present = new Set(envelope.grants.map(({ kid }) => kid));
  const added = (await wrapContentKey(contentKey, envelope.content, recipients)).filter(({ kid }) => !present.has(kid));
  return { ...envelope, grants: [...envelope.grants, ...added] };
}

/**
 * Replaces one key of a member by its successor. The old key's grant is dropped; what was read with it was read.
 *
 * @param key any key that still opens the envelope: the old one, or an administrator's where the old one is lost
 * @throws LadingError as {@link unwrapContentKey}
 * @example
 * const rotated = await rotateGrant(envelope, administratorsKey, { member: 5, from: lostKey, to: newKey });
 */
export async function rotateGrant(
  value: unknown,
  key: OwnKeys,
  change: { member: number; from: PublicAgreementKey; to: PublicAgreementKey },
): Promise<Envelope> {
  const granted = await grantEnvelope(value, key, [{ member: change.member, keys: [change.to] }]);
  const old = await thumbprint(change.from);
  return { ...granted, grants: granted.grants.filter(({ kid }) => kid !== old) };
}
