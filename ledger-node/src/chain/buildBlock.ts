import { evmBlock, executeTransaction, type BlockContext, type Outcome } from "../evm/executeTransaction.ts";
import type { Engine } from "../evm/createEngine.ts";
import { encodeUndo } from "../state/undo.ts";
import { applyChanges, type World } from "../state/world.ts";
import type { StoreBatch } from "../store/Store.ts";
import type { Transaction } from "../tx/transaction.ts";
import type { Block } from "./block.ts";
import type { ExplorerIndex } from "./ExplorerIndex.ts";
import type { Header } from "./header.ts";
import { orderedRoot } from "./orderedRoot.ts";
import { bloomOf, encodeReceipt, type Receipt } from "./receipt.ts";

/** A block in the making: transactions are executed one by one, then it is closed. */
export type BlockBuilder = {
  context: BlockContext;
  gasUsed: bigint;
  transactions: Transaction[];
  senders: Uint8Array[];
  receipts: Receipt[];
  execute(transaction: Transaction, sender: Uint8Array): Promise<Outcome>;
};

/** Begins a block on a version of the state; an explorer's index is told each transaction. */
export function beginBlock(
  engine: Engine,
  world: World,
  context: BlockContext,
  explorer?: ExplorerIndex,
): BlockBuilder {
  engine.state.reset(world);
  explorer?.begin();
  const block = evmBlock(context);
  const builder: BlockBuilder = {
    context,
    gasUsed: 0n,
    transactions: [],
    senders: [],
    receipts: [],
    execute: async (transaction, sender) => {
      const outcome = await executeTransaction(engine, transaction, sender, block, context);
      builder.gasUsed += outcome.gasUsed;
      builder.transactions.push(transaction);
      builder.senders.push(sender);
      builder.receipts.push({
        type: transaction.type,
        succeeded: outcome.succeeded,
        cumulativeGasUsed: builder.gasUsed,
        logsBloom: bloomOf(outcome.logs),
        logs: outcome.logs,
      });
      explorer?.add(transaction, sender, outcome);
      return outcome;
    },
  };
  return builder;
}

/** The state after a block, its undo record and its header without extra data; state writes go to the batch. */
export function closeBlock(
  engine: Engine,
  world: World,
  builder: BlockBuilder,
  parentHash: Uint8Array,
  batch: StoreBatch,
): { header: Omit<Header, "extra">; world: World; undo: Uint8Array } {
  const changes = engine.state.changes();
  // Removals first: a later put of the same path must win.
  const applied = applyChanges(world, changes, {
    putAccountNode: (path, node) => batch.put("accountNode", path, node),
    removeAccountNode: (path) => batch.remove("accountNode", path),
    putStorageNode: (accountHash, path, node) => batch.put("storageNode", [accountHash, path], node),
    removeStorageNode: (accountHash, path) => batch.remove("storageNode", [accountHash, path]),
  });
  for (const [key, code] of engine.state.newCodes()) batch.put("code", Buffer.from(key, "latin1"), code);
  const logsBloom = new Uint8Array(256);
  for (const receipt of builder.receipts) {
    if (receipt.logs.length > 0) for (let i = 0; i < 256; i++) logsBloom[i]! |= receipt.logsBloom[i] as number;
  }
  return {
    header: {
      parentHash,
      coinbase: builder.context.coinbase,
      stateRoot: applied.stateRoot,
      transactionsRoot: orderedRoot(builder.transactions.map((transaction) => transaction.raw)),
      receiptsRoot: orderedRoot(builder.receipts.map(encodeReceipt)),
      logsBloom,
      number: builder.context.number,
      gasLimit: builder.context.gasLimit,
      gasUsed: builder.gasUsed,
      timestamp: builder.context.timestamp,
    },
    world: applied.world,
    undo: encodeUndo(changes),
  };
}

/** A whole block from its builder and its sealed header. */
export function finishedBlock(builder: BlockBuilder, header: Header, hash: Uint8Array): Block {
  return { header, hash, transactions: builder.transactions, senders: builder.senders, receipts: builder.receipts };
}
