import { closeSync, fdatasyncSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { ClassicLevel } from "classic-level";
import { NodeError, storeDamaged } from "../errors.ts";
import { bucketKey, STORE_VERSION, type BucketName } from "./buckets.ts";
import { protect, unprotect } from "./checksum.ts";

type Database = ClassicLevel<Uint8Array, Uint8Array>;
type Snapshot = ReturnType<Database["snapshot"]>;

/** What stands behind the bucket in a key: in one piece, or in two that follow one another. */
export type KeyName = Uint8Array | readonly [Uint8Array, Uint8Array];

/** What goes to disk together or not at all. Keys and values are copied when they are given. */
export type StoreBatch = {
  put(bucket: BucketName, key: KeyName, value: Uint8Array): void;
  remove(bucket: BucketName, key: KeyName): void;
  /** Writes everything at once and returns when it would survive a power cut. @throws NodeError STORE_WRITE_FAILED */
  writeSynced(): Promise<void>;
};

/** The store as it was at one moment, whatever is written meanwhile. */
export type StoreView = {
  /** The value, or undefined where there is none. @throws NodeError STORE_DAMAGED */
  get(bucket: BucketName, key: KeyName): Uint8Array | undefined;
  close(): Promise<void>;
};

const bytes = { keyEncoding: "view", valueEncoding: "view" } as const;

/**
 * What level collects in memory, beside its log, before it sorts it into files. The nodes of a block lie anywhere among all others, so level
 * rewrites most of its files for whatever it sorts in: the more at once, the less often. With 16 MiB that took as much of a processor as
 * executing did. After a kill, level reads its log before the node starts; {@link Store.close} leaves none.
 */
const WRITE_BUFFER_BYTES = 64 * 1024 * 1024;

/** No record has such a key. */
const BEHIND_ALL = new Uint8Array([0xff]);

const utf8 = new TextEncoder();

function keyIn(bucket: BucketName, name: KeyName): Uint8Array {
  return name instanceof Uint8Array ? bucketKey(bucket, name) : bucketKey(bucket, name[0], name[1]);
}

/** Makes the names in a directory durable, not only the files' contents. */
export function syncDirectory(directory: string): void {
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The key-value store of one chain, in one directory, opened by one process. */
export class Store {
  readonly #database: Database;
  readonly directory: string;
  /** Synced writes so far, and how long the last took in milliseconds. */
  readonly writes = { count: 0, lastMilliseconds: 0, totalMilliseconds: 0, bytes: 0 };

  private constructor(database: Database, directory: string) {
    this.#database = database;
    this.directory = directory;
  }

  /**
   * Opens the store in `directory`/chain, and creates it if it is not there.
   *
   * @throws NodeError STORE_IN_USE, STORE_DAMAGED, STORE_VERSION_UNSUPPORTED
   */
  static async open(directory: string): Promise<Store> {
    const location = join(directory, "chain");
    mkdirSync(location, { recursive: true });
    syncDirectory(directory);
    const database: Database = new ClassicLevel<Uint8Array, Uint8Array>(location, {
      ...bytes,
      cacheSize: 64 * 1024 * 1024,
      writeBufferSize: WRITE_BUFFER_BYTES,
    });
    try {
      await database.open();
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      const text = cause instanceof Error ? cause.message : String(cause);
      if ((cause as { code?: string }).code === "LEVEL_LOCKED" || /lock/i.test(text)) {
        throw new NodeError(
          "STORE_IN_USE",
          "conflict",
          `another process has opened ${directory}; stop it first`,
          { directory },
          { cause },
        );
      }
      throw storeDamaged("level cannot open it", { directory, reason: text }, cause);
    }
    const store = new Store(database, directory);
    try {
      await store.#checkVersion();
    } catch (error) {
      await database.close();
      throw error;
    }
    return store;
  }

  async #checkVersion(): Promise<void> {
    const stored = this.getMeta("version");
    if (stored === undefined) {
      if (this.getMeta("head") !== undefined)
        throw storeDamaged("the version of the store is missing", { directory: this.directory });
      const batch = this.batch();
      batch.put("meta", utf8.encode("version"), new Uint8Array([STORE_VERSION]));
      await batch.writeSynced();
      syncDirectory(join(this.directory, "chain"));
      return;
    }
    if (stored[0] !== STORE_VERSION) {
      throw new NodeError(
        "STORE_VERSION_UNSUPPORTED",
        "conflict",
        `the store in ${this.directory} has format ${stored[0]}; this version reads ${STORE_VERSION}. Export the chain with the version that wrote it, then import it`,
        { found: stored[0] ?? 0, supported: STORE_VERSION },
      );
    }
  }

  #read(key: Uint8Array, snapshot?: Snapshot): Uint8Array | undefined {
    let stored: Uint8Array | undefined;
    try {
      stored = this.#database.getSync(key, snapshot === undefined ? {} : { snapshot });
    } catch (cause) {
      throw storeDamaged(
        "a record cannot be read",
        { key: Buffer.from(key).toString("hex"), reason: String((cause as Error).message) },
        cause,
      );
    }
    // level gives a Buffer, whose slice() shares its memory; everything above counts on the copy that a Uint8Array makes.
    const plain =
      stored === undefined ? undefined : new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
    return plain === undefined ? undefined : unprotect(key, plain);
  }

  /** The value, or undefined where there is none. @throws NodeError STORE_DAMAGED */
  get(bucket: BucketName, key: KeyName): Uint8Array | undefined {
    return this.#read(keyIn(bucket, key));
  }

  /** A value of the meta bucket. @throws NodeError STORE_DAMAGED */
  getMeta(name: string): Uint8Array | undefined {
    return this.get("meta", utf8.encode(name));
  }

  /** The key of a name in the meta bucket. */
  metaKey(name: string): Uint8Array {
    return utf8.encode(name);
  }

  /** A view that later writes do not change; close it after use. */
  view(): StoreView {
    const snapshot = this.#database.snapshot();
    return {
      get: (bucket, key) => this.#read(keyIn(bucket, key), snapshot),
      close: () => snapshot.close(),
    };
  }

  /** A new, empty batch. */
  batch(): StoreBatch {
    // Each record goes to level at once: what a block writes need not outlive a few collections of garbage as keys, values and lists.
    const chained = this.#database.batch();
    let size = 0;
    return {
      put: (bucket, name, value) => {
        const key = keyIn(bucket, name);
        chained.put(key, protect(key, value));
        size += key.length + value.length;
      },
      remove: (bucket, name) => {
        chained.del(keyIn(bucket, name));
      },
      writeSynced: async () => {
        const started = performance.now();
        try {
          await chained.write({ sync: true });
        } catch (cause) {
          const reason =
            cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : String(cause);
          throw new NodeError(
            "STORE_WRITE_FAILED",
            "unavailable",
            `the store could not be written: ${reason}`,
            { reason },
            { cause },
          );
        }
        this.writes.lastMilliseconds = performance.now() - started;
        this.writes.totalMilliseconds += this.writes.lastMilliseconds;
        this.writes.count++;
        this.writes.bytes += size;
      },
    };
  }

  /** Every key and value of a bucket in key order, checked; damage is reported through the callback and the walk goes on. */
  async *scan(bucket: BucketName, onDamage: (error: NodeError) => void): AsyncGenerator<[Uint8Array, Uint8Array]> {
    const gte = bucketKey(bucket);
    const lt = new Uint8Array([(gte[0] as number) + 1]);
    for await (const [key, stored] of this.#database.iterator({ gte, lt })) {
      try {
        yield [key.subarray(1), unprotect(key, stored)];
      } catch (error) {
        if (!(error instanceof NodeError)) throw error;
        onDamage(error);
      }
    }
  }

  /** Keys and values of a bucket from one key up to another, the latter not included; the last first where `reverse` says so. */
  async *range(
    bucket: BucketName,
    range: { from: Uint8Array; to: Uint8Array },
    reverse: boolean,
  ): AsyncGenerator<[Uint8Array, Uint8Array]> {
    const options = { gte: bucketKey(bucket, range.from), lt: bucketKey(bucket, range.to), reverse };
    for await (const [key, stored] of this.#database.iterator(options)) yield [key.subarray(1), unprotect(key, stored)];
  }

  /** Rewrites the files without what was overwritten or removed. */
  async compact(): Promise<void> {
    await this.#database.compactRange(new Uint8Array([0]), BEHIND_ALL);
  }

  async close(): Promise<void> {
    if (this.writes.count > 0) {
      try {
        // Compacting nothing moves what is in memory to a file, so that the next start has no log to read.
        await this.#database.compactRange(BEHIND_ALL, BEHIND_ALL);
      } catch {
        // As on a full disk. The log has it all: that only makes the next start longer.
      }
    }
    await this.#database.close();
  }
}

/** Writes that a caller wants durable before it goes on. */
export function syncFile(path: string): void {
  const handle = openSync(path, "r+");
  try {
    fdatasyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
