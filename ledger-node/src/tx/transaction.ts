import { decodeRlp, encodeRlp, rlpBytes, rlpList, type RlpItem, type RlpValue } from "../codec/rlp.ts";
import { EMPTY, minimalBytes, padLeft, toBigInt } from "../codec/bytes.ts";
import { keccak256 } from "../crypto/keccak.ts";
import { HALF_ORDER, ORDER } from "../crypto/secp256k1.ts";
import { NodeError } from "../errors.ts";

/** One entry of an EIP-2930 access list. */
export type AccessListItem = { address: Uint8Array; slots: Uint8Array[] };

/** A signed transaction: legacy (0), EIP-2930 (1) or EIP-1559 (2). */
export type Transaction = {
  type: 0 | 1 | 2;
  /** Absent only in a legacy transaction without replay protection. */
  chainId: bigint | undefined;
  nonce: bigint;
  /** Wei; in type 2 the most the sender would pay. Offered, never taken: {@link GAS_PRICE}. */
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
  gasLimit: bigint;
  to: Uint8Array | undefined;
  value: bigint;
  data: Uint8Array;
  accessList: AccessListItem[];
  /** As signed: 27/28 or 35 + 2 × chainId in a legacy transaction, otherwise the parity. */
  v: bigint;
  yParity: 0 | 1;
  r: bigint;
  s: bigint;
  /** r and s, 64 bytes. */
  signature: Uint8Array;
  /** What the sender signed. */
  signingHash: Uint8Array;
  hash: Uint8Array;
  raw: Uint8Array;
};

function refused(why: string): NodeError {
  return new NodeError("TRANSACTION_MALFORMED", "invalid", `the transaction is malformed: ${why}`, { why });
}

function integer(value: RlpValue | undefined, name: string, maxBytes: number): bigint {
  const bytes = rlpBytes(value);
  if (bytes.length > maxBytes) throw refused(`${name} is longer than ${maxBytes} bytes`);
  if (bytes[0] === 0) throw refused(`${name} has a leading zero`);
  return toBigInt(bytes);
}

function recipient(value: RlpValue | undefined): Uint8Array | undefined {
  const bytes = rlpBytes(value);
  if (bytes.length === 0) return undefined;
  if (bytes.length !== 20) throw refused(`"to" has ${bytes.length} bytes, an address has 20`);
  return bytes;
}

function accessList(value: RlpValue | undefined): AccessListItem[] {
  return rlpList(value).map((item) => {
    const [address, slots, ...rest] = rlpList(item);
    if (rest.length > 0) throw refused("an access list entry has more than two fields");
    const bytes = rlpBytes(address);
    if (bytes.length !== 20) throw refused("an access list address must have 20 bytes");
    return {
      address: bytes,
      slots: rlpList(slots).map((slot) => {
        const key = rlpBytes(slot);
        if (key.length !== 32) throw refused("an access list slot must have 32 bytes");
        return key;
      }),
    };
  });
}

function checkSignature(r: bigint, s: bigint): void {
  if (r === 0n || r >= ORDER) throw refused("r is not a signature value");
  // EIP-2: the twin with a high s would give one act two transaction hashes.
  if (s === 0n || s > HALF_ORDER) throw refused("s is not in the lower half of the curve's order (EIP-2)");
}

function signatureBytes(r: bigint, s: bigint): Uint8Array {
  const out = new Uint8Array(64);
  out.set(padLeft(minimalBytes(r), 32), 0);
  out.set(padLeft(minimalBytes(s), 32), 32);
  return out;
}

function decodeLegacy(raw: Uint8Array): Transaction {
  const fields = rlpList(decodeRlp(raw));
  if (fields.length !== 9) throw refused(`a legacy transaction has 9 fields, this one ${fields.length}`);
  const v = integer(fields[6], "v", 32);
  const r = integer(fields[7], "r", 32);
  const s = integer(fields[8], "s", 32);
  checkSignature(r, s);
  let chainId: bigint | undefined;
  let yParity: bigint;
  if (v === 27n || v === 28n) yParity = v - 27n;
  else if (v >= 35n) {
    chainId = (v - 35n) / 2n;
    yParity = (v - 35n) % 2n;
  } else throw refused(`v is ${v}; accepted are 27, 28 and 35 + 2 × chain id (EIP-155)`);
  const signed: RlpItem[] = fields.slice(0, 6) as RlpItem[];
  if (chainId !== undefined) signed.push(minimalBytes(chainId), EMPTY, EMPTY);
  const gasPrice = integer(fields[1], "gasPrice", 32);
  return {
    type: 0,
    chainId,
    nonce: integer(fields[0], "nonce", 8),
    maxFeePerGas: gasPrice,
    maxPriorityFeePerGas: gasPrice,
    gasLimit: integer(fields[2], "gas", 8),
    to: recipient(fields[3]),
    value: integer(fields[4], "value", 32),
    data: rlpBytes(fields[5]),
    accessList: [],
    v,
    yParity: Number(yParity) as 0 | 1,
    r,
    s,
    signature: signatureBytes(r, s),
    signingHash: keccak256(encodeRlp(signed)),
    hash: keccak256(raw),
    raw,
  };
}

function decodeTyped(raw: Uint8Array, type: 1 | 2): Transaction {
  const fields = rlpList(decodeRlp(raw.subarray(1)));
  const count = type === 1 ? 11 : 12;
  if (fields.length !== count)
    throw refused(`a transaction of type ${type} has ${count} fields, this one ${fields.length}`);
  // Type 2 has one more field (the priority fee) in front of the fee cap.
  const shift = type === 2 ? 1 : 0;
  const maxFeePerGas = integer(fields[2 + shift], type === 1 ? "gasPrice" : "maxFeePerGas", 32);
  const maxPriorityFeePerGas = type === 1 ? maxFeePerGas : integer(fields[2], "maxPriorityFeePerGas", 32);
  if (maxPriorityFeePerGas > maxFeePerGas) throw refused("maxPriorityFeePerGas is higher than maxFeePerGas");
  const v = integer(fields[8 + shift], "yParity", 1);
  if (v > 1n) throw refused(`yParity is ${v}; accepted are 0 and 1`);
  const r = integer(fields[9 + shift], "r", 32);
  const s = integer(fields[10 + shift], "s", 32);
  checkSignature(r, s);
  const body = encodeRlp(fields.slice(0, count - 3) as RlpItem[]);
  const signed = new Uint8Array(body.length + 1);
  signed[0] = type;
  signed.set(body, 1);
  return {
    type,
    chainId: integer(fields[0], "chainId", 32),
    nonce: integer(fields[1], "nonce", 8),
    maxFeePerGas,
    maxPriorityFeePerGas,
    gasLimit: integer(fields[3 + shift], "gas", 8),
    to: recipient(fields[4 + shift]),
    value: integer(fields[5 + shift], "value", 32),
    data: rlpBytes(fields[6 + shift]),
    accessList: accessList(fields[7 + shift]),
    v,
    yParity: Number(v) as 0 | 1,
    r,
    s,
    signature: signatureBytes(r, s),
    signingHash: keccak256(signed),
    hash: keccak256(raw),
    raw,
  };
}

/**
 * Reads a signed transaction. Only the canonical form is accepted, so one act has one hash.
 *
 * @throws NodeError TRANSACTION_MALFORMED, TRANSACTION_TYPE_UNSUPPORTED, RLP_MALFORMED
 */
export function decodeTransaction(raw: Uint8Array): Transaction {
  const head = raw[0];
  if (head === undefined) throw refused("it is empty");
  if (head >= 0xc0) return decodeLegacy(raw);
  if (head === 1 || head === 2) return decodeTyped(raw, head);
  throw new NodeError(
    "TRANSACTION_TYPE_UNSUPPORTED",
    "invalid",
    `transaction type not supported: ${head}; accepted are legacy, 1 (EIP-2930) and 2 (EIP-1559)`,
    { type: head },
  );
}

/**
 * The price per gas on this chain. Gas is free whatever a transaction offers: some wallets insist on offering one wei, and nobody here
 * holds a balance to pay it from. Gas still bounds what a transaction may do.
 */
export const GAS_PRICE = 0n;

/** What every transaction costs before its first instruction (Yellow Paper 6.2, EIP-2028, 2930, 3860). */
export function intrinsicGas(transaction: {
  data: Uint8Array;
  to: Uint8Array | undefined;
  accessList: readonly AccessListItem[];
}): bigint {
  const { data } = transaction;
  let gas = 21_000;
  // By index: an iterator over bytes takes several times as long.
  for (let at = 0; at < data.length; at++) gas += data[at] === 0 ? 4 : 16;
  if (transaction.to === undefined) gas += 32_000 + 2 * Math.ceil(transaction.data.length / 32);
  for (const item of transaction.accessList) gas += 2_400 + 1_900 * item.slots.length;
  return BigInt(gas);
}
