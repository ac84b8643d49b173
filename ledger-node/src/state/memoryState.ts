import { keyOf, toHex } from "../codec/bytes.ts";
import { storeDamaged } from "../errors.ts";
import type { BucketName } from "../store/buckets.ts";
import type { StoreBatch } from "../store/Store.ts";
import type { StateSource } from "./world.ts";

/** A state in memory, written by the same batches as a store. */
export function memoryState(): { source: StateSource; batch: () => StoreBatch } {
  const maps: Partial<Record<BucketName, Map<string, Uint8Array>>> = {
    accountNode: new Map(),
    storageNode: new Map(),
    code: new Map(),
  };
  const get = (bucket: BucketName, key: Uint8Array): Uint8Array | undefined => maps[bucket]?.get(keyOf(key));
  return {
    source: {
      accountNode: (path) => get("accountNode", path),
      storageNode: (accountHash) => (path) => {
        const key = new Uint8Array(32 + path.length);
        key.set(accountHash);
        key.set(path, 32);
        return get("storageNode", key);
      },
      code: (hash) => {
        const code = get("code", hash);
        if (code === undefined) throw storeDamaged("a contract's code is missing", { codeHash: toHex(hash) });
        return code;
      },
    },
    batch: () => ({
      put: (bucket, key, value) => void maps[bucket]?.set(keyOf(key), value),
      remove: (bucket, key) => void maps[bucket]?.delete(keyOf(key)),
      writeSynced: async () => undefined,
    }),
  };
}
