import type { Context } from "../framework/context.ts";
import { renderTable } from "../ui/table.ts";

/** How a party is written: its name, or its number where it has none. */
export function nameOf(party: { member: number; name: string | null } | null): string | null {
  if (party === null || party.member === 0) return null;
  return party.name ?? `#${party.member}`;
}

/** A moment of the ledger for a person; nothing for none. */
export function isoOf(seconds: number): string | null {
  if (seconds === 0 || seconds >= 2 ** 40 - 1) return null;
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** Events of a right in their order. */
export function renderTrail(
  events: readonly { event: string; blockTime: number; args: Record<string, unknown>; transactionHash: string }[],
  context: Context,
): string {
  if (events.length === 0) return context.say("none");
  const rows = events.map(({ event, blockTime, args, transactionHash }) => [
    isoOf(blockTime),
    event,
    renderArguments(args),
    `${transactionHash.slice(0, 12)}…`,
  ]);
  return renderTable(
    [context.say("time"), context.say("event"), context.say("facts"), context.say("transaction")],
    rows,
  );
}

/** Arguments of an event on one line; long words are shortened. */
export function renderArguments(args: Record<string, unknown>): string {
  return Object.entries(args)
    .map(([name, value]) => `${name} ${shorten(typeof value === "object" ? JSON.stringify(value) : String(value))}`)
    .join(", ");
}

function shorten(value: string): string {
  return /^0x[0-9a-f]{40,}$/i.test(value) ? `${value.slice(0, 10)}…` : value;
}
