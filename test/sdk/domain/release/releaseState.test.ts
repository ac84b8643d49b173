import { readFileSync } from "node:fs";
import { expect } from "chai";
import { RELEASE_ACTS } from "../../../../sdk/src/domain/release/releaseActs.ts";
import { encodeContainer, releaseId } from "../../../../sdk/src/domain/release/releaseId.ts";
import { decodeReleaseState } from "../../../../sdk/src/domain/release/ReleaseState.ts";
import {
  RELEASE_QUESTIONS,
  type ReleaseQuestionId,
  releaseVerdict,
} from "../../../../sdk/src/domain/release/releaseVerdict.ts";
import { type ReleaseFacts, releaseReasons } from "../../../../sdk/src/domain/release/releaseReasons.ts";
import { refusalOf } from "../../support.ts";

const ready = decodeReleaseState((5n << 0n) | (2n << 16n) | (0b010101n << 240n) | (100n << 144n) | (200n << 184n));
const facts: ReleaseFacts = {
  state: ready,
  holds: 0,
  carrierActive: true,
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

describe("releaseVerdict", () => {
  const { state } = facts;
  const answerOf = (change: Partial<ReleaseFacts>, question: ReleaseQuestionId): readonly [string, string] => {
    const { answers } = releaseVerdict({ ...facts, ...change }, 5);
    expect(answers.map(({ check }) => check)).to.deep.equal(RELEASE_QUESTIONS.map(({ id }) => id));
    const { answer, code, reason } = answers.find(({ check }) => check === question)!;
    expect(reason.en, code).to.have.length.above(3);
    expect(reason.zh, code).to.match(/\p{Script=Han}/u);
    return [answer, code];
  };

  it("answers each question of a gate clerk, and calls nothing merely valid", () => {
    const { outcome, answers } = releaseVerdict(facts, 5);
    expect(outcome).to.equal("clear");
    expect(answers.filter(({ answer }) => answer !== "yes").map(({ check }) => check)).to.deep.equal(["vehicle"]);
    const cases: [Partial<ReleaseFacts>, ReleaseQuestionId, string, string][] = [
      [{ carrierActive: false }, "issuer", "no", "CARRIER_NOT_ACTIVE"],
      [{ billLive: true }, "bill", "no", "BILL_LIVE"],
      [{ state: { ...state, basis: "without-presentation" } }, "bill", "no", "WITHOUT_PRESENTATION"],
      [{ state: { ...state, basis: "waybill" } }, "bill", "yes", "WAYBILL_ALONE"],
      [{ state: { ...state, state: "suspended" } }, "standing", "no", "SUSPENDED"],
      [{ state: { ...state, state: "cancelled" } }, "standing", "no", "ENDED"],
      [{ state: { ...state, state: "out" } }, "unused", "no", "GONE"],
      [{ state: { ...state, state: "out" } }, "ready", "yes", "WAS_READY"],
      [{ state: { ...state, state: "out", manual: true } }, "ready", "no", "MANUAL_GATE_OUT"],
      [{ at: 99 }, "inTime", "no", "NOT_YET_VALID"],
      [{ at: 201 }, "inTime", "no", "EXPIRED"],
      [{ holderActive: false }, "holder", "no", "HOLDER_NOT_ACTIVE"],
      [{ haulierActive: false }, "haulier", "no", "HAULIER_NOT_ACTIVE"],
      [{ haulierActive: undefined }, "haulier", "unknown", "HAULIER_NOT_NAMED"],
      [{ state: { ...state, state: "active" } }, "ready", "no", "NOT_READY"],
      [{ state: { ...state, lights: { ...state.lights, commercial: "red" } } }, "commercial", "no", "COMMERCIAL_LIGHT"],
      [{ state: { ...state, lights: { ...state.lights, customs: "unknown" } } }, "customs", "no", "CUSTOMS_LIGHT"],
      [{ state: { ...state, lights: { ...state.lights, discharge: "red" } } }, "discharge", "no", "DISCHARGE_LIGHT"],
      [{ holds: 0b110000 }, "holds", "no", "COURT_HOLD"],
      [{}, "vehicle", "unknown", "VEHICLE_AT_GATE"],
    ];
    for (const [change, question, answer, code] of cases) {
      expect(answerOf(change, question)).to.deep.equal([answer, code]);
    }
  });

  it("says in one word whether the gate opens, with what reservation, and when it never will again", () => {
    const cases: [Partial<ReleaseFacts>, string][] = [
      [{ carrierActive: false }, "flagged"],
      [{ state: { ...state, basis: "without-presentation" } }, "flagged"],
      [{ holds: 1 }, "barred"],
      [{ state: { ...state, state: "suspended" } }, "barred"],
      [{ state: { ...state, state: "superseded" } }, "ended"],
      [{ state: { ...state, state: "out" } }, "ended"],
      [{ state: { ...state, state: "returned" } }, "ended"],
    ];
    for (const [change, outcome] of cases) {
      expect(releaseVerdict({ ...facts, ...change }, 5).outcome, JSON.stringify(change)).to.equal(outcome);
    }
  });

  it("answers a question with no for each reason of the gate", () => {
    const everything: ReleaseFacts = {
      ...facts,
      holds: 0b111111,
      carrierActive: true,
      holderActive: false,
      haulierActive: false,
      billLive: true,
      at: 201,
      state: { ...state, state: "suspended", lights: { commercial: "red", customs: "red", discharge: "unknown" } },
    };
    const { reasons, answers } = releaseVerdict(everything, 5);
    const said = answers.filter(({ answer }) => answer === "no").map(({ code }) => code);
    // Holds have one question together, which names them all.
    expect(reasons.filter((code) => !code.endsWith("_HOLD")).sort()).to.deep.equal(
      said.filter((code) => code !== "INSPECTION_HOLD" && code !== "NOT_READY").sort(),
    );
    const { reason } = answers.find(({ check }) => check === "holds")!;
    expect(reason.en.split("; ")).to.have.length(6);
    expect(reason.zh.split("；")).to.have.length(6);
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
