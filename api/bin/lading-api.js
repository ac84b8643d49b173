#!/usr/bin/env node
// The door of the API: plain JavaScript that every Node can read. The program itself is TypeScript without a build step, which needs
// Node 22.18 or newer; where the Node at hand is older, the one that npm installed beside us takes over.
import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(realpathSync(fileURLToPath(import.meta.url)));

/** Whether this Node strips types without a flag (22.18, 23.6 and everything after). */
function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

/** The node binary of the npm package `node`, in the nearest node_modules above us. */
function bundledNode() {
  for (let folder = here; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

if (runsTypeScript(process.versions.node)) {
  await import("../src/main.ts");
} else {
  const node = process.env.LADING_REEXECUTED ? undefined : bundledNode();
  if (node === undefined) {
    process.stderr.write(`lading-api needs Node 22.18 or newer; this is ${process.versions.node} (NODE_TOO_OLD)\n`);
    process.exit(1);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, LADING_REEXECUTED: "1" },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)));
}
