import { expect } from "chai";
import { acts } from "../../../sdk/src/domain/acts/index.ts";
import { NOUNS } from "../../../wallet-cli/src/commands/index.ts";
import { parseCommandLine } from "../../../wallet-cli/src/framework/program.ts";
import { proposeAct } from "../../../web/src/rights/commandLine.ts";

describe("proposeAct", () => {
  it("proposes, for every act, a command that the wallet takes once its blanks are filled", async () => {
    expect(acts.length).to.be.above(40);
    for (const { right, name } of acts) {
      const { command, blanks } = proposeAct(right, name);
      const filled = blanks.reduce(
        (line, { word, choices }) => line.replace(new RegExp(`(?<= )${word}(?= |$)`), choices?.[0] ?? "1"),
        command,
      );
      const [program, ...words] = filled.split(" ");
      expect(program).to.equal("lading");
      const parsed = await parseCommandLine(words, NOUNS, "en", "0", "");
      expect(parsed, filled).to.have.property("spec");
    }
  });

  it("fills in what the page knows, and leaves what has a default to the wallet", () => {
    const { command, blanks } = proposeAct("title", "offer", { title: "0x12" });
    expect(command).to.equal("lading title offer --title 0x12 --to TO");
    expect(blanks.map(({ word }) => word)).to.deep.equal(["TO"]);
  });

  it("names an act that it does not know as the wallet would", () => {
    expect(proposeAct("title", "turnUpsideDown")).to.deep.include({
      act: null,
      command: "lading title turn-upside-down",
    });
  });
});
