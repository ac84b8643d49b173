import { readFileSync } from "node:fs";
import { expect } from "chai";
import { GATE_REASONS, HOLDS } from "../../../../sdk/src/domain/acts/release.ts";

/** The single bits of Reasons.sol by name, the first of the holds left out: it stands for a row of them. */
function bitsOfContract(): Map<string, number> {
  const source = readFileSync(new URL("../../../../contracts/src/release/Reasons.sol", import.meta.url), "utf8");
  const found = source.matchAll(/uint256 internal constant (\w+) = 1 << (\d+);/g);
  return new Map([...found].map(([, name = "", bit]) => [name, Number(bit)]));
}

describe("the gate's reasons", () => {
  const { FIRST_HOLD: first, ...single } = Object.fromEntries(bitsOfContract());

  it("are read from the contract at all", () => {
    expect(Object.keys(single)).to.have.length.greaterThan(15);
    expect(first).to.be.a("number");
  });

  it("name every bit of Reasons.sol, and no other", () => {
    const holds = HOLDS.map((hold, i) => [`${hold.toUpperCase()}_HOLD`, (first ?? 0) + i] as const);
    const named = Object.fromEntries(GATE_REASONS.map(({ code, bit }) => [code, bit]));
    expect(named).to.deep.equal({ ...single, ...Object.fromEntries(holds) });
  });

  it("have each its words in both languages", () => {
    for (const { code, summary } of GATE_REASONS) {
      expect(summary.en, code).to.match(/^[a-z].{4,}/);
      expect(summary.zh, code).to.match(/\p{Script=Han}/u);
    }
  });
});
