import { decodeRlp, encodeRlp, rlpBytes, rlpList } from "../codec/rlp.ts";
import { fromHex, keyOf, minimalBytes, sameBytes, toBigInt, toInteger } from "../codec/bytes.ts";
import { EMPTY_LIST_HASH, EMPTY_ROOT, keccak256 } from "../crypto/keccak.ts";
import { addressOf, recoverPublicKey, signHash } from "../crypto/secp256k1.ts";
import { NodeError } from "../errors.ts";
import { decodeExtraData, encodeExtraData, type ExtraDataForm, type QbftExtraData } from "./extraData.ts";

/** A block header of our chain: Cancun's fields, QBFT's extra data, everything that cannot vary left out. */
export type Header = {
  parentHash: Uint8Array;
  /** The validator that sealed the block. */
  coinbase: Uint8Array;
  stateRoot: Uint8Array;
  transactionsRoot: Uint8Array;
  receiptsRoot: Uint8Array;
  /** 256 bytes. */
  logsBloom: Uint8Array;
  number: number;
  gasLimit: bigint;
  gasUsed: bigint;
  /** Seconds since 1970. */
  timestamp: number;
  extra: QbftExtraData;
};

/** Besu's fixed mix hash of BFT chains: "ctical byzantine fault tolerance" with its first letters. */
export const QBFT_MIX_HASH = fromHex("0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365");

/** Besu's difficulty of a BFT block. */
export const QBFT_DIFFICULTY = 1;

const NONCE = new Uint8Array(8);

/** Parent beacon block root of a chain without beacon chain (EIP-4788). */
export const NO_BEACON_ROOT = new Uint8Array(32);

/** RLP of a header in one of QBFT's three forms. */
export function encodeHeader(header: Header, form: ExtraDataForm = "full"): Uint8Array {
  return encodeRlp([
    header.parentHash,
    EMPTY_LIST_HASH,
    header.coinbase,
    header.stateRoot,
    header.transactionsRoot,
    header.receiptsRoot,
    header.logsBloom,
    minimalBytes(QBFT_DIFFICULTY),
    minimalBytes(header.number),
    minimalBytes(header.gasLimit),
    minimalBytes(header.gasUsed),
    minimalBytes(header.timestamp),
    encodeExtraData(header.extra, form),
    QBFT_MIX_HASH,
    NONCE,
    minimalBytes(0), // base fee (EIP-1559)
    EMPTY_ROOT, // withdrawals (EIP-4895)
    minimalBytes(0), // blob gas used (EIP-4844)
    minimalBytes(0), // excess blob gas
    NO_BEACON_ROOT,
  ]);
}

/** @throws NodeError HEADER_MALFORMED when a field differs from what this chain prescribes */
export function decodeHeader(bytes: Uint8Array): Header {
  const fields = rlpList(decodeRlp(bytes)).map(rlpBytes);
  if (fields.length !== 20) {
    throw new NodeError("HEADER_MALFORMED", "invalid", `a header has 20 fields, this one ${fields.length}`, {
      fields: fields.length,
    });
  }
  const field = (index: number): Uint8Array => fields[index] as Uint8Array;
  const header: Header = {
    parentHash: field(0),
    coinbase: field(2),
    stateRoot: field(3),
    transactionsRoot: field(4),
    receiptsRoot: field(5),
    logsBloom: field(6),
    number: toInteger(field(8)),
    gasLimit: toBigInt(field(9)),
    gasUsed: toBigInt(field(10)),
    timestamp: toInteger(field(11)),
    extra: decodeExtraData(field(12)),
  };
  if (!sameBytes(encodeHeader(header), bytes)) {
    throw new NodeError(
      "HEADER_MALFORMED",
      "invalid",
      `block ${header.number}: a fixed field of the header has another value`,
      {
        number: header.number,
      },
    );
  }
  return header;
}

/** The block hash: over the header without seals and with round 0, so that every set of seals names the same block. */
export function hashHeader(header: Header): Uint8Array {
  return keccak256(encodeHeader(header, "chain"));
}

/** The header with the committed seals of its validators. */
export function sealHeader(header: Header, ...privateKeys: readonly Uint8Array[]): Header {
  const hash = keccak256(encodeHeader(header, "sealing"));
  return { ...header, extra: { ...header.extra, seals: privateKeys.map((key) => signHash(key, hash)) } };
}

/** Addresses whose seals a header carries. @throws NodeError SEAL_INVALID */
export function sealersOf(header: Header): Uint8Array[] {
  const hash = keccak256(encodeHeader(header, "sealing"));
  return header.extra.seals.map((seal) => {
    if (seal.length !== 65) {
      throw new NodeError(
        "SEAL_INVALID",
        "falsified",
        `block ${header.number}: a seal has ${seal.length} bytes, not 65`,
        { number: header.number },
      );
    }
    return addressOf(recoverPublicKey(hash, seal.subarray(0, 64), seal[64] as number));
  });
}

/**
 * Checks that enough of these validators sealed a header: two thirds, rounded up, as QBFT asks.
 *
 * @throws NodeError SEAL_INVALID
 */
export function checkSeals(header: Header, validators: readonly Uint8Array[]): void {
  const allowed = new Set(validators.map(keyOf));
  const sealers = new Set(sealersOf(header).map(keyOf));
  for (const sealer of sealers) {
    if (!allowed.has(sealer)) {
      throw new NodeError(
        "SEAL_INVALID",
        "falsified",
        `block ${header.number} carries a seal of somebody who is no validator`,
        { number: header.number },
      );
    }
  }
  const quorum = Math.ceil((validators.length * 2) / 3);
  if (sealers.size < quorum) {
    throw new NodeError(
      "SEAL_INVALID",
      "falsified",
      `block ${header.number} has ${sealers.size} seals, ${quorum} are needed`,
      {
        number: header.number,
        seals: sealers.size,
        needed: quorum,
      },
    );
  }
}
