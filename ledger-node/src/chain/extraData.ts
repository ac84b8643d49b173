import { decodeRlp, encodeRlp, rlpBytes, rlpList } from "../codec/rlp.ts";
import { EMPTY, minimalBytes, toInteger } from "../codec/bytes.ts";
import { NodeError } from "../errors.ts";

/** What a QBFT header says about its validators, in Besu's form: RLP [vanity, [validators], vote, round, [seals]]. */
export type QbftExtraData = {
  /** 32 bytes, free. */
  vanity: Uint8Array;
  /** Addresses, ascending. */
  validators: Uint8Array[];
  /** A proposal to admit or to drop a validator. */
  vote: { recipient: Uint8Array; admit: boolean } | undefined;
  round: number;
  /** Signatures over the header without its seals: r, s, recovery id, 65 bytes each. */
  seals: Uint8Array[];
};

/** `full`: as stored; `sealing`: what validators sign (no seals); `chain`: what the block hash covers (no seals, round 0). */
export type ExtraDataForm = "full" | "sealing" | "chain";

/** Besu's `EncodingType`s of QbftExtraDataCodec. */
export function encodeExtraData(extra: QbftExtraData, form: ExtraDataForm = "full"): Uint8Array {
  const vote =
    extra.vote === undefined ? [] : [extra.vote.recipient, extra.vote.admit ? new Uint8Array([0xff]) : EMPTY];
  return encodeRlp([
    extra.vanity,
    extra.validators,
    vote,
    form === "chain" ? EMPTY : minimalBytes(extra.round),
    form === "full" ? extra.seals : [],
  ]);
}

/** @throws NodeError EXTRA_DATA_MALFORMED */
export function decodeExtraData(bytes: Uint8Array): QbftExtraData {
  try {
    const [vanity, validators, vote, round, seals] = rlpList(decodeRlp(bytes));
    const [recipient, admit] = rlpList(vote);
    return {
      vanity: rlpBytes(vanity),
      validators: rlpList(validators).map(rlpBytes),
      vote: recipient === undefined ? undefined : { recipient: rlpBytes(recipient), admit: rlpBytes(admit).length > 0 },
      round: toInteger(rlpBytes(round)),
      seals: rlpList(seals).map(rlpBytes),
    };
  } catch (cause) {
    throw new NodeError("EXTRA_DATA_MALFORMED", "invalid", "the header's extra data is not QBFT's", {}, { cause });
  }
}
