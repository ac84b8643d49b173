import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../framework/context.ts";
import { api } from "./api.ts";

/** What a wallet must know of a ledger to sign for it. */
export type Network = { chainId: number; registries: Readonly<Record<string, string | undefined>> };

/**
 * The ledger behind the API. The chain id that the wallet was told stands against the API's: a signature or DID for
 * another chain is never made because a server says so.
 *
 * @throws API_UNREACHABLE · LEDGER_OTHER
 */
export async function readNetwork(context: Context): Promise<Network> {
  const { chainId, registries } = (await (await api(context)).network.show()).deployment;
  const expected = context.settings["chain-id"];
  if (expected !== undefined && Number(expected) !== chainId) {
    throw new LadingError(
      "LEDGER_OTHER",
      "conflict",
      `the API at ${context.apiUrl} serves chain ${chainId}; this wallet is set to chain ${expected} (lading config unset chain-id)`,
      { chainId, expected: Number(expected) },
    );
  }
  return { chainId, registries };
}

/**
 * The chain id alone, from the settings where they have it.
 *
 * @throws API_UNREACHABLE
 */
export async function readChainId(context: Context): Promise<number> {
  const known = context.settings["chain-id"];
  return known === undefined ? (await readNetwork(context)).chainId : Number(known);
}

/**
 * Address of a registry.
 *
 * @throws REGISTRY_ABSENT
 */
export function registryOf(network: Network, right: string): string {
  const address = network.registries[right];
  if (address !== undefined) return address;
  throw new LadingError(
    "REGISTRY_ABSENT",
    "unavailable",
    `this ledger has no ${right} registry: an earlier version deployed it; whoever runs it adds one by starting it with this version`,
    { right },
  );
}
