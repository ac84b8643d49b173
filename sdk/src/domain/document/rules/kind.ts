import { fieldIssue } from "../fieldIssues.ts";
import type { Rule } from "./rule.ts";

/** Straight, to order or bearer follows from the data, so the data must say exactly one of them (DCSA EBL 3.0 isToOrder, endorsee, consignee). */
export const kindAndParties: Rule = {
  reads: ["isToOrder", "transportDocumentTypeCode", "documentParties"],
  check: ({ isToOrder, transportDocumentTypeCode, documentParties: { consignee, endorsee } }) => {
    if (transportDocumentTypeCode === "SWB" && isToOrder) {
      return [fieldIssue("/isToOrder", "KIND_WAYBILL_TO_ORDER", true, "expected false for a sea waybill (SWB)")];
    }
    // DCSA PINT 3.0: endorsee and consignee exclude each other.
    if (isToOrder && consignee !== undefined) {
      return [
        fieldIssue(
          "/documentParties/consignee",
          "KIND_TO_ORDER_WITH_CONSIGNEE",
          consignee.partyName,
          "expected no consignee in a negotiable bill; name the endorsee, or nobody for a bearer bill",
        ),
      ];
    }
    if (!isToOrder && endorsee !== undefined) {
      return [
        fieldIssue(
          "/documentParties/endorsee",
          "KIND_STRAIGHT_WITH_ENDORSEE",
          endorsee.partyName,
          "expected no endorsee where isToOrder is false; name the consignee",
        ),
      ];
    }
    if (!isToOrder && consignee === undefined) {
      return [
        fieldIssue(
          "/documentParties/consignee",
          "KIND_STRAIGHT_WITHOUT_CONSIGNEE",
          undefined,
          "expected the named consignee of a straight bill or waybill",
        ),
      ];
    }
    return [];
  },
};

/** The ledger carries electronic documents: one original at most and no copies of it (DCSA EBL 3.0 numberOfOriginals…, numberOfCopies…). */
export const electronicSingleOriginal: Rule = {
  reads: [
    "isElectronic",
    "transportDocumentTypeCode",
    "numberOfOriginalsWithCharges",
    "numberOfOriginalsWithoutCharges",
    "numberOfCopiesWithCharges",
    "numberOfCopiesWithoutCharges",
  ],
  check: (document) => {
    if (!document.isElectronic) {
      return [fieldIssue("/isElectronic", "NOT_ELECTRONIC", false, "expected true; a paper bill stays on paper")];
    }
    const originals = ["numberOfOriginalsWithCharges", "numberOfOriginalsWithoutCharges"] as const;
    const copies = ["numberOfCopiesWithCharges", "numberOfCopiesWithoutCharges"] as const;
    const count = originals.reduce((total, name) => total + (document[name] ?? 0), 0);
    const most = document.transportDocumentTypeCode === "BOL" ? 1 : 0;
    const tooMany =
      count > most
        ? originals
            .filter((name) => (document[name] ?? 0) > 0)
            .map((name) =>
              fieldIssue(
                `/${name}`,
                "ORIGINALS",
                document[name],
                `expected at most ${most} original in all, found ${count}`,
              ),
            )
        : [];
    const copied =
      document.transportDocumentTypeCode === "BOL"
        ? copies
            .filter((name) => (document[name] ?? 0) > 0)
            .map((name) =>
              fieldIssue(`/${name}`, "COPIES", document[name], "expected 0: an electronic bill has no copies"),
            )
        : [];
    return [...tooMany, ...copied];
  },
};
