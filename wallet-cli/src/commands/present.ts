import type { Context } from "../framework/context.ts";
import { api } from "../ledger/api.ts";
import { readAll } from "../ledger/readAll.ts";
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

/** Arguments of events that name members, besides `from` and `to`. */
const MEMBERS = new Set([
  "releaseTo",
  "depot",
  "terminal",
  "carrier",
  "holder",
  "endorsee",
  "agency",
  "successor",
  "haulier",
]);
/** Arguments of events that are moments in seconds. */
const MOMENTS = /(?:Until|From|deadline|At)$/;
const ZERO = /^0x0+$/;

/** Events of a right in their order: who did what to whom, in names. */
export async function renderTrail(
  events: readonly { event: string; blockTime: number; args: Record<string, unknown>; transactionHash: string }[],
  context: Context,
): Promise<string> {
  if (events.length === 0) return context.say("none");
  const client = await api(context);
  const members = await readAll((page) => client.members.list(page));
  const names = new Map(members.map((found) => [found.member, found.name]));
  const nameOfMember = (value: unknown): string | null =>
    value === undefined || Number(value) === 0 ? null : (names.get(Number(value)) ?? `#${Number(value)}`);
  const details = (args: Record<string, unknown>): string =>
    Object.entries(args)
      // The first argument is the right itself; state and zero words say nothing to a person.
      .filter(
        ([name, value], index) => index > 0 && !["from", "to", "state"].includes(name) && !ZERO.test(String(value)),
      )
      .map(([name, value]) => {
        if (MEMBERS.has(name)) return `${name} ${nameOfMember(value) ?? "–"}`;
        if (MOMENTS.test(name) && typeof value === "number") return `${name} ${isoOf(value) ?? "–"}`;
        return `${name} ${readable(typeof value === "object" ? JSON.stringify(value) : String(value))}`;
      })
      .join(", ");
  const rows = events.map(({ event, blockTime, args, transactionHash }) => [
    isoOf(blockTime),
    event,
    nameOfMember(args.from),
    nameOfMember(args.to),
    details(args),
    `${transactionHash.slice(0, 12)}…`,
  ]);
  return renderTable(
    [
      context.say("time"),
      context.say("event"),
      context.say("from"),
      context.say("to"),
      context.say("facts"),
      context.say("transaction"),
    ],
    rows,
  );
}

/** Arguments of an event on one line; long words are shortened. */
export function renderArguments(args: Record<string, unknown>): string {
  return Object.entries(args)
    .map(([name, value]) => `${name} ${readable(typeof value === "object" ? JSON.stringify(value) : String(value))}`)
    .join(", ");
}

/** A word that holds short text as that text; other long words shortened. */
function readable(value: string): string {
  const text = /^0x((?:[2-7][0-9a-f])+)(?:00)+$/i.exec(value)?.[1];
  if (text !== undefined) return Buffer.from(text, "hex").toString("latin1");
  return /^0x[0-9a-f]{40,}$/i.test(value) ? `${value.slice(0, 10)}…` : value;
}
