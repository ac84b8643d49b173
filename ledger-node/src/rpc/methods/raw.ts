import type { Block } from "../../chain/block.ts";
import { encodeHeader } from "../../chain/header.ts";
import { encodeReceipt } from "../../chain/receipt.ts";
import { encodeRlp, encodeRlpList } from "../../codec/rlp.ts";
import { toHex } from "../../codec/bytes.ts";
import { blockOf } from "../blocks.ts";
import { RpcError, rpcCodes } from "../errors.ts";
import type { Method, MethodContext, Methods } from "../method.ts";
import { blockReference, hash } from "../params.ts";

function knownBlock(params: readonly unknown[], { node }: MethodContext): Block {
  const block = blockOf(node, blockReference(params[0]));
  if (block === undefined) throw new RpcError(rpcCodes.server, "block not found");
  return block;
}

/** A block as RLP: header with seals, transactions, no uncles, no withdrawals (execution-apis, debug namespace). */
const rawBlock: Method = (params, context) => {
  const { header, transactions } = knownBlock(params, context);
  const encoded = transactions.map(({ type, raw }) => (type === 0 ? raw : encodeRlp(raw)));
  return toHex(encodeRlpList([encodeHeader(header), encodeRlpList(encoded), encodeRlp([]), encodeRlp([])]));
};

const rawTransaction: Method = (params, { node }) => {
  const position = node.ledger.positionOf(hash(params[0], "hash"));
  const transaction =
    position === undefined ? undefined : node.ledger.block(position.number)?.transactions[position.index];
  return transaction === undefined ? null : toHex(transaction.raw);
};

/** Blocks and what belongs to them as they were hashed: for those who verify instead of believing. */
export const rawMethods: Methods = {
  debug_getRawBlock: rawBlock,
  debug_getRawHeader: (params, context) => toHex(encodeHeader(knownBlock(params, context).header)),
  debug_getRawReceipts: (params, context) =>
    knownBlock(params, context).receipts.map((receipt) => toHex(encodeReceipt(receipt))),
  debug_getRawTransaction: rawTransaction,
};
