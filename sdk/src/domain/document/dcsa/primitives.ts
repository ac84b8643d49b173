import { z } from "zod";

// The words in which DCSA EBL 3.0.4 (OpenAPI, Apache-2.0) describes its fields, each said once and with the expectation a person can act on.
// Objects are loose: DCSA allows properties that it does not name, and the content digest covers them, so they are kept.

/** Free text of at most `max` characters. */
export function text(max: number, min = 0): z.ZodString {
  return min > 0 ? z.string().min(min).max(max) : z.string().max(max);
}

/** Text of at most `max` characters without a blank at either end. */
export function trimmed(max: number): z.ZodString {
  return z
    .string()
    .max(max)
    .regex(/^\S(?:.*\S)?$/, "expected text on one line without a blank at either end");
}

/** Text of a given shape. */
export function shaped(pattern: RegExp, max: number, expectation = `text of the form ${pattern.source}`): z.ZodString {
  return z.string().max(max).regex(pattern, `expected ${expectation}`);
}

/** A calendar date, ISO 8601. */
export const date = z.iso.date("expected an existing calendar date as YYYY-MM-DD");

/** A moment with its offset, ISO 8601. */
export const dateTime = z.iso.datetime({
  offset: true,
  error: "expected a moment as YYYY-MM-DDThh:mm:ss with Z or an offset",
});

/** ISO 3166-1 alpha-2. */
export const countryCode = z
  .string()
  .length(2)
  .regex(/^[A-Z]{2}$/, "expected the two capital letters of a country (ISO 3166-1)");

/** ISO 4217. */
export const currencyCode = z
  .string()
  .length(3)
  .regex(/^[A-Z]{3}$/, "expected the three capital letters of a currency (ISO 4217)");

/** UN/LOCODE. */
export const unLocode = z
  .string()
  .length(5)
  .regex(
    /^[A-Z]{2}[A-Z2-9]{3}$/,
    "expected a UN/LOCODE: two capital letters and three capital letters or digits 2 to 9, such as CNSHA",
  );

type Check = (value: Readonly<Record<string, unknown>>, context: z.core.$RefinementCtx) => void;

/** DCSA `oneOf`: exactly one of the properties is there. */
export function exactlyOneOf(...names: readonly string[]): Check {
  return (value, context) => {
    const present = names.filter((name) => value[name] !== undefined);
    if (present.length !== 1) {
      context.addIssue({
        code: "custom",
        message: `expected exactly one of ${names.join(", ")}, found ${present.length === 0 ? "none" : present.join(" and ")}`,
      });
    }
  };
}

/** DCSA `anyOf`: at least one of the properties is there. */
export function atLeastOneOf(...names: readonly string[]): Check {
  return (value, context) => {
    if (names.every((name) => value[name] === undefined)) {
      context.addIssue({ code: "custom", message: `expected at least one of ${names.join(", ")}` });
    }
  };
}
