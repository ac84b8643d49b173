import { expect } from "chai";
import { encodeReference, titleId } from "../../../../sdk/src/domain/title/titleId.ts";
import { refusalOf, vector } from "../../support.ts";

type Vectors = { titles: { carrier: number; reference: string; word: string; titleId: string }[] };

describe("titleId", () => {
  it("is the vectors' key, which Solidity computes from the same two words", () => {
    for (const entry of (vector("title-id.json") as Vectors).titles) {
      expect(encodeReference(entry.reference)).to.equal(entry.word);
      expect(titleId(entry.carrier, entry.reference)).to.equal(entry.titleId);
    }
  });
  it("fails as MEMBER_NUMBER and TRANSPORT_DOCUMENT_REFERENCE", () => {
    for (const member of [0, -1, 1.5, 2 ** 32, Number.NaN]) {
      expect(refusalOf(() => titleId(member, "HHL71800000")).code).to.equal("MEMBER_NUMBER");
    }
    for (const reference of ["", " HHL1", "HHL1 ", "X".repeat(21), "A\nB", "沪提单7"]) {
      expect(refusalOf(() => titleId(1, reference)).code).to.equal("TRANSPORT_DOCUMENT_REFERENCE");
    }
  });
});
