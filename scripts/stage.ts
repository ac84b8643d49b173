import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** What a finished command left. */
export type StageResult = { status: number; output: string };

/**
 * Runs a command of `node_modules/.bin` (or on the path) from the project's root and collects what it prints.
 *
 * @param options.echo pass the output on while it comes
 */
export function runStage(
  [command, ...args]: string[],
  options: { echo?: boolean; env?: Record<string, string> } = {},
): Promise<StageResult> {
  return new Promise((resolve) => {
    const child = spawn(command!, args, {
      cwd: root,
      env: {
        ...process.env,
        ...options.env,
        PATH: `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH ?? ""}`,
      },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (options.echo === true) process.stdout.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => resolve({ status: 1, output: `${output}${command}: ${error.message}\n` }));
    child.on("close", (code) => resolve({ status: code ?? 1, output }));
  });
}
