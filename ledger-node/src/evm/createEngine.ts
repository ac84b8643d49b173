import { createCustomCommon, Hardfork, Mainnet } from "@ethereumjs/common";
import { createEVM, EVMError, type EVM, type ExecResult } from "@ethereumjs/evm";
import { createHash } from "node:crypto";
import { keccak256 } from "../crypto/keccak.ts";
import { EMPTY } from "../codec/bytes.ts";
import { KnownSigners } from "../crypto/KnownSigners.ts";
import { addressOf, recoverPublicKey } from "../crypto/secp256k1.ts";
import { callOpcodes } from "./callOpcodes.ts";
import { preparedOpcodes, prepareCode } from "./preparedCode.ts";
import { StateJournal } from "./StateJournal.ts";
import { TransientWords } from "./TransientWords.ts";
import { FlatState } from "../state/FlatState.ts";

/** An EVM with the state it works on. One message at a time: the EVM keeps the running block and transaction in itself. */
export type Engine = {
  evm: EVM;
  state: FlatState;
  /** Signers that were recovered ahead of the contract that asks for them. */
  known: KnownSigners;
};

/** KZG point evaluation proves blobs, and this chain has no blob transactions: the precompile fails as for an invalid proof. */
const noPointEvaluation = {
  address: "0x000000000000000000000000000000000000000a" as const,
  function: (input: { gasLimit: bigint }) => ({
    executionGasUsed: input.gasLimit,
    returnValue: new Uint8Array(0),
    exceptionError: new EVMError(EVMError.errorMessages.INVALID_INPUTS),
  }),
};

const ECRECOVER_GAS = 3_000n;

/** ECRECOVER (Yellow Paper, appendix E) with our signature recovery and hashing; ethereumjs's own hashes the key in JavaScript. */
const recoverSigner = (known: KnownSigners) => ({
  address: "0x0000000000000000000000000000000000000001" as const,
  function: ({ data, gasLimit }: { data: Uint8Array; gasLimit: bigint }): ExecResult => {
    if (gasLimit < ECRECOVER_GAS) {
      return {
        executionGasUsed: gasLimit,
        returnValue: EMPTY,
        exceptionError: new EVMError(EVMError.errorMessages.OUT_OF_GAS),
      };
    }
    const returnValue = (data.length === 128 ? known.get(data) : undefined) ?? signerOf(data);
    return { executionGasUsed: ECRECOVER_GAS, returnValue };
  },
});

/** The signer as a word, or nothing where there is none. */
function signerOf(data: Uint8Array): Uint8Array {
  const input = data.length >= 128 ? data : new Uint8Array(128);
  if (input !== data) input.set(data);
  for (let at = 32; at < 63; at++) if (input[at] !== 0) return EMPTY;
  const v = input[63] as number;
  if (v !== 27 && v !== 28) return EMPTY;
  try {
    const key = recoverPublicKey(input.subarray(0, 32), input.subarray(64, 128), v - 27);
    const word = new Uint8Array(32);
    word.set(addressOf(key), 12);
    return word;
  } catch {
    return EMPTY;
  }
}

/**
 * An @ethereumjs/evm for our chain: Cancun, our hashing and signature recovery, our state.
 *
 * @param blockHash the hash of an earlier block, for BLOCKHASH
 */
export async function createEngine(options: {
  chainId: number;
  blockHash: (number: number) => Uint8Array;
  /** Runs code as it is, for traces and for comparison: slower, with the same results. */
  plain?: boolean;
  /** How often a path through a contract is run before it is compiled. Default: 8 */
  compileAfter?: number;
}): Promise<Engine> {
  const prepares = options.plain !== true;
  const known = new KnownSigners();
  const transients = new TransientWords();
  const state = prepares ? new FlatState(prepareCode) : new FlatState();
  const common = createCustomCommon({ chainId: options.chainId }, Mainnet, {
    hardfork: Hardfork.Cancun,
    customCrypto: {
      keccak256,
      sha256: (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest()),
      ecrecover: (hash, v, r, s) => {
        const signature = new Uint8Array(64);
        signature.set(r, 32 - r.length);
        signature.set(s, 64 - s.length);
        return recoverPublicKey(hash, signature, Number(v) - 27);
      },
    },
  });
  const evm = await createEVM({
    common,
    stateManager: state,
    blockchain: {
      getBlock: async (number) => ({ hash: () => options.blockHash(number) }),
      putBlock: async () => undefined,
      shallowCopy() {
        return this;
      },
    },
    customPrecompiles: prepares ? [noPointEvaluation, recoverSigner(known)] : [noPointEvaluation],
    ...(prepares
      ? { customOpcodes: [...preparedOpcodes(options.compileAfter ?? 8, transients), ...callOpcodes(known)] }
      : {}),
  });
  if (prepares) {
    evm.journal = new StateJournal(state).forEvm();
    Object.assign(evm, { transientStorage: transients.forEvm() });
  }
  return { evm, state, known };
}
