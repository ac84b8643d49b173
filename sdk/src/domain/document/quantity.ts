import { add, compare, type Decimal, multiply, toDecimal, ZERO } from "./decimal.ts";

/** The units of weight and volume that DCSA uses (UN/ECE recommendation 20). */
export type Unit = "KGM" | "LBR" | "GRM" | "ONZ" | "MTQ" | "FTQ" | "LTR";

/** A weight or a volume as DCSA writes it. */
export type Quantity = { value: number; unit: Unit };

/** Exact by definition: the international pound (1959) in kilograms, the cubic foot in cubic metres, and small units of both. */
const FACTORS: Readonly<Record<Unit, Decimal>> = {
  KGM: { units: 1n, scale: 0 },
  LBR: { units: 45_359_237n, scale: 8 },
  GRM: { units: 1n, scale: 3 },
  ONZ: { units: 28_349_523_125n, scale: 12 },
  MTQ: { units: 1n, scale: 0 },
  FTQ: { units: 28_316_846_592n, scale: 12 },
  LTR: { units: 1n, scale: 3 },
};

/** Whether a text is a unit of weight or volume that can be converted. */
export function isUnit(value: unknown): value is Unit {
  return typeof value === "string" && Object.hasOwn(FACTORS, value);
}

/** A weight in kilograms or a volume in cubic metres, exactly. */
export function toBase(quantity: Quantity): Decimal {
  return multiply(toDecimal(quantity.value), FACTORS[quantity.unit]);
}

/** The exact sum in kilograms or cubic metres. */
export function sum(quantities: readonly Quantity[]): Decimal {
  return quantities.reduce((total, quantity) => add(total, toBase(quantity)), ZERO);
}

/** True where both are known and `part` is more than `whole`. */
export function exceeds(part: Quantity | undefined, whole: Quantity | undefined): boolean {
  return part !== undefined && whole !== undefined && compare(toBase(part), toBase(whole)) > 0;
}
