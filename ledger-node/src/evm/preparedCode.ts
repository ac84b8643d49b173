import { Common, Hardfork, Mainnet } from "@ethereumjs/common";
import { EVMError, getOpcodesForHF, paramsEVM, type EVMOpts } from "@ethereumjs/evm";
import { toBigInt } from "../codec/bytes.ts";

/**
 * Code as the interpreter gets it, analysed once and for all.
 *
 * @ethereumjs/evm analyses a contract's code anew in every call frame, as soon as it meets JUMP, JUMPI or MCOPY: for a contract of the
 * largest size that is most of the time of a whole act. Its `customOpcodes` option lets a chain add instructions. So the node hands out
 * deployed code in which these three carry numbers that Ethereum left unassigned; behind the new numbers are the very same handlers, and
 * the analysis they need is attached once per code. What a contract can see of code (CODECOPY, EXTCODECOPY, sizes, hashes) is the
 * original. A test compares both ways, program by program.
 */
type Prepared = { original: Uint8Array; jumps: Uint8Array; pushes: bigint[] };

type CustomOpcodes = NonNullable<EVMOpts["customOpcodes"]>;
type AddOpcode = Extract<CustomOpcodes[number], { logicFunction: unknown }>;
type Handler = AddOpcode["logicFunction"];
type RunState = Parameters<Handler>[0];

const JUMP = 0x56;
const JUMPI = 0x57;
const MCOPY = 0x5e;
const JUMPDEST = 0x5b;
const PUSH1 = 0x60;
const PUSH32 = 0x7f;
const INVALID = 0xfe;
const CODECOPY = 0x39;
const EXTCODECOPY = 0x3c;

/** The instructions that make the interpreter analyse, and the numbers they get: unassigned in Cancun and in all forks before. */
const STAND_INS: ReadonlyMap<number, number> = new Map([
  [JUMP, 0x0c],
  [JUMPI, 0x0d],
  [MCOPY, 0x0e],
]);

const taken: ReadonlySet<number> = new Set(STAND_INS.values());

const prepared = new WeakMap<Uint8Array, Prepared>();
const standIns = new WeakMap<Uint8Array, Uint8Array>();

/** The code to run in place of `code`. The same array gives the same answer. */
export function prepareCode(code: Uint8Array): Uint8Array {
  const known = standIns.get(code);
  if (known !== undefined) return known;
  const out = code.slice();
  const jumps = new Uint8Array(code.length);
  const pushes: bigint[] = new Array<bigint>(code.length + 1);
  for (let at = 0; at < code.length; at++) {
    const instruction = code[at] as number;
    if (instruction >= PUSH1 && instruction <= PUSH32) {
      const length = instruction - PUSH1 + 1;
      const operand = new Uint8Array(length);
      operand.set(code.subarray(at + 1, at + 1 + length));
      pushes[at + 1] = toBigInt(operand);
      at += length;
    } else if (instruction === JUMPDEST) jumps[at] = 1;
    else if (taken.has(instruction)) out[at] = INVALID;
    else out[at] = STAND_INS.get(instruction) ?? instruction;
  }
  standIns.set(code, out);
  prepared.set(out, { original: code, jumps, pushes });
  return out;
}

function attach(state: RunState): void {
  if (!state.shouldDoJumpAnalysis) return;
  const analysis = prepared.get(state.code);
  // Init code is not prepared: there the number means what it means in Ethereum, nothing.
  if (analysis === undefined) throw new EVMError(EVMError.errorMessages.INVALID_OPCODE);
  state.validJumps = analysis.jumps;
  state.cachedPushes = analysis.pushes as unknown as RunState["cachedPushes"];
  state.shouldDoJumpAnalysis = false;
}

/** `customOpcodes` for an EVM whose state hands out {@link prepareCode}d code. */
export function preparedOpcodes(): CustomOpcodes {
  const common = new Common({ chain: Mainnet, hardfork: Hardfork.Cancun, params: paramsEVM });
  const standard = getOpcodesForHF(common);
  const handlerOf = (number: number): Handler => standard.handlers.get(number) as Handler;
  const entry = (number: number, as: number, logicFunction: Handler): AddOpcode => {
    const opcode = standard.opcodes.get(number);
    const gasFunction = standard.dynamicGasHandlers.get(number);
    return {
      opcode: as,
      opcodeName: opcode?.name ?? "",
      baseFee: opcode?.fee ?? 0,
      logicFunction,
      ...(gasFunction === undefined ? {} : { gasFunction }),
    };
  };
  const standIn = ([number, as]: [number, number]): AddOpcode => {
    const handler = handlerOf(number);
    const added = entry(number, as, (state, shared) => {
      attach(state);
      return handler(state, shared);
    });
    const gas = added.gasFunction as ((state: RunState, base: bigint, shared: Common) => unknown) | undefined;
    if (gas === undefined) return added;
    // The gas is counted first, and in init code there is nothing to count for.
    const checked = (state: RunState, base: bigint, shared: Common): unknown => {
      attach(state);
      return gas(state, base, shared);
    };
    return { ...added, gasFunction: checked as AddOpcode["gasFunction"] };
  };
  const codeCopy = handlerOf(CODECOPY);
  const externalCodeCopy = handlerOf(EXTCODECOPY);
  return [
    ...[...STAND_INS].map(standIn),
    entry(CODECOPY, CODECOPY, (state, shared) => {
      const analysis = prepared.get(state.code);
      return codeCopy(analysis === undefined ? state : withCode(state, analysis.original), shared);
    }),
    entry(EXTCODECOPY, EXTCODECOPY, (state, shared) => externalCodeCopy(withOriginals(state), shared)),
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
  const originals: RunState["stateManager"] = Object.create(stateManager, {
    getCode: {
      value: async (address: Parameters<typeof stateManager.getCode>[0]) => {
        const code = await stateManager.getCode(address);
        return prepared.get(code)?.original ?? code;
      },
    },
  }) as RunState["stateManager"];
  return { ...state, stateManager: originals };
}
