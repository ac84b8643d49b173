import { add, compare, formatDecimal, toDecimal, ZERO } from "../document/decimal.ts";
import { fieldIssue } from "../document/fieldIssues.ts";
import { parseTransportDocument } from "../document/parseTransportDocument.ts";
import { type FieldIssue, LadingError } from "../errors.ts";

/** A document whose shape its schema has checked. */
type Content = Readonly<Record<string, unknown>>;

/** The rules across fields that a schema may name in `x-rules`. */
export const RULES: Readonly<Record<string, (content: Content) => readonly FieldIssue[]>> = {
  validity: ({ issueDate, validFrom, validUntil }) => {
    const from = validFrom ?? issueDate;
    return typeof from === "string" && typeof validUntil === "string" && validUntil < from
      ? [fieldIssue("/validUntil", "VALIDITY", validUntil, `expected not before ${from}`)]
      : [];
  },
  transportDocument: (content) => {
    try {
      parseTransportDocument(content);
      return [];
    } catch (error) {
      if (error instanceof LadingError) return error.issues;
      throw error;
    }
  },
  distinctContainers: ({ containers }) =>
    list(containers).flatMap((container, i) =>
      list(containers).indexOf(container) < i
        ? [fieldIssue(`/containers/${i}`, "CONTAINER_TWICE", container, "expected each container once")]
        : [],
    ),
  damagesNamed: ({ condition, damages }) =>
    (condition === "DAMAGED") === list(damages).length > 0
      ? []
      : [fieldIssue("/damages", "DAMAGES", damages, "expected damages exactly where the condition is DAMAGED")],
  inspectedBeforeIssue: ({ inspectedOn, issueDate }) =>
    typeof inspectedOn === "string" && typeof issueDate === "string" && inspectedOn > issueDate
      ? [fieldIssue("/inspectedOn", "DATE_AFTER_ISSUE", inspectedOn, `expected not after the issue date ${issueDate}`)]
      : [],
  conditionsNamed: ({ result, conditions }) =>
    result === "CONDITIONAL" && list(conditions).length === 0
      ? [fieldIssue("/conditions", "CONDITIONS", conditions, "expected the conditions of a conditional result")]
      : [],
  emissionsAddUp: ({ legs, totalEmissions }) => {
    const parts = list(legs).map((leg) => (leg as { emissions: number }).emissions);
    const total = parts.reduce((sum, part) => add(sum, toDecimal(part)), ZERO);
    return compare(total, toDecimal(Number(totalEmissions))) === 0
      ? []
      : [
          fieldIssue(
            "/totalEmissions",
            "SUM_OF_EMISSIONS",
            totalEmissions,
            `expected ${formatDecimal(total)}, the sum of the legs`,
          ),
        ];
  },
};

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
