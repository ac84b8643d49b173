import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../../framework/context.ts";
import { readNetwork, registryOf } from "../../ledger/network.ts";
import { rpcEndpoint } from "../../ledger/rpcEndpoint.ts";
import { rpcRequest, type RpcRequest } from "../../ledger/rpcRequest.ts";

/** A way to the ledger itself, and where on it the registries are that prove something; an older ledger lacks some. */
export type ProvingLedger = {
  request: RpcRequest;
  chainId: number;
  registries: { title: string; members: string; release?: string; credit?: string; document?: string };
};

/**
 * The ledger that the API serves, asked directly: a certificate is made of what the ledger says, not of what an API says.
 *
 * @throws API_UNREACHABLE · LEDGER_UNREACHABLE · LEDGER_OTHER · REGISTRY_ABSENT
 */
export async function ledgerOf(context: Context): Promise<ProvingLedger> {
  const network = await readNetwork(context);
  const request = rpcRequest(rpcEndpoint(context));
  const chainId = Number(await request({ method: "eth_chainId", params: [] }));
  if (chainId !== network.chainId) {
    throw new LadingError(
      "LEDGER_OTHER",
      "conflict",
      `the ledger at ${context.rpcUrl} is chain ${chainId}, the API at ${context.apiUrl} serves chain ${network.chainId}`,
      {
        chainId,
        expected: network.chainId,
      },
    );
  }
  const { release, credit, document } = network.registries;
  return {
    request,
    chainId,
    registries: {
      title: registryOf(network, "title"),
      members: registryOf(network, "members"),
      ...(release === undefined ? {} : { release }),
      ...(credit === undefined ? {} : { credit }),
      ...(document === undefined ? {} : { document }),
    },
  };
}
