import type { Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { findKey } from "../../keystore/findKey.ts";
import { readChainId } from "../../ledger/network.ts";
import { LadingError } from "@lading/sdk/errors";

/** The DID of the acting key. */
export const run: Run = async (_input, context) => {
  const found = await actingDid(context);
  return { data: found, text: found.did };
};

/**
 * The acting key's DID on this ledger; needs no passphrase.
 *
 * @throws KEY_UNKNOWN · KEY_TYPE · API_UNREACHABLE where the chain is not set
 */
export async function actingDid(
  context: Context,
): Promise<{ did: string; address: string; chainId: number; key: string }> {
  const key = findKey((await context.visible()).keys, context.keyAlias);
  if (key.address === undefined) {
    throw new LadingError("KEY_TYPE", "invalid", `key "${key.alias}" is ${key.type} and has no DID of its own`, {
      alias: key.alias,
    });
  }
  const [{ formatDid }, chainId] = await Promise.all([import("@lading/sdk"), readChainId(context)]);
  const did = formatDid(chainId, key.address);
  return { did, address: key.address, chainId, key: key.alias };
}
