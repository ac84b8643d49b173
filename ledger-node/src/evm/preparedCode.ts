import type { Common } from "@ethereumjs/common";
import { EVMError } from "@ethereumjs/evm";
import { toBigInt } from "../codec/bytes.ts";
import { compileTrace, isCompiled, type Trace } from "./compileTrace.ts";
import { Frame, type AddOpcode, type CustomOpcodes, type Handler, type RunState } from "./Frame.ts";
import { memoryGas, standardOpcodes } from "./standardOpcodes.ts";
import type { TransientWords } from "./TransientWords.ts";

/**
 * Code as the interpreter gets it: analysed once, and in runs.
 *
 * @ethereumjs/evm analyses a contract's code anew in every call frame, and awaits every instruction; for our contracts that is most of the
 * time of an act. Its `customOpcodes` option lets a chain add instructions. So the node hands out deployed code in which the first byte of
 * each run of simple instructions carries a number that Ethereum left unassigned: RUN. Its handler takes the gas of the whole run and
 * calls ethereumjs's own handlers one after the other; once it began at a place often enough, it runs the path from there as one compiled
 * function (compileTrace.ts).
 *
 * Simple is an instruction whose gas is fixed, that waits for nothing, changes nothing outside its frame and cannot see gas or place; and
 * MLOAD, MSTORE, and a jump at the end. When anything fails in a run, the frame is undone and all its gas is gone, whichever instruction
 * it was and whenever its gas was taken; so a run shows nothing that its instructions one by one would not. What a contract can see of code
 * (CODECOPY, EXTCODECOPY, sizes, hashes) is the original. A test compares both ways, program by program.
 */
type Prepared = {
  original: Uint8Array;
  jumps: Uint8Array;
  pushes: bigint[];
  runs: Map<number, Run>;
  /** What was compiled, by where it begins; null where nothing can be. */
  traces: (Trace | null | undefined)[];
  /** How often a run began at a place that is not compiled yet. */
  visits: Uint16Array;
};

type Step = (state: RunState, shared: Common) => void;

/** Instructions that follow each other, with what they cost together and where they end. */
type Run = { gas: bigint; steps: Step[]; end: number };

const JUMP = 0x56;
const JUMPI = 0x57;
const MCOPY = 0x5e;
const MLOAD = 0x51;
const MSTORE = 0x52;
const POP = 0x50;
const JUMPDEST = 0x5b;
const PUSH1 = 0x60;
const PUSH32 = 0x7f;
const DUP1 = 0x80;
const DUP16 = 0x8f;
const SWAP1 = 0x90;
const SWAP16 = 0x9f;
const INVALID = 0xfe;
/** Most words on the stack. */
const MOST_WORDS = 1_024;
const CODECOPY = 0x39;
const EXTCODECOPY = 0x3c;

/** Numbers unassigned in Cancun and in all forks before. MCOPY has one too, because the interpreter analyses where it meets it. */
const RUN = 0x0e;
const MCOPY_STAND_IN = 0x0f;

/** Instructions that see gas or place, end the frame, or change what outlives the call: never in a run. */
const APART: ReadonlySet<number> = new Set([0x00, 0x58, 0x5a, 0x5c, 0x5d, CODECOPY, MCOPY, INVALID]);

function handlerOf(number: number): Handler {
  return standardOpcodes.handlers.get(number) as Handler;
}

function isSimple(number: number): boolean {
  if (number === MLOAD || number === MSTORE) return true;
  const opcode = standardOpcodes.opcodes.get(number);
  // A path must not end within a run: its first byte alone says that it is one.
  return (
    isCompiled(number) &&
    opcode !== undefined &&
    !opcode.isAsync &&
    !opcode.dynamicGas &&
    !opcode.isInvalid &&
    !APART.has(number)
  );
}

const simple: readonly boolean[] = Array.from({ length: 256 }, (_, number) => isSimple(number));

const prepared = new WeakMap<Uint8Array, Prepared>();
const standIns = new WeakMap<Uint8Array, Uint8Array>();

/** The code to run in place of `code`. The same array gives the same answer. */
export function prepareCode(code: Uint8Array): Uint8Array {
  const known = standIns.get(code);
  if (known !== undefined) return known;
  // Not code.slice(): of a Buffer that would be the same memory, and the original must stay.
  const out = new Uint8Array(code);
  const jumps = new Uint8Array(code.length);
  const pushes: bigint[] = new Array<bigint>(code.length + 1);
  let inRun = false;
  for (let at = 0; at < code.length; at++) {
    const instruction = code[at] as number;
    if (instruction === JUMPDEST) {
      jumps[at] = 1;
      inRun = false;
    }
    if (simple[instruction] === true) {
      if (!inRun) out[at] = RUN;
      inRun = instruction !== JUMP && instruction !== JUMPI;
    } else {
      inRun = false;
      if (instruction === MCOPY) out[at] = MCOPY_STAND_IN;
      else if (instruction === RUN || instruction === MCOPY_STAND_IN) out[at] = INVALID;
    }
    if (instruction >= PUSH1 && instruction <= PUSH32) {
      const length = instruction - PUSH1 + 1;
      const operand = new Uint8Array(length);
      operand.set(code.subarray(at + 1, at + 1 + length));
      pushes[at + 1] = toBigInt(operand);
      at += length;
    }
  }
  standIns.set(code, out);
  const traces: Prepared["traces"] = new Array<undefined>(code.length);
  prepared.set(out, { original: code, jumps, pushes, runs: new Map(), traces, visits: new Uint16Array(code.length) });
  return out;
}

/** Gives the frame its analysis. Init code has none: there our numbers mean what they mean in Ethereum, nothing. */
function attach(state: RunState): Prepared {
  const analysis = prepared.get(state.code);
  if (analysis === undefined) throw new EVMError(EVMError.errorMessages.INVALID_OPCODE);
  if (state.shouldDoJumpAnalysis) {
    state.validJumps = analysis.jumps;
    state.cachedPushes = analysis.pushes as unknown as RunState["cachedPushes"];
    state.shouldDoJumpAnalysis = false;
  }
  return analysis;
}

/** Takes the gas of a memory word's use; the standard handlers do it in a promise. */
function useMemory(state: RunState, offset: bigint): void {
  const gas = memoryGas(state, offset, 32n);
  if (gas > 0n) state.interpreter.useGas(gas, "memory");
}

const loadWord: Step = (state) => {
  const offset = state.stack.pop();
  useMemory(state, offset);
  state.stack.push(toBigInt(state.memory.read(Number(offset), 32, true)));
};

const storeWord: Step = (state) => {
  const [offset, word] = state.stack.popN(2) as [bigint, bigint];
  useMemory(state, offset);
  state.memory.write(Number(offset), 32, Buffer.from(word.toString(16).padStart(64, "0"), "hex"));
};

const pop: Step = (state) => void state.stack.pop();
const nothing: Step = () => undefined;

/** What one instruction of a run does: ethereumjs's own handler, or the same stack operation without the way there. */
function stepOf(instruction: number, pushed: bigint | undefined): Step {
  if (instruction >= PUSH1 && instruction <= PUSH32) return (state) => state.stack.push(pushed as bigint);
  if (instruction >= DUP1 && instruction <= DUP16) return (state) => state.stack.dup(instruction - DUP1 + 1);
  if (instruction >= SWAP1 && instruction <= SWAP16) return (state) => state.stack.swap(instruction - SWAP1 + 1);
  if (instruction === POP) return pop;
  if (instruction === JUMPDEST) return nothing;
  if (instruction === MLOAD) return loadWord;
  if (instruction === MSTORE) return storeWord;
  return handlerOf(instruction) as Step;
}

function runAt(analysis: Prepared, start: number): Run {
  const { original, pushes } = analysis;
  const steps: Step[] = [];
  let gas = 0n;
  let at = start;
  while (at < original.length) {
    const instruction = original[at] as number;
    if (simple[instruction] !== true || (instruction === JUMPDEST && at > start)) break;
    gas += BigInt(standardOpcodes.opcodes.get(instruction)?.fee ?? 0);
    steps.push(stepOf(instruction, pushes[at + 1]));
    at += instruction >= PUSH1 && instruction <= PUSH32 ? instruction - PUSH1 + 2 : 1;
    if (instruction === JUMP || instruction === JUMPI) break;
  }
  const run = { gas, steps, end: at };
  analysis.runs.set(start, run);
  return run;
}

/** The compiled path from a place, once it was taken often enough. */
function traceAt(analysis: Prepared, at: number, compileAfter: number): Trace | null {
  const trace = analysis.traces[at];
  if (trace !== undefined) return trace;
  if (++analysis.visits[at]! <= compileAfter) return null;
  return (analysis.traces[at] = compileTrace(analysis, at) ?? null);
}

/** Runs one run or compiled path after the other until an instruction comes that the interpreter has to see. */
function runsWith(compileAfter: number, transients: TransientWords): Handler {
  const frame = new Frame(transients);
  return (state, common) => {
    const analysis = attach(state);
    const { code, stack } = state;
    let at = state.programCounter - 1;
    let entered = false;
    while (code[at] === RUN) {
      const trace = traceAt(analysis, at, compileAfter);
      const fits = trace !== null && stack.length >= trace.need && stack.length + trace.growth <= MOST_WORDS;
      if (fits && (entered || frame.enter(state, analysis.original))) {
        entered = true;
        trace.run(frame);
      } else {
        if (entered) frame.leave();
        entered = false;
        const run = analysis.runs.get(at) ?? runAt(analysis, at);
        state.interpreter.useGas(run.gas, "run");
        state.programCounter = run.end;
        for (const step of run.steps) step(state, common);
      }
      at = state.programCounter;
    }
    if (entered) frame.leave();
  };
}

/**
 * `customOpcodes` for an EVM whose state hands out {@link prepareCode}d code.
 *
 * @param compileAfter how often a path is run instruction by instruction before it is compiled
 * @param transients the transient storage of the EVM that runs the code
 */
export function preparedOpcodes(compileAfter: number, transients: TransientWords): CustomOpcodes {
  const entry = (number: number, as: number, logicFunction: Handler): AddOpcode => {
    const opcode = standardOpcodes.opcodes.get(number);
    const gasFunction = standardOpcodes.dynamicGasHandlers.get(number);
    return {
      opcode: as,
      opcodeName: opcode?.name ?? "",
      baseFee: opcode?.fee ?? 0,
      logicFunction,
      ...(gasFunction === undefined ? {} : { gasFunction }),
    };
  };
  const memoryCopy = entry(MCOPY, MCOPY_STAND_IN, handlerOf(MCOPY));
  const memoryCopyGas = memoryCopy.gasFunction as (state: RunState, base: bigint, common: Common) => unknown;
  // The gas is counted first, and in init code there is nothing to count for.
  const checkedGas = (state: RunState, base: bigint, common: Common): unknown => {
    attach(state);
    return memoryCopyGas(state, base, common);
  };
  const codeCopy = handlerOf(CODECOPY);
  const externalCodeCopy = handlerOf(EXTCODECOPY);
  return [
    { opcode: RUN, opcodeName: "RUN", baseFee: 0, logicFunction: runsWith(compileAfter, transients) },
    { ...memoryCopy, gasFunction: checkedGas as AddOpcode["gasFunction"] },
    entry(CODECOPY, CODECOPY, (state, common) => {
      const analysis = prepared.get(state.code);
      return codeCopy(analysis === undefined ? state : withCode(state, analysis.original), common);
    }),
    entry(EXTCODECOPY, EXTCODECOPY, (state, common) => externalCodeCopy(withOriginals(state), common)),
  ];
}

/** The same run, but its own code reads as it was deployed. */
function withCode(state: RunState, original: Uint8Array): RunState {
  const interpreter = Object.create(state.interpreter, {
    getCode: { value: () => original },
  }) as RunState["interpreter"];
  return { ...state, interpreter };
}

/** The same run, but the code of others reads as it was deployed. */
function withOriginals(state: RunState): RunState {
  const { stateManager } = state;
  const originals = Object.create(stateManager, {
    getCode: {
      value: async (address: Parameters<typeof stateManager.getCode>[0]) => {
        const code = await stateManager.getCode(address);
        return prepared.get(code)?.original ?? code;
      },
    },
  }) as RunState["stateManager"];
  return { ...state, stateManager: originals };
}
