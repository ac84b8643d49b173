import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@libsql/client";
import { expect } from "chai";
import { migrate } from "../../../api/src/store/migrate.ts";
import { insertRows } from "../../../api/src/store/insertRows.ts";
import { openStore, type Store } from "../../../api/src/store/openStore.ts";

const MODELS = [
  "checkpoint",
  "block",
  "event",
  "eventMember",
  "party",
  "member",
  "officer",
  "agent",
  "title",
  "release",
  "scheme",
  "attestation",
  "recognitionRule",
  "document",
  "tradeDocumentReader",
  "idempotencyKey",
  "usedToken",
  "accessLog",
] as const;

describe("openStore", () => {
  let folder: string;
  let store: Store;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "lading-store-"));
    store = await openStore(folder);
  });

  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("has a table with every column for every model of the schema", async () => {
    for (const model of MODELS) {
      await (store.read[model] as unknown as { findFirst(): Promise<unknown> }).findFirst();
    }
  });

  it("keeps a transaction or nothing of it", async () => {
    const refused = store.transact(async (queries) => {
      await queries.usedToken.create({ data: { id: "a", expiresAt: 1 } });
      throw new Error("no");
    });
    await refused.then(
      () => expect.fail("must fail"),
      () => undefined,
    );
    expect(await store.read.usedToken.count()).to.equal(0);
    await Promise.all(
      [1, 2, 3].map((id) =>
        store.transact((queries) => queries.usedToken.create({ data: { id: `${id}`, expiresAt: 1 } })),
      ),
    );
    expect(await store.read.usedToken.count()).to.equal(3);
  });

  it("opens no file for a transaction that it does not close", async function () {
    if (!existsSync("/proc/self/fd")) {
      console.log("      skipped: this system does not list a process's open files");
      this.skip();
    }
    const write = (id: string) => store.transact((queries) => queries.usedToken.create({ data: { id, expiresAt: 1 } }));
    await write("first");
    const before = readdirSync("/proc/self/fd").length;
    for (let index = 0; index < 40; index += 1) await write(`${index}`);
    expect(readdirSync("/proc/self/fd").length).to.be.at.most(before + 2);
  });

  it("writes rows in bulk as Prisma reads them, replacing or keeping what is there", async () => {
    const row = {
      scheme: 1,
      publisher: 2,
      code: "007",
      version: 1,
      field: 1,
      grades: 5,
      retired: true,
      names: '{"1":"é"}',
      changedAt: 3,
      blockNumber: 4,
      logIndex: 5,
    };
    await insertRows(store.write, "Scheme", [row]);
    expect(await store.read.scheme.findUnique({ where: { scheme: 1 } })).to.deep.equal(row);
    await insertRows(store.write, "Scheme", [{ ...row, code: "other" }], "keep");
    expect((await store.read.scheme.findUnique({ where: { scheme: 1 } }))?.code).to.equal("007");
    await insertRows(store.write, "Scheme", [{ ...row, retired: false }]);
    expect((await store.read.scheme.findUnique({ where: { scheme: 1 } }))?.retired).to.equal(false);
    const officer = { officer: "0x1", member: 1, scopes: 511, validUntil: 2 ** 40 - 1, revoked: false };
    await insertRows(store.write, "Officer", [officer]);
    expect((await store.read.officer.findUnique({ where: { officer: "0x1" } }))?.validUntil).to.equal((1n << 40n) - 1n);
  });

  it("finds the readers of trade documents that an earlier version stored", async () => {
    const copy = join(folder, "earlier");
    cpSync(fileURLToPath(new URL("../../../api/prisma/migrations", import.meta.url)), copy, { recursive: true });
    const later = readdirSync(copy).filter((name) => /^\d/.test(name) && name >= "20261127020000");
    const kept = later.map((name) => [name, readFileSync(join(copy, name, "migration.sql"), "utf8")] as const);
    for (const [name] of kept) rmSync(join(copy, name), { recursive: true });
    const database = createClient({ url: `file:${join(folder, "earlier.db")}` });
    try {
      await migrate(database, copy);
      const content = JSON.stringify({ grants: [{ member: 7 }, { member: 3 }, { member: 7 }] });
      await database.execute({
        sql: 'INSERT INTO "TradeDocumentContent" VALUES (?, ?, ?, ?, ?, ?)',
        args: ["0x01", "0x02", 7, content, content.length, 1],
      });
      for (const [name, sql] of kept) {
        mkdirSync(join(copy, name));
        writeFileSync(join(copy, name, "migration.sql"), sql);
      }
      expect(await migrate(database, copy)).to.deep.equal(later);
      const { rows } = await database.execute('SELECT * FROM "TradeDocumentReader" ORDER BY "member"');
      expect(rows.map(({ member, document }) => [member, document])).to.deep.equal([
        [3, "0x01"],
        [7, "0x01"],
      ]);
    } finally {
      database.close();
    }
  });

  it("applies a migration once, and refuses one that was changed or that it does not know", async () => {
    const migrations = fileURLToPath(new URL("../../../api/prisma/migrations", import.meta.url));
    const copy = join(folder, "migrations");
    cpSync(migrations, copy, { recursive: true });
    const database = createClient({ url: `file:${join(folder, "other.db")}` });
    const code = (promise: Promise<unknown>) =>
      promise.then(
        () => "none",
        (error: { code: string }) => error.code,
      );
    try {
      const names = await migrate(database, copy);
      expect(names.length).to.be.above(0);
      expect(await migrate(database, copy)).to.deep.equal([]);
      writeFileSync(join(copy, names[0]!, "migration.sql"), "CREATE TABLE other (id INTEGER);");
      expect(await code(migrate(database, copy))).to.equal("STORE_MIGRATION_CHANGED");
      rmSync(join(copy, names[0]!), { recursive: true });
      expect(await code(migrate(database, copy))).to.equal("STORE_TOO_NEW");
    } finally {
      database.close();
    }
  });
});
