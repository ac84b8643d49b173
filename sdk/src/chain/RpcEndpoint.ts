import { LadingError } from "../domain/errors.ts";

/** Where a ledger answers JSON-RPC, and the bearer token (RFC 6750) that it asks for, if it does. */
export type RpcEndpoint = { readonly url: string; readonly token?: string };

/** What a JSON-RPC request to the endpoint carries in its head. */
export function rpcHeaders({ token }: RpcEndpoint): Record<string, string> {
  return {
    "content-type": "application/json",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
}

/** Shorter ones no node of ours accepts (`lading-node start --token-file`). */
const LEAST_TOKEN = 20;

/**
 * The token in what a token file holds: its first line. The token itself is in no message.
 *
 * @throws LadingError `RPC_TOKEN_INVALID`
 * @example
 * parseRpcToken("correct-horse-battery-staple\n", "/etc/lading/token"); // → "correct-horse-battery-staple"
 */
export function parseRpcToken(text: string, file: string): string {
  const token = (text.split("\n")[0] ?? "").trim();
  if (token.length >= LEAST_TOKEN && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new LadingError(
    "RPC_TOKEN_INVALID",
    "invalid",
    `the first line of ${file} has ${token.length} characters; a ledger's token has at least ${LEAST_TOKEN} visible ASCII characters`,
    { file, length: token.length },
  );
}

/** What an answer with status 401 means. */
export function tokenRefused(url: string): LadingError {
  return new LadingError(
    "LEDGER_TOKEN_REFUSED",
    "unavailable",
    `the ledger at ${url} asks for its bearer token: name the file that holds it in LADING_RPC_TOKEN_FILE`,
    { url },
  );
}
