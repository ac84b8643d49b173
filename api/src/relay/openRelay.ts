import {
  isError,
  type Contract,
  type TransactionReceipt,
  type TransactionRequest,
  type TransactionResponse,
  type Wallet,
} from "ethers";
import type { Logger } from "pino";
import { LadingError } from "@lading/sdk/errors";
import type { Right } from "@lading/sdk/acts";
import { decodeRevertData, toLedgerError, type LedgerClient } from "@lading/sdk/chain";
import type { ContractAct } from "./checkAct.ts";
import { logsOfActs } from "./logsOfActs.ts";

/** An act on the ledger: its transaction, and which of that transaction's logs are its own. */
export type Relayed = { transactionHash: string; blockNumber: number; logIndexes: number[] };

/** Sends checked acts. */
export type Relay = {
  readonly address: string;
  /**
   * Resolves when the act stands in a block. `beforeSending` is awaited once the act's turn has come and before anything leaves.
   *
   * @throws LadingError the registry's own error, or `LEDGER_UNREACHABLE`
   */
  send(right: Right, act: ContractAct, beforeSending: () => Promise<void>): Promise<Relayed>;
  /** Acts that wait or are under way. */
  depth(): number;
  /** Waits until nothing is under way; nothing more is taken. */
  stop(): Promise<void>;
};

type Item = {
  right: Right;
  act: ContractAct;
  beforeSending: () => Promise<void>;
  resolve: (relayed: Relayed) => void;
  reject: (error: unknown) => void;
};

/** Gas for an act of which none was seen yet. */
const FIRST_GUESS = 1_500_000n;
/** Gas of a transaction at most: EIP-7825 refuses more than 2^24 on newer chains. */
const TRANSACTION_GAS = 16_000_000n;
/** Acts in one transaction at most. */
const BATCH = 64;
/** Milliseconds to wait for a receipt. */
const RECEIPT_TIMEOUT = 60_000;

/**
 * Opens the relay. One transaction is under way at a time: acts that come meanwhile go together in the next one, in the order in which
 * they came, so that the relayer's transaction numbers never race and a user's acts never change places.
 *
 * @example
 * const relay = openRelay({ ledger, wallet, log });
 * const { blockNumber } = await relay.send("title", call, async () => {});
 */
export function openRelay(options: { ledger: LedgerClient; wallet: Wallet; log: Logger; url?: string }): Relay {
  const { ledger, log, url } = options;
  const wallet = options.wallet.connect(ledger.provider);
  const queue: Item[] = [];
  const gasSeen = new Map<string, bigint>();
  let running: Promise<void> | undefined;
  let stopped = false;
  let underWay = 0;

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const items = takeGroup();
      underWay = items.length;
      await sendGroup(items);
      underWay = 0;
    }
    running = undefined;
  }

  /** The first act waiting, and those behind it for the same registry that fit into one transaction. */
  function takeGroup(): Item[] {
    const first = queue.shift()!;
    const group = [first];
    let gas = gasOf(first);
    while (group.length < BATCH && queue[0]?.right === first.right && gas + gasOf(queue[0]) <= TRANSACTION_GAS) {
      const next = queue.shift()!;
      gas += gasOf(next);
      group.push(next);
    }
    return group;
  }

  async function sendGroup(group: Item[]): Promise<void> {
    const ready: Item[] = [];
    for (const [index, outcome] of (await Promise.allSettled(group.map((item) => item.beforeSending()))).entries()) {
      if (outcome.status === "fulfilled") ready.push(group[index]!);
      else group[index]!.reject(outcome.reason);
    }
    if (ready.length === 0) return;
    try {
      const contract = ledger.registry(ready[0]!.right);
      const receipt = await transact(contract, ready);
      const outcomes = outcomesOf(contract, receipt, ready);
      for (const [index, item] of ready.entries()) {
        const outcome = outcomes[index]!;
        if (outcome instanceof LadingError) item.reject(outcome);
        else item.resolve(outcome);
      }
      if (ready.length === 1) noteGas(ready[0]!, receipt.gasUsed);
    } catch (error) {
      const fault = toLedgerError(error, url);
      log.warn({ code: fault.code, acts: ready.length }, "a transaction did not go through");
      for (const item of ready) item.reject(fault);
    }
  }

  async function transact(contract: Contract, items: Item[]): Promise<TransactionReceipt> {
    const [block, fees, nonce] = await Promise.all([
      ledger.provider.getBlock("latest"),
      ledger.provider.getFeeData(),
      ledger.provider.getTransactionCount(wallet.address, "pending"),
    ]);
    const ceiling = block === null || block.gasLimit > TRANSACTION_GAS ? TRANSACTION_GAS : block.gasLimit;
    const wanted = items.length === 1 ? ceiling : items.reduce((sum, item) => sum + gasOf(item), 100_000n);
    const call =
      items.length === 1
        ? contract.interface.encodeFunctionData("actBySignature", [items[0]!.act])
        : contract.interface.encodeFunctionData("actBatch", [items.map((item) => item.act)]);
    const sent = await wallet.sendTransaction({
      to: contract.target,
      data: call,
      nonce,
      gasLimit: wanted > ceiling ? ceiling : wanted,
      // Where the ledger quotes nothing, nothing is paid; elsewhere what it quotes.
      ...(fees.gasPrice === 0n || fees.gasPrice === null ? { type: 0, gasPrice: 0n } : {}),
    });
    const receipt = await receiptOf(sent);
    if (receipt.status === 1) return receipt;
    throw await reasonOf({
      to: String(contract.target),
      data: call,
      from: wallet.address,
      blockTag: receipt.blockNumber,
    });
  }

  async function receiptOf(sent: TransactionResponse): Promise<TransactionReceipt> {
    try {
      const receipt = await sent.wait(1, RECEIPT_TIMEOUT);
      if (receipt !== null) return receipt;
    } catch (error) {
      // ethers throws for a transaction that the ledger took and that had no effect; its receipt says so as well.
      if (isError(error, "CALL_EXCEPTION") && error.receipt) return error.receipt;
      throw error;
    }
    throw new LadingError("LEDGER_UNREACHABLE", "unavailable", `Transaction ${sent.hash} is in no block yet`, {
      transactionHash: sent.hash,
    });
  }

  /** Why a transaction had no effect: a receipt does not say, so the same call is asked for at the same block. */
  async function reasonOf(call: TransactionRequest): Promise<LadingError> {
    try {
      await ledger.provider.call(call);
    } catch (error) {
      return toLedgerError(error, url);
    }
    return refusal("0x");
  }

  const kindOf = (item: Item): string => `${item.right} ${item.act.call.slice(0, 10)}`;
  const gasOf = (item: Item): bigint => gasSeen.get(kindOf(item)) ?? FIRST_GUESS;

  /** Twice the most that an act of a kind took. */
  function noteGas(item: Item, used: bigint): void {
    const before = gasSeen.get(kindOf(item)) ?? 0n;
    if (used * 2n > before) gasSeen.set(kindOf(item), used * 2n);
  }

  return {
    address: wallet.address,
    depth: () => queue.length + underWay,
    send(right, act, beforeSending) {
      if (stopped) {
        return Promise.reject(
          new LadingError(
            "API_STOPPING",
            "unavailable",
            "This API is shutting down; send the act again with the same key",
          ),
        );
      }
      return new Promise((resolve, reject) => {
        queue.push({ right, act, beforeSending, resolve, reject });
        // Acts that arrive in the same turn of the event loop share the first transaction.
        running ??= new Promise<void>((done) => setImmediate(done)).then(run);
      });
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}

/** What became of each act of a transaction. */
function outcomesOf(
  contract: Contract,
  receipt: TransactionReceipt,
  items: readonly Item[],
): (Relayed | LadingError)[] {
  const logs = receipt.logs.map((log) => {
    const parsed = log.address === contract.target ? contract.interface.parseLog(log) : null;
    return { event: parsed?.name, args: parsed?.args, logIndex: log.index };
  });
  const outcomes = new Map<string, Relayed | LadingError>();
  for (const { said, logIndexes } of logsOfActs(logs)) {
    const { officer, nonce, reason } = said.args as Record<string, unknown>;
    outcomes.set(
      keyOf(String(officer), BigInt(nonce as bigint)),
      said.event === "ActSigned"
        ? { transactionHash: receipt.hash, blockNumber: receipt.blockNumber, logIndexes }
        : refusal(String(reason)),
    );
  }
  return items.map(
    ({ act }) =>
      outcomes.get(keyOf(act.officer, act.nonce)) ??
      new LadingError("LEDGER_ERROR", "unavailable", `Transaction ${receipt.hash} says nothing of the act`, {
        transactionHash: receipt.hash,
      }),
  );
}

function keyOf(officer: string, nonce: bigint): string {
  return `${officer.toLowerCase()} ${nonce}`;
}

function refusal(reason: string): LadingError {
  return (
    decodeRevertData(reason) ??
    new LadingError(
      "ACT_REFUSED",
      "conflict",
      "The ledger refused the act without naming a reason; it may have run out of gas in a batch. Send it again",
      {},
    )
  );
}
