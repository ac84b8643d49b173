import type { LedgerEvent } from "@lading/sdk/http";

/** Lowest bit of the holder in the packed state that each event of a right carries (TitleState.sol, IReleaseRegistry.sol). */
const HOLDER_AT: Readonly<Record<string, bigint>> = { title: 192n, release: 80n };
/** Events of a container, whose `state` is its holds and not a release's. */
const OF_CONTAINER: readonly string[] = ["HoldPlaced", "HoldLifted"];

/**
 * The member in control of a right after an act on it; undefined where the event does not say.
 *
 * @example
 * controllerIn(event); // 7
 */
export function controllerIn({
  right,
  event,
  args,
}: Pick<LedgerEvent, "right" | "event" | "args">): number | undefined {
  const at = HOLDER_AT[right];
  const word = args.state;
  if (at === undefined || OF_CONTAINER.includes(event)) return undefined;
  if (typeof word !== "string" || !/^0x[0-9a-f]{64}$/i.test(word)) return undefined;
  return Number((BigInt(word) >> at) & 0xffff_ffffn);
}
