import { EMPTY, sameBytes } from "../codec/bytes.ts";
import { decodeRlp, rlpBytes } from "../codec/rlp.ts";
import { storeDamaged } from "../errors.ts";
import { findLeaf, loadRoot, proveKey } from "../state/trie.ts";
import type { PastState } from "../state/undo.ts";
import {
  applyChanges,
  hashedKey,
  readAccount,
  readSlot,
  slotNibbles,
  type AccountChange,
  type AccountRecord,
  type World,
} from "../state/world.ts";
import { NO_ACCOUNT } from "./Caller.ts";
import type { Ledger } from "./Ledger.ts";

/** An account and slots of it with the trie nodes that prove them against a block's state root. */
export type AccountProof = {
  account: AccountRecord;
  accountProof: Uint8Array[];
  slots: { slot: Uint8Array; value: Uint8Array; proof: Uint8Array[] }[];
};

/** The whole state at an earlier height, as a trie beside the present one: what changed since is taken back. */
function worldAt(ledger: Ledger, world: World, past: PastState, stateRoot: Uint8Array): World {
  const changes: AccountChange[] = [];
  for (const [key, before] of past.accounts) {
    const address = new Uint8Array(Buffer.from(key, "latin1"));
    const now = readAccount(world, address);
    const slots = [...(past.slots.get(key) ?? [])].map(([slot, value]) => {
      const name = new Uint8Array(Buffer.from(slot, "latin1"));
      return { slot: name, before: now === undefined ? EMPTY : readSlot(world, address, now, name), after: value };
    });
    changes.push({ address, before: now, after: before, slots });
  }
  const ignore = (): void => undefined;
  const applied = applyChanges(world, changes, {
    putAccountNode: ignore,
    putStorageNode: ignore,
    removeAccountNode: ignore,
    removeStorageNode: ignore,
  });
  if (!sameBytes(applied.stateRoot, stateRoot)) {
    throw storeDamaged("the records of earlier states do not lead to the state root of the block", {
      block: past.number,
      head: ledger.head.header.number,
    });
  }
  return applied.world;
}

/**
 * Proves an account and slots of it at a height.
 *
 * @throws NodeError STATE_PRUNED, STORE_DAMAGED
 */
export function proveAccount(
  ledger: Ledger,
  number: number,
  address: Uint8Array,
  slots: readonly Uint8Array[],
): Promise<AccountProof> {
  return ledger.withState(number, ({ world: present, header, overlay }) => {
    const world =
      overlay === undefined ? present : worldAt(ledger, present, ledger.pastState(number), header.stateRoot);
    const nodes = world.source.accountNodes;
    const root = loadRoot(world.root, nodes);
    const account = readAccount(world, address);
    const { hash, nibbles } = hashedKey(address);
    const storageNodes = world.source.storageNodes(hash);
    const storage = account === undefined ? null : loadRoot(account.storage, storageNodes);
    return {
      account: account ?? NO_ACCOUNT,
      accountProof: proveKey(root, nibbles, nodes),
      slots: slots.map((slot) => {
        const key = slotNibbles(slot);
        const leaf = findLeaf(storage, key, storageNodes);
        return {
          slot,
          value: leaf === undefined ? EMPTY : rlpBytes(decodeRlp(leaf.value)),
          proof: proveKey(storage, key, storageNodes),
        };
      }),
    };
  });
}
