import { GATE_REASONS, HOLDS, LIGHTS } from "../acts/release.ts";
import type { ReleaseState } from "./ReleaseState.ts";

/** What is known of a release and of what it stands on. */
export type ReleaseFacts = {
  state: ReleaseState;
  /** Holds on the container, bit n for hold n. */
  holds: number;
  /** Whether carrier, holder and haulier are members in good standing with a fitting role; a haulier that is not named yet is left out. */
  carrierActive: boolean;
  holderActive: boolean;
  haulierActive?: boolean;
  /** Whether a bill for the goods is on the ledger and not accomplished. */
  billLive: boolean;
  /** The moment that is asked about, seconds since 1970. */
  at: number;
};

/** States in which a container may leave, and the reason that every other state gives. */
const STATE_REASONS: Partial<Record<ReleaseState["state"], string>> = {
  suspended: "SUSPENDED",
  cancelled: "ENDED",
  superseded: "ENDED",
  out: "GONE",
  returned: "GONE",
};

/**
 * Why a container may not leave by a release, as the gate would say of everything but the vehicle before it: driver, plate and slot are
 * commitments that only the gate compares. Empty where nothing stands in the way.
 *
 * @returns codes of {@link GATE_REASONS}, in the order of their bits
 * @example
 * releaseReasons(facts); // ["CUSTOMS_LIGHT", "INSPECTION_HOLD"]
 */
export function releaseReasons(facts: ReleaseFacts): string[] {
  const { state, holds, at } = facts;
  const ready = state.state === "ready" || state.state === "at-gate";
  const reasons = new Set<string>();
  if (!ready) reasons.add(STATE_REASONS[state.state] ?? "NOT_READY");
  if (at < state.validFrom) reasons.add("NOT_YET_VALID");
  if (at > state.validUntil) reasons.add("EXPIRED");
  if (!facts.holderActive) reasons.add("HOLDER_NOT_ACTIVE");
  if (facts.haulierActive === false) reasons.add("HAULIER_NOT_ACTIVE");
  if (facts.billLive && state.basis !== "without-presentation") reasons.add("BILL_LIVE");
  for (const light of LIGHTS) {
    // Unknown is not green.
    if (state.lights[light] !== "green") reasons.add(`${light.toUpperCase()}_LIGHT`);
  }
  HOLDS.forEach((hold, bit) => {
    if ((holds & (1 << bit)) !== 0) reasons.add(`${hold.toUpperCase()}_HOLD`);
  });
  const order = GATE_REASONS.map(({ code }) => code);
  return [...reasons].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}
