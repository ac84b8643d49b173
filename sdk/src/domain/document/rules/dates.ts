import { fieldIssue } from "../fieldIssues.ts";
import type { Rule } from "./rule.ts";

/** States in which the carrier has not issued the document yet (DCSA EBL 3.0 transportDocumentStatus). */
const BEFORE_ISSUE: ReadonlySet<string> = new Set(["DRAFT", "APPROVED"]);

/** An issued document says when it was issued and, exactly once, when the goods came aboard or were received (DCSA EBL 3.0). */
export const issuedDates: Rule = {
  reads: [
    "transportDocumentStatus",
    "issueDate",
    "shippedOnBoardDate",
    "receivedForShipmentDate",
    "isShippedOnBoardType",
  ],
  check: ({
    transportDocumentStatus,
    issueDate,
    shippedOnBoardDate,
    receivedForShipmentDate,
    isShippedOnBoardType,
  }) => {
    if (BEFORE_ISSUE.has(transportDocumentStatus)) return [];
    const issues = [];
    if (issueDate === undefined) {
      issues.push(
        fieldIssue(
          "/issueDate",
          "ISSUE_DATE_MISSING",
          undefined,
          `expected a date, status is ${transportDocumentStatus}`,
        ),
      );
    }
    const [expected, other, superfluous] = isShippedOnBoardType
      ? ([shippedOnBoardDate, receivedForShipmentDate, "/receivedForShipmentDate"] as const)
      : ([receivedForShipmentDate, shippedOnBoardDate, "/shippedOnBoardDate"] as const);
    if (expected === undefined) {
      const pointer = isShippedOnBoardType ? "/shippedOnBoardDate" : "/receivedForShipmentDate";
      issues.push(
        fieldIssue(
          pointer,
          "ON_BOARD_DATE_MISSING",
          undefined,
          `expected a date, isShippedOnBoardType is ${isShippedOnBoardType}`,
        ),
      );
    }
    if (other !== undefined) {
      issues.push(
        fieldIssue(
          superfluous,
          "ON_BOARD_DATE_CONTRADICTS",
          other,
          `expected none, isShippedOnBoardType is ${isShippedOnBoardType}`,
        ),
      );
    }
    return issues;
  },
};

/** Goods come aboard, or are received, before the document says so: a later date would be back-dating of the document (UCP 600 article 20). */
export const notBackDated: Rule = {
  reads: ["issueDate", "shippedOnBoardDate", "receivedForShipmentDate"],
  check: ({ issueDate, shippedOnBoardDate, receivedForShipmentDate }) =>
    (
      [
        ["/shippedOnBoardDate", shippedOnBoardDate],
        ["/receivedForShipmentDate", receivedForShipmentDate],
      ] as const
    ).flatMap(([pointer, date]) =>
      // ISO dates of one length compare as text.
      issueDate !== undefined && date !== undefined && date > issueDate
        ? [fieldIssue(pointer, "DATE_AFTER_ISSUE", date, `expected not after the issue date ${issueDate}`)]
        : [],
    ),
};

/** A ship arrives after it leaves. */
export const voyageDates: Rule = {
  reads: ["transports"],
  check: ({ transports: { plannedArrivalDate, plannedDepartureDate } }) =>
    plannedArrivalDate < plannedDepartureDate
      ? [
          fieldIssue(
            "/transports/plannedArrivalDate",
            "ARRIVAL_BEFORE_DEPARTURE",
            plannedArrivalDate,
            `expected not before the planned departure ${plannedDepartureDate}`,
          ),
        ]
      : [],
};
