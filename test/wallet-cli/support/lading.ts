import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../../wallet-cli/bin/lading.js", import.meta.url));

/** What one run of the program left. */
export type Outcome = {
  exitCode: number;
  stdout: string;
  stderr: string;
  /** The JSON on stdout; an empty object where there is none. */
  data: Record<string, unknown>;
  /** The code of the JSON error on stderr. */
  code: string | undefined;
};

/** Runs the real program as a process; nothing of this test's environment reaches it but PATH. */
export function lading(
  words: readonly string[],
  options: { input?: string; env?: Record<string, string>; node?: string } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.node ?? process.execPath, [BIN, ...words], {
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH ?? "",
        HOME: process.env.HOME ?? "/",
        NO_COLOR: "1",
        LADING_WALLET: "/nonexistent/wallet",
        ...options.env,
      },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (exitCode) =>
      resolve({ exitCode: exitCode ?? -1, stdout, stderr, data: parse(stdout), code: codeOf(stderr) }),
    );
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function codeOf(stderr: string): string | undefined {
  const line = stderr.split("\n").find((candidate) => candidate.startsWith('{"error"'));
  return line === undefined ? undefined : (JSON.parse(line) as { error: { code: string } }).error.code;
}
