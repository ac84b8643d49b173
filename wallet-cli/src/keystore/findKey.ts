import { LadingError } from "@lading/sdk/errors";

/**
 * The key of an alias.
 *
 * @throws KEY_UNKNOWN
 */
export function findKey<K extends { alias: string }>(keys: readonly K[], alias: string): K {
  const key = keys.find((candidate) => candidate.alias === alias);
  if (key !== undefined) return key;
  const aliases = keys.map((candidate) => candidate.alias);
  throw new LadingError(
    "KEY_UNKNOWN",
    "notFound",
    `the wallet has no key "${alias}"; it has: ${aliases.join(", ") || "none"}`,
    { alias, aliases },
  );
}

/**
 * An alias that is free and well-formed.
 *
 * @throws KEY_EXISTS · KEY_ALIAS_INVALID
 */
export function assertFreeAlias(keys: readonly { alias: string }[], alias: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/.test(alias)) {
    throw new LadingError(
      "KEY_ALIAS_INVALID",
      "invalid",
      `"${alias}" is no alias: expected up to 32 letters, digits and hyphens`,
      { alias },
    );
  }
  if (keys.some((key) => key.alias === alias)) {
    throw new LadingError("KEY_EXISTS", "conflict", `the wallet already has a key "${alias}"`, { alias });
  }
}
