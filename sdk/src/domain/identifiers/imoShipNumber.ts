import type { FieldIssue } from "../errors.ts";
import { malformed } from "./malformed.ts";

/** An IMO ship identification number (resolution A.1117(30)), seven digits without the letters IMO. */
export type ImoShipNumber = string & { readonly __brand: "ImoShipNumber" };

const SHAPE = /^[0-9]{7}$/;

function checkDigit(value: string): number {
  let sum = 0;
  for (let i = 0; i < 6; i++) sum += Number(value.charAt(i)) * (7 - i);
  return sum % 10;
}

/**
 * Whether a value is a ship number whose check digit is right. Some real ships fail it: see {@link parseImoShipNumber}.
 *
 * @example
 * isImoShipNumber("9074729"); // true
 */
export function isImoShipNumber(value: unknown): value is ImoShipNumber {
  return typeof value === "string" && SHAPE.test(value) && checkDigit(value) === Number(value.charAt(6));
}

/**
 * A ship number. Only the shape is enforced, because some registered ships carry a wrong check digit;
 * {@link imoShipNumberWarning} says so.
 *
 * @throws LadingError `IMO_NUMBER_SHAPE`
 * @example
 * parseImoShipNumber("9811000"); // "9811000"
 */
export function parseImoShipNumber(value: unknown, pointer = ""): ImoShipNumber {
  if (typeof value !== "string" || !SHAPE.test(value)) {
    throw malformed("IMO_NUMBER_SHAPE", "imoShipNumber", value, "expected seven digits, such as 9074729", pointer);
  }
  return value as ImoShipNumber;
}

/**
 * A warning about a well-formed number whose check digit is not the computed one, or null.
 *
 * @example
 * imoShipNumberWarning("8814274")?.code; // "IMO_NUMBER_CHECK_DIGIT"
 */
export function imoShipNumberWarning(value: ImoShipNumber | string, pointer = ""): FieldIssue | null {
  if (!SHAPE.test(value) || isImoShipNumber(value)) return null;
  return {
    pointer,
    code: "IMO_NUMBER_CHECK_DIGIT",
    message: `imoShipNumber "${value}": the check digit is ${value.charAt(6)}, IMO A.1117(30) computes ${checkDigit(value)}; a few real ships differ, verify it against the register`,
  };
}
