import { sameBytes } from "../codec/bytes.ts";
import { NodeError } from "../errors.ts";
import { createEngine, type Engine } from "../evm/createEngine.ts";
import type { World } from "../state/world.ts";
import type { Block } from "./block.ts";
import type { ExportedBlock } from "./exportFile.ts";
import { ExplorerIndex } from "./ExplorerIndex.ts";
import type { Ledger } from "./Ledger.ts";
import { replayBlock } from "./replayBlock.ts";
import { setAfter, type ValidatorSet } from "./validatorSet.ts";

/** A chain that takes the blocks of another, each executed again and checked before it is written. */
export class Replica {
  readonly ledger: Ledger;
  readonly #engine: Engine;
  #validators: ValidatorSet;
  readonly #explorer: ExplorerIndex | undefined;

  private constructor(ledger: Ledger, engine: Engine, explorer: boolean) {
    this.ledger = ledger;
    this.#explorer = explorer ? new ExplorerIndex(engine) : undefined;
    this.#engine = engine;
    this.#validators = ledger.validators;
  }

  /** A replica on an open chain. @param explorer keeps the explorer's index of every block */
  static async on(ledger: Ledger, explorer = false): Promise<Replica> {
    return new Replica(
      ledger,
      await createEngine({ chainId: ledger.settings.chainId, blockHash: (number) => ledger.hashAt(number) }),
      explorer,
    );
  }

  /**
   * Takes the next block. When this returns, it is durable.
   *
   * @throws NodeError BLOCK_FALSIFIED, SEAL_INVALID, STORE_WRITE_FAILED
   */
  async take(next: ExportedBlock): Promise<Block> {
    const { head } = this.ledger;
    const batch = this.ledger.store.batch();
    const world: World = { root: head.world.root, source: this.ledger.liveSource };
    const replayed = await replayBlock({
      engine: this.#engine,
      world,
      settings: this.ledger.settings,
      parent: head,
      validators: this.#validators,
      header: next.header,
      transactions: next.transactions,
      batch,
      explorer: this.#explorer,
    });
    this.ledger.writeBlock(batch, replayed.block, replayed.undo);
    this.#explorer?.write(batch, this.ledger.store, next.header.number);
    await batch.writeSynced();
    this.ledger.advance(replayed.block, replayed.world);
    this.#validators = setAfter(this.#validators, next.header);
    return replayed.block;
  }

  /** @throws NodeError CHAIN_DIFFERS when another chain has another block at a height that this one has too */
  expectSame(number: number, hash: Uint8Array): void {
    if (number > this.ledger.head.header.number || sameBytes(this.ledger.hashAt(number), hash)) return;
    throw new NodeError(
      "CHAIN_DIFFERS",
      "falsified",
      `two different blocks were sealed at height ${number}: the other node is another chain, or its validator sealed twice (an old backup was started?)`,
      { number },
    );
  }
}
