#!/usr/bin/env node
// The node's sources are TypeScript that Node 24 runs as they are; an older Node starts the one that npm installed.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 23 || (major === 23 && minor >= 6)) {
  await import(main);
} else {
  const packageFile = createRequire(import.meta.url).resolve("node/package.json");
  const binary = join(dirname(packageFile), "bin", process.platform === "win32" ? "node.exe" : "node");
  const child = spawn(binary, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`lading-node needs Node 24; the installed one cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
}
