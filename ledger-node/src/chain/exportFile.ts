import { closeSync, createReadStream, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";
import { decodeRlp, encodeRlp, rlpBytes, rlpList } from "../codec/rlp.ts";
import { minimalBytes, toBigInt, toInteger } from "../codec/bytes.ts";
import { NodeError } from "../errors.ts";
import { decodeTransaction, type Transaction } from "../tx/transaction.ts";
import { decodeHeader, encodeHeader, type Header } from "./header.ts";
import type { Block } from "./block.ts";
import type { ChainSettings } from "./Ledger.ts";

/**
 * A chain as a file: a first line that names the format, then records of four bytes length, four bytes CRC-32 and RLP. The first record
 * is [chain id, block gas limit], each further one a block as [header, [transaction, …]], from the first block on, without gaps.
 */
const FIRST_LINE = "LADING-CHAIN-1\n";

const LONGEST_RECORD = 256 * 1024 * 1024;

/** What a block needs to be executed again. */
export type ExportedBlock = { header: Header; transactions: Transaction[] };

/** The record of a block. */
export function encodeExported(block: Pick<Block, "header" | "transactions">): Uint8Array {
  return encodeRlp([encodeHeader(block.header), block.transactions.map((transaction) => transaction.raw)]);
}

/** The block of a record. */
export function decodeExported(record: Uint8Array): ExportedBlock {
  const [header, transactions] = rlpList(decodeRlp(record));
  return {
    header: decodeHeader(rlpBytes(header)),
    transactions: rlpList(transactions).map((raw) => decodeTransaction(rlpBytes(raw))),
  };
}

function framed(record: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(8 + record.length);
  out.writeUInt32BE(record.length, 0);
  out.writeUInt32BE(crc32(record), 4);
  out.set(record, 8);
  return out;
}

/** Writes an export; the file appears under its name only when it is complete and durable. */
export function writeExport(
  path: string,
  settings: ChainSettings,
  blocks: Iterable<Pick<Block, "header" | "transactions">>,
): number {
  const partial = `${path}.partial`;
  const handle = openSync(partial, "w", 0o600);
  let count = 0;
  try {
    writeSync(handle, FIRST_LINE);
    writeSync(handle, framed(encodeRlp([minimalBytes(settings.chainId), minimalBytes(settings.blockGasLimit)])));
    for (const block of blocks) {
      writeSync(handle, framed(encodeExported(block)));
      count++;
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(partial, path);
  return count;
}

function damaged(at: number, why: string): NodeError {
  return new NodeError("EXPORT_DAMAGED", "falsified", `the export is damaged at byte ${at}: ${why}`, { at, why });
}

async function* records(path: string): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  let at = 0;
  let begun = false;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    if (!begun) {
      if (rest.length < FIRST_LINE.length) continue;
      if (rest.subarray(0, FIRST_LINE.length).toString("latin1") !== FIRST_LINE)
        throw damaged(0, "it is not an export of this node");
      rest = rest.subarray(FIRST_LINE.length);
      at = FIRST_LINE.length;
      begun = true;
    }
    while (rest.length >= 8) {
      const length = rest.readUInt32BE(0);
      if (length > LONGEST_RECORD) throw damaged(at, "a record is impossibly long");
      if (rest.length < 8 + length) break;
      const record = rest.subarray(8, 8 + length);
      if (crc32(record) !== rest.readUInt32BE(4)) throw damaged(at, "a record does not match its checksum");
      yield new Uint8Array(record);
      rest = rest.subarray(8 + length);
      at += 8 + length;
    }
  }
  if (!begun || rest.length > 0) throw damaged(at, "it is cut off");
}

/**
 * Reads an export.
 *
 * @throws NodeError EXPORT_DAMAGED
 */
export async function readExport(
  path: string,
): Promise<{ settings: ChainSettings; blocks: AsyncGenerator<ExportedBlock> }> {
  const all = records(path);
  const first = await all.next();
  if (first.done === true) throw damaged(FIRST_LINE.length, "it holds no chain");
  const [chainId, blockGasLimit] = rlpList(decodeRlp(first.value)).map(rlpBytes);
  return {
    settings: { chainId: toInteger(chainId as Uint8Array), blockGasLimit: toBigInt(blockGasLimit as Uint8Array) },
    blocks: (async function* () {
      for await (const record of all) yield decodeExported(record);
    })(),
  };
}
