import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { SingleConnectionLibSql } from "./singleConnection.ts";
import { LadingError } from "@lading/sdk/errors";
import { PrismaClient, type Prisma } from "../../generated/client.ts";
import { migrate } from "./migrate.ts";

/** Queries, inside or outside a transaction. */
export type Queries = Prisma.TransactionClient;

/** The open read model. Two connections, so that a reader never waits for a writer (WAL). */
export type Store = {
  /** For reads. */
  read: Queries;
  /** For single writes outside a transaction. */
  write: Queries;
  /** Runs `work` in one transaction; writers wait for one another. */
  transact<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * Opens the read model in a data directory, makes it durable and brings it up to date.
 *
 * @throws LadingError `STORE_NOT_DURABLE` when SQLite would acknowledge before the disk has it, and as {@link migrate}
 * @example
 * const store = await openStore("/var/lib/lading");
 */
export async function openStore(dataDir: string): Promise<Store> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const url = `file:${join(dataDir, "read-model.db")}`;
  await prepare(url);
  const write = new PrismaClient({ adapter: new SingleConnectionLibSql({ url }) });
  const read = new PrismaClient({ adapter: new SingleConnectionLibSql({ url }) });
  return {
    read,
    write,
    transact: (work) => write.$transaction(work, { maxWait: 60_000, timeout: 120_000 }),
    async close() {
      await read.$disconnect();
      await write.$disconnect();
    },
  };
}

async function prepare(url: string): Promise<void> {
  const database = createClient({ url });
  try {
    await database.execute("PRAGMA journal_mode = WAL");
    // A setting of each connection, whose default is fixed when SQLite is compiled: 2 is FULL. WAL with NORMAL may forget acknowledged
    // answers at a power cut.
    const { rows } = await database.execute("PRAGMA synchronous");
    if (Number(rows[0]?.synchronous) < 2) {
      throw new LadingError(
        "STORE_NOT_DURABLE",
        "unavailable",
        "This SQLite was compiled without synchronous=FULL as its default",
      );
    }
    await migrate(database);
  } finally {
    database.close();
  }
}
