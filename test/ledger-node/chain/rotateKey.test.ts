import { expect } from "chai";
import { EPOCH_LENGTH } from "../../../ledger-node/src/chain/validatorSet.ts";
import { stepsOf } from "../../../ledger-node/src/chain/rotateKey.ts";

describe("the blocks of a rotation", () => {
  const before = { privateKey: new Uint8Array(32), address: new Uint8Array(20).fill(1) };
  const after = { privateKey: new Uint8Array(32), address: new Uint8Array(20).fill(2) };

  it("carry their votes in one epoch: before its end they wait for the next", () => {
    const votingAt = (height: number): number[] =>
      stepsOf(height, before, after).flatMap(({ vote }, index) => (vote === undefined ? [] : [height + 1 + index]));
    expect(votingAt(0)).to.deep.equal([1, 2, 3]);
    expect(votingAt(EPOCH_LENGTH - 4)).to.deep.equal([-3, -2, -1].map((offset) => EPOCH_LENGTH + offset));
    for (const height of [-3, -2, -1].map((offset) => EPOCH_LENGTH + offset)) {
      expect(votingAt(height)).to.deep.equal([1, 2, 3].map((offset) => EPOCH_LENGTH + offset));
    }
    expect(votingAt(EPOCH_LENGTH)).to.deep.equal([1, 2, 3].map((offset) => EPOCH_LENGTH + offset));
  });
});
