import { closeSync, existsSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { numberKey, numberOfKey, toHex } from "../codec/bytes.ts";
import { storeDamaged } from "../errors.ts";

/**
 * A small file beside the store that names the last durable block. It is written after each synced write and never synced itself, so it is
 * at most as high as the store, unless the store lost its end: level drops a damaged end of its log in silence, and this file notices.
 */
export type HeadWitness = {
  note(number: number, hash: Uint8Array): void;
  close(): void;
};

const LENGTH = 44;

/** The file's name within the data directory. */
export const WITNESS_FILE = "head";

/** The block that the file names, or undefined where there is no file. @throws NodeError STORE_DAMAGED */
export function readHeadWitness(directory: string): { number: number; hash: Uint8Array } | undefined {
  const path = join(directory, WITNESS_FILE);
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  // A power cut may leave a created but empty file: it then says nothing, which is allowed.
  if (bytes.length === 0) return undefined;
  if (bytes.length !== LENGTH || bytes.readUInt32BE(40) !== crc32(bytes.subarray(0, 40))) {
    if (bytes.every((byte) => byte === 0)) return undefined;
    throw storeDamaged("the file that names the last block is damaged", { file: WITNESS_FILE });
  }
  return { number: numberOfKey(bytes.subarray(0, 8)), hash: new Uint8Array(bytes.subarray(8, 40)) };
}

/** Compares the file with the store's last block. @throws NodeError STORE_DAMAGED */
export function checkHeadWitness(
  directory: string,
  head: { number: number; hash: Uint8Array },
  hashAt: (number: number) => Uint8Array | undefined,
): void {
  const noted = readHeadWitness(directory);
  if (noted === undefined) return;
  if (noted.number > head.number) {
    throw storeDamaged("blocks that were durable are gone", { lastBlock: head.number, durableBlock: noted.number });
  }
  const hash = hashAt(noted.number);
  if (hash === undefined || toHex(hash) !== toHex(noted.hash)) {
    throw storeDamaged("a block that was durable is another one now", { number: noted.number });
  }
}

/** Opens the file for writing. */
export function openHeadWitness(directory: string): HeadWitness {
  const handle = openSync(
    join(directory, WITNESS_FILE),
    existsSync(join(directory, WITNESS_FILE)) ? "r+" : "w+",
    0o600,
  );
  const bytes = Buffer.alloc(LENGTH);
  return {
    note: (number, hash) => {
      bytes.set(numberKey(number), 0);
      bytes.set(hash, 8);
      bytes.writeUInt32BE(crc32(bytes.subarray(0, 40)), 40);
      writeSync(handle, bytes, 0, LENGTH, 0);
    },
    close: () => closeSync(handle),
  };
}
