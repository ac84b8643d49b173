import { LadingError } from "@lading/sdk/errors";

const TIMEOUT_MS = 5_000;

/**
 * Asks a JSON-RPC URL for its chain id. Done before anything else is asked of it, because an ethers provider waits for ever where
 * nobody answers.
 *
 * @throws LEDGER_UNREACHABLE
 */
export async function rpcChainId(url: string): Promise<number> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { result } = (await answer.json()) as { result?: unknown };
    const chainId = Number(result);
    if (!Number.isSafeInteger(chainId) || chainId <= 0)
      throw new Error(`eth_chainId answered ${JSON.stringify(result)}`);
    return chainId;
  } catch (cause) {
    throw new LadingError(
      "LEDGER_UNREACHABLE",
      "unavailable",
      `no ledger answers JSON-RPC at ${url}`,
      { url },
      { cause },
    );
  }
}
