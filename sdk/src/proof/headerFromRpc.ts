import { encodeRlp, toBeHex } from "ethers";
import { LadingError } from "../domain/errors.ts";
import { readSealedHeader } from "./sealedHeader.ts";

/** A block as JSON-RPC gives it. */
export type RpcBlock = Readonly<Record<string, unknown>>;

type Field = readonly [name: string, form: "bytes" | "quantity"];

/** Fields of a header in their order; those from London on are there or not, by fork. */
const FIELDS: readonly Field[] = [
  ["parentHash", "bytes"],
  ["sha3Uncles", "bytes"],
  ["miner", "bytes"],
  ["stateRoot", "bytes"],
  ["transactionsRoot", "bytes"],
  ["receiptsRoot", "bytes"],
  ["logsBloom", "bytes"],
  ["difficulty", "quantity"],
  ["number", "quantity"],
  ["gasLimit", "quantity"],
  ["gasUsed", "quantity"],
  ["timestamp", "quantity"],
  ["extraData", "bytes"],
  ["mixHash", "bytes"],
  ["nonce", "bytes"],
];
const LATER_FIELDS: readonly Field[] = [
  ["baseFeePerGas", "quantity"],
  ["withdrawalsRoot", "bytes"],
  ["blobGasUsed", "quantity"],
  ["excessBlobGas", "quantity"],
  ["parentBeaconBlockRoot", "bytes"],
  ["requestsHash", "bytes"],
];

/**
 * The RLP of a block's header from the fields of `eth_getBlockByNumber`. The hash that the node gives must come out, so that a header of an
 * unknown fork, or of an engine that is not QBFT, is noticed here and not by a reader years later.
 *
 * @throws LadingError `HEADER_UNSEALED` where the block is not one of a QBFT chain
 * @example
 * headerFromRpc(await request({ method: "eth_getBlockByNumber", params: ["0x4d", false] })); // "0xf90…"
 */
export function headerFromRpc(block: RpcBlock): string {
  const later = LATER_FIELDS.filter(([name]) => typeof block[name] === "string");
  const rlp = encodeRlp([...FIELDS, ...later].map(([name, form]) => encodeField(block[name], name, form)));
  if (readOrNull(rlp) === block["hash"]) return rlp;
  throw new LadingError(
    "HEADER_UNSEALED",
    "unavailable",
    `block ${String(block["number"])} is not sealed as QBFT seals: expected a ledger of the embedded engine or of Besu QBFT`,
    { block: String(block["number"]) },
  );
}

function encodeField(value: unknown, name: string, form: Field[1]): string {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]*$/.test(value)) {
    throw new LadingError("HEADER_UNSEALED", "unavailable", `the block has no field ${name}`, { field: name });
  }
  if (form === "bytes") return value.toLowerCase();
  return BigInt(value) === 0n ? "0x" : toBeHex(BigInt(value));
}

function readOrNull(rlp: string): string | null {
  try {
    return readSealedHeader(rlp).hash;
  } catch {
    return null;
  }
}
