import { randomBytes } from "node:crypto";
import { toHex } from "../codec/bytes.ts";
import type { LedgerNode } from "../Node.ts";
import { RpcError, rpcCodes } from "./errors.ts";
import { findLogs, logsOfBlock, type LogCriteria } from "./findLogs.ts";
import type { RpcLimits } from "./limits.ts";

type Filter = {
  kind: "logs" | "blocks" | "pending";
  criteria: LogCriteria | undefined;
  /** Blocks the caller wants, both included. */
  from: number;
  to: number;
  queue: unknown[];
  used: number;
};

/** Filters that nobody polls are forgotten after this time, as other clients do. */
const IDLE_MILLISECONDS = 5 * 60 * 1000;

/** Polled filters (`eth_newFilter` and its relatives). */
export class Filters {
  readonly #filters = new Map<string, Filter>();
  readonly #node: LedgerNode;
  readonly #limits: RpcLimits;
  readonly #stops: (() => void)[];

  constructor(node: LedgerNode, limits: RpcLimits) {
    this.#node = node;
    this.#limits = limits;
    this.#stops = [
      node.ledger.onBlock((block) => {
        this.#forgetIdle();
        for (const filter of this.#filters.values()) {
          if (filter.kind === "blocks") this.#add(filter, [toHex(block.hash)]);
          else if (
            filter.kind === "logs" &&
            filter.criteria !== undefined &&
            block.header.number >= filter.from &&
            block.header.number <= filter.to
          ) {
            this.#add(filter, logsOfBlock(block, filter.criteria));
          }
        }
      }),
      node.sealer.onPending((transaction) => {
        for (const filter of this.#filters.values())
          if (filter.kind === "pending") this.#add(filter, [toHex(transaction.hash)]);
      }),
    ];
  }

  #add(filter: Filter, items: readonly unknown[]): void {
    filter.queue.push(...items);
    if (filter.queue.length > this.#limits.logResults)
      filter.queue.splice(0, filter.queue.length - this.#limits.logResults);
  }

  #forgetIdle(): void {
    const limit = Date.now() - IDLE_MILLISECONDS;
    for (const [id, filter] of this.#filters) if (filter.used < limit) this.#filters.delete(id);
  }

  /** Begins a filter. Its id cannot be guessed, so one caller cannot empty another's. */
  create(
    kind: Filter["kind"],
    criteria?: LogCriteria,
    range: { from: number; to: number } = { from: 0, to: Number.MAX_SAFE_INTEGER },
  ): string {
    this.#forgetIdle();
    if (this.#filters.size >= this.#limits.filters) {
      throw new RpcError(rpcCodes.limitExceeded, `there are ${this.#limits.filters} filters already; uninstall some`);
    }
    const id = toHex(randomBytes(16));
    this.#filters.set(id, { kind, criteria, ...range, queue: [], used: Date.now() });
    return id;
  }

  #get(id: unknown): Filter {
    const filter = typeof id === "string" ? this.#filters.get(id) : undefined;
    if (filter === undefined) throw new RpcError(rpcCodes.server, "filter not found");
    filter.used = Date.now();
    return filter;
  }

  /** What came since the last poll. */
  changes(id: unknown): unknown[] {
    const filter = this.#get(id);
    return filter.queue.splice(0);
  }

  /** All events a log filter covers up to now. */
  async logs(id: unknown): Promise<unknown[]> {
    const filter = this.#get(id);
    if (filter.criteria === undefined) throw new RpcError(rpcCodes.server, "filter not found");
    const head = this.#node.ledger.head.header.number;
    return findLogs(this.#node.ledger, filter.from, Math.min(filter.to, head), filter.criteria, this.#limits);
  }

  /** True when there was one. */
  remove(id: unknown): boolean {
    return typeof id === "string" && this.#filters.delete(id);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }
}
