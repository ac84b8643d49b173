import type { Queries, Store } from "../store/openStore.ts";
import { CLOCK_SKEW } from "./verifyToken.ts";
import { LadingError } from "@lading/sdk/errors";

/** Who read which right. */
export type ReadEntry = { member: number; officer: string; right: string; subject: string; verb: string };

/** What must be on disk before an answer goes out: tokens used, and reads of rights. */
export type Audit = {
  /** @throws LadingError `TOKEN_REPLAYED` */
  useToken(id: string, expiresAt: number): Promise<void>;
  recordRead(entry: ReadEntry): Promise<void>;
};

type Waiting = {
  tokens: { id: string; expiresAt: number }[];
  reads: (ReadEntry & { at: number })[];
  done: Promise<void>;
  settle: { resolve: () => void; reject: (error: unknown) => void };
};

/**
 * Opens the audit. Entries that come while the disk is busy go together in the next transaction, so many requests share one fsync.
 *
 * @param now Seconds since 1970
 * @example
 * const audit = await openAudit(store, () => Math.floor(Date.now() / 1000));
 * await audit.useToken(`${did} ${jti}`, expiresAt);
 */
export async function openAudit(store: Store, now: () => number): Promise<Audit> {
  const used = new Map<string, number>();
  await store.write.usedToken.deleteMany({ where: { expiresAt: { lt: now() } } });
  for (const token of await store.read.usedToken.findMany()) used.set(token.id, token.expiresAt);
  let next: Waiting | undefined;
  let busy = false;
  let purgedAt = now();

  async function flush(): Promise<void> {
    busy = true;
    while (next !== undefined) {
      const { tokens, reads, settle } = next;
      next = undefined;
      try {
        await store.transact((queries) => write(queries, tokens, reads));
        settle.resolve();
      } catch (error) {
        settle.reject(error);
      }
    }
    busy = false;
  }

  async function write(queries: Queries, tokens: Waiting["tokens"], reads: Waiting["reads"]): Promise<void> {
    if (tokens.length > 0) await queries.usedToken.createMany({ data: tokens });
    if (reads.length > 0) await queries.accessLog.createMany({ data: reads });
    if (now() - purgedAt < 60) return;
    purgedAt = now();
    for (const [id, expiresAt] of used) if (expiresAt < purgedAt) used.delete(id);
    await queries.usedToken.deleteMany({ where: { expiresAt: { lt: purgedAt } } });
  }

  function enqueue(add: (waiting: Waiting) => void): Promise<void> {
    if (next === undefined) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      next = { tokens: [], reads: [], done: promise, settle: { resolve, reject } };
      if (!busy) setImmediate(() => void flush());
    }
    add(next);
    return next.done;
  }

  return {
    useToken(id, expiresAt) {
      if (used.has(id)) {
        throw new LadingError(
          "TOKEN_REPLAYED",
          "unauthenticated",
          "The token was used before; sign a fresh one for each request",
        );
      }
      // Kept as long as the skew would still admit it.
      const until = Math.ceil(expiresAt) + CLOCK_SKEW + 1;
      used.set(id, until);
      return enqueue((waiting) => waiting.tokens.push({ id, expiresAt: until }));
    },
    recordRead: (entry) => enqueue((waiting) => waiting.reads.push({ ...entry, at: now() })),
  };
}
