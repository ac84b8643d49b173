import { traceTransaction, watchCalls, watchInstructions } from "../../chain/traceTransaction.ts";
import type { Engine } from "../../evm/createEngine.ts";
import { callOn } from "../../chain/Caller.ts";
import { placeOf } from "../blocks.ts";
import { invalidParam, RpcError, rpcCodes } from "../errors.ts";
import type { Method, Methods } from "../method.ts";
import { blockReference, callRequest, flag, hash, object, stateOverrides } from "../params.ts";

/** More instructions than this are not told: ask for `callTracer`. */
const MOST_INSTRUCTIONS = 200_000;

type Watcher = (engine: Engine) => ReturnType<typeof watchCalls> | ReturnType<typeof watchInstructions>;

/** How the caller wants to be told, in geth's words. */
function watcherOf(value: unknown): Watcher {
  const options = value === undefined || value === null ? {} : object(value, "options");
  const tracer = options["tracer"] ?? "";
  if (tracer === "callTracer") {
    const config = options["tracerConfig"] === undefined ? {} : object(options["tracerConfig"], "tracerConfig");
    const onlyTopCall = flag(config["onlyTopCall"], "onlyTopCall");
    const withLog = flag(config["withLog"], "withLog");
    return (engine) => watchCalls(engine, { onlyTopCall, withLog });
  }
  if (tracer !== "") throw invalidParam("tracer", tracer, "callTracer, or none for single instructions");
  const limit =
    typeof options["limit"] === "number" && options["limit"] > 0
      ? Math.min(options["limit"], MOST_INSTRUCTIONS)
      : MOST_INSTRUCTIONS;
  const wanted = {
    stack: !flag(options["disableStack"], "disableStack"),
    memory: flag(options["enableMemory"], "enableMemory"),
    storage: !flag(options["disableStorage"], "disableStorage"),
    limit,
  };
  return (engine) => watchInstructions(engine, wanted);
}

const trace: Method = (params, { node }) => {
  const wanted = hash(params[0], "hash");
  const watcher = watcherOf(params[1]);
  const position = node.ledger.positionOf(wanted);
  if (position === undefined) throw new RpcError(rpcCodes.server, "transaction not found");
  return traceTransaction<unknown>(node.ledger, node.tracer, position, watcher);
};

const traceBlock: Method = async (params, { node }) => {
  const watcher = watcherOf(params[1]);
  const place = placeOf(node, blockReference(params[0]));
  if (!("number" in place)) throw invalidParam("block", params[0], "a sealed block");
  const block = node.ledger.block(place.number);
  const traces: unknown[] = [];
  for (const index of block?.transactions.keys() ?? []) {
    const txHash = `0x${Buffer.from(block?.transactions[index]?.hash ?? []).toString("hex")}`;
    traces.push({
      txHash,
      result: await traceTransaction<unknown>(node.ledger, node.tracer, { number: place.number, index }, watcher),
    });
  }
  return traces;
};

const traceCall: Method = (params, { node, limits }) => {
  const request = callRequest(params[0]);
  const watcher = watcherOf(params[2]);
  const overrides = stateOverrides(
    params[2] === undefined || params[2] === null ? undefined : object(params[2], "options")["stateOverrides"],
  );
  const gasLimit = request.gas === undefined || request.gas > limits.callGas ? limits.callGas : request.gas;
  return node.tracer.exclusively(placeOf(node, blockReference(params[1])), overrides, async (engine, context) => {
    const watching = watcher(engine);
    try {
      return watching.result(await callOn(engine, { ...request, gasLimit }, context));
    } finally {
      watching.stop();
    }
  });
};

/** Transactions looked into: what they called, or instruction by instruction. */
export const traceMethods: Methods = {
  debug_traceTransaction: trace,
  debug_traceCall: traceCall,
  debug_traceBlockByNumber: traceBlock,
  debug_traceBlockByHash: traceBlock,
};
