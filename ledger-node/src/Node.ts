import type { NodeError } from "./errors.ts";
import { createEngine } from "./evm/createEngine.ts";
import { ActSignatures } from "./chain/ActSignatures.ts";
import { buildExplorerIndex } from "./chain/buildExplorerIndex.ts";
import { Caller } from "./chain/Caller.ts";
import { genesisHeader, Ledger, type ChainSettings } from "./chain/Ledger.ts";
import { createAdmission, type AdmissionRules } from "./chain/createAdmission.ts";
import { Sealer, type QueueLimits, type Waiting } from "./chain/Sealer.ts";
import { openSealingKey } from "./chain/rotateKey.ts";
import { openValidatorKey, type ValidatorKey } from "./chain/validatorKey.ts";
import { Store } from "./store/Store.ts";

/** Lading's chain id: the default, free in the public registry of chains. */
export const DEFAULT_CHAIN_ID = 19_524;

/** Gas of a block: room for some two hundred acts, or for the largest contract several times. */
export const DEFAULT_BLOCK_GAS_LIMIT = 60_000_000n;

/** How a node runs. */
export type NodeOptions = {
  /** Data directory; made when it is not there. */
  directory: string;
  settings: ChainSettings;
  passphraseFile?: string;
  queue?: QueueLimits;
  /** Without rules anybody may send. */
  admission?: AdmissionRules;
  /** Memory for nodes of the state beside those at hand, in bytes; see state/NodeCache.ts. */
  cacheBytes?: number;
  /** Keeps the explorer's index; what a chain lacks of it is made up before the node seals. */
  explorer?: boolean;
  /** Is told the height that the making up has reached. */
  onIndexing?: (number: number) => void;
  /** Blocks whose earlier state stays readable; all of them where it is not given. */
  retain?: number;
  /** Is told when the node cannot go on sealing (disk full, failed sync, damage). */
  onFailure?: (error: NodeError) => void;
  /** Seconds since 1970. */
  now?: () => number;
};

/** Where transactions go in, as the network sees it. */
export type Intake = Pick<Sealer, "failure" | "queueLength" | "submit" | "nextNonce" | "waiting" | "onPending"> & {
  allWaiting(): Iterable<Waiting>;
};

/** A replica on its way: where it began, where it is, and what the other node has. */
export type Syncing = { from: number; at: number; to: number };

/** A running chain without its network. */
export type LedgerNode = {
  ledger: Ledger;
  sealer: Intake;
  caller: Caller;
  /** Runs code as it is, instruction by instruction, for those who look into it. */
  tracer: Caller;
  /** Address of the validator that seals. */
  validator: Uint8Array;
  /** True where the explorer's index is kept. */
  explorer: boolean;
  /** How far a replica is that has not yet all blocks; undefined where there is nothing to catch up with. */
  syncing?: () => Syncing | undefined;
  /** Stops sealing, then closes the store. */
  close(): Promise<void>;
};

/**
 * Opens the chain in a directory (or begins one) and starts to seal.
 *
 * @throws NodeError STORE_IN_USE, STORE_DAMAGED, CHAIN_SETTINGS_DIFFER, VALIDATOR_PASSPHRASE_WRONG
 *
 * @example
 * const node = await openNode({ directory: "data", settings: { chainId: 19524, blockGasLimit: 60_000_000n } });
 * await node.close();
 */
export async function openNode(options: NodeOptions): Promise<LedgerNode> {
  const now = options.now ?? (() => Math.floor(Date.now() / 1000));
  const store = await Store.open(options.directory);
  const { ledger, key } = await openChainAndKey(store, options, now);
  if (options.explorer === true) {
    try {
      await buildExplorerIndex(ledger, options.onIndexing);
    } catch (error) {
      await ledger.close();
      throw error;
    }
  }
  const engineOptions = { chainId: options.settings.chainId, blockHash: (number: number) => ledger.hashAt(number) };
  const caller = new Caller({ ledger, engine: await createEngine(engineOptions), coinbase: key.address, now });
  const tracer = new Caller({
    ledger,
    engine: await createEngine({ ...engineOptions, plain: true }),
    coinbase: key.address,
    now,
  });
  const sealer = new Sealer({
    ledger,
    engine: await createEngine(engineOptions),
    signatures: new ActSignatures(caller),
    key,
    now,
    explorer: options.explorer === true,
    ...(options.onFailure === undefined ? {} : { onFailure: options.onFailure }),
    ...(options.queue === undefined ? {} : { limits: options.queue }),
    ...(options.admission === undefined
      ? {}
      : { admit: createAdmission({ ledger, caller, rules: options.admission }) }),
  });
  sealer.start();
  return {
    ledger,
    sealer,
    caller,
    tracer,
    validator: key.address,
    explorer: options.explorer === true,
    close: async () => {
      await sealer.stop();
      await ledger.close();
    },
  };
}

async function openChainAndKey(
  store: Store,
  options: NodeOptions,
  now: () => number,
): Promise<{ ledger: Ledger; key: ValidatorKey }> {
  const { directory, settings, passphraseFile } = options;
  let ledger: Ledger | undefined;
  try {
    const begins = store.getMeta("head") === undefined;
    const first = begins ? openValidatorKey(directory, passphraseFile, true) : undefined;
    const validators = first === undefined ? [] : [first.address];
    ledger = await Ledger.open({
      store,
      directory,
      // Of a chain that exists, only the settings are compared.
      begin: { settings, genesis: genesisHeader({ settings, validators, timestamp: now() }) },
      ...(options.cacheBytes === undefined ? {} : { cacheBytes: options.cacheBytes }),
      ...(options.retain === undefined ? {} : { retain: options.retain }),
    });
    return { ledger, key: first ?? openSealingKey(ledger, directory, passphraseFile) };
  } catch (error) {
    await (ledger ?? store).close();
    throw error;
  }
}
