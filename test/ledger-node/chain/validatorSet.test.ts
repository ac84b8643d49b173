import { expect } from "chai";
import type { Header } from "../../../ledger-node/src/chain/header.ts";
import {
  checkNamedSet,
  EPOCH_LENGTH,
  setAfter,
  setAfterBlock,
  type ValidatorSet,
} from "../../../ledger-node/src/chain/validatorSet.ts";

const [a, b, c, d] = [1, 2, 3, 4].map((byte) => new Uint8Array(20).fill(byte)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

type Vote = Header["extra"]["vote"];

const header = (number: number, validators: Uint8Array[], coinbase: Uint8Array, vote?: Vote): Header =>
  ({
    number,
    coinbase,
    extra: { validators, vote, round: 0, seals: [], vanity: new Uint8Array(32) },
  }) as unknown as Header;

const admit = (recipient: Uint8Array): Vote => ({ recipient, admit: true });
const drop = (recipient: Uint8Array): Vote => ({ recipient, admit: false });

/** The sets after votes of these proposers, block after block from block 1 on. */
function after(validators: Uint8Array[], ...votes: [Uint8Array, Vote][]): ValidatorSet {
  let set: ValidatorSet = { validators, votes: [] };
  votes.forEach(([proposer, vote], index) => {
    set = setAfter(set, header(index + 1, [...set.validators], proposer, vote));
  });
  return set;
}

describe("validators by votes in headers", () => {
  it("change when more than half voted, and stay in order", () => {
    expect(after([b], [b, admit(a)]).validators).to.deep.equal([a, b]);
    expect(after([a, b], [a, drop(a)]).validators).to.deep.equal([a, b]);
    expect(after([a, b], [a, drop(a)], [b, drop(a)])).to.deep.equal({ validators: [b], votes: [] });
    expect(after([a, b, c], [a, admit(d)], [b, admit(d)]).validators).to.deep.equal([a, b, c, d]);
  });

  it("count one vote of each proposer on each recipient, the latest", () => {
    expect(after([a, b], [a, drop(b)], [a, drop(b)]).validators).to.deep.equal([a, b]);
    expect(after([a, b, c], [a, admit(d)], [a, drop(d)], [b, admit(d)]).validators).to.deep.equal([a, b, c]);
  });

  it("lose the votes of whom they drop", () => {
    // c votes for d, then goes: of the two that remain, one vote is half.
    const set = after([a, b, c], [c, admit(d)], [a, drop(c)], [b, drop(c)], [a, admit(d)]);
    expect(set.validators).to.deep.equal([a, b]);
    expect(set.votes).to.have.length(1);
  });

  it("forget open votes at the first block of an epoch, whose own vote does not count", () => {
    const open: ValidatorSet = { validators: [a, b], votes: [{ voter: a, recipient: b, admit: false }] };
    expect(setAfter(open, header(EPOCH_LENGTH, [a, b], b, drop(b)))).to.deep.equal({ validators: [a, b], votes: [] });
  });

  it("are found again from the headers before a block", () => {
    const chain = [header(0, [a], a), header(1, [a], a, admit(b)), header(2, [a, b], a, drop(a)), header(3, [a, b], b)];
    const at = (number: number): Header => chain[number] as Header;
    expect(setAfterBlock(at, 0)).to.deep.equal({ validators: [a], votes: [] });
    expect(setAfterBlock(at, 1).validators).to.deep.equal([a, b]);
    expect(setAfterBlock(at, 3)).to.deep.equal({
      validators: [a, b],
      votes: [{ voter: a, recipient: a, admit: false }],
    });
  });

  it("are named by the header that they seal, and its proposer is one of them", () => {
    const set: ValidatorSet = { validators: [a, b], votes: [] };
    expect(() => checkNamedSet(header(5, [a, b], b), set)).not.to.throw();
    expect(() => checkNamedSet(header(5, [a], a), set)).to.throw("block 5: it names the validators");
    expect(() => checkNamedSet(header(5, [a, b], c), set)).to.throw("block 5: its proposer");
  });
});
