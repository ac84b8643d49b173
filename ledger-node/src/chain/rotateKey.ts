import { randomBytes } from "node:crypto";
import { sameBytes, toHex } from "../codec/bytes.ts";
import { NodeError } from "../errors.ts";
import { createEngine } from "../evm/createEngine.ts";
import { addressOfPrivateKey } from "../crypto/secp256k1.ts";
import type { World } from "../state/world.ts";
import type { Block } from "./block.ts";
import { beginBlock, closeBlock, finishedBlock } from "./buildBlock.ts";
import type { QbftExtraData } from "./extraData.ts";
import { hashHeader, sealHeader } from "./header.ts";
import type { Ledger } from "./Ledger.ts";
import { EPOCH_LENGTH, setAfter, type ValidatorSet } from "./validatorSet.ts";
import { KEY_FILE, openValidatorKey, settleKeyFiles, writeNextKey, type ValidatorKey } from "./validatorKey.ts";

/** A block of a rotation: whose it is, whose seals it carries, what it proposes. */
type Step = { proposer: ValidatorKey; sealers: readonly ValidatorKey[]; vote: QbftExtraData["vote"] };

/**
 * The key that seals on this chain, from the directory's key file.
 *
 * @throws NodeError VALIDATOR_NOT_ALLOWED and those of {@link openValidatorKey}
 */
export function openSealingKey(ledger: Ledger, directory: string, passphraseFile: string | undefined): ValidatorKey {
  const { validators } = ledger.validators;
  settleKeyFiles(directory, validators);
  const key = openValidatorKey(directory, passphraseFile, false);
  if (validators.length === 1 && sameBytes(validators[0] as Uint8Array, key.address)) return key;
  const allowed = validators.map(toHex);
  throw new NodeError(
    "VALIDATOR_NOT_ALLOWED",
    "forbidden",
    `the key in ${KEY_FILE} is ${toHex(key.address)}, but this chain is sealed by ${allowed.join(", ")}; put that key's file into the directory`,
    { key: toHex(key.address), validators: allowed },
  );
}

/** Blocks of a rotation that vote, one after the other. */
const VOTES = 3;

/** The steps from one key to the other, in QBFT's votes: the old one admits the new one, both drop the old one, the new one begins. */
export function stepsOf(height: number, before: ValidatorKey, after: ValidatorKey): Step[] {
  const steps: Step[] = [];
  // A vote at an epoch's first block does not count, and open votes do not outlive the epoch: wait it out.
  for (let next = height + 1; (next + VOTES - 1) % EPOCH_LENGTH < VOTES; next++) {
    steps.push({ proposer: before, sealers: [before], vote: undefined });
  }
  const drop = { recipient: before.address, admit: false };
  return [
    ...steps,
    { proposer: before, sealers: [before], vote: { recipient: after.address, admit: true } },
    { proposer: before, sealers: [before, after], vote: drop },
    { proposer: after, sealers: [before, after], vote: drop },
    { proposer: after, sealers: [after], vote: undefined },
  ];
}

/**
 * Gives a stopped node's chain to a new key, and records that on the chain.
 *
 * The new key is durable beside the old one first; then the blocks of the rotation are written, all at once or not at all; then the new
 * key's file takes the old one's place. A node that is started after a crash in between sees from the chain which of the two is meant.
 *
 * @param newPassphraseFile opens the new key; by default what opens the old one
 * @throws NodeError as {@link openSealingKey}, STORE_WRITE_FAILED
 */
export async function rotateKey(options: {
  ledger: Ledger;
  directory: string;
  passphraseFile?: string | undefined;
  newPassphraseFile?: string | undefined;
  /** Seconds since 1970. */
  now: number;
}): Promise<{ before: Uint8Array; after: Uint8Array; blocks: Block[] }> {
  const { ledger, directory, now } = options;
  const before = openSealingKey(ledger, directory, options.passphraseFile);
  const privateKey = new Uint8Array(randomBytes(32));
  const after = { privateKey, address: addressOfPrivateKey(privateKey) };
  writeNextKey(directory, privateKey, options.newPassphraseFile ?? options.passphraseFile);
  const blocks = await sealSteps(ledger, stepsOf(ledger.head.header.number, before, after), now);
  settleKeyFiles(directory, ledger.validators.validators);
  return { before: before.address, after: after.address, blocks };
}

async function sealSteps(ledger: Ledger, steps: readonly Step[], now: number): Promise<Block[]> {
  const engine = await createEngine({
    chainId: ledger.settings.chainId,
    blockHash: (number) => ledger.hashAt(number),
  });
  const batch = ledger.store.batch();
  const sealed: { block: Block; world: World }[] = [];
  let { header, hash } = ledger.head;
  let world: World = { root: ledger.head.world.root, source: ledger.liveSource };
  let set: ValidatorSet = ledger.validators;
  for (const { proposer, sealers, vote } of steps) {
    const builder = beginBlock(engine, world, {
      number: header.number + 1,
      timestamp: Math.max(now, header.timestamp),
      coinbase: proposer.address,
      gasLimit: ledger.settings.blockGasLimit,
    });
    const closed = closeBlock(engine, world, builder, hash, batch);
    const extra = { vanity: new Uint8Array(32), validators: [...set.validators], vote, round: 0, seals: [] };
    header = sealHeader({ ...closed.header, extra }, ...sealers.map((sealer) => sealer.privateKey));
    hash = hashHeader(header);
    ({ world } = closed);
    const block = finishedBlock(builder, header, hash);
    ledger.writeBlock(batch, block, closed.undo);
    sealed.push({ block, world });
    set = setAfter(set, header);
  }
  await batch.writeSynced();
  for (const one of sealed) ledger.advance(one.block, one.world);
  return sealed.map(({ block }) => block);
}
