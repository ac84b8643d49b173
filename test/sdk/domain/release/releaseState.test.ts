import { readFileSync } from "node:fs";
import { expect } from "chai";
import { RELEASE_ACTS } from "../../../../sdk/src/domain/release/releaseActs.ts";
import { encodeContainer, releaseId } from "../../../../sdk/src/domain/release/releaseId.ts";
import { decodeReleaseState } from "../../../../sdk/src/domain/release/ReleaseState.ts";
import { type ReleaseFacts, releaseReasons } from "../../../../sdk/src/domain/release/releaseVerdict.ts";
import { refusalOf } from "../../support.ts";

const ready = decodeReleaseState((5n << 0n) | (2n << 16n) | (0b010101n << 240n) | (100n << 144n) | (200n << 184n));
const facts: ReleaseFacts = {
  state: ready,
  holds: 0,
  holderActive: true,
  haulierActive: true,
  billLive: false,
  at: 150,
};

describe("decodeReleaseState", () => {
  it("reads every field from its own bits", () => {
    const fields = [
      [0, 6n, { state: "at-gate" }],
      [8, 3n, { inner: "offered" }],
      [16, 0xffff_ffffn, { carrier: 0xffff_ffff }],
      [48, 2n, { terminal: 2 }],
      [80, 3n, { holder: 3 }],
      [112, 4n, { other: 4 }],
      [144, 1_795_000_000n, { validFrom: 1_795_000_000 }],
      [184, 2n ** 40n - 1n, { validUntil: 2 ** 40 - 1 }],
      [224, 8n, { remaining: 8 }],
      [232, 7n, { links: 7 }],
      [240, 2n, { lights: { commercial: "red", customs: "unknown", discharge: "unknown" } }],
      [244, 1n, { lights: { commercial: "unknown", customs: "unknown", discharge: "green" } }],
      [248, 2n, { basis: "without-presentation" }],
      [250, 1n, { mode: "rail" }],
      [252, 1n, { manual: true }],
    ] as const;
    for (const [shift, bits, expected] of fields) {
      expect(decodeReleaseState(bits << BigInt(shift))).to.deep.equal({ ...decodeReleaseState(0n), ...expected });
    }
    expect(refusalOf(() => decodeReleaseState(99n)).code).to.equal("RELEASE_STATE_MALFORMED");
  });
});

describe("RELEASE_ACTS", () => {
  it("are the numbers of IReleaseFacts.Act", () => {
    const source = readFileSync(
      new URL("../../../../contracts/src/release/IReleaseFacts.sol", import.meta.url),
      "utf8",
    );
    const names = /enum Act \{([^}]*)\}/
      .exec(source)?.[1]
      ?.split(",")
      .map((name) => name.trim());
    expect(RELEASE_ACTS.map((name) => name[0]!.toUpperCase() + name.slice(1))).to.deep.equal(names);
  });
});

describe("releaseReasons", () => {
  it("finds none where nothing stands in the way, and each where it does", () => {
    expect(releaseReasons(facts)).to.deep.equal([]);
    const cases: [Partial<ReleaseFacts>, string][] = [
      [{ at: 99 }, "NOT_YET_VALID"],
      [{ at: 201 }, "EXPIRED"],
      [{ holderActive: false }, "HOLDER_NOT_ACTIVE"],
      [{ haulierActive: false }, "HAULIER_NOT_ACTIVE"],
      [{ billLive: true }, "BILL_LIVE"],
      [{ holds: 0b100000 }, "CHARGES_HOLD"],
      [{ state: { ...ready, state: "suspended" } }, "SUSPENDED"],
      [{ state: { ...ready, state: "superseded" } }, "ENDED"],
      [{ state: { ...ready, state: "out" } }, "GONE"],
      [{ state: { ...ready, state: "offered" } }, "NOT_READY"],
      [{ state: { ...ready, lights: { ...ready.lights, customs: "unknown" } } }, "CUSTOMS_LIGHT"],
    ];
    for (const [change, reason] of cases) expect(releaseReasons({ ...facts, ...change })).to.deep.equal([reason]);
  });
  it("does not count the bill against a release that is flagged as without presentation", () => {
    expect(
      releaseReasons({ ...facts, billLive: true, state: { ...ready, basis: "without-presentation" } }),
    ).to.deep.equal([]);
  });
});

describe("releaseId", () => {
  it("differs by each of its four parts", () => {
    const basis = `0x${"01".repeat(32)}`;
    const ids = [
      releaseId(basis, "MSKU6011672", 8, 0),
      releaseId(`0x${"02".repeat(32)}`, "MSKU6011672", 8, 0),
      releaseId(basis, "TCNU7200794", 8, 0),
      releaseId(basis, "MSKU6011672", 9, 0),
      releaseId(basis, "MSKU6011672", 8, 1),
    ];
    expect(new Set(ids).size).to.equal(5);
    expect(encodeContainer("MSKU6011672")).to.equal(`0x4d534b5536303131363732${"00".repeat(21)}`);
    expect(refusalOf(() => encodeContainer("MSKU6011673")).code).to.equal("CONTAINER_NUMBER_CHECK_DIGIT");
  });
});
