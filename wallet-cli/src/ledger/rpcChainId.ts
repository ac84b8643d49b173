import type { RpcEndpoint } from "@lading/sdk/chain";
import { LadingError } from "@lading/sdk/errors";
import { rpcRequest } from "./rpcRequest.ts";

/**
 * Asks a JSON-RPC endpoint for its chain id. Done before an ethers provider is used, because that waits for ever where nobody answers.
 *
 * @throws LEDGER_UNREACHABLE · LEDGER_TOKEN_REFUSED
 */
export async function rpcChainId(endpoint: RpcEndpoint): Promise<number> {
  const result = await rpcRequest(endpoint)({ method: "eth_chainId", params: [] });
  const chainId = Number(result);
  if (Number.isSafeInteger(chainId) && chainId > 0) return chainId;
  throw new LadingError("LEDGER_UNREACHABLE", "unavailable", `${endpoint.url} answers no chain id; is it a ledger?`, {
    url: endpoint.url,
  });
}
