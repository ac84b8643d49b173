import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../../scripts/stage.ts";

/** What one command of the wallet left. */
export type Outcome = {
  exitCode: number;
  /** Its `--json` answer, where it succeeded. */
  data: Record<string, unknown>;
  /** Its error, where it did not. */
  error: { code: string; message: string } | undefined;
};

/** Where a party's commands run. */
export type Desk = {
  wallet: string;
  passphraseFile: string;
  apiUrl: string;
  rpcUrl: string;
  /** The command is ended with 97 as soon as it opens a socket or asks for a name. */
  offline?: boolean;
};

const NO_NETWORK = pathToFileURL(join(root, "test/wallet-cli/support/noNetwork.mjs")).href;

/**
 * Runs one command of the wallet CLI as a process of its own, the way a clerk's script would.
 *
 * @example
 * await lading(desk, ["title", "show", "JHCL26HAM004217"]);
 */
export function lading(desk: Desk, words: readonly string[]): Promise<Outcome> {
  // Where the words name a server of their own, the desk's is left out.
  const urls = [
    ["--api", desk.apiUrl],
    ["--rpc", desk.rpcUrl],
  ].filter(([flag = ""]) => !words.includes(flag));
  const options = [
    "--wallet",
    desk.wallet,
    "--passphrase-file",
    desk.passphraseFile,
    ...urls.flat(),
    "--json",
    "--yes",
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "wallet-cli/src/main.ts"), ...words, ...options], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        NO_COLOR: "1",
        LADING_LANG: "en",
        ...(desk.offline === true ? { NODE_OPTIONS: `--import=${NO_NETWORK}` } : {}),
      },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      const exitCode = code ?? 1;
      const data = exitCode === 0 || out.trim() !== "" ? parse(out) : {};
      resolve({ exitCode, data, error: exitCode === 0 ? undefined : toError(err, data) });
    });
  });
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function toError(stderr: string, data: Record<string, unknown>): { code: string; message: string } {
  const start = stderr.indexOf("{");
  const body = start < 0 ? {} : parse(stderr.slice(start));
  const error = (body.error ?? body) as { code?: string; message?: string };
  return {
    code: error.code ?? (data.code as string | undefined) ?? "NO_CODE",
    message: error.message ?? stderr.trim(),
  };
}
