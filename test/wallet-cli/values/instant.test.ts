import { expect } from "chai";
import { parseDuration, parseInstant } from "../../../wallet-cli/src/values/instant.ts";

const NOW = new Date("2026-11-24T00:00:00.900Z");
const at = (value: string): number => parseInstant(value, NOW, "validUntil");

describe("values/instant", () => {
  for (const [value, expected] of [
    ["2026-12-01T08:00:00Z", Date.UTC(2026, 11, 1, 8) / 1000],
    ["2026-12-01T08:00:00+08:00", Date.UTC(2026, 11, 1, 0) / 1000],
    ["2026-12-01T08:00Z", Date.UTC(2026, 11, 1, 8) / 1000],
    ["2026-12-01", Date.UTC(2026, 11, 1) / 1000],
    ["+2d", Date.UTC(2026, 10, 26) / 1000],
    ["90s", Date.UTC(2026, 10, 24) / 1000 + 90],
    ["1795000000", 1_795_000_000],
    ["none", 0],
    ["never", 2 ** 40 - 1],
  ] as const) {
    it(`takes ${value}`, () => expect(at(value)).to.equal(expected));
  }

  for (const value of ["", "tomorrow", "2026-02-30", "2026-12-01T08:00:00", "2d2h", "-2d", "2026-13-01", "1e9"]) {
    it(`refuses "${value}"`, () =>
      expect(() => at(value))
        .to.throw()
        .with.property("code", "INSTANT_INVALID"));
  }

  it("reads durations", () => {
    expect([parseDuration("15m", "x"), parseDuration("1w", "x"), parseDuration("7", "x")]).to.deep.equal([
      900, 604_800, 7,
    ]);
    expect(() => parseDuration("7y", "x"))
      .to.throw()
      .with.property("code", "DURATION_INVALID");
  });
});
