import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../framework/context.ts";
import { findKey } from "../keystore/findKey.ts";

/**
 * An account by its address, by a DID of this ledger, as `key:ALIAS` by a key of this wallet, or as `me` by the acting key.
 *
 * @throws ACCOUNT_INVALID · KEY_UNKNOWN · DID_…
 */
export async function findAccount(value: string, field: string, context: Context): Promise<string> {
  if (value === "none" || value === "0") return `0x${"00".repeat(20)}`;
  if (value === "me" || value.startsWith("key:")) {
    const key = findKey((await context.visible()).keys, value === "me" ? context.keyAlias : value.slice("key:".length));
    if (key.address !== undefined) return key.address;
  }
  if (value.startsWith("did:")) {
    const { parseDid } = await import("@lading/sdk");
    return parseDid(value).address;
  }
  const { getAddress, isAddress } = await import("ethers");
  if (isAddress(value) && value.startsWith("0x")) return getAddress(value);
  throw new LadingError(
    "ACCOUNT_INVALID",
    "invalid",
    `${field} "${value}" is no account; expected 0x and 40 hex digits (with a right checksum if in mixed case), a did:ethr, key:ALIAS, or me`,
    { field, value },
  );
}
