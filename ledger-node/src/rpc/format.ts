import { EMPTY, minimalBytes, toHex } from "../codec/bytes.ts";
import { encodeRlp, encodeRlpList } from "../codec/rlp.ts";
import { EMPTY_LIST_HASH, EMPTY_ROOT, keccak256 } from "../crypto/keccak.ts";
import type { Block } from "../chain/block.ts";
import { encodeExtraData } from "../chain/extraData.ts";
import { encodeHeader, NO_BEACON_ROOT, QBFT_DIFFICULTY, QBFT_MIX_HASH, type Header } from "../chain/header.ts";
import { GAS_PRICE, type Transaction } from "../tx/transaction.ts";

/** A quantity as JSON-RPC writes it. */
export function hexQuantity(value: bigint | number): string {
  return `0x${value.toString(16)}`;
}

/** A header as `newHeads` tells it. */
export function headerJson(header: Header, hash: Uint8Array) {
  return {
    hash: toHex(hash),
    parentHash: toHex(header.parentHash),
    sha3Uncles: toHex(EMPTY_LIST_HASH),
    miner: toHex(header.coinbase),
    stateRoot: toHex(header.stateRoot),
    transactionsRoot: toHex(header.transactionsRoot),
    receiptsRoot: toHex(header.receiptsRoot),
    logsBloom: toHex(header.logsBloom),
    difficulty: hexQuantity(QBFT_DIFFICULTY),
    number: hexQuantity(header.number),
    gasLimit: hexQuantity(header.gasLimit),
    gasUsed: hexQuantity(header.gasUsed),
    timestamp: hexQuantity(header.timestamp),
    extraData: toHex(encodeExtraData(header.extra)),
    mixHash: toHex(QBFT_MIX_HASH),
    nonce: "0x0000000000000000",
    baseFeePerGas: "0x0",
    withdrawalsRoot: toHex(EMPTY_ROOT),
    blobGasUsed: "0x0",
    excessBlobGas: "0x0",
    parentBeaconBlockRoot: toHex(NO_BEACON_ROOT),
  };
}

function accessListJson(transaction: Transaction) {
  return transaction.accessList.map((item) => ({ address: toHex(item.address), storageKeys: item.slots.map(toHex) }));
}

/** A transaction, with its place where it has one. */
export function transactionJson(
  transaction: Transaction,
  sender: Uint8Array,
  place: { block: Block; index: number } | undefined,
) {
  const { type } = transaction;
  return {
    blockHash: place === undefined ? null : toHex(place.block.hash),
    blockNumber: place === undefined ? null : hexQuantity(place.block.header.number),
    transactionIndex: place === undefined ? null : hexQuantity(place.index),
    hash: toHex(transaction.hash),
    type: hexQuantity(type),
    ...(transaction.chainId === undefined ? {} : { chainId: hexQuantity(transaction.chainId) }),
    from: toHex(sender),
    to: transaction.to === undefined ? null : toHex(transaction.to),
    nonce: hexQuantity(transaction.nonce),
    gas: hexQuantity(transaction.gasLimit),
    gasPrice: hexQuantity(type === 2 ? GAS_PRICE : transaction.maxFeePerGas),
    ...(type === 2
      ? {
          maxFeePerGas: hexQuantity(transaction.maxFeePerGas),
          maxPriorityFeePerGas: hexQuantity(transaction.maxPriorityFeePerGas),
        }
      : {}),
    value: hexQuantity(transaction.value),
    input: toHex(transaction.data),
    ...(type === 0 ? {} : { accessList: accessListJson(transaction), yParity: hexQuantity(transaction.yParity) }),
    v: hexQuantity(transaction.v),
    r: hexQuantity(transaction.r),
    s: hexQuantity(transaction.s),
  };
}

/** A block with its transactions, or with their hashes only. */
export function blockJson(block: Block, full: boolean) {
  const size = encodeRlpList([
    encodeHeader(block.header),
    encodeRlpList(
      block.transactions.map((transaction) => (transaction.type === 0 ? transaction.raw : encodeRlp(transaction.raw))),
    ),
    encodeRlp([]),
    encodeRlp([]),
  ]).length;
  return {
    ...headerJson(block.header, block.hash),
    size: hexQuantity(size),
    transactions: full
      ? block.transactions.map((transaction, index) =>
          transactionJson(transaction, block.senders[index] ?? EMPTY, { block, index }),
        )
      : block.transactions.map((transaction) => toHex(transaction.hash)),
    uncles: [],
    withdrawals: [],
  };
}

/** The address of a contract made by a sender at a nonce. */
export function createdAddress(sender: Uint8Array, nonce: bigint): Uint8Array {
  return keccak256(encodeRlp([sender, minimalBytes(nonce)])).subarray(12);
}

/** An event and where it happened. */
export type PlacedLog = {
  address: string;
  topics: string[];
  data: string;
  blockNumber: string;
  blockHash: string;
  blockTimestamp: string;
  transactionHash: string;
  transactionIndex: string;
  logIndex: string;
  removed: false;
};

/** The events of one transaction of a block. `firstIndex` counts all events of the block before it. */
export function logsJson(block: Block, index: number, firstIndex: number): PlacedLog[] {
  const place = {
    blockNumber: hexQuantity(block.header.number),
    blockHash: toHex(block.hash),
    blockTimestamp: hexQuantity(block.header.timestamp),
    transactionHash: toHex((block.transactions[index] as Transaction).hash),
    transactionIndex: hexQuantity(index),
  };
  return (block.receipts[index]?.logs ?? []).map((log, offset) => ({
    address: toHex(log.address),
    topics: log.topics.map(toHex),
    data: toHex(log.data),
    ...place,
    logIndex: hexQuantity(firstIndex + offset),
    removed: false,
  }));
}

/** How many events the transactions before `index` emitted. */
export function logsBefore(block: Block, index: number): number {
  let count = 0;
  for (let i = 0; i < index; i++) count += block.receipts[i]?.logs.length ?? 0;
  return count;
}

/** The receipt of one transaction of a block. */
export function receiptJson(block: Block, index: number) {
  const transaction = block.transactions[index] as Transaction;
  const sender = block.senders[index] as Uint8Array;
  const receipt = block.receipts[index];
  if (receipt === undefined) throw new Error("a block has fewer receipts than transactions");
  const before = index === 0 ? 0n : (block.receipts[index - 1]?.cumulativeGasUsed ?? 0n);
  return {
    transactionHash: toHex(transaction.hash),
    transactionIndex: hexQuantity(index),
    blockHash: toHex(block.hash),
    blockNumber: hexQuantity(block.header.number),
    from: toHex(sender),
    to: transaction.to === undefined ? null : toHex(transaction.to),
    // Also of a creation that failed: the address that it was for.
    contractAddress: transaction.to === undefined ? toHex(createdAddress(sender, transaction.nonce)) : null,
    cumulativeGasUsed: hexQuantity(receipt.cumulativeGasUsed),
    gasUsed: hexQuantity(receipt.cumulativeGasUsed - before),
    effectiveGasPrice: hexQuantity(GAS_PRICE),
    logs: logsJson(block, index, logsBefore(block, index)),
    logsBloom: toHex(receipt.logsBloom),
    status: receipt.succeeded ? "0x1" : "0x0",
    type: hexQuantity(transaction.type),
  };
}
