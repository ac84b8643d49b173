import { expect } from "chai";
import { documentStatus } from "../../../web/src/rights/documentStatus.ts";

describe("documentStatus", () => {
  it("goes by the clock where the ledger has said nothing final", () => {
    const document = { status: "active", validFrom: 100, validUntil: 200 };
    expect([99, 100, 200, 201].map((now) => documentStatus(document, now))).to.deep.equal([
      "not-yet-valid",
      "valid",
      "valid",
      "expired",
    ]);
    expect(documentStatus({ ...document, validUntil: 0 }, 10_000)).to.equal("valid");
    expect(documentStatus({ ...document, status: "revoked" }, 150)).to.equal("revoked");
  });
});
