import type { Block } from "../../chain/block.ts";
import { findAppearances, findBySenderAndNonce, findCreator, type Position } from "../../chain/ExplorerIndex.ts";
import { traceTransaction, watchCalls, type CallFrame, type Watch } from "../../chain/traceTransaction.ts";
import { keyOf, toHex } from "../../codec/bytes.ts";
import { EMPTY_CODE_HASH } from "../../crypto/keccak.ts";
import type { Engine } from "../../evm/createEngine.ts";
import { blockOf, knownHeight } from "../blocks.ts";
import { RpcError, rpcCodes } from "../errors.ts";
import { blockJson, headerJson, receiptJson, transactionJson } from "../format.ts";
import type { Method, MethodContext, Methods } from "../method.ts";
import { address, blockReference, hash, integer, type BlockReference } from "../params.ts";
import { accountAt } from "./state.ts";

/** The level of Otterscan's interface that these methods have. */
const API_LEVEL = 8;

/** Most transactions of one page. */
const LARGEST_PAGE = 1_000;

/** Otterscan's numbers for what happens within a transaction. */
const OPERATIONS = { transfer: 0, selfDestruct: 1, create: 2, create2: 3 } as const;

/** Otterscan gives numbers as JSON numbers, others as quantities. */
function count(value: unknown, name: string): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : integer(value, name);
}

function reference(value: unknown): BlockReference {
  return typeof value === "number" ? { number: count(value, "block") } : blockReference(value);
}

function pageSize(value: unknown): number {
  const size = count(value, "pageSize");
  return Math.min(Math.max(size, 1), LARGEST_PAGE);
}

function withIndex({ node }: MethodContext): void {
  if (node.explorer) return;
  throw new RpcError(
    rpcCodes.server,
    "this node keeps no index to search: start it with --explorer (it makes up for the blocks that are there)",
    { code: "EXPLORER_INDEX_OFF", setting: "--explorer" },
  );
}

function traced<T>(
  params: readonly unknown[],
  context: MethodContext,
  watch: (engine: Engine) => Watch<T>,
): Promise<T> {
  const { ledger, tracer } = context.node;
  const position = ledger.positionOf(hash(params[0], "hash"));
  if (position === undefined) throw new RpcError(rpcCodes.server, "transaction not found");
  return traceTransaction(ledger, tracer, position, watch);
}

const calls = (params: readonly unknown[], context: MethodContext): Promise<CallFrame> =>
  traced(params, context, (engine) => watchCalls(engine, { onlyTopCall: false, withLog: false }));

/** The calls of a transaction as a flat list, each with how deep it is. */
function entriesOf(frame: CallFrame, depth = 0): Record<string, unknown>[] {
  const { type, from, to = null, value = null, input, output = "0x", calls: inner = [] } = frame;
  const hasValue = type !== "STATICCALL" && type !== "DELEGATECALL";
  const entry = { type, depth, from, to, value: hasValue ? value : null, input, output };
  return [entry, ...inner.flatMap((call) => entriesOf(call, depth + 1))];
}

/** What moved value or made and destroyed contracts within a transaction; what was taken back did not happen. */
function operationsOf(frame: CallFrame): { type: number; from: string; to: string; value: string }[] {
  if (frame.error !== undefined) return [];
  return (frame.calls ?? []).flatMap((call) => {
    if (call.error !== undefined) return [];
    const { type, from, to = "0x", value = "0x0" } = call;
    const own = { from, to, value };
    const within = operationsOf(call);
    if (type === "CREATE") return [{ type: OPERATIONS.create, ...own }, ...within];
    if (type === "CREATE2") return [{ type: OPERATIONS.create2, ...own }, ...within];
    if (type === "SELFDESTRUCT") return [{ type: OPERATIONS.selfDestruct, ...own }];
    if (type === "CALL" && BigInt(value) > 0n) return [{ type: OPERATIONS.transfer, ...own }, ...within];
    return within;
  });
}

const NOTHING_ISSUED = { blockReward: "0x0", uncleReward: "0x0", issuance: "0x0" };

function details(block: Block | undefined) {
  if (block === undefined) return null;
  const { transactions, ...rest } = blockJson(block, false);
  return {
    block: { ...rest, logsBloom: null, transactionCount: transactions.length },
    issuance: NOTHING_ISSUED,
    totalFees: "0x0",
  };
}

/** One page of a block's transactions, counted from its end, as Otterscan shows the latest first. */
const blockTransactions: Method = (params, { node }) => {
  const block = blockOf(node, reference(params[0]));
  if (block === undefined) return null;
  const [page, size] = [count(params[1], "pageNumber"), pageSize(params[2])];
  const end = Math.max(block.transactions.length - page * size, 0);
  const start = Math.max(end - size, 0);
  const indexes = Array.from({ length: end - start }, (_, offset) => start + offset);
  return {
    fullblock: {
      ...blockJson(block, false),
      logsBloom: null,
      transactionCount: block.transactions.length,
      transactions: indexes.map((index) => {
        const shown = transactionAt(block, index);
        return { ...shown, input: shown.input.slice(0, 10) };
      }),
    },
    receipts: indexes.map((index) => ({ ...receiptJson(block, index), logs: null, logsBloom: null })),
  };
};

function transactionAt(block: Block, index: number) {
  const [transaction, sender] = [block.transactions[index], block.senders[index]];
  if (transaction === undefined || sender === undefined) throw new Error("the index names no transaction of the block");
  return transactionJson(transaction, sender, { block, index });
}

const search =
  (direction: "before" | "after"): Method =>
  async (params, context) => {
    withIndex(context);
    const { ledger } = context.node;
    const from = count(params[1], "blockNumber");
    const { positions, hasMore } = await findAppearances(ledger.store, address(params[0], "address"), {
      direction,
      beyond: direction === "before" && from === 0 ? Number.MAX_SAFE_INTEGER : from,
      least: pageSize(params[2]),
      head: ledger.head.header.number,
    });
    if (direction === "after") positions.reverse();
    const found = positions.map(({ number, index }) => ({ block: ledger.block(number) as Block, index }));
    return {
      txs: found.map(({ block, index }) => transactionAt(block, index)),
      receipts: found.map(({ block, index }) => ({ ...receiptJson(block, index), timestamp: block.header.timestamp })),
      // Pages run from the latest block to the first one, whichever way was searched.
      firstPage: direction === "before" ? from === 0 : !hasMore,
      lastPage: direction === "before" ? !hasMore : from === 0,
    };
  };

function hashAt({ node }: MethodContext, position: Position | undefined): string | null {
  const block = position === undefined ? undefined : node.ledger.block(position.number);
  const transaction = position === undefined ? undefined : block?.transactions[position.index];
  return transaction === undefined ? null : toHex(transaction.hash);
}

/** What the block explorer Otterscan asks beyond Ethereum's own interface. */
export const otterscanMethods: Methods = {
  erigon_getHeaderByNumber: (params, { node }) => {
    const block = blockOf(node, reference(params[0]));
    return block === undefined ? null : headerJson(block.header, block.hash);
  },
  ots_getApiLevel: () => API_LEVEL,
  ots_hasCode: (params, { node }) =>
    node.ledger.withState(knownHeight(node, reference(params[1])), (state) => {
      const account = accountAt(state, address(params[0], "address"));
      return account !== undefined && keyOf(account.codeHash) !== keyOf(EMPTY_CODE_HASH);
    }),
  ots_getInternalOperations: async (params, context) => operationsOf(await calls(params, context)),
  ots_traceTransaction: async (params, context) => entriesOf(await calls(params, context)),
  ots_getTransactionError: (params, context) =>
    traced(params, context, () => ({
      stop: () => undefined,
      result: ({ succeeded, returnValue }) => (succeeded ? "0x" : toHex(returnValue)),
    })),
  ots_getBlockDetails: (params, { node }) => details(blockOf(node, reference(params[0]))),
  ots_getBlockDetailsByHash: (params, { node }) =>
    details(blockOf(node, { hash: hash(params[0], "blockHash"), requireCanonical: false })),
  ots_getBlockTransactions: blockTransactions,
  ots_searchTransactionsBefore: search("before"),
  ots_searchTransactionsAfter: search("after"),
  ots_getTransactionBySenderAndNonce: (params, context) => {
    withIndex(context);
    const [sender, nonce] = [address(params[0], "sender"), BigInt(count(params[1], "nonce"))];
    return hashAt(context, findBySenderAndNonce(context.node.ledger.store, sender, nonce));
  },
  ots_getContractCreator: (params, context) => {
    withIndex(context);
    const found = findCreator(context.node.ledger.store, address(params[0], "address"));
    return found === undefined ? null : { hash: hashAt(context, found), creator: found.creator };
  },
};
