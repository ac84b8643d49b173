import { expect } from "chai";
import { errorNotices } from "../../../contracts/bindings/errorNotices.ts";
import { errorCode } from "../../../sdk/src/chain/decodeRevert.ts";
import { LadingError } from "../../../sdk/src/domain/errors.ts";
import { errorSentence } from "../../../wallet-cli/src/ui/errorSentence.ts";
import { CHINESE_REFUSALS } from "../../../wallet-cli/src/ui/refusals.ts";

describe("ui/refusals", () => {
  it("has a Chinese sentence for every refusal of the contracts", () => {
    const codes = Object.keys(errorNotices).map(errorCode);
    expect(codes.filter((code) => !(code in CHINESE_REFUSALS))).to.deep.equal([]);
  });

  it("shows the code's sentence with its facts, and the English one where there is none", () => {
    const error = new LadingError("TITLE_IS_PLEDGED", "conflict", "The ledger refuses: …", { pledgee: 4 });
    expect(errorSentence(error, "zh")).to.equal("账本拒绝：提单已质押（pledgee 4）。");
    expect(errorSentence(error, "en")).to.equal("The ledger refuses: …");
    expect(errorSentence(new LadingError("SOMETHING_NEW", "invalid", "sentence"), "zh")).to.equal("sentence");
  });

  it("never shows a sentence with a hole", () => {
    const error = new LadingError("SETTING_INVALID", "invalid", "in English", { name: "lang" });
    expect(errorSentence(error, "zh")).to.equal("in English");
  });
});
