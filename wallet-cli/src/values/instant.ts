import { LadingError } from "@lading/sdk/errors";

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/**
 * A duration in seconds: `90s`, `15m`, `12h`, `2d`, `1w`, or plain seconds.
 *
 * @throws DURATION_INVALID
 * @example
 * parseDuration("2d"); // 172800
 */
export function parseDuration(value: string, field: string): number {
  const [, amount, unit] = /^(\d{1,9})([smhdw]?)$/.exec(value) ?? [];
  if (amount === undefined) {
    throw new LadingError(
      "DURATION_INVALID",
      "invalid",
      `${field} "${value}" is no duration; expected such as 90s, 15m, 12h, 2d, 1w`,
      { field, value },
    );
  }
  return Number(amount) * (UNITS[unit || "s"] ?? 1);
}

/** What the registries take for "no end": the largest uint40 (IMemberRegistry.appoint). */
const NEVER = 2 ** 40 - 1;

/**
 * A moment in seconds since 1970: ISO 8601 (a date alone means its first second, UTC), a duration from now (`+2d`, `90s`), `now`, `never`
 * for no end, `none` or `0` for no moment.
 *
 * @throws INSTANT_INVALID
 * @example
 * parseInstant("+2d", new Date("2026-11-24T00:00:00Z"), "validUntil"); // 1795651200
 */
export function parseInstant(value: string, now: Date, field: string): number {
  if (value === "none" || value === "0") return 0;
  if (value === "never") return NEVER;
  if (value === "now") return Math.floor(now.getTime() / 1000);
  if (/^\d{9,12}$/.test(value)) return Number(value);
  if (/^\+?\d{1,9}[smhdw]$/.test(value))
    return Math.floor(now.getTime() / 1000) + parseDuration(value.replace(/^\+/, ""), field);
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;
  const milliseconds = iso.test(value) ? Date.parse(value) : NaN;
  // Date.parse rolls 2026-02-30 over to March; a deadline must be the day that was written.
  const rolled =
    !Number.isNaN(milliseconds) && !value.includes("T") && new Date(milliseconds).toISOString().slice(0, 10) !== value;
  if (Number.isNaN(milliseconds) || rolled) {
    throw new LadingError(
      "INSTANT_INVALID",
      "invalid",
      `${field} "${value}" is no moment; expected ISO 8601 with a time zone, a date, a duration from now such as +2d or 90s, now, or never`,
      { field, value },
    );
  }
  return Math.floor(milliseconds / 1000);
}
