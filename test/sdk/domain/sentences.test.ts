import { expect } from "chai";
import { creditSentence } from "../../../sdk/src/domain/credit/creditSentence.ts";
import { CREDIT_STATUSES } from "../../../sdk/src/domain/credit/creditVerdict.ts";
import { releaseSentence } from "../../../sdk/src/domain/release/releaseSentence.ts";
import { titleSentence } from "../../../sdk/src/domain/title/titleSentence.ts";
import { VERDICT_STATUSES } from "../../../sdk/src/domain/title/Verdict.ts";
import { tradeDocumentSentence } from "../../../sdk/src/domain/tradeDocuments/tradeDocumentSentence.ts";
import { TITLE_STATES } from "../../../sdk/src/http/index.ts";

/** Every status that a verdict may name, by right. An absent attestation has no certificate and no verdict. */
const STATUSES = [
  [titleSentence, [...VERDICT_STATUSES, ...TITLE_STATES, "contradicted"], ["live"]],
  [releaseSentence, ["clear", "flagged", "barred", "ended"], ["clear"]],
  [creditSentence, [...CREDIT_STATUSES.filter((status) => status !== "absent"), "contradicted"], ["valid"]],
  [tradeDocumentSentence, ["valid", "not-yet-valid", "expired", "revoked", "superseded", "contradicted"], ["valid"]],
] as const;

describe("a verdict in words", () => {
  it("has words for every status in both languages, none of which is “valid” alone", () => {
    for (const [sentence, statuses] of STATUSES) {
      for (const status of statuses) {
        const [en, zh] = [sentence(status, "en"), sentence(status, "zh")];
        expect(en.title, status).not.to.equal(status);
        expect(en.title, status).not.to.match(/^valid$/i);
        expect(zh.title, status).to.match(/\p{Script=Han}/u);
        expect(zh.title, status).not.to.equal("有效");
      }
    }
  });

  it("says “valid” nowhere of a bill", () => {
    for (const status of VERDICT_STATUSES) {
      for (const language of ["en", "zh"] as const) {
        const { title, text } = titleSentence(status, language);
        expect(`${title} ${text}`, status).not.to.match(/\bvalid\b|有效(?!力)/i);
      }
    }
  });

  it("is good only of what gives a right, and never of a status that nobody has words for", () => {
    for (const [sentence, statuses, good] of STATUSES) {
      const found = new Set<string>(statuses.filter((status) => sentence(status, "en").tone === "good"));
      expect([...found]).to.include.members([...good]);
      expect([...found].filter((status) => !["live", "clear", "valid"].includes(status))).to.deep.equal([]);
      expect(sentence("turned-upside-down", "en").tone).to.equal("unknown");
    }
    for (const status of ["accomplished", "superseded", "void", "paper", "frozen", "delivered-without-presentation"]) {
      expect(titleSentence(status, "en").tone, status).to.equal("stop");
    }
  });
});
