import type { Client, Transaction } from "@libsql/client";
import { PrismaLibSql } from "@prisma/adapter-libsql";

/**
 * Prisma's libSQL adapter on one connection. The libSQL client hands its connection to each transaction and opens another one, and the
 * one handed over stays open until it happens to be collected: a busy server would run out of file descriptors. Here a transaction is
 * `BEGIN` and `COMMIT` on the one connection there is, which the adapter already gives to one transaction at a time.
 */
export class SingleConnectionLibSql extends PrismaLibSql {
  override createClient(config: Parameters<PrismaLibSql["createClient"]>[0]): Client {
    const client = super.createClient(config) as Client;
    return new Proxy(client, {
      get(target, property) {
        if (property === "transaction") return () => begin(target);
        const value = Reflect.get(target, property, target) as unknown;
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
  }
}

async function begin(client: Client): Promise<Transaction> {
  await client.execute("BEGIN IMMEDIATE");
  let closed = false;
  const end = async (statement: "COMMIT" | "ROLLBACK"): Promise<void> => {
    if (closed) return;
    closed = true;
    try {
      await client.execute(statement);
    } catch (error) {
      // A commit that failed (a full disk) leaves the transaction open; the next one needs the connection free.
      if (statement === "COMMIT") await client.execute("ROLLBACK").catch(() => undefined);
      throw error;
    }
  };
  return {
    execute: (statement) => client.execute(statement),
    batch: (statements) => Promise.all(statements.map((statement) => client.execute(statement as string))),
    executeMultiple: (sql) => client.executeMultiple(sql),
    commit: () => end("COMMIT"),
    rollback: () => end("ROLLBACK"),
    close: () => void end("ROLLBACK"),
    get closed() {
      return closed;
    },
  };
}
