import { rpcHeaders, tokenRefused, type RpcEndpoint } from "@lading/sdk/chain";
import { isLadingError, LadingError } from "@lading/sdk/errors";

const TIMEOUT_MS = 30_000;

/** Asks a ledger over JSON-RPC, as EIP-1193. */
export type RpcRequest = (call: { method: string; params: readonly unknown[] }) => Promise<unknown>;

/**
 * JSON-RPC over HTTP, without a library's retries: one question, one answer, or an error in time.
 *
 * @throws LEDGER_UNREACHABLE · LEDGER_TOKEN_REFUSED · LEDGER_ERROR with what the node said
 */
export function rpcRequest(endpoint: RpcEndpoint): RpcRequest {
  const { url } = endpoint;
  return async ({ method, params }) => {
    let answer: { result?: unknown; error?: { message?: string; code?: number } };
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: rpcHeaders(endpoint),
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.status === 401) throw tokenRefused(url);
      answer = (await response.json()) as typeof answer;
    } catch (cause) {
      if (isLadingError(cause)) throw cause;
      throw new LadingError(
        "LEDGER_UNREACHABLE",
        "unavailable",
        `no ledger answers JSON-RPC at ${url}`,
        { url },
        { cause },
      );
    }
    if (answer.error === undefined) return answer.result;
    throw new LadingError(
      "LEDGER_ERROR",
      "unavailable",
      `${url} answered ${method}: ${answer.error.message ?? "an error"}`,
      { url, method },
    );
  };
}
