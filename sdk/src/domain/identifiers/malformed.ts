import { type Fact, LadingError } from "../errors.ts";

/** A value as it may stand in a sentence: quoted, escaped, and never longer than a line. */
export function quoted(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : describe(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function describe(value: unknown): string {
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return value === undefined ? "nothing" : `a value of type ${typeof value}`;
}

/** The error of a value that is not what its field needs: names the field, the value and what would be accepted. */
export function malformed(
  code: string,
  field: string,
  value: unknown,
  expectation: string,
  pointer: string,
  facts: Readonly<Record<string, Fact>> = {},
): LadingError {
  const message = `${field} ${quoted(value)}: ${expectation}`;
  return new LadingError(
    code,
    "invalid",
    message,
    { field, value: typeof value === "string" ? value.slice(0, 200) : describe(value), pointer, ...facts },
    { issues: [{ pointer, code, message }] },
  );
}
