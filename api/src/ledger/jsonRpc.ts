import { z } from "zod";
import { rpcHeaders, tokenRefused, type RpcEndpoint } from "@lading/sdk/chain";
import { LadingError } from "@lading/sdk/errors";

const answerSchema = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
});

/** One call of a JSON-RPC batch. */
export type RpcCall = { method: string; params: readonly unknown[] };

/**
 * Sends calls to a ledger in one JSON-RPC batch, for work in bulk; results come in the order of the calls.
 *
 * @param timeout Milliseconds; less than a client waits. Default: 10_000
 * @throws LadingError `LEDGER_UNREACHABLE`, `LEDGER_TOKEN_REFUSED`, or `LEDGER_ERROR` with the node's message
 * @example
 * const [head] = await sendBatch(endpoint, [{ method: "eth_blockNumber", params: [] }]);
 */
export async function sendBatch(
  endpoint: RpcEndpoint,
  calls: readonly RpcCall[],
  timeout = 10_000,
): Promise<unknown[]> {
  const { url } = endpoint;
  if (calls.length === 0) return [];
  const body = calls.map((call, id) => ({ jsonrpc: "2.0", id, ...call }));
  let text: string;
  let status: number;
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: rpcHeaders(endpoint),
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
    });
    status = answer.status;
    text = await answer.text();
  } catch (cause) {
    throw new LadingError("LEDGER_UNREACHABLE", "unavailable", `${url} does not answer JSON-RPC`, { url }, { cause });
  }
  if (status === 401) throw tokenRefused(url);
  const parsed = z.array(answerSchema).safeParse(parseJson(text));
  if (!parsed.success) {
    throw new LadingError("LEDGER_ERROR", "unavailable", `${url} answered a batch with what is no JSON-RPC batch`, {
      url,
    });
  }
  const byId = new Map(parsed.data.map((answer) => [answer.id, answer]));
  return calls.map((call, id) => {
    const answer = byId.get(id);
    if (answer?.error !== undefined || answer === undefined) {
      throw new LadingError(
        "LEDGER_ERROR",
        "unavailable",
        `${url} refused ${call.method}: ${answer?.error?.message ?? "no answer"}`,
        { url },
      );
    }
    return answer.result;
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
