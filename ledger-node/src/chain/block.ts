import { decodeRlp, encodeRlp, encodeRlpList, rlpBytes, rlpList } from "../codec/rlp.ts";
import { decodeTransaction, type Transaction } from "../tx/transaction.ts";
import { decodeHeader, encodeHeader, hashHeader, type Header } from "./header.ts";
import { decodeReceipt, encodeReceipt, type Receipt } from "./receipt.ts";

/** A sealed block with what its transactions did. */
export type Block = {
  header: Header;
  hash: Uint8Array;
  transactions: Transaction[];
  /** One address for each transaction. */
  senders: Uint8Array[];
  receipts: Receipt[];
};

/** A block's record in the store. */
export function encodeBlock(block: Block): Uint8Array {
  const senders = new Uint8Array(block.senders.length * 20);
  block.senders.forEach((sender, index) => senders.set(sender, index * 20));
  return encodeRlpList([
    encodeRlp(encodeHeader(block.header)),
    encodeRlp(block.transactions.map((transaction) => transaction.raw)),
    encodeRlp(senders),
  ]);
}

/** A block's receipts in the store. */
export function encodeReceipts(receipts: readonly Receipt[]): Uint8Array {
  return encodeRlp(receipts.map(encodeReceipt));
}

/** The header of a block's record, without decoding the rest. */
export function decodeBlockHeader(record: Uint8Array): Header {
  return decodeHeader(rlpBytes(rlpList(decodeRlp(record))[0]));
}

/** The block behind its two records. */
export function decodeBlock(record: Uint8Array, receipts: Uint8Array): Block {
  const [headerBytes, transactions, senders] = rlpList(decodeRlp(record));
  const header = decodeHeader(rlpBytes(headerBytes));
  const addresses = rlpBytes(senders);
  return {
    header,
    hash: hashHeader(header),
    transactions: rlpList(transactions).map((raw) => decodeTransaction(rlpBytes(raw))),
    senders: rlpList(transactions).map((_, index) => addresses.subarray(index * 20, index * 20 + 20)),
    receipts: decodeReceipts(receipts),
  };
}

/** The receipts of a block's record. */
export function decodeReceipts(record: Uint8Array): Receipt[] {
  return rlpList(decodeRlp(record)).map((item) => decodeReceipt(rlpBytes(item)));
}
