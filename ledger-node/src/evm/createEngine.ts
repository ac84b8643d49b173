import { createCustomCommon, Hardfork, Mainnet } from "@ethereumjs/common";
import { createEVM, EVMError, type EVM } from "@ethereumjs/evm";
import { createHash } from "node:crypto";
import { keccak256 } from "../crypto/keccak.ts";
import { recoverPublicKey } from "../crypto/secp256k1.ts";
import { preparedOpcodes, prepareCode } from "./preparedCode.ts";
import { FlatState } from "../state/FlatState.ts";

/** An EVM with the state it works on. One message at a time: the EVM keeps the running block and transaction in itself. */
export type Engine = { evm: EVM; state: FlatState };

/** KZG point evaluation proves blobs, and this chain has no blob transactions: the precompile fails as for an invalid proof. */
const noPointEvaluation = {
  address: "0x000000000000000000000000000000000000000a" as const,
  function: (input: { gasLimit: bigint }) => ({
    executionGasUsed: input.gasLimit,
    returnValue: new Uint8Array(0),
    exceptionError: new EVMError(EVMError.errorMessages.INVALID_INPUTS),
  }),
};

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
    customPrecompiles: [noPointEvaluation],
    ...(prepares ? { customOpcodes: preparedOpcodes(options.compileAfter ?? 8) } : {}),
  });
  return { evm, state };
}
