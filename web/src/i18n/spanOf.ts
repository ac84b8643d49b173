import { tagOf, type Language } from "./language.ts";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/**
 * A span of time in its largest whole unit.
 *
 * @example
 * spanOf(7_300, "en"); // "2 hours"
 */
export function spanOf(seconds: number, language: Language): string {
  const [unit, length] = UNITS.find(([, each]) => seconds >= each) ?? (["second", 1] as const);
  const format = new Intl.NumberFormat(tagOf(language), { style: "unit", unit, unitDisplay: "long" });
  return format.format(Math.floor(seconds / length));
}
