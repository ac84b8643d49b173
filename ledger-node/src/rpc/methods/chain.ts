import { toHex } from "../../codec/bytes.ts";
import type { Block } from "../../chain/block.ts";
import { blockOf, knownHeight } from "../blocks.ts";
import { blockJson, hexQuantity, receiptJson, transactionJson } from "../format.ts";
import type { Method, MethodContext, Methods } from "../method.ts";
import { array, blockReference, flag, hash, integer, quantity } from "../params.ts";

function transactionAt(block: Block | undefined, index: number) {
  const transaction = block?.transactions[index];
  const sender = block?.senders[index];
  return block === undefined || transaction === undefined || sender === undefined
    ? null
    : transactionJson(transaction, sender, { block, index });
}

function byHash(params: readonly unknown[], { node }: MethodContext): Block | undefined {
  return blockOf(node, { hash: hash(params[0], "blockHash"), requireCanonical: false });
}

const byNumber: Method = (params, { node }) => {
  const block = blockOf(node, blockReference(params[0]));
  return block === undefined ? null : blockJson(block, flag(params[1], "full"));
};

const count = (block: Block | undefined): string | null =>
  block === undefined ? null : hexQuantity(block.transactions.length);

/** Most blocks of one fee history (EIP-1474's clients allow 1024). */
const FEE_HISTORY_BLOCKS = 1_024n;

const feeHistory: Method = (params, { node }) => {
  const wanted = quantity(typeof params[0] === "number" ? hexQuantity(params[0]) : params[0], "blockCount");
  const newest = knownHeight(node, blockReference(params[1], "newestBlock"));
  const percentiles = array(params[2] ?? [], "rewardPercentiles", 100);
  const length = Number([wanted, FEE_HISTORY_BLOCKS, BigInt(newest + 1)].reduce((a, b) => (a < b ? a : b)));
  const oldest = newest - length + 1;
  const headers = Array.from({ length }, (_, index) => node.ledger.header(oldest + index));
  return {
    oldestBlock: hexQuantity(Math.max(oldest, 0)),
    baseFeePerGas: Array.from({ length: length + 1 }, () => "0x0"),
    gasUsedRatio: headers.map((header) =>
      header === undefined ? 0 : Number(header.gasUsed) / Number(header.gasLimit),
    ),
    baseFeePerBlobGas: Array.from({ length: length + 1 }, () => "0x1"),
    blobGasUsedRatio: headers.map(() => 0),
    ...(percentiles.length === 0 ? {} : { reward: headers.map(() => percentiles.map(() => "0x0")) }),
  };
};

/** Blocks, transactions and receipts. */
export const chainMethods: Methods = {
  eth_chainId: (_, { node }) => hexQuantity(node.ledger.settings.chainId),
  eth_blockNumber: (_, { node }) => hexQuantity(node.ledger.head.header.number),
  eth_syncing: (_, { node }) => {
    const on = node.syncing?.();
    return on === undefined
      ? false
      : { startingBlock: hexQuantity(on.from), currentBlock: hexQuantity(on.at), highestBlock: hexQuantity(on.to) };
  },
  eth_mining: () => true,
  eth_hashrate: () => "0x0",
  eth_coinbase: (_, { node }) => toHex(node.validator),
  // No unlocked accounts: keys live in wallets only.
  eth_accounts: () => [],
  eth_protocolVersion: () => "0x41",
  eth_gasPrice: () => "0x0",
  eth_maxPriorityFeePerGas: () => "0x0",
  eth_blobBaseFee: () => "0x1",
  eth_feeHistory: feeHistory,
  eth_getBlockByNumber: byNumber,
  eth_getBlockByHash: (params, context) => {
    const block = byHash(params, context);
    return block === undefined ? null : blockJson(block, flag(params[1], "full"));
  },
  eth_getBlockTransactionCountByNumber: (params, { node }) => count(blockOf(node, blockReference(params[0]))),
  eth_getBlockTransactionCountByHash: (params, context) => count(byHash(params, context)),
  eth_getUncleCountByBlockNumber: (params, { node }) =>
    blockOf(node, blockReference(params[0])) === undefined ? null : "0x0",
  eth_getUncleCountByBlockHash: (params, context) => (byHash(params, context) === undefined ? null : "0x0"),
  eth_getUncleByBlockNumberAndIndex: () => null,
  eth_getUncleByBlockHashAndIndex: () => null,
  eth_getTransactionByBlockNumberAndIndex: (params, { node }) =>
    transactionAt(blockOf(node, blockReference(params[0])), integer(params[1], "index")),
  eth_getTransactionByBlockHashAndIndex: (params, context) =>
    transactionAt(byHash(params, context), integer(params[1], "index")),
  eth_getTransactionByHash: (params, { node }) => {
    const wanted = hash(params[0], "hash");
    const position = node.ledger.positionOf(wanted);
    if (position !== undefined) return transactionAt(node.ledger.block(position.number), position.index);
    const waiting = node.sealer.waiting(wanted);
    return waiting === undefined ? null : transactionJson(waiting.transaction, waiting.sender, undefined);
  },
  eth_getRawTransactionByHash: (params, { node }) => {
    const wanted = hash(params[0], "hash");
    const position = node.ledger.positionOf(wanted);
    const transaction =
      position === undefined
        ? node.sealer.waiting(wanted)?.transaction
        : node.ledger.block(position.number)?.transactions[position.index];
    return transaction === undefined ? null : toHex(transaction.raw);
  },
  eth_getTransactionReceipt: (params, { node }) => {
    const position = node.ledger.positionOf(hash(params[0], "hash"));
    const block = position === undefined ? undefined : node.ledger.block(position.number);
    return block === undefined || position === undefined ? null : receiptJson(block, position.index);
  },
  eth_getBlockReceipts: (params, { node }) => {
    const block = blockOf(node, blockReference(params[0]));
    return block === undefined ? null : block.transactions.map((_, index) => receiptJson(block, index));
  },
};
