import type { Address } from "@ethereumjs/util";
import type { EVM, Message } from "@ethereumjs/evm";
import { padLeft, toBigInt, toHex } from "../codec/bytes.ts";
import { NodeError } from "../errors.ts";
import type { Engine } from "../evm/createEngine.ts";
import { evmBlock, executeTransaction, type BlockContext, type Outcome } from "../evm/executeTransaction.ts";
import type { Caller } from "./Caller.ts";
import type { Ledger } from "./Ledger.ts";

type After = Awaited<ReturnType<EVM["runCall"]>>;

/** What the EVM tells before each instruction; the part of it that is used here. */
type InterpreterStep = {
  pc: number;
  opcode: { name: string; fee: number; dynamicFee?: bigint };
  gasLeft: bigint;
  depth: number;
  stack: bigint[];
  memory: Uint8Array;
  address: Address;
};

/** One call of a transaction with the calls it made, as geth's `callTracer` tells it. */
export type CallFrame = {
  type: string;
  from: string;
  to?: string;
  value?: string;
  gas: string;
  gasUsed: string;
  input: string;
  output?: string;
  error?: string;
  revertReason?: string;
  logs?: { address: string; topics: string[]; data: string }[];
  calls?: CallFrame[];
};

/** One instruction as geth's default tracer tells it. */
export type StructLog = {
  pc: number;
  op: string;
  gas: number;
  gasCost: number;
  depth: number;
  stack?: string[];
  memory?: string[];
  storage?: Record<string, string>;
};

/** What to tell about instructions. */
export type StructOptions = { stack: boolean; memory: boolean; storage: boolean; limit: number };

const hex = (value: bigint | number): string => `0x${value.toString(16)}`;

const word = (value: bigint): string => value.toString(16).padStart(64, "0");

/** Watches an engine; `stop` ends it. */
export type Watch<T> = { stop: () => void; result: (outcome: Outcome) => T };

function frameOf(message: Message, opcode: string | undefined): CallFrame {
  const creates = message.to === undefined;
  const type = message.depth === 0 ? (creates ? "CREATE" : "CALL") : (opcode ?? (creates ? "CREATE" : "CALL"));
  const self = message.to === undefined ? undefined : toHex(message.to.bytes);
  return {
    type,
    // A delegate call runs another's code in the caller's own place.
    from: message.delegatecall ? (self ?? "0x") : toHex(message.caller.bytes),
    ...(self === undefined ? {} : { to: message.delegatecall ? toHex(message.codeAddress.bytes) : self }),
    ...(type === "STATICCALL" ? {} : { value: hex(message.value) }),
    gas: hex(message.gasLimit),
    gasUsed: "0x0",
    input: toHex(message.data),
  };
}

function finishFrame(frame: CallFrame, result: After, withLogs: boolean): void {
  const { execResult, createdAddress } = result;
  frame.gasUsed = hex(execResult.executionGasUsed);
  if (frame.to === undefined && createdAddress !== undefined) frame.to = toHex(createdAddress.bytes);
  if (execResult.returnValue.length > 0) frame.output = toHex(execResult.returnValue);
  if (execResult.exceptionError !== undefined) {
    frame.error = execResult.exceptionError.error === "revert" ? "execution reverted" : execResult.exceptionError.error;
  }
  if (withLogs && execResult.exceptionError === undefined) {
    frame.logs = (execResult.logs ?? []).map(([address, topics, data]) => ({
      address: toHex(address),
      topics: topics.map(toHex),
      data: toHex(data),
    }));
  }
}

/** A contract that destroys itself is told as a call of its own, as geth does it. */
function addDestruction(engine: Engine, frame: CallFrame | undefined, step: InterpreterStep): void {
  const to = padLeft(Buffer.from(word(step.stack.at(-1) ?? 0n), "hex"), 32).subarray(12);
  const value = hex(engine.state.peek(step.address.bytes)?.balance ?? 0n);
  const from = toHex(step.address.bytes);
  if (frame === undefined) return;
  (frame.calls ??= []).push({
    type: "SELFDESTRUCT",
    from,
    to: toHex(to),
    value,
    gas: "0x0",
    gasUsed: "0x0",
    input: "0x",
  });
}

/** The instruction was begun, and failed: nothing was destroyed. */
function dropDestruction(frame: CallFrame): void {
  if (frame.calls?.at(-1)?.type === "SELFDESTRUCT") frame.calls.pop();
  if (frame.calls?.length === 0) delete frame.calls;
}

/** Watches calls. */
export function watchCalls(engine: Engine, options: { onlyTopCall: boolean; withLog: boolean }): Watch<CallFrame> {
  const { events } = engine.evm;
  const open: CallFrame[] = [];
  let top: CallFrame | undefined;
  let opcode: string | undefined;
  const onStep = (step: InterpreterStep): void => {
    opcode = step.opcode.name;
    if (opcode === "SELFDESTRUCT" && !options.onlyTopCall) addDestruction(engine, open.at(-1), step);
  };
  const before = (message: Message): void => {
    const frame = frameOf(message, opcode);
    const parent = open.at(-1);
    if (parent === undefined) top = frame;
    else if (!options.onlyTopCall) (parent.calls ??= []).push(frame);
    open.push(frame);
  };
  const after = (result: After): void => {
    const frame = open.pop();
    if (frame !== undefined && result.execResult.exceptionError !== undefined) dropDestruction(frame);
    if (frame !== undefined) finishFrame(frame, result, options.withLog);
  };
  events.on("step", onStep);
  events.on("beforeMessage", before);
  events.on("afterMessage", after);
  return {
    stop: () => {
      events.off("step", onStep);
      events.off("beforeMessage", before);
      events.off("afterMessage", after);
    },
    result: (outcome) => {
      if (top === undefined) throw new NodeError("TRACE_EMPTY", "internal", "the transaction made no call", {});
      return { ...top, gasUsed: hex(outcome.gasUsed) };
    },
  };
}

/** Watches instructions. */
export function watchInstructions(
  engine: Engine,
  options: StructOptions,
): Watch<{ gas: number; failed: boolean; returnValue: string; structLogs: StructLog[] }> {
  const { events } = engine.evm;
  const structLogs: StructLog[] = [];
  const storages = new Map<string, Record<string, string>>();
  const onStep = async (step: InterpreterStep, next?: (error?: Error) => void): Promise<void> => {
    if (structLogs.length < options.limit) structLogs.push(await describe(step));
    next?.();
  };
  const describe = async (step: InterpreterStep): Promise<StructLog> => {
    const log: StructLog = {
      pc: step.pc,
      op: step.opcode.name,
      gas: Number(step.gasLeft),
      gasCost: Number(step.opcode.dynamicFee ?? step.opcode.fee),
      depth: step.depth + 1,
    };
    if (options.stack) log.stack = step.stack.map(hex);
    if (options.memory) {
      log.memory = Array.from({ length: step.memory.length / 32 }, (_, index) =>
        Buffer.from(step.memory.subarray(index * 32, index * 32 + 32)).toString("hex"),
      );
    }
    const key = step.stack.at(-1);
    if (options.storage && key !== undefined && (step.opcode.name === "SLOAD" || step.opcode.name === "SSTORE")) {
      const storage = storages.get(step.address.toString()) ?? {};
      const slot = padLeft(Buffer.from(word(key), "hex"), 32);
      const value =
        step.opcode.name === "SSTORE"
          ? (step.stack.at(-2) ?? 0n)
          : toBigInt(await engine.state.getStorage(step.address, slot));
      storage[word(key)] = word(value);
      storages.set(step.address.toString(), storage);
      log.storage = { ...storage };
    }
    return log;
  };
  events.on("step", onStep);
  return {
    stop: () => void events.off("step", onStep),
    result: (outcome) => ({
      gas: Number(outcome.gasUsed),
      failed: !outcome.succeeded,
      returnValue: toHex(outcome.returnValue),
      structLogs,
    }),
  };
}

/**
 * Executes a sealed transaction again, in its place in its block, and watches it.
 *
 * @param tracer runs code as it is, not in runs
 * @throws NodeError STATE_PRUNED
 */
export function traceTransaction<T>(
  ledger: Ledger,
  tracer: Caller,
  position: { number: number; index: number },
  watch: (engine: Engine) => Watch<T>,
): Promise<T> {
  return tracer.exclusively({ number: position.number - 1 }, [], async (engine) => {
    const block = ledger.block(position.number);
    if (block === undefined)
      throw new NodeError("BLOCK_UNKNOWN", "notFound", `there is no block ${position.number}`, {
        number: position.number,
      });
    const { number, timestamp, coinbase, gasLimit } = block.header;
    const context: BlockContext = { number, timestamp, coinbase, gasLimit };
    const run = async (index: number): Promise<Outcome> => {
      const transaction = block.transactions[index];
      const sender = block.senders[index];
      if (transaction === undefined || sender === undefined)
        throw new Error("the index names no transaction of the block");
      return executeTransaction(engine, transaction, sender, evmBlock(context), context);
    };
    for (let index = 0; index < position.index; index++) await run(index);
    const watching = watch(engine);
    try {
      return watching.result(await run(position.index));
    } finally {
      watching.stop();
    }
  });
}
