import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NodeError } from "../errors.ts";
import { buckets, type BucketName } from "./buckets.ts";
import { Store, syncDirectory, syncFile } from "./Store.ts";

/** Files beside the store that belong to a node: its encrypted key (and the next one, in the middle of a rotation), never the passphrase. */
const KEPT_FILES = ["validator.json", "validator.next.json"] as const;

const RECORDS_PER_WRITE = 5_000;

/**
 * Copies a store record by record, checking each, into a directory that appears under its name only when everything is durable.
 *
 * @returns number of records
 * @throws NodeError TARGET_EXISTS, STORE_DAMAGED
 */
export async function copyStore(source: Store, sourceDirectory: string, target: string): Promise<number> {
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new NodeError("TARGET_EXISTS", "conflict", `${target} is not empty; name a new directory`, {
      directory: target,
    });
  }
  const partial = `${target}.partial`;
  if (existsSync(partial)) {
    throw new NodeError("TARGET_EXISTS", "conflict", `${partial} is left from a copy that did not end; remove it`, {
      directory: partial,
    });
  }
  mkdirSync(partial, { recursive: true });
  const copy = await Store.open(partial);
  let count = 0;
  try {
    for (const bucket of Object.keys(buckets) as BucketName[]) {
      let batch = copy.batch();
      const refuse = (error: NodeError): never => {
        throw error;
      };
      for await (const [key, value] of source.scan(bucket, refuse)) {
        batch.put(bucket, key, value);
        if (++count % RECORDS_PER_WRITE === 0) {
          await batch.writeSynced();
          batch = copy.batch();
        }
      }
      await batch.writeSynced();
    }
  } finally {
    await copy.close();
  }
  for (const file of KEPT_FILES) {
    if (!existsSync(join(sourceDirectory, file))) continue;
    copyFileSync(join(sourceDirectory, file), join(partial, file));
    syncFile(join(partial, file));
  }
  writeFileSync(
    join(partial, "README"),
    "A copy of a Lading chain. `lading-node restore` puts it back; `lading-node verify --data` checks it.\n",
  );
  syncDirectory(partial);
  renameSync(partial, target);
  syncDirectory(dirname(target));
  return count;
}
