import { expect } from "chai";
import { isCarrierCode, parseCarrierCode } from "../../../../sdk/src/domain/identifiers/carrierCode.ts";
import {
  containerNumberWarning,
  isContainerNumber,
  parseContainerNumber,
} from "../../../../sdk/src/domain/identifiers/containerNumber.ts";
import { isHsCode, parseHsCode } from "../../../../sdk/src/domain/identifiers/hsCode.ts";
import {
  imoShipNumberWarning,
  isImoShipNumber,
  parseImoShipNumber,
} from "../../../../sdk/src/domain/identifiers/imoShipNumber.ts";
import {
  isLegalEntityIdentifier,
  parseLegalEntityIdentifier,
} from "../../../../sdk/src/domain/identifiers/legalEntityIdentifier.ts";
import {
  isUnifiedSocialCreditCode,
  parseUnifiedSocialCreditCode,
} from "../../../../sdk/src/domain/identifiers/unifiedSocialCreditCode.ts";
import { isUnLocode, parseUnLocode } from "../../../../sdk/src/domain/identifiers/unLocode.ts";
import { refusalOf, shared, vector } from "../../support.ts";

type Vectors = {
  containerNumber: { valid: string[]; validWithWarning: { numbers: string[] }; invalid: string[] };
  unifiedSocialCreditCode: { valid: string[]; invalid: string[] };
  legalEntityIdentifier: { valid: string[]; invalid: string[] };
  imoShipNumber: { valid: string[]; invalid: string[] };
};

const vectors = vector("identifiers.json") as Vectors;

describe("identifiers", () => {
  it("are proven by the vectors of the shared reference material", function () {
    expect(vectors).to.deep.equal(JSON.parse(shared(this, "vectors/identifiers.json")));
  });

  describe("parseContainerNumber", () => {
    it("accepts every valid number and warns of none", () => {
      for (const value of vectors.containerNumber.valid) {
        expect(parseContainerNumber(value)).to.equal(value);
        expect(containerNumberWarning(value), value).to.equal(null);
      }
    });
    it("accepts remainder 10 with CONTAINER_NUMBER_REMAINDER_TEN", () => {
      for (const value of vectors.containerNumber.validWithWarning.numbers) {
        expect(parseContainerNumber(value)).to.equal(value);
        expect(containerNumberWarning(value, "/x")).to.include({
          code: "CONTAINER_NUMBER_REMAINDER_TEN",
          pointer: "/x",
        });
      }
    });
    it("refuses every invalid one", () => {
      for (const value of [...vectors.containerNumber.invalid, "", 7, null, undefined, "csqu3054383"]) {
        expect(isContainerNumber(value), String(value)).to.equal(false);
        expect(refusalOf(() => parseContainerNumber(value)).code).to.match(/^CONTAINER_NUMBER_(SHAPE|CHECK_DIGIT)$/);
      }
    });
    it("fails as CONTAINER_NUMBER_CHECK_DIGIT naming field, value, pointer and the computed digit", () => {
      const error = refusalOf(() => parseContainerNumber("CSQU3054384", "/a/0"));
      expect(error.code).to.equal("CONTAINER_NUMBER_CHECK_DIGIT");
      expect(error.facts).to.include({ field: "containerNumber", value: "CSQU3054384", expected: 3, pointer: "/a/0" });
      expect(error.issues[0]?.pointer).to.equal("/a/0");
    });
    it("detects every single wrong digit of a number whose remainder is not 0 or 10", () => {
      for (let i = 4; i < 10; i++) {
        for (let digit = 0; digit < 10; digit++) {
          const wrong = `CSQU3054383`.slice(0, i) + String(digit) + `CSQU3054383`.slice(i + 1);
          expect(isContainerNumber(wrong), wrong).to.equal(wrong === "CSQU3054383");
        }
      }
    });
  });

  describe("parseUnifiedSocialCreditCode", () => {
    it("accepts every valid code", () => {
      for (const value of vectors.unifiedSocialCreditCode.valid)
        expect(parseUnifiedSocialCreditCode(value)).to.equal(value);
    });
    it("refuses every invalid one", () => {
      for (const value of vectors.unifiedSocialCreditCode.invalid)
        expect(isUnifiedSocialCreditCode(value)).to.equal(false);
    });
    it("fails as CREDIT_CODE_CHECK with the computed character", () => {
      const error = refusalOf(() => parseUnifiedSocialCreditCode("91110000600037342L"));
      expect(error.code).to.equal("CREDIT_CODE_ORGANISATION_CHECK");
      expect(error.facts["expected"]).to.equal("1");
      const last = refusalOf(() => parseUnifiedSocialCreditCode("91110000600037341M"));
      expect(last.code).to.equal("CREDIT_CODE_CHECK");
      expect(last.facts["expected"]).to.equal("L");
      expect(refusalOf(() => parseUnifiedSocialCreditCode("9111000060003734IL")).code).to.equal("CREDIT_CODE_SHAPE");
    });
  });

  describe("parseLegalEntityIdentifier", () => {
    it("accepts every valid identifier", () => {
      for (const value of vectors.legalEntityIdentifier.valid)
        expect(parseLegalEntityIdentifier(value)).to.equal(value);
    });
    it("fails as LEI_CHECK_DIGITS with the computed digits, which then are accepted", () => {
      for (const value of vectors.legalEntityIdentifier.invalid) {
        expect(isLegalEntityIdentifier(value)).to.equal(false);
        const error = refusalOf(() => parseLegalEntityIdentifier(value));
        expect(error.code).to.equal("LEI_CHECK_DIGITS");
        expect(isLegalEntityIdentifier(value.slice(0, 18) + String(error.facts["expected"]))).to.equal(true);
      }
      expect(refusalOf(() => parseLegalEntityIdentifier("213800KUD8LAJWSQ9D1")).code).to.equal("LEI_SHAPE");
    });
  });

  describe("parseImoShipNumber", () => {
    it("accepts every valid number without a warning", () => {
      for (const value of vectors.imoShipNumber.valid) {
        expect(parseImoShipNumber(value)).to.equal(value);
        expect(imoShipNumberWarning(value)).to.equal(null);
      }
    });
    it("warns of a wrong check digit and does not block", () => {
      for (const value of vectors.imoShipNumber.invalid) {
        expect(isImoShipNumber(value)).to.equal(false);
        expect(parseImoShipNumber(value)).to.equal(value);
        expect(imoShipNumberWarning(value)?.code).to.equal("IMO_NUMBER_CHECK_DIGIT");
      }
      expect(refusalOf(() => parseImoShipNumber("IMO9074729")).code).to.equal("IMO_NUMBER_SHAPE");
    });
  });

  describe("codes without check digit", () => {
    it("accepts UN/LOCODEs and fails as UN_LOCODE_SHAPE", () => {
      for (const value of ["CNSHA", "NLRTM", "BEANR", "DEHAM", "CNNGB"]) expect(parseUnLocode(value)).to.equal(value);
      for (const value of ["CN SHA", "cnsha", "CNSH1", "CNSHAA", "CNSHA\n"]) {
        expect(isUnLocode(value), value).to.equal(false);
        expect(refusalOf(() => parseUnLocode(value)).code).to.equal("UN_LOCODE_SHAPE");
      }
    });
    it("accepts HS codes and fails as HS_CODE_SHAPE", () => {
      for (const value of ["847989", "15152100", "8479899960"]) expect(parseHsCode(value)).to.equal(value);
      for (const value of ["8479", "8479.89", "770000", "000101", "1234567890123"]) {
        expect(isHsCode(value), value).to.equal(false);
        expect(refusalOf(() => parseHsCode(value)).code).to.equal("HS_CODE_SHAPE");
      }
    });
    it("tells SCAC from SMDG codes and fails as CARRIER_CODE_SHAPE", () => {
      expect(parseCarrierCode("COSU", "NMFTA")).to.equal("COSU");
      expect(parseCarrierCode("COS", "SMDG")).to.equal("COS");
      expect(isCarrierCode("COSU", "SMDG")).to.equal(false);
      expect(refusalOf(() => parseCarrierCode("C1", "NMFTA")).code).to.equal("CARRIER_CODE_SHAPE");
    });
  });
});
