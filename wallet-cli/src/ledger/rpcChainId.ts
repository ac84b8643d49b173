import { LadingError } from "@lading/sdk/errors";
import { rpcRequest } from "./rpcRequest.ts";

/**
 * Asks a JSON-RPC URL for its chain id. Done before an ethers provider is used, because that waits for ever where nobody answers.
 *
 * @throws LEDGER_UNREACHABLE
 */
export async function rpcChainId(url: string): Promise<number> {
  const result = await rpcRequest(url)({ method: "eth_chainId", params: [] });
  const chainId = Number(result);
  if (Number.isSafeInteger(chainId) && chainId > 0) return chainId;
  throw new LadingError("LEDGER_UNREACHABLE", "unavailable", `${url} answers no chain id; is it a ledger?`, { url });
}
