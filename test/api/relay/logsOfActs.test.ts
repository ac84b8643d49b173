import { expect } from "chai";
import { logsOfActs, type NamedLog } from "../../../api/src/relay/logsOfActs.ts";

const named = (...events: (string | undefined)[]): NamedLog[] =>
  events.map((event, index) => ({ event, logIndex: 40 + index }));

const divided = (...events: (string | undefined)[]): unknown[] =>
  logsOfActs(named(...events)).map(({ said, logIndexes }) => [said.event, ...logIndexes]);

describe("the logs of a transaction", () => {
  it("are each act's up to its ActSigned, other contracts' included", () => {
    expect(divided("TitleSigned", "ActSigned", undefined, "TitleOffered", "ActSigned")).to.deep.equal([
      ["ActSigned", 40, 41],
      ["ActSigned", 42, 43, 44],
    ]);
  });

  it("leave nothing to a refused act but its refusal", () => {
    expect(divided("ActRefused", "TitleSigned", "ActSigned", "ActRefused", "ActRefused")).to.deep.equal([
      ["ActRefused", 40],
      ["ActSigned", 41, 42],
      ["ActRefused", 43],
      ["ActRefused", 44],
    ]);
    expect(divided("ActRefused")).to.deep.equal([["ActRefused", 40]]);
  });

  it("are divided as well where an older registry says ActSigned first", () => {
    expect(
      divided("ActRefused", "ActSigned", "TitleSigned", undefined, "ActRefused", "ActSigned", "TitleOffered"),
    ).to.deep.equal([
      ["ActRefused", 40],
      ["ActSigned", 41, 42, 43],
      ["ActRefused", 44],
      ["ActSigned", 45, 46],
    ]);
  });

  it("of a direct act belong to no signature", () => {
    expect(divided("TitleSigned")).to.deep.equal([]);
    expect(divided()).to.deep.equal([]);
  });
});
