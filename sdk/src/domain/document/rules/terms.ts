import { isCarrierCode } from "../../identifiers/carrierCode.ts";
import { isHsCode } from "../../identifiers/hsCode.ts";
import { fieldIssue } from "../fieldIssues.ts";
import { governingLaw } from "../governingLaw.ts";
import type { Rule } from "./rule.ts";

/** The terms of carriage are there, and they or a carrier's clause name the governing law: MLETR leaves transfer to it, banks ask for it. */
export const termsAndLaw: Rule = {
  reads: ["termsAndConditions", "carrierClauses"],
  check: (document) => {
    if (document.termsAndConditions.trim() === "") {
      return [
        fieldIssue("/termsAndConditions", "TERMS_MISSING", document.termsAndConditions, "expected the carrier's terms"),
      ];
    }
    return governingLaw(document) === null
      ? [
          fieldIssue(
            "/termsAndConditions",
            "GOVERNING_LAW_MISSING",
            document.termsAndConditions,
            'expected a sentence, here or in carrierClauses, that names the governing law, such as "governed by the law of England" or "适用中华人民共和国法律"',
          ),
        ]
      : [];
  },
};

/** The carrier's code has the form of the list it is said to come from. */
export const carrier: Rule = {
  reads: ["carrierCode", "carrierCodeListProvider"],
  check: ({ carrierCode, carrierCodeListProvider }) =>
    isCarrierCode(carrierCode, carrierCodeListProvider)
      ? []
      : [
          fieldIssue(
            "/carrierCode",
            "CARRIER_CODE_SHAPE",
            carrierCode,
            carrierCodeListProvider === "NMFTA"
              ? "expected a SCAC of two to four capital letters"
              : "expected an SMDG liner code of three capital letters or digits",
          ),
        ],
};

/** Commodity codes name a chapter that exists. */
export const commodityCodes: Rule = {
  reads: ["consignmentItems"],
  check: ({ consignmentItems }) =>
    consignmentItems.flatMap((item, i) =>
      (["HSCodes", "extendedHSCodes"] as const).flatMap((name) =>
        (item[name] ?? []).flatMap((code, k) =>
          isHsCode(code)
            ? []
            : [
                fieldIssue(
                  `/consignmentItems/${i}/${name}/${k}`,
                  "HS_CODE_SHAPE",
                  code,
                  "expected chapter 01 to 99 except 77",
                ),
              ],
        ),
      ),
    ),
};

/** A declared value and its currency come together (DCSA EBL 3.0 declaredValueCurrency). */
export const declaredValue: Rule = {
  reads: ["declaredValue", "declaredValueCurrency"],
  check: ({ declaredValue: value, declaredValueCurrency: currency }) => {
    if ((value === undefined) === (currency === undefined)) return [];
    return value === undefined
      ? [fieldIssue("/declaredValueCurrency", "DECLARED_VALUE", currency, "expected none, declaredValue is absent")]
      : [fieldIssue("/declaredValueCurrency", "DECLARED_VALUE", undefined, "expected the currency of declaredValue")];
  },
};
