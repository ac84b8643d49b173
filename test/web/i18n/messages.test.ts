import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { MESSAGES } from "../../../web/src/i18n/messages.ts";
import { inWords, termOf } from "../../../web/src/i18n/terms.ts";

const SOURCES = fileURLToPath(new URL("../../../web/src", import.meta.url));
const CHINESE = /[\u4e00-\u9fff]/;

describe("the console's sentences", () => {
  it("name the same facts in both languages", () => {
    const factsOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
    for (const [key, { en, zh }] of Object.entries(MESSAGES)) expect(factsOf(zh), key).to.deep.equal(factsOf(en));
  });

  it("are Chinese in Chinese and not in English", () => {
    for (const [key, { en, zh }] of Object.entries(MESSAGES)) {
      expect(en, key).not.to.match(CHINESE);
      if (key !== "colon") expect(zh, key).to.match(CHINESE);
    }
  });

  it("are all used", () => {
    const sources = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith("messages.ts"))
      .map((file) => readFileSync(join(SOURCES, file), "utf8"))
      .join("\n");
    const unused = Object.keys(MESSAGES).filter((key) => !new RegExp(`"${key}"`).test(sources));
    expect(unused.filter((key) => !["yes", "no", "unknown"].includes(key))).to.deep.equal([]);
  });

  it("have the field's word for a code, however it is written, and the code in words where there is none", () => {
    expect(termOf("surrender-pending", "zh")).to.equal("交回待受理");
    expect(termOf("SurrenderPending", "zh")).to.equal("交回待受理");
    expect(termOf("DOCUMENT_CHECK", "zh")).to.equal("document check");
    expect(inWords("holderOfRecord")).to.equal("holder of record");
  });
});
