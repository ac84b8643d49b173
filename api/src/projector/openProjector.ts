import type { Logger } from "pino";
import type { RpcEndpoint } from "@lading/sdk/chain";
import type { Deployment } from "@lading/sdk/http";
import { LadingError } from "@lading/sdk/errors";
import { readHead, readHeaders, readLogs, type BlockHeader } from "../ledger/readBlocks.ts";
import { insertRows } from "../store/insertRows.ts";
import type { Queries, Store } from "../store/openStore.ts";
import { applyLogs, clearDerived } from "./applyLogs.ts";
import { createLogDecoder } from "./decodeLog.ts";
import type { LedgerLog } from "./LedgerLog.ts";
import { subjectOf } from "./subjectOf.ts";

/** Blocks asked for at once at most. */
const MAX_RANGE = 4_096;
/** Latest applied blocks whose hashes are kept, to find where a reorganised chain parts from ours. */
const KEPT_BLOCKS = 512;
/** Events read at once when rows are made again from the stored events. */
const REFOLD_PAGE = 2_000;

/** How far the read model is. */
export type Position = { blockNumber: number; blockHash: string; blockTime: number };

/** Follows the ledger into the read model. */
export type Projector = {
  position(): Position | null;
  /** Waits until a block is in the read model. */
  reached(blockNumber: number): Promise<void>;
  /** Calls back after each commit, until the returned function is called. */
  onCommit(listener: (logs: readonly LedgerLog[]) => void): () => void;
  /** Why the last look at the ledger failed; null when it did not. */
  fault(): LadingError | null;
  /** Applies everything up to the ledger's head, once. */
  catchUp(): Promise<void>;
  /** Begins to follow. */
  start(): void;
  stop(): Promise<void>;
};

/**
 * Opens the projector: events become rows in one transaction with the position, so that a crash never leaves half a block. A block
 * that is no longer on the ledger is taken back with everything after it.
 *
 * @example
 * const projector = await openProjector({ store, deployment, endpoint, pollInterval: 250, log });
 * projector.start();
 * await projector.reached(receipt.blockNumber);
 */
export async function openProjector(options: {
  store: Store;
  deployment: Deployment;
  endpoint: RpcEndpoint;
  pollInterval: number;
  log: Logger;
}): Promise<Projector> {
  const { store, deployment, endpoint, pollInterval, log } = options;
  const addresses = Object.values(deployment.registries);
  const decode = createLogDecoder(deployment);
  const listeners = new Set<(logs: readonly LedgerLog[]) => void>();
  const waiting = new Set<{ blockNumber: number; resolve: () => void }>();
  let range = MAX_RANGE;
  let fault: LadingError | null = null;
  let stopping = false;
  let wake = (): void => undefined;
  let woken = false;
  let following: Promise<void> | undefined;

  const checkpoint = await store.read.checkpoint.findUnique({ where: { id: 1 } });
  let position: Position | null =
    checkpoint === null
      ? null
      : { blockNumber: checkpoint.blockNumber, blockHash: checkpoint.blockHash, blockTime: checkpoint.blockTime };

  /** Applies the next blocks; false when there is none. */
  async function step(): Promise<boolean> {
    const head = await readHead(endpoint);
    if (position !== null && head.number === position.blockNumber && head.hash === position.blockHash) return false;
    if (position !== null && head.number <= position.blockNumber) {
      await takeBack();
      return true;
    }
    const from = position === null ? deployment.fromBlock : position.blockNumber + 1;
    if (head.number < from) return false;
    const to = Math.min(head.number, from + range - 1);
    const raw = await readLogs(endpoint, addresses, from, to);
    const numbers = [...new Set([from, ...raw.map((entry) => entry.blockNumber), to])];
    const headers = new Map(
      (await readHeaders(endpoint, numbers)).flatMap((each) => (each ? [[each.number, each]] : [])),
    );
    const [first, last] = [headers.get(from), headers.get(to)];
    if (
      first === undefined ||
      last === undefined ||
      raw.some((entry) => headers.get(entry.blockNumber)?.hash !== entry.blockHash)
    ) {
      throw new LadingError(
        "LEDGER_ERROR",
        "unavailable",
        `${endpoint.url} changed blocks ${from} to ${to} while they were read`,
      );
    }
    if (position !== null && first.parentHash !== position.blockHash) {
      await takeBack();
      return true;
    }
    const logs = raw.flatMap((entry) => decode(entry, headers.get(entry.blockNumber)!.timestamp) ?? []);
    await commit(
      logs,
      [...headers.values()].filter((header) => header.number >= from),
      last,
    );
    range = Math.min(MAX_RANGE, range * 2);
    return true;
  }

  async function commit(logs: readonly LedgerLog[], headers: BlockHeader[], last: BlockHeader): Promise<void> {
    await store.transact(async (queries) => {
      await insertRows(
        queries,
        "Event",
        logs.map((each) => ({ ...each, subject: subjectOf(each), args: JSON.stringify(each.args) })),
      );
      await applyLogs(queries, logs);
      await insertRows(
        queries,
        "Block",
        headers.slice(-KEPT_BLOCKS).map(({ number, hash, timestamp }) => ({ number, hash, time: timestamp })),
      );
      await trimBlocks(queries);
      await moveTo(queries, { blockNumber: last.number, blockHash: last.hash, blockTime: last.timestamp });
    });
    position = { blockNumber: last.number, blockHash: last.hash, blockTime: last.timestamp };
    announce(logs);
  }

  async function trimBlocks(queries: Queries): Promise<void> {
    const [oldest] = await queries.block.findMany({ orderBy: { number: "desc" }, skip: KEPT_BLOCKS, take: 1 });
    if (oldest !== undefined) await queries.block.deleteMany({ where: { number: { lte: oldest.number } } });
  }

  async function moveTo(queries: Queries, to: Position): Promise<void> {
    const row = { ...to, chainId: deployment.chainId };
    await queries.checkpoint.upsert({ where: { id: 1 }, create: row, update: row });
  }

  /** Goes back to the latest applied block that the ledger still has, and makes the derived rows again from the events up to it. */
  async function takeBack(): Promise<void> {
    const kept = await store.read.block.findMany({ orderBy: { number: "desc" } });
    const headers = await readHeaders(
      endpoint,
      kept.map((block) => block.number),
    );
    const ancestor = kept.find((block, index) => headers[index]?.hash === block.hash);
    log.warn(
      { from: position?.blockNumber, to: ancestor?.number ?? null },
      "the ledger was reorganised; taking blocks back",
    );
    await store.transact(async (queries) => {
      const after = { gt: ancestor?.number ?? -1 };
      await queries.event.deleteMany({ where: { blockNumber: after } });
      await queries.block.deleteMany({ where: { number: after } });
      await clearDerived(queries);
      await refold(queries);
      if (ancestor === undefined) await queries.checkpoint.deleteMany();
      else await moveTo(queries, { blockNumber: ancestor.number, blockHash: ancestor.hash, blockTime: ancestor.time });
    });
    position =
      ancestor === undefined
        ? null
        : { blockNumber: ancestor.number, blockHash: ancestor.hash, blockTime: ancestor.time };
  }

  async function refold(queries: Queries): Promise<void> {
    const order = [{ blockNumber: "asc" as const }, { logIndex: "asc" as const }];
    let last: { blockNumber: number; logIndex: number } | undefined;
    for (;;) {
      const rows = await queries.event.findMany({
        orderBy: order,
        take: REFOLD_PAGE,
        ...(last === undefined ? {} : { cursor: { blockNumber_logIndex: last }, skip: 1 }),
      });
      if (rows.length === 0) return;
      await applyLogs(
        queries,
        rows.map(({ args, subject: _, ...row }) => ({ ...row, args: JSON.parse(args) }) as LedgerLog),
      );
      const { blockNumber, logIndex } = rows.at(-1)!;
      last = { blockNumber, logIndex };
    }
  }

  function announce(logs: readonly LedgerLog[]): void {
    for (const each of waiting) {
      if (position !== null && position.blockNumber >= each.blockNumber) {
        waiting.delete(each);
        each.resolve();
      }
    }
    if (logs.length > 0) for (const listener of listeners) listener(logs);
  }

  async function catchUp(): Promise<void> {
    while (!stopping && (await step()));
  }

  async function follow(): Promise<void> {
    while (!stopping) {
      woken = false;
      try {
        await catchUp();
        fault = null;
      } catch (error) {
        fault =
          error instanceof LadingError
            ? error
            : new LadingError(
                "PROJECTOR_FAILED",
                "internal",
                "The read model cannot follow the ledger",
                {},
                { cause: error },
              );
        // A node may refuse a range that is too large for it.
        if (fault.code === "LEDGER_ERROR") range = Math.max(1, Math.floor(range / 2));
        log.error({ err: error }, "cannot follow the ledger");
      }
      if (!woken && !stopping) await pause(fault === null ? pollInterval : Math.max(pollInterval, 1_000));
    }
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    position: () => position,
    fault: () => fault,
    catchUp,
    reached(blockNumber) {
      if (position !== null && position.blockNumber >= blockNumber) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.add({ blockNumber, resolve });
      woken = true;
      wake();
      return promise;
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start() {
      following ??= follow();
    },
    async stop() {
      stopping = true;
      wake();
      await following;
    },
  };
}
