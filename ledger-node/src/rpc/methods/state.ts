import { keyOf, padLeft, toBigInt, toHex } from "../../codec/bytes.ts";
import { EMPTY_CODE_HASH } from "../../crypto/keccak.ts";
import { callOn } from "../../chain/Caller.ts";
import { proveAccount } from "../../chain/proveAccount.ts";
import type { StateAt } from "../../chain/Ledger.ts";
import type { Outcome } from "../../evm/executeTransaction.ts";
import { readAccount, readSlot, type AccountRecord } from "../../state/world.ts";
import { knownHeight, placeOf } from "../blocks.ts";
import { RpcError, rpcCodes } from "../errors.ts";
import { hexQuantity } from "../format.ts";
import type { Method, MethodContext, Methods } from "../method.ts";
import { address, array, blockReference, callRequest, slot, stateOverrides, type CallRequest } from "../params.ts";

/** The account at an address in a version of the state. */
export function accountAt(state: StateAt, where: Uint8Array): AccountRecord | undefined {
  const past = state.overlay?.account(keyOf(where));
  return past === undefined ? readAccount(state.world, where) : past.account;
}

function slotAt(state: StateAt, where: Uint8Array, key: Uint8Array): Uint8Array {
  const past = state.overlay?.slot(keyOf(where), keyOf(key));
  if (past !== undefined) return past;
  const account = readAccount(state.world, where);
  return account === undefined ? new Uint8Array(0) : readSlot(state.world, where, account, key);
}

const atBlock =
  (index: number, read: (state: StateAt, params: readonly unknown[]) => unknown): Method =>
  (params, { node }) =>
    node.ledger.withState(knownHeight(node, blockReference(params[index])), (state) => read(state, params));

/** Error(string) and Panic(uint256), which every Solidity contract may answer with. */
function revertReason(bytes: Uint8Array): string | undefined {
  const selector = toHex(bytes.subarray(0, 4));
  if (selector === "0x08c379a0" && bytes.length >= 68) {
    const length = Number(toBigInt(bytes.subarray(36, 68)));
    if (length <= bytes.length - 68) return Buffer.from(bytes.subarray(68, 68 + length)).toString("utf8");
  }
  if (selector === "0x4e487b71" && bytes.length === 36)
    return `panic code 0x${toBigInt(bytes.subarray(4)).toString(16)}`;
  return undefined;
}

/** The error of a call that did not succeed, in the form that ethers and others decode. */
export function callError(outcome: Outcome): RpcError {
  if (outcome.error !== "revert") return new RpcError(rpcCodes.server, outcome.error ?? "execution failed");
  const reason = revertReason(outcome.returnValue);
  return new RpcError(
    rpcCodes.reverted,
    reason === undefined ? "execution reverted" : `execution reverted: ${reason}`,
    toHex(outcome.returnValue),
  );
}

function messageOf(request: CallRequest, context: MethodContext) {
  const cap = context.limits.callGas;
  return { ...request, gasLimit: request.gas === undefined || request.gas > cap ? cap : request.gas };
}

const call: Method = async (params, context) => {
  const { node } = context;
  const outcome = await node.caller.call(
    messageOf(callRequest(params[0]), context),
    placeOf(node, blockReference(params[1])),
    stateOverrides(params[2]),
  );
  if (!outcome.succeeded) throw callError(outcome);
  return toHex(outcome.returnValue);
};

const estimateGas: Method = async (params, context) => {
  const { node } = context;
  const block = params[1] === undefined || params[1] === null ? { tag: "pending" as const } : blockReference(params[1]);
  const request = messageOf(callRequest(params[0]), context);
  const limit = node.ledger.settings.blockGasLimit;
  const message = { ...request, gasLimit: request.gasLimit < limit ? request.gasLimit : limit };
  const estimate = await node.caller.estimate(message, placeOf(node, block), stateOverrides(params[2]));
  if ("gas" in estimate) return hexQuantity(estimate.gas);
  if (estimate.failed.error === "out of gas") {
    throw new RpcError(rpcCodes.server, `gas required exceeds allowance (${message.gasLimit})`);
  }
  throw callError(estimate.failed);
};

const createAccessList: Method = async (params, context) => {
  const { node } = context;
  const message = messageOf(callRequest(params[0]), context);
  return node.caller.exclusively(placeOf(node, blockReference(params[1])), [], async (engine, block) => {
    const touched = new Map<string, Set<string>>();
    engine.evm.journal.startReportingAccessList();
    const { journal } = engine.evm;
    const reported = journal.accessList;
    const outcome = await callOn(engine, message, block);
    const free = new Set([
      toHex(message.from),
      toHex(block.coinbase),
      ...(message.to === undefined ? [] : [toHex(message.to)]),
    ]);
    for (const [where, slots] of reported ?? []) {
      const name = `0x${where}` as const;
      if (engine.evm.precompiles.has(where) || (free.has(name) && slots.size === 0)) continue;
      touched.set(name, new Set([...slots].map((one) => `0x${one}`)));
    }
    return {
      accessList: [...touched].map(([where, slots]) => ({ address: where, storageKeys: [...slots] })),
      gasUsed: hexQuantity(outcome.gasUsed),
      ...(outcome.succeeded ? {} : { error: outcome.error ?? "execution failed" }),
    };
  });
};

const getProof: Method = async (params, { node }) => {
  const where = address(params[0], "address");
  const slots = array(params[1] ?? [], "storageKeys", 1_024);
  const keys = slots.map((key, index) => slot(key, `storageKeys[${index}]`));
  const proof = await proveAccount(node.ledger, knownHeight(node, blockReference(params[2])), where, keys);
  return {
    address: toHex(where),
    accountProof: proof.accountProof.map(toHex),
    balance: hexQuantity(proof.account.balance),
    codeHash: toHex(proof.account.codeHash),
    nonce: hexQuantity(proof.account.nonce),
    storageHash: toHex(proof.account.storageRoot),
    storageProof: proof.slots.map((entry, index) => ({
      key: slots[index],
      value: hexQuantity(toBigInt(entry.value)),
      proof: entry.proof.map(toHex),
    })),
  };
};

/** The state, and calls on it. */
export const stateMethods: Methods = {
  eth_getBalance: atBlock(1, (state, params) =>
    hexQuantity(accountAt(state, address(params[0], "address"))?.balance ?? 0n),
  ),
  eth_getTransactionCount: (params, context) => {
    const where = address(params[0], "address");
    const reference = blockReference(params[1]);
    if ("tag" in reference && reference.tag === "pending") return hexQuantity(context.node.sealer.nextNonce(where));
    return context.node.ledger.withState(knownHeight(context.node, reference), (state) =>
      hexQuantity(accountAt(state, where)?.nonce ?? 0n),
    );
  },
  eth_getCode: atBlock(1, (state, params) => {
    const account = accountAt(state, address(params[0], "address"));
    if (account === undefined || keyOf(account.codeHash) === keyOf(EMPTY_CODE_HASH)) return "0x";
    return toHex(state.world.source.code(account.codeHash));
  }),
  eth_getStorageAt: atBlock(2, (state, params) =>
    toHex(padLeft(slotAt(state, address(params[0], "address"), slot(params[1], "slot")), 32)),
  ),
  eth_call: call,
  eth_estimateGas: estimateGas,
  eth_createAccessList: createAccessList,
  eth_getProof: getProof,
};
