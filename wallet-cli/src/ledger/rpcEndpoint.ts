import { readFileSync } from "node:fs";
import { parseRpcToken, type RpcEndpoint } from "@lading/sdk/chain";
import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../framework/context.ts";

/**
 * Where this wallet asks the ledger, with the token that it asks for, read now.
 *
 * @throws RPC_TOKEN_FILE_UNREADABLE · RPC_TOKEN_INVALID
 */
export function rpcEndpoint({ rpcUrl, rpcTokenFile }: Pick<Context, "rpcUrl" | "rpcTokenFile">): RpcEndpoint {
  if (rpcTokenFile === undefined) return { url: rpcUrl };
  let text: string;
  try {
    text = readFileSync(rpcTokenFile, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new LadingError(
      "RPC_TOKEN_FILE_UNREADABLE",
      "invalid",
      `cannot read the ledger's token from ${rpcTokenFile} (${code ?? "error"})`,
      { file: rpcTokenFile },
      { cause },
    );
  }
  return { url: rpcUrl, token: parseRpcToken(text, rpcTokenFile) };
}
