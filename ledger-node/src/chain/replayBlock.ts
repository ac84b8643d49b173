import { sameBytes, toHex } from "../codec/bytes.ts";
import { addressOf, recoverPublicKey } from "../crypto/secp256k1.ts";
import { NodeError } from "../errors.ts";
import type { Engine } from "../evm/createEngine.ts";
import { checkForm } from "../evm/executeTransaction.ts";
import type { World } from "../state/world.ts";
import type { StoreBatch } from "../store/Store.ts";
import type { Transaction } from "../tx/transaction.ts";
import type { Block } from "./block.ts";
import { beginBlock, closeBlock, finishedBlock } from "./buildBlock.ts";
import type { ExplorerIndex } from "./ExplorerIndex.ts";
import { checkSeals, hashHeader, type Header } from "./header.ts";
import type { ChainSettings } from "./Ledger.ts";
import { checkNamedSet, type ValidatorSet } from "./validatorSet.ts";

/** What a block says of itself and what executing it gave. */
function differs(number: number, field: string, stated: string, computed: string): NodeError {
  return new NodeError(
    "BLOCK_FALSIFIED",
    "falsified",
    `block ${number}: ${field} is ${stated}, executing the block again gives ${computed}`,
    { number, field, stated, computed },
  );
}

function checkLink(header: Header, parent: { header: Header; hash: Uint8Array }, settings: ChainSettings): void {
  const { number } = header;
  if (number !== parent.header.number + 1)
    throw differs(number, "number", String(number), String(parent.header.number + 1));
  if (!sameBytes(header.parentHash, parent.hash))
    throw differs(number, "parentHash", toHex(header.parentHash), toHex(parent.hash));
  if (header.timestamp < parent.header.timestamp) {
    throw differs(number, "timestamp", String(header.timestamp), `at least ${parent.header.timestamp}`);
  }
  if (header.gasLimit !== settings.blockGasLimit) {
    throw differs(number, "gasLimit", String(header.gasLimit), String(settings.blockGasLimit));
  }
}

function checkResult(header: Header, computed: Omit<Header, "extra">): void {
  for (const field of ["stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom"] as const) {
    if (!sameBytes(header[field], computed[field]))
      throw differs(header.number, field, toHex(header[field]), toHex(computed[field]));
  }
  if (header.gasUsed !== computed.gasUsed)
    throw differs(header.number, "gasUsed", String(header.gasUsed), String(computed.gasUsed));
}

/**
 * Executes a block again and believes nothing: senders, order, roots, gas and seals are computed and compared.
 *
 * @param batch takes the new state's nodes and codes
 * @returns the block with its receipts, the state after it, and its undo record
 * @throws NodeError BLOCK_FALSIFIED, SEAL_INVALID
 */
export async function replayBlock(options: {
  engine: Engine;
  world: World;
  settings: ChainSettings;
  parent: { header: Header; hash: Uint8Array };
  /** Who may seal this block. */
  validators: ValidatorSet;
  header: Header;
  transactions: readonly Transaction[];
  batch: StoreBatch;
  /** Is told each transaction. */
  explorer?: ExplorerIndex | undefined;
}): Promise<{ block: Block; world: World; undo: Uint8Array }> {
  const { engine, world, parent, validators, header, settings, batch } = options;
  checkLink(header, parent, settings);
  // The blocks before it decide who may seal: a block cannot admit its own sealer.
  checkNamedSet(header, validators);
  checkSeals(header, validators.validators);
  const { number, timestamp, coinbase, gasLimit } = header;
  const builder = beginBlock(engine, world, { number, timestamp, coinbase, gasLimit }, options.explorer);
  for (const transaction of options.transactions) {
    try {
      checkForm(transaction, { chainId: settings.chainId, gasLimit: settings.blockGasLimit });
      const sender = addressOf(recoverPublicKey(transaction.signingHash, transaction.signature, transaction.yParity));
      await builder.execute(transaction, sender);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new NodeError(
        "BLOCK_FALSIFIED",
        "falsified",
        `block ${header.number}: transaction ${toHex(transaction.hash)} cannot be in it: ${why}`,
        { number: header.number, transaction: toHex(transaction.hash) },
        { cause },
      );
    }
  }
  const closed = closeBlock(engine, world, builder, parent.hash, batch);
  checkResult(header, closed.header);
  return { block: finishedBlock(builder, header, hashHeader(header)), world: closed.world, undo: closed.undo };
}
