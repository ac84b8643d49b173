import { expect } from "chai";
import { TRADE_DOCUMENT_QUESTIONS } from "../../../sdk/src/domain/tradeDocuments/index.ts";
import { documentSentence, documentStatus } from "../../../web/src/rights/documentVerdict.ts";

describe("documentSentence", () => {
  it("has words for every status in both languages, none of which is “valid” alone", () => {
    for (const status of ["valid", "not-yet-valid", "expired", "revoked", "superseded", "contradicted"]) {
      expect(documentSentence(status, "en").title, status).to.not.match(/^valid$/i);
      expect(documentSentence(status, "zh").title, status).to.match(/\p{Script=Han}/u);
    }
    expect(documentSentence("turned-upside-down", "en").tone).to.equal("unknown");
    expect(TRADE_DOCUMENT_QUESTIONS).to.have.length(6);
  });

  it("is good only of one that is in its time", () => {
    const document = { status: "active", validFrom: 100, validUntil: 200 };
    expect([99, 100, 200, 201].map((now) => documentStatus(document, now))).to.deep.equal([
      "not-yet-valid",
      "valid",
      "valid",
      "expired",
    ]);
    expect(documentStatus({ ...document, validUntil: 0 }, 10_000)).to.equal("valid");
    expect(documentStatus({ ...document, status: "revoked" }, 150)).to.equal("revoked");
    const tones = ["valid", "not-yet-valid", "expired", "revoked"].map((status) => documentSentence(status, "en").tone);
    expect(tones).to.deep.equal(["good", "warn", "stop", "stop"]);
  });
});
