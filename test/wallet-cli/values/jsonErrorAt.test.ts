import { expect } from "chai";
import { jsonErrorAt } from "../../../wallet-cli/src/files/jsonErrorAt.ts";

describe("files/jsonErrorAt", () => {
  for (const [text, place] of [
    ['{"a": offer}', 6],
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ["[1, 2", 5],
    ["[1 2]", 3],
    ["", 0],
    ['{"a": 01}', 7],
    ["{'a': 1}", 1],
    ['{"a": "b}', 6],
    ["null x", 5],
  ] as const) {
    it(`finds the fault of ${text} at ${place}`, () => expect(jsonErrorAt(text)).to.equal(place));
  }

  it("finds none in JSON", () => {
    const text = JSON.stringify({ a: [1, -2.5e3, true, null, "x\n\u4e2d"], b: {} }, null, 2);
    expect(jsonErrorAt(text)).to.equal(text.length);
  });
});
