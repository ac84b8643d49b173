import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import type { Client } from "@libsql/client";
import { LadingError } from "@lading/sdk/errors";

const FOLDER = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

// The table that Prisma's own migrate engine keeps, so that its tools understand a database made here.
const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "checksum" TEXT NOT NULL,
    "finished_at" DATETIME,
    "migration_name" TEXT NOT NULL,
    "logs" TEXT,
    "rolled_back_at" DATETIME,
    "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/**
 * Applies the checked-in migrations that a database lacks, each in one transaction with its entry in `_prisma_migrations`.
 *
 * @returns the names applied now
 * @throws LadingError `STORE_MIGRATION_CHANGED` when one applied earlier is not the one checked in, `STORE_TOO_NEW` when the database
 * has one that this version does not know
 * @example
 * await migrate(createClient({ url: "file:/var/lib/lading/api.db" }));
 */
export async function migrate(database: Client, folder: string = FOLDER): Promise<string[]> {
  await database.execute(BOOKKEEPING);
  const { rows } = await database.execute(
    `SELECT migration_name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL`,
  );
  const applied = new Map(rows.map((row) => [String(row.migration_name), String(row.checksum)]));
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  for (const name of applied.keys()) {
    if (names.includes(name)) continue;
    throw new LadingError(
      "STORE_TOO_NEW",
      "unavailable",
      `The read model has migration "${name}", which this version does not know; start the newer version`,
      { migration: name },
    );
  }
  const done: string[] = [];
  for (const name of names) {
    const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
    const checksum = createHash("sha256").update(sql).digest("hex");
    const before = applied.get(name);
    if (before === checksum) continue;
    if (before !== undefined) {
      throw new LadingError(
        "STORE_MIGRATION_CHANGED",
        "unavailable",
        `Migration "${name}" was applied with other contents; an applied migration never changes`,
        { migration: name },
      );
    }
    const now = Date.now();
    await database.batch(
      [
        ...statementsOf(sql),
        {
          sql: `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count) VALUES (?, ?, ?, ?, ?, 1)`,
          args: [randomUUID(), checksum, now, name, now],
        },
      ],
      "write",
    );
    done.push(name);
  }
  return done;
}

/** The statements of a migration. Ours hold no semicolon inside a string or a trigger. */
function statementsOf(sql: string): string[] {
  return sql
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.replace(/^\s*--.*$/gm, "").trim())
    .filter((statement) => statement !== "");
}
