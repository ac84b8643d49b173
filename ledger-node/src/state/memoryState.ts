import { keyOf, toHex } from "../codec/bytes.ts";
import { storeDamaged } from "../errors.ts";
import type { BucketName } from "../store/buckets.ts";
import type { KeyName, StoreBatch } from "../store/Store.ts";
import type { StateSource } from "./world.ts";

function nameOf(key: KeyName): string {
  return key instanceof Uint8Array ? keyOf(key) : keyOf(key[0]) + keyOf(key[1]);
}

/** A state in memory, written by the same batches as a store. */
export function memoryState(): { source: StateSource; batch: () => StoreBatch } {
  const maps: Partial<Record<BucketName, Map<string, Uint8Array>>> = {
    accountNode: new Map(),
    storageNode: new Map(),
    code: new Map(),
  };
  const get = (bucket: BucketName, key: KeyName): Uint8Array | undefined => maps[bucket]?.get(nameOf(key));
  return {
    source: {
      accountNodes: { stored: (key, depth) => get("accountNode", key.subarray(0, depth)) },
      storageNodes: (accountHash) => ({
        stored: (key, depth) => get("storageNode", [accountHash, key.subarray(0, depth)]),
      }),
      code: (hash) => {
        const code = get("code", hash);
        if (code === undefined) throw storeDamaged("a contract's code is missing", { codeHash: toHex(hash) });
        return code;
      },
    },
    batch: () => ({
      put: (bucket, key, value) => void maps[bucket]?.set(nameOf(key), value),
      remove: (bucket, key) => void maps[bucket]?.delete(nameOf(key)),
      writeSynced: async () => undefined,
    }),
  };
}
