import type { z } from "zod";
import type { FieldIssue } from "../errors.ts";
import { quoted } from "../identifiers/malformed.ts";

/** A JSON pointer (RFC 6901) from the steps to a field. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** One offending field: where, what stands there, and what would be accepted. */
export function fieldIssue(pointer: string, code: string, value: unknown, expectation: string): FieldIssue {
  const place = pointer === "" ? "the document" : pointer;
  const found = value === undefined ? "is missing" : quoted(value);
  return { pointer, code, message: `${place} ${found}: ${expectation}` };
}

/** zod's findings as field issues, with the value that stands at each place of the input. */
export function fieldIssues(error: z.ZodError, input: unknown): FieldIssue[] {
  return error.issues.map((issue) => {
    const value = valueAt(input, issue.path);
    return fieldIssue(toPointer(issue.path), codeOf(issue, value), value, expectationOf(issue));
  });
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return "FIELD_MISSING";
  switch (issue.code) {
    case "invalid_type":
      return "FIELD_TYPE";
    case "too_big":
    case "too_small":
      return "FIELD_SIZE";
    case "invalid_format":
      return "FIELD_FORMAT";
    case "invalid_value":
      return "FIELD_VALUE";
    default:
      return "FIELD_INVALID";
  }
}

function expectationOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${article(issue.expected)}`;
    case "invalid_value":
      return `expected ${issue.values.map((value) => String(value)).join(" or ")}`;
    case "too_big":
      return `expected ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${unitOf(issue.origin)}`;
    case "too_small":
      return `expected ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unitOf(issue.origin)}`;
    case "invalid_format":
      // A schema of ours says what is expected; one that came as JSON Schema has only its pattern or format.
      return issue.message.startsWith("expected")
        ? issue.message
        : `expected ${issue.format === "regex" ? `text of the form ${issue.pattern}` : `a ${issue.format} as ISO 8601 writes it`}`;
    default:
      return issue.message;
  }
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function unitOf(origin: string): string {
  return origin === "string" ? " characters" : origin === "array" ? " entries" : "";
}
