import { expect } from "chai";
import { decodeTitleState } from "../../../../sdk/src/domain/title/TitleState.ts";
import { TITLE_ACTS } from "../../../../sdk/src/domain/title/trail.ts";
import { refusalOf } from "../../support.ts";
import { readFileSync } from "node:fs";

describe("decodeTitleState", () => {
  it("reads every field from its own bits", () => {
    const fields = [
      [0, 2n, { state: "offered" }],
      [4, 3n, { kind: "bearer" }],
      [8, 1n, { offeredEndorsement: "full" }],
      [12, 4n, { offerPurpose: "entrust" }],
      [16, 5n, { purpose: "paper" }],
      [20, 2n, { received: "to-order" }],
      [24, 1n, { frozen: true }],
      [25, 1n, { delivered: true }],
      [26, 1n, { fromPaper: true }],
      [27, 1n, { replacement: true }],
      [28, 1n, { nominated: true }],
      [32, 1_795_000_000n, { deadline: 1_795_000_000 }],
      [72, 255n, { version: 255 }],
      [80, 1n, { consented: "delivery" }],
      [96, 0xffff_ffffn, { offeree: 0xffff_ffff }],
      [128, 7n, { pledgee: 7 }],
      [160, 8n, { endorsee: 8 }],
      [192, 9n, { holder: 9 }],
      [224, 0xffff_fffen, { carrier: 0xffff_fffe }],
    ] as const;
    const empty = decodeTitleState(0n);
    for (const [shift, bits, expected] of fields) {
      expect({ ...decodeTitleState(bits << BigInt(shift)), entitled: true }).to.deep.equal({
        ...empty,
        ...expected,
        entitled: true,
      });
    }
  });
  it("says who is entitled: straight and bearer the holder, to order the endorsee in possession", () => {
    const of = (kind: bigint, holder: bigint, endorsee: bigint) =>
      decodeTitleState(1n | (kind << 4n) | (holder << 192n) | (endorsee << 160n)).entitled;
    expect([of(0n, 1n, 2n), of(1n, 1n, 2n), of(1n, 2n, 2n), of(2n, 1n, 2n), of(3n, 1n, 0n)]).to.deep.equal([
      true,
      false,
      true,
      false,
      true,
    ]);
  });
  it("fails as TITLE_STATE_MALFORMED on what no registry writes", () => {
    for (const word of [0xfn, 0xf0n, "0x12zz", "", 1n << 256n]) {
      expect(refusalOf(() => decodeTitleState(word)).code).to.equal("TITLE_STATE_MALFORMED");
    }
  });
});

describe("TITLE_ACTS", () => {
  it("are the numbers of ITitleFacts.Act", () => {
    const source = readFileSync(new URL("../../../../contracts/src/title/ITitleFacts.sol", import.meta.url), "utf8");
    const names = /enum Act \{([^}]*)\}/
      .exec(source)?.[1]
      ?.split(",")
      .map((name) => name.trim());
    expect(TITLE_ACTS.map((name) => name[0]!.toUpperCase() + name.slice(1))).to.deep.equal(names);
  });
});
