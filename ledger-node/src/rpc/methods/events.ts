import { findLogs } from "../findLogs.ts";
import { heightOf, knownHeight } from "../blocks.ts";
import { RpcError, rpcCodes } from "../errors.ts";
import type { Method, MethodContext, Methods } from "../method.ts";
import { logFilter, type BlockReference, type LogFilter } from "../params.ts";

function rangeOf(filter: LogFilter, context: MethodContext): { from: number; to: number } {
  const { node } = context;
  if ("blockHash" in filter.range) {
    const number = node.ledger.numberOf(filter.range.blockHash);
    if (number === undefined) throw new RpcError(rpcCodes.server, "unknown block");
    return { from: number, to: number };
  }
  const head = node.ledger.head.header.number;
  const open = (reference: BlockReference): number =>
    "number" in reference ? reference.number : knownHeight(node, reference);
  const from = open(filter.range.from);
  const to = Math.min(open(filter.range.to), head);
  if ("number" in filter.range.to && filter.range.to.number < from) {
    throw new RpcError(rpcCodes.invalidParams, "invalid block range params: fromBlock is after toBlock");
  }
  return { from, to };
}

const getLogs: Method = async (params, context) => {
  const filter = logFilter(params[0]);
  const { from, to } = rangeOf(filter, context);
  return findLogs(context.node.ledger, from, to, filter, context.limits);
};

const newFilter: Method = (params, context) => {
  const filter = logFilter(params[0]);
  if ("blockHash" in filter.range)
    throw new RpcError(rpcCodes.invalidParams, "a filter takes a range of blocks, not one block's hash");
  const { from, to } = filter.range;
  const head = context.node.ledger.head.header.number;
  const endless = "tag" in to && to.tag !== "earliest";
  const first = "number" in from ? from.number : (heightOf(context.node, from) ?? head);
  return context.filters.create("logs", filter, {
    from: "tag" in from && from.tag !== "earliest" ? head + 1 : first,
    to: endless ? Number.MAX_SAFE_INTEGER : "number" in to ? to.number : 0,
  });
};

const onSocket = (context: MethodContext) => {
  if (context.subscriptions === undefined) {
    throw new RpcError(rpcCodes.methodNotFound, "notifications not supported: subscribe over a WebSocket");
  }
  return context.subscriptions;
};

/** Events: queries, polled filters, subscriptions. */
export const eventMethods: Methods = {
  eth_getLogs: getLogs,
  eth_newFilter: newFilter,
  eth_newBlockFilter: (_, { filters }) => filters.create("blocks"),
  eth_newPendingTransactionFilter: (_, { filters }) => filters.create("pending"),
  eth_getFilterChanges: (params, { filters }) => filters.changes(params[0]),
  eth_getFilterLogs: (params, { filters }) => filters.logs(params[0]),
  eth_uninstallFilter: (params, { filters }) => filters.remove(params[0]),
  eth_subscribe: (params, context) => onSocket(context).add(params[0], params[1]),
  eth_unsubscribe: (params, context) => onSocket(context).remove(params[0]),
};
