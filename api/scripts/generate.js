// Generates the Prisma client into api/generated, without a network: Prisma would fetch a schema engine that `generate` never runs,
// so it is given an executable that exists on every machine, this very Node.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const api = dirname(dirname(fileURLToPath(import.meta.url)));
const prisma = join(dirname(createRequire(import.meta.url).resolve("prisma/package.json")), "build", "index.js");
const result = spawnSync(
  process.execPath,
  [prisma, "generate", "--schema", join(api, "prisma", "schema.prisma"), "--no-hints"],
  {
    cwd: api,
    encoding: "utf8",
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  },
);
if (result.status !== 0) {
  process.stderr.write(`${result.stdout}${result.stderr}`);
  process.exit(result.status ?? 1);
}
