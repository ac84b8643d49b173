import { Address } from "@ethereumjs/util";
import type { EVM } from "@ethereumjs/evm";
import { toHex } from "../codec/bytes.ts";
import { EMPTY_CODE_HASH } from "../crypto/keccak.ts";
import { sameBytes } from "../codec/bytes.ts";
import { NodeError } from "../errors.ts";
import type { Log } from "../chain/receipt.ts";
import { GAS_PRICE, intrinsicGas, type AccessListItem, type Transaction } from "../tx/transaction.ts";
import type { Engine } from "./createEngine.ts";

/** A block as @ethereumjs/evm takes it. */
export type EvmBlock = NonNullable<Parameters<EVM["runCall"]>[0]["block"]>;

/** What a transaction or a call did. */
export type Outcome = {
  succeeded: boolean;
  gasUsed: bigint;
  logs: Log[];
  returnValue: Uint8Array;
  /** The EVM's word for what went wrong; "revert" when the contract refused. */
  error: string | undefined;
  /** Address of the contract a creation made. */
  created: Uint8Array | undefined;
};

/** The block a transaction runs in. */
export type BlockContext = {
  number: number;
  /** Seconds since 1970. */
  timestamp: number;
  coinbase: Uint8Array;
  gasLimit: bigint;
};

/** The block as @ethereumjs/evm wants it. The random value is zero: a chain with one validator has none to give. */
export function evmBlock(context: BlockContext): EvmBlock {
  return {
    header: {
      number: BigInt(context.number),
      coinbase: new Address(context.coinbase),
      timestamp: BigInt(context.timestamp),
      difficulty: 0n,
      prevRandao: PREV_RANDAO,
      gasLimit: context.gasLimit,
      baseFeePerGas: 0n,
      getBlobGasPrice: () => 1n,
    },
  };
}

const PREV_RANDAO = new Uint8Array(32);

/** Longest init code (EIP-3860). */
const MAX_INIT_CODE = 49_152;

const MAX_NONCE = 2n ** 64n - 1n;

function refused(
  code: string,
  kind: "invalid" | "conflict",
  message: string,
  facts: Record<string, string | number>,
): NodeError {
  return new NodeError(code, kind, message, facts);
}

/**
 * The rules a transaction must meet to be part of a block at all; those about the sender's nonce and balance come with the state.
 *
 * @throws NodeError CHAIN_ID_MISMATCH, GAS_LIMIT_EXCEEDED, INTRINSIC_GAS_TOO_LOW, INIT_CODE_TOO_LONG
 */
export function checkForm(transaction: Transaction, rules: { chainId: number; gasLimit: bigint }): void {
  if (transaction.chainId === undefined) {
    throw refused("CHAIN_ID_MISSING", "invalid", "only replay-protected (EIP-155) transactions allowed over RPC", {});
  }
  if (transaction.chainId !== BigInt(rules.chainId)) {
    throw refused(
      "CHAIN_ID_MISMATCH",
      "invalid",
      `invalid chain id for signer: have ${transaction.chainId} want ${rules.chainId}`,
      {
        chainId: String(transaction.chainId),
        expected: rules.chainId,
      },
    );
  }
  if (transaction.gasLimit > rules.gasLimit) {
    throw refused(
      "GAS_LIMIT_EXCEEDED",
      "invalid",
      `exceeds block gas limit: have ${transaction.gasLimit}, limit ${rules.gasLimit}`,
      {
        gas: String(transaction.gasLimit),
        limit: String(rules.gasLimit),
      },
    );
  }
  if (transaction.nonce >= MAX_NONCE)
    throw refused("NONCE_MAX", "invalid", "nonce has max value", { nonce: String(transaction.nonce) });
  if (transaction.to === undefined && transaction.data.length > MAX_INIT_CODE) {
    throw refused(
      "INIT_CODE_TOO_LONG",
      "invalid",
      `max initcode size exceeded: code size ${transaction.data.length} limit ${MAX_INIT_CODE}`,
      {
        size: transaction.data.length,
        limit: MAX_INIT_CODE,
      },
    );
  }
  const intrinsic = intrinsicGas(transaction);
  if (transaction.gasLimit < intrinsic) {
    throw refused(
      "INTRINSIC_GAS_TOO_LOW",
      "invalid",
      `intrinsic gas too low: have ${transaction.gasLimit}, want ${intrinsic}`,
      {
        gas: String(transaction.gasLimit),
        needed: String(intrinsic),
      },
    );
  }
}

function warm(
  engine: Engine,
  from: Uint8Array,
  to: Uint8Array | undefined,
  context: BlockContext,
  list: readonly AccessListItem[],
): void {
  const journal = engine.evm.journal;
  for (const address of engine.evm.precompiles.keys()) journal.addAlwaysWarmAddress(address);
  journal.addAlwaysWarmAddress(toHex(from));
  journal.addAlwaysWarmAddress(toHex(context.coinbase)); // EIP-3651
  if (to !== undefined) journal.addAlwaysWarmAddress(toHex(to));
  for (const item of list) {
    const address = toHex(item.address);
    journal.addAlwaysWarmAddress(address);
    for (const slot of item.slots) journal.addAlwaysWarmSlot(address, toHex(slot));
  }
}

/** A message to execute; a transaction is one that pays and counts. */
export type Message = {
  from: Uint8Array;
  to: Uint8Array | undefined;
  data: Uint8Array;
  value: bigint;
  gasLimit: bigint;
  gasPrice: bigint;
  accessList: readonly AccessListItem[];
};

/** Runs a message and settles its gas; the state keeps what it did, the EVM nothing. */
export async function runMessage(
  engine: Engine,
  message: Message,
  block: EvmBlock,
  context: BlockContext,
): Promise<Outcome> {
  const { evm, state } = engine;
  const intrinsic = intrinsicGas(message);
  warm(engine, message.from, message.to, context, message.accessList);
  const result = await evm.runCall({
    block,
    gasPrice: message.gasPrice,
    origin: new Address(message.from),
    caller: new Address(message.from),
    gasLimit: message.gasLimit - intrinsic,
    to: message.to === undefined ? undefined : new Address(message.to),
    value: message.value,
    data: message.data,
  });
  const { execResult } = result;
  const failed = execResult.exceptionError !== undefined;
  let gasUsed = execResult.executionGasUsed + intrinsic;
  // EIP-3529: at most a fifth comes back.
  const refund = failed ? 0n : (execResult.gasRefund ?? 0n);
  gasUsed -= refund < gasUsed / 5n ? refund : gasUsed / 5n;
  if (!failed && execResult.selfdestruct !== undefined) {
    for (const address of execResult.selfdestruct.keys()) {
      // EIP-6780: only a contract made in this transaction disappears.
      if (execResult.createdAddresses?.has(address) !== true) continue;
      await evm.journal.deleteAccount(new Address(Buffer.from(address.slice(2), "hex")));
    }
  }
  await evm.journal.cleanup();
  evm.transientStorage.clear();
  state.originalStorageCache.clear();
  return {
    succeeded: !failed,
    gasUsed,
    logs: failed ? [] : (execResult.logs ?? []).map(([address, topics, data]) => ({ address, topics, data })),
    returnValue: execResult.returnValue,
    error: execResult.exceptionError?.error,
    created: failed ? undefined : result.createdAddress?.bytes,
  };
}

/**
 * Executes one transaction on the engine's state.
 *
 * @throws NodeError NONCE_TOO_LOW, NONCE_TOO_HIGH, SENDER_HAS_CODE, FUNDS_INSUFFICIENT: the transaction cannot be in this block and nothing happened
 */
export async function executeTransaction(
  engine: Engine,
  transaction: Transaction,
  from: Uint8Array,
  block: EvmBlock,
  context: BlockContext,
): Promise<Outcome> {
  const { state, evm } = engine;
  const account = state.peek(from);
  const nonce = account?.nonce ?? 0n;
  const facts = { sender: toHex(from), nonce: String(transaction.nonce), expected: String(nonce) };
  if (transaction.nonce < nonce) {
    throw refused(
      "NONCE_TOO_LOW",
      "conflict",
      `nonce too low: next nonce ${nonce}, tx nonce ${transaction.nonce}`,
      facts,
    );
  }
  if (transaction.nonce > nonce) {
    throw refused(
      "NONCE_TOO_HIGH",
      "conflict",
      `nonce too high: next nonce ${nonce}, tx nonce ${transaction.nonce}`,
      facts,
    );
  }
  if (account !== undefined && !sameBytes(account.codeHash, EMPTY_CODE_HASH)) {
    throw refused("SENDER_HAS_CODE", "invalid", `sender not an eoa: address ${toHex(from)}`, facts); // EIP-3607
  }
  const balance = account?.balance ?? 0n;
  if (balance < transaction.value) {
    throw refused(
      "FUNDS_INSUFFICIENT",
      "conflict",
      `insufficient funds for gas * price + value: address ${toHex(from)} have ${balance} want ${transaction.value}`,
      { ...facts, have: String(balance), want: String(transaction.value) },
    );
  }
  const mark = state.mark();
  try {
    const outcome = await runMessage(
      engine,
      {
        from,
        to: transaction.to,
        data: transaction.data,
        value: transaction.value,
        gasLimit: transaction.gasLimit,
        gasPrice: GAS_PRICE,
        accessList: transaction.accessList,
      },
      block,
      context,
    );
    state.endTransaction();
    return outcome;
  } catch (cause) {
    state.undoTo(mark);
    evm.journal.cleanJournal();
    evm.transientStorage.clear();
    state.endTransaction();
    throw new NodeError(
      "EXECUTION_FAILED",
      "internal",
      `the transaction could not be executed: ${String((cause as Error).message)}`,
      facts,
      { cause },
    );
  }
}
