import { type FieldIssue, LadingError } from "../errors.ts";
import { type TransportDocument, transportDocument } from "./dcsa/transportDocument.ts";
import { fieldIssues } from "./fieldIssues.ts";
import { containerNumbers, containersUsed } from "./rules/containers.ts";
import { issuedDates, notBackDated, voyageDates } from "./rules/dates.ts";
import { electronicSingleOriginal, kindAndParties } from "./rules/kind.ts";
import { declaredSums, partsWithinWhole } from "./rules/quantities.ts";
import type { Rule } from "./rules/rule.ts";
import { carrier, commodityCodes, declaredValue, termsAndLaw } from "./rules/terms.ts";

const RULES: readonly Rule[] = [
  kindAndParties,
  electronicSingleOriginal,
  issuedDates,
  notBackDated,
  voyageDates,
  termsAndLaw,
  carrier,
  declaredValue,
  containerNumbers,
  containersUsed,
  commodityCodes,
  declaredSums,
  partsWithinWhole,
];

/**
 * A DCSA transport document: shape as in EBL 3.0.4 and the rules across its fields. Properties that DCSA does not name are kept,
 * because the content digest covers them.
 *
 * @param value JSON as parsed
 * @throws LadingError `DOCUMENT_INVALID`, with every offending field in `issues`: JSON pointer, stable code, value and expectation
 * @example
 * try {
 *   parseTransportDocument({ transportDocumentTypeCode: "B/L" });
 * } catch (error) {
 *   if (error instanceof LadingError) error.issues.find((issue) => issue.pointer === "/transportDocumentTypeCode")?.message;
 *   // '/transportDocumentTypeCode "B/L": expected BOL or SWB'
 * }
 */
export function parseTransportDocument(value: unknown): TransportDocument {
  const parsed = transportDocument.safeParse(value);
  const issues = parsed.success ? [] : fieldIssues(parsed.error, value);
  // No schema transforms, so the input itself is the document; the properties that a rule reads have the right shape even where others do not.
  const document = value as TransportDocument;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const rule of RULES) {
      if (rule.reads.every((property) => !concerns(issues, property))) issues.push(...rule.check(document));
    }
  }
  if (issues.length > 0) {
    const [first] = issues;
    throw new LadingError(
      "DOCUMENT_INVALID",
      "invalid",
      `the transport document has ${issues.length} ${issues.length === 1 ? "fault" : "faults"}; first: ${first?.message}`,
      { count: issues.length, pointers: issues.map((issue) => issue.pointer).slice(0, 20) },
      { issues },
    );
  }
  return document;
}

function concerns(issues: readonly FieldIssue[], property: string): boolean {
  return issues.some(({ pointer }) => pointer === `/${property}` || pointer.startsWith(`/${property}/`));
}
