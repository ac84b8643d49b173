/**
 * The agreement keys among a wallet's keys, newest first: the first is the one to publish, the others still open what was wrapped for them.
 *
 * @example
 * newestFirst(secrets.keys)[0]?.alias; // "agreement-2"
 */
export function newestFirst<Key extends { type: string }>(keys: readonly Key[]): Key[] {
  return keys.filter(({ type }) => type === "X25519").toReversed();
}
