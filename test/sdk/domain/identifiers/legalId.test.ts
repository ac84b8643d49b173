import { expect } from "chai";
import { keccak256, toUtf8Bytes } from "ethers";
import { isLegalId, legalIdHash, parseLegalId } from "../../../../sdk/src/domain/identifiers/legalId.ts";
import { refusalOf } from "../../support.ts";

describe("legalIdHash", () => {
  it("hashes the kind, a colon and the value", () => {
    expect(legalIdHash("7LTWFZYICNSX8D621K86")).to.equal(keccak256(toUtf8Bytes("LEI:7LTWFZYICNSX8D621K86")));
    expect(legalIdHash("USCC:91110000600037341L")).to.equal(keccak256(toUtf8Bytes("USCC:91110000600037341L")));
  });
  it("is the same for the bare identifier and the one with its kind", () => {
    expect(legalIdHash("91110000600037341L")).to.equal(legalIdHash("USCC:91110000600037341L"));
  });
  it("fails with the error of the identifier, or as LEGAL_ID_KIND", () => {
    expect(refusalOf(() => legalIdHash("91110000600037341M")).code).to.equal("CREDIT_CODE_CHECK");
    expect(refusalOf(() => legalIdHash("LEI:91110000600037341L")).code).to.equal("LEI_SHAPE");
    expect(refusalOf(() => parseLegalId("Hansa GmbH")).code).to.equal("LEGAL_ID_KIND");
    expect(refusalOf(() => parseLegalId(7)).code).to.equal("LEGAL_ID_KIND");
    expect(isLegalId("USCC:7LTWFZYICNSX8D621K86")).to.equal(false);
  });
});
