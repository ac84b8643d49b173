import { randomBytes } from "node:crypto";
import { toHex } from "../codec/bytes.ts";
import type { LedgerNode } from "../Node.ts";
import { invalidParam, RpcError, rpcCodes } from "./errors.ts";
import { logsOfBlock } from "./findLogs.ts";
import { headerJson, transactionJson } from "./format.ts";
import type { RpcLimits } from "./limits.ts";
import { logFilter } from "./params.ts";

/** The subscriptions of one WebSocket connection (`eth_subscribe`). */
export class Subscriptions {
  readonly #stops = new Map<string, () => void>();
  readonly #node: LedgerNode;
  readonly #limits: RpcLimits;
  readonly #send: (message: string) => void;

  constructor(node: LedgerNode, limits: RpcLimits, send: (message: string) => void) {
    this.#node = node;
    this.#limits = limits;
    this.#send = send;
  }

  /** Begins a subscription and returns its id. */
  add(kind: unknown, options: unknown): string {
    if (this.#stops.size >= this.#limits.subscriptions) {
      throw new RpcError(
        rpcCodes.limitExceeded,
        `this connection has ${this.#limits.subscriptions} subscriptions already`,
      );
    }
    const id = toHex(randomBytes(16));
    const tell = (result: unknown): void =>
      this.#send(JSON.stringify({ jsonrpc: "2.0", method: "eth_subscription", params: { subscription: id, result } }));
    this.#stops.set(id, this.#listen(kind, options, tell));
    return id;
  }

  #listen(kind: unknown, options: unknown, tell: (result: unknown) => void): () => void {
    const { ledger, sealer } = this.#node;
    switch (kind) {
      case "newHeads":
        return ledger.onBlock((block) => tell(headerJson(block.header, block.hash)));
      case "logs": {
        const criteria = logFilter(options);
        return ledger.onBlock((block) => {
          for (const log of logsOfBlock(block, criteria)) tell(log);
        });
      }
      case "newPendingTransactions":
        return sealer.onPending((transaction, sender) =>
          tell(options === true ? transactionJson(transaction, sender, undefined) : toHex(transaction.hash)),
        );
      case "syncing":
        // After the answer that names the subscription.
        setImmediate(() => tell(this.#node.syncing?.() !== undefined));
        return () => undefined;
      default:
        throw invalidParam("subscription", kind, "newHeads, logs, newPendingTransactions or syncing");
    }
  }

  /** True when there was one. */
  remove(id: unknown): boolean {
    const stop = typeof id === "string" ? this.#stops.get(id) : undefined;
    if (stop === undefined) return false;
    stop();
    return this.#stops.delete(id as string);
  }

  close(): void {
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }
}
