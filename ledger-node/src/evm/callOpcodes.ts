import { EVMError } from "@ethereumjs/evm";
import type { KnownSigners } from "../crypto/KnownSigners.ts";
import type { FlatState } from "../state/FlatState.ts";
import type { AddOpcode, CustomOpcodes, Handler, RunState } from "./Frame.ts";
import { memoryGas, standardOpcodes } from "./standardOpcodes.ts";

const DELEGATECALL = 0xf4;
const STATICCALL = 0xfa;

const COLD_ADDRESS_GAS = 2_600n;
const WARM_ADDRESS_GAS = 100n;
const ECRECOVER = 1n;
const ECRECOVER_GAS = 3_000n;
const ECRECOVER_INPUT = 128n;
const MOST_DEPTH = 1_024;
const ADDRESS_MASK = (1n << 160n) - 1n;

/** What a call that moves no value finds on the stack: gas, address, and where its input and its output lie in memory. */
type CallItems = [gas: bigint, to: bigint, inOffset: bigint, inLength: bigint, outOffset: bigint, outLength: bigint];
const CALL_ITEMS = 6;

function addressBytes(word: bigint): Uint8Array {
  return Buffer.from((word & ADDRESS_MASK).toString(16).padStart(40, "0"), "hex");
}

/**
 * Gas of a call that moves no value, in Cancun: memory, access (EIP-2929), and at most all but a 64th part of what is left for the callee
 * (EIP-150). ethereumjs's own serves all forks, and asks at each step which one it is in.
 */
function callGas(state: RunState, base: bigint): bigint {
  const [asked, to, inOffset, inLength, outOffset, outLength] = state.stack.peek(CALL_ITEMS) as CallItems;
  const flat = state.stateManager as FlatState;
  let gas = base + memoryGas(state, inOffset, inLength) + memoryGas(state, outOffset, outLength);
  gas += flat.warmAddress(addressBytes(to)) ? WARM_ADDRESS_GAS : COLD_ADDRESS_GAS;
  const left = state.gasLeft - gas;
  if (left < 0n) throw new EVMError(EVMError.errorMessages.OUT_OF_GAS);
  const most = left - left / 64n;
  state.messageGasLimit = asked < most ? asked : most;
  return gas;
}

/**
 * Does a static call of ECRECOVER whose answer is known without a frame.
 *
 * @returns false, with nothing done, where it is another call
 */
function answerAtOnce(state: RunState, known: KnownSigners): boolean {
  const gasLimit = state.messageGasLimit as bigint;
  const [, to, inOffset, inLength, outOffset, outLength] = state.stack.peek(CALL_ITEMS) as CallItems;
  if ((to & ADDRESS_MASK) !== ECRECOVER || inLength !== ECRECOVER_INPUT) return false;
  if (gasLimit < ECRECOVER_GAS || state.env.depth >= MOST_DEPTH) return false;
  const signer = known.get(state.memory.read(Number(inOffset), Number(inLength), true));
  if (signer === undefined) return false;
  state.stack.popN(CALL_ITEMS);
  state.interpreter.useGas(ECRECOVER_GAS, "ECRECOVER");
  state.returnBytes = signer;
  const length = outLength < 32n ? Number(outLength) : 32;
  if (length > 0) state.memory.write(Number(outOffset), length, signer.subarray(0, length));
  state.stack.push(1n);
  return true;
}

/** `customOpcodes` for the calls that our contracts make: the standard ones, priced for our one fork, and signers known ahead. */
export function callOpcodes(known: KnownSigners): CustomOpcodes {
  const entry = (opcode: number, opcodeName: string, logicFunction: Handler): AddOpcode => ({
    opcode,
    opcodeName,
    baseFee: 0,
    gasFunction: callGas as AddOpcode["gasFunction"],
    logicFunction,
  });
  const call = standardOpcodes.handlers.get(STATICCALL) as Handler;
  return [
    entry(DELEGATECALL, "DELEGATECALL", standardOpcodes.handlers.get(DELEGATECALL) as Handler),
    entry(STATICCALL, "STATICCALL", (state, common) => (answerAtOnce(state, known) ? undefined : call(state, common))),
  ];
}
