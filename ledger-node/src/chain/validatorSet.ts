import { compareBytes, sameBytes, toHex } from "../codec/bytes.ts";
import { NodeError } from "../errors.ts";
import type { Header } from "./header.ts";

/** A vote in a header that has not changed the set yet. */
type OpenVote = { voter: Uint8Array; recipient: Uint8Array; admit: boolean };

/**
 * Who may seal the next block, and which votes are open. As in QBFT with validators by block header: a header names who may seal it; its
 * vote is its proposer's (`coinbase`), and what more than half of the validators voted for holds from the next block on.
 */
export type ValidatorSet = { validators: readonly Uint8Array[]; votes: readonly OpenVote[] };

/** Open votes end with an epoch: at each multiple of this height (Besu's default), whose own vote does not count. */
export const EPOCH_LENGTH = 30_000;

/** The set after a header, from the set that it was sealed with. */
export function setAfter(set: ValidatorSet, header: Header): ValidatorSet {
  const { vote } = header.extra;
  if (header.number % EPOCH_LENGTH === 0) return { validators: set.validators, votes: [] };
  if (vote === undefined) return set;
  const { recipient, admit } = vote;
  const others = set.votes.filter(
    (one) => !(sameBytes(one.voter, header.coinbase) && sameBytes(one.recipient, recipient)),
  );
  const votes = [...others, { voter: header.coinbase, recipient, admit }];
  const agreeing = votes.filter((one) => one.admit === admit && sameBytes(one.recipient, recipient)).length;
  if (agreeing <= set.validators.length / 2) return { validators: set.validators, votes };
  const kept = set.validators.filter((one) => !sameBytes(one, recipient));
  return {
    validators: admit ? [...kept, recipient].sort(compareBytes) : kept,
    votes: votes.filter((one) => !sameBytes(one.recipient, recipient) && (admit || !sameBytes(one.voter, recipient))),
  };
}

/** The set that seals after a block of a chain: what its header names, and the votes since the last header without open ones. */
export function setAfterBlock(headerAt: (number: number) => Header, number: number): ValidatorSet {
  let first = number;
  // One validator's vote decides at once, so nothing is open there; and an epoch begins with nothing open.
  while (first > 0 && first % EPOCH_LENGTH !== 0 && headerAt(first).extra.validators.length > 1) first--;
  let set: ValidatorSet = { validators: headerAt(first).extra.validators, votes: [] };
  for (let at = first; at <= number; at++) set = setAfter(set, headerAt(at));
  return set;
}

/** A header must name the set that seals it, and a proposer of it. @throws NodeError BLOCK_FALSIFIED */
export function checkNamedSet(header: Header, set: ValidatorSet): void {
  const [named, expected] = [header.extra.validators, set.validators].map((list) => list.map(toHex).join(", ")) as [
    string,
    string,
  ];
  if (named !== expected) {
    throw falsified(
      header,
      "validators",
      `it names the validators ${named}; the votes before it make them ${expected}`,
    );
  }
  if (!set.validators.some((one) => sameBytes(one, header.coinbase))) {
    throw falsified(header, "coinbase", `its proposer ${toHex(header.coinbase)} is none of its validators`);
  }
}

function falsified({ number }: Header, field: string, why: string): NodeError {
  return new NodeError("BLOCK_FALSIFIED", "falsified", `block ${number}: ${why}`, { number, field });
}
