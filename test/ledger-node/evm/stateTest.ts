import { createEngine, type Engine } from "../../../ledger-node/src/evm/createEngine.ts";
import {
  checkForm,
  evmBlock,
  runMessage,
  type BlockContext,
  type EvmBlock,
} from "../../../ledger-node/src/evm/executeTransaction.ts";
import { fromHex, minimalBytes, padLeft, sameBytes, toHex } from "../../../ledger-node/src/codec/bytes.ts";
import { encodeRlp } from "../../../ledger-node/src/codec/rlp.ts";
import { EMPTY_CODE_HASH, keccak256 } from "../../../ledger-node/src/crypto/keccak.ts";
import { addressOf, recoverPublicKey } from "../../../ledger-node/src/crypto/secp256k1.ts";
import { memoryState } from "../../../ledger-node/src/state/memoryState.ts";
import { applyChanges, type StateWrites, type World } from "../../../ledger-node/src/state/world.ts";
import type { Log } from "../../../ledger-node/src/chain/receipt.ts";
import { decodeTransaction, type Transaction } from "../../../ledger-node/src/tx/transaction.ts";

type Account = { balance: string; code: string; nonce: string; storage: Record<string, string> };

/** One transaction of a state test and what must come out, in the form of Ethereum's own tests. */
type Post = { hash: string; logs: string; txbytes: string; expectException?: string; indexes: Record<string, number> };

/** A filled state test of Ethereum (`GeneralStateTests`). */
export type StateTest = {
  env: Record<string, string>;
  pre: Record<string, Account>;
  post: Record<string, Post[]>;
  transaction: Record<string, unknown>;
};

/** What came out of one transaction: nothing to say where it is right. */
export type Finding = { name: string; what: string };

/** The hardfork whose results are compared. */
const FORK = "Cancun";

/** Blob transactions are none of this chain's types. */
const BLOB_TRANSACTION = "0x03";

/** Ethereum's state tests: the hash of a block is the hash of its number in decimal digits. */
const blockHash = (number: number): Uint8Array => keccak256(new TextEncoder().encode(String(number)));

/** How an engine runs code: as it is, prepared as the node does it, or prepared and compiled at once, which a test's one run would not see. */
export type CodeForm = "plain" | "prepared" | "compiled";

/** An engine for state tests. */
export function stateTestEngine(form: CodeForm): Promise<Engine> {
  return createEngine({
    chainId: 1,
    blockHash,
    plain: form === "plain",
    ...(form === "compiled" ? { compileAfter: 0 } : {}),
  });
}

/** A state in memory and what writes to it. */
function emptyState(): { world: World; writes: StateWrites; putCode: (hash: Uint8Array, code: Uint8Array) => void } {
  const memory = memoryState();
  const batch = memory.batch();
  const storageKey = (accountHash: Uint8Array, path: Uint8Array): Uint8Array => {
    const key = new Uint8Array(32 + path.length);
    key.set(accountHash);
    key.set(path, 32);
    return key;
  };
  return {
    world: { root: null, source: memory.source },
    writes: {
      putAccountNode: (path, node) => batch.put("accountNode", path, node),
      removeAccountNode: (path) => batch.remove("accountNode", path),
      putStorageNode: (accountHash, path, node) => batch.put("storageNode", storageKey(accountHash, path), node),
      removeStorageNode: (accountHash, path) => batch.remove("storageNode", storageKey(accountHash, path)),
    },
    putCode: (hash, code) => batch.put("code", hash, code),
  };
}

async function preState(engine: Engine, pre: StateTest["pre"]): Promise<{ world: World; writes: StateWrites }> {
  const { world, writes, putCode } = emptyState();
  const { state } = engine;
  state.reset(world);
  for (const [address, account] of Object.entries(pre)) {
    const code = fromHex(account.code);
    const codeHash = code.length === 0 ? EMPTY_CODE_HASH : keccak256(code);
    if (code.length > 0) putCode(codeHash, code);
    state.poke(fromHex(address), { nonce: BigInt(account.nonce), balance: BigInt(account.balance), codeHash });
    for (const [slot, value] of Object.entries(account.storage)) {
      const key = padLeft(minimalBytes(BigInt(slot)), 32);
      await state.putStorage({ bytes: fromHex(address) } as never, key, minimalBytes(BigInt(value)));
    }
  }
  return { world: applyChanges(world, state.changes(), writes).world, writes };
}

/** What this chain leaves out: gas has a price here, so the test's own rules about fees are applied around the message. */
function fees(transaction: Transaction, baseFee: bigint): { price: bigint; tip: bigint } {
  if (transaction.maxFeePerGas < baseFee) throw new Error("the fee is below the base fee");
  const offered = baseFee + transaction.maxPriorityFeePerGas;
  const price = transaction.maxFeePerGas < offered ? transaction.maxFeePerGas : offered;
  return { price, tip: price - baseFee };
}

function blockOf(env: Record<string, string>): { context: BlockContext; block: EvmBlock; baseFee: bigint } {
  const context = {
    number: Number(env["currentNumber"]),
    timestamp: Number(env["currentTimestamp"]),
    coinbase: fromHex(env["currentCoinbase"] ?? ""),
    gasLimit: BigInt(env["currentGasLimit"] ?? 0),
  };
  const baseFee = BigInt(env["currentBaseFee"] ?? 10);
  const block = evmBlock(context);
  const prevRandao = padLeft(minimalBytes(BigInt(env["currentRandom"] ?? 0)), 32);
  return {
    context,
    baseFee,
    block: { header: { ...block.header, baseFeePerGas: baseFee, prevRandao } } as EvmBlock,
  };
}

/** Executes a transaction as this node does, with a price on gas. @throws where the transaction is not allowed in a block */
async function execute(engine: Engine, test: StateTest, raw: string): Promise<Log[]> {
  const { context, block, baseFee } = blockOf(test.env);
  const transaction = decodeTransaction(fromHex(raw));
  checkForm({ ...transaction, chainId: transaction.chainId ?? 1n }, { chainId: 1, gasLimit: context.gasLimit });
  const from = addressOf(recoverPublicKey(transaction.signingHash, transaction.signature, transaction.yParity));
  const { state } = engine;
  const sender = state.peek(from) ?? { nonce: 0n, balance: 0n, codeHash: EMPTY_CODE_HASH };
  const { gasLimit, maxFeePerGas, value, nonce } = transaction;
  if (sender.nonce !== nonce) throw new Error("the nonce is not the sender's");
  if (!sameBytes(sender.codeHash, EMPTY_CODE_HASH)) throw new Error("the sender has code");
  if (sender.balance < gasLimit * maxFeePerGas + value) throw new Error("the sender cannot pay");
  const { price, tip } = fees(transaction, baseFee);
  state.poke(from, { ...sender, balance: sender.balance - gasLimit * price });
  const outcome = await runMessage(engine, { ...transaction, from, gasPrice: price }, block, context);
  const pay = (address: Uint8Array, amount: bigint): void => {
    const account = state.peek(address) ?? { nonce: 0n, balance: 0n, codeHash: EMPTY_CODE_HASH };
    if (amount > 0n) state.poke(address, { ...account, balance: account.balance + amount });
  };
  pay(from, (gasLimit - outcome.gasUsed) * price);
  pay(context.coinbase, outcome.gasUsed * tip);
  state.endTransaction();
  return outcome.logs;
}

const rlpOfLogs = (logs: readonly Log[]): Uint8Array =>
  encodeRlp(logs.map(({ address, topics, data }) => [address, topics, data]));

/**
 * Runs each transaction of a state test on a state of its own, and compares state root, events and refusals.
 *
 * @returns how many were compared, and what differed
 */
export async function runStateTest(
  engine: Engine,
  name: string,
  test: StateTest,
): Promise<{ compared: number; notOurs: number; findings: Finding[] }> {
  const findings: Finding[] = [];
  let compared = 0;
  let notOurs = 0;
  for (const post of test.post[FORK] ?? []) {
    if (post.txbytes.startsWith(BLOB_TRANSACTION)) {
      notOurs++;
      continue;
    }
    compared++;
    const { data, gas, value } = post.indexes;
    const full = `${name} d${data} g${gas} v${value}`;
    const { world, writes } = await preState(engine, test.pre);
    engine.state.reset(world);
    let logs: Log[] = [];
    let refused: string | undefined;
    try {
      logs = await execute(engine, test, post.txbytes);
    } catch (error) {
      refused = error instanceof Error ? error.message : String(error);
      engine.evm.journal.cleanJournal();
      engine.evm.transientStorage.clear();
      engine.state.reset(world);
    }
    if ((refused !== undefined) !== (post.expectException !== undefined)) {
      findings.push({ name: full, what: `refused: ${refused ?? "no"}; expected: ${post.expectException ?? "no"}` });
      continue;
    }
    const { stateRoot } = applyChanges(world, engine.state.changes(), writes);
    if (toHex(stateRoot) !== post.hash)
      findings.push({ name: full, what: `state root ${toHex(stateRoot)}, expected ${post.hash}` });
    const events = toHex(keccak256(rlpOfLogs(logs)));
    if (refused === undefined && events !== post.logs)
      findings.push({ name: full, what: `events ${events}, expected ${post.logs}` });
  }
  return { compared, notOurs, findings };
}
