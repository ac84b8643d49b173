import { acts, flagNames } from "@lading/sdk/acts";

const NAMES = acts
  .find(({ right, name }) => right === "credit" && name === "publishRule")
  ?.parameters.find(({ name }) => name === "benefits")?.choices;

/**
 * What a rule gives, by name.
 *
 * @example
 * benefitNames(0b11); // ["lower-inspection-rate", "priority-handling"]
 */
export function benefitNames(bits: number): string[] {
  return flagNames(bits, NAMES ?? []);
}
