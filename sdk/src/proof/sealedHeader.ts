import { computeAddress, decodeRlp, encodeRlp, keccak256, type RlpStructuredData, SigningKey, Signature } from "ethers";
import { LadingError } from "../domain/errors.ts";

/** A proposal to admit a validator to the set, or to drop it. */
export type ValidatorVote = { recipient: string; admit: boolean };

/** A block header with the seals of its validators, in the form of Besu's QBFT. */
export type SealedHeader = {
  number: number;
  /** Seconds since 1970. */
  timestamp: number;
  stateRoot: string;
  /** Hash of the block: over the header with round 0 and without seals. */
  hash: string;
  parentHash: string;
  /** The validator that proposed the block, lower case; its vote is below. */
  proposer: string;
  /** What the proposer votes for, if anything. */
  vote?: ValidatorVote;
  /** The validators that the header names, lower case, in its order. */
  validators: readonly string[];
  /** The validators that sealed it, each once, lower case. */
  sealers: readonly string[];
};

type RlpList = (string | RlpList)[];

// Positions in a header, the same since the first block of Ethereum; later forks append.
const PARENT_HASH = 0;
const PROPOSER = 2;
const STATE_ROOT = 3;
const NUMBER = 8;
const TIMESTAMP = 11;
const EXTRA_DATA = 12;
/** Homestead's fields, without which a header is none. */
const LEAST_FIELDS = 15;
/** Besu QbftExtraDataCodec: vanity, validators, vote, round, seals. */
const EXTRA_FIELDS = 5;

/**
 * Reads a header and who sealed it. Seals are checked against the header, not yet against anybody's trust: see {@link followValidators}.
 *
 * Besu's QbftExtraDataCodec: the block's hash covers the extra data with round 0 and an empty list of seals, a committed seal the extra data
 * with the real round and an empty list of seals.
 *
 * @param rlp the whole header with its seals, RLP, 0x-hex in lower case
 * @throws LadingError `HEADER_MALFORMED` or `SEAL_INVALID`
 * @example
 * readSealedHeader(rlp).sealers; // ["0x647bfd…", "0xa5c841…", "0xb92e91…"]
 */
export function readSealedHeader(rlp: string): SealedHeader {
  const fields = strictList(rlp, "the header");
  const extraData = fields[EXTRA_DATA];
  if (fields.length < LEAST_FIELDS || typeof extraData !== "string") {
    throw malformed(`expected at least ${LEAST_FIELDS} fields, found ${fields.length}`);
  }
  const extra = strictList(extraData, "the extra data");
  const [vanity, validators, vote, round, seals] = extra;
  if (extra.length !== EXTRA_FIELDS || !isBytes(vanity, 32) || vote === undefined || typeof round !== "string") {
    throw malformed("expected QBFT extra data: vanity of 32 bytes, validators, vote, round, seals");
  }
  const named = stringsOf(validators, 20, "a validator is an address of 20 bytes");
  const given = stringsOf(seals, 65, "a seal is a signature of 65 bytes");
  const variant = (roundPart: string): string => {
    const copy = [...fields];
    copy[EXTRA_DATA] = encodeRlp([vanity, named, vote, roundPart, []] as RlpStructuredData);
    return keccak256(encodeRlp(copy as RlpStructuredData));
  };
  const sealHash = variant(round);
  const sealers = given.map((seal) => sealerOf(seal, sealHash));
  if (new Set(sealers).size !== sealers.length) throw sealInvalid("a validator sealed twice");
  return {
    number: integer(fields[NUMBER]),
    timestamp: integer(fields[TIMESTAMP]),
    stateRoot: word(fields[STATE_ROOT], "the state root"),
    hash: variant("0x"),
    parentHash: word(fields[PARENT_HASH], "the parent's hash"),
    proposer: proposerOf(fields[PROPOSER]),
    ...voteOf(vote),
    validators: named,
    sealers,
  };
}

/** RLP read and written back must give the same bytes, so that one header has one spelling. */
function strictList(rlp: string, what: string): RlpList {
  let decoded: unknown;
  try {
    decoded = decodeRlp(rlp);
  } catch (cause) {
    throw malformed(`${what} is not RLP`, cause);
  }
  if (!Array.isArray(decoded) || encodeRlp(decoded as RlpStructuredData) !== rlp) {
    throw malformed(`${what} is not one list in canonical RLP`);
  }
  return decoded as RlpList;
}

function stringsOf(item: string | RlpList | undefined, length: number, expectation: string): string[] {
  if (!Array.isArray(item)) throw malformed(expectation);
  return item.map((entry) => {
    if (!isBytes(entry, length)) throw malformed(expectation);
    return entry;
  });
}

function isBytes(item: string | RlpList | undefined, length: number): item is string {
  return typeof item === "string" && item.length === 2 + 2 * length;
}

/** r, s and recovery id. Only the lower s is taken, so that one seal has one spelling. */
function sealerOf(seal: string, sealHash: string): string {
  const recovery = seal.slice(-2);
  if (recovery !== "00" && recovery !== "01") throw sealInvalid(`recovery id 0x${recovery}, expected 0 or 1`);
  try {
    const signature = Signature.from({
      r: seal.slice(0, 66),
      s: `0x${seal.slice(66, 130)}`,
      yParity: recovery === "00" ? 0 : 1,
    });
    return computeAddress(SigningKey.recoverPublicKey(sealHash, signature)).toLowerCase();
  } catch (cause) {
    throw sealInvalid("not a signature over this header", cause);
  }
}

function integer(item: string | RlpList | undefined): number {
  const value = typeof item === "string" && item.length <= 16 ? Number(item === "0x" ? 0 : item) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw malformed("a number is out of range");
  return value;
}

function word(item: string | RlpList | undefined, what: string): string {
  if (!isBytes(item, 32)) throw malformed(`${what} is not 32 bytes`);
  return item;
}

function proposerOf(item: string | RlpList | undefined): string {
  if (!isBytes(item, 20)) throw malformed("the proposer is not an address of 20 bytes");
  return item;
}

/** Besu writes a vote as [recipient, 0xff] to admit and [recipient, empty] to drop, none as an empty list or an empty string. */
function voteOf(item: string | RlpList): { vote?: ValidatorVote } {
  if (item.length === 0 || item === "0x") return {};
  const [recipient, admit] = item;
  if (typeof item === "string" || item.length !== 2 || !isBytes(recipient, 20) || (admit !== "0xff" && admit !== "0x"))
    throw malformed("expected a vote as an address and 0xff or nothing");
  return { vote: { recipient, admit: admit === "0xff" } };
}

function malformed(reason: string, cause?: unknown): LadingError {
  return new LadingError("HEADER_MALFORMED", "falsified", `block header: ${reason}`, {}, { cause });
}

function sealInvalid(reason: string, cause?: unknown): LadingError {
  return new LadingError("SEAL_INVALID", "falsified", `block header: seal refused: ${reason}`, {}, { cause });
}
