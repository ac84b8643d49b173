import { errorNotices } from "@lading/contracts";
import { expect } from "chai";
import { languageOf, titleOf } from "../../../api/src/http/titles.ts";
import { CONTRACT_TITLES_ZH } from "../../../api/src/http/contractTitles.ts";
import { errorCode } from "../../../sdk/src/chain/index.ts";
import { COMMON_ERRORS, MEMBER_ERRORS } from "../../../sdk/src/http/index.ts";

describe("titleOf", () => {
  it("has a Chinese and an English title of its own for every refusal of the contracts", () => {
    for (const name of Object.keys(errorNotices)) {
      expect(CONTRACT_TITLES_ZH, name).to.have.property(name);
      expect(titleOf(errorCode(name), "conflict", "zh"), name).to.match(/\p{Script=Han}/u);
      expect(titleOf(errorCode(name), "conflict", "en"), name).to.match(/^[A-Z]/);
    }
  });

  it("has one for every code that any endpoint may answer", () => {
    for (const code of [...COMMON_ERRORS, ...MEMBER_ERRORS]) {
      expect(titleOf(code, "conflict", "zh"), code).not.to.equal(titleOf("SOMETHING_ELSE", "conflict", "zh"));
    }
  });

  it("answers in the language that the caller prefers of the two", () => {
    expect(languageOf("zh-CN,zh;q=0.9,en;q=0.8")).to.equal("zh");
    expect(languageOf("fr, en;q=0.5, zh;q=0.2")).to.equal("en");
    expect(languageOf("en;q=0, zh;q=0.1")).to.equal("zh");
    expect(languageOf(undefined)).to.equal("en");
  });
});
