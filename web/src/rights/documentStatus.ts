/**
 * How a trade document stands by the clock: what the ledger says once and for all, else whether its time has begun or ended.
 *
 * @param now seconds since 1970
 */
export function documentStatus(
  { status, validFrom, validUntil }: { status: string; validFrom: number; validUntil: number },
  now: number,
): string {
  if (status !== "active") return status;
  if (now < validFrom) return "not-yet-valid";
  return validUntil !== 0 && now > validUntil ? "expired" : "valid";
}
