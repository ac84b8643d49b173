import { id } from "ethers";
import { NEVER, ZERO, ascii, commitment } from "./port.ts";
import type { Done, Options, Party, Port } from "./port.ts";

/** Where a release stands, in the numbers of IReleaseFacts.State; a prepared one's chain after the stroke. */
export const STATE = {
  None: 0,
  Prepared: 1,
  Active: 2,
  Offered: 3,
  Assigned: 4,
  Ready: 5,
  AtGate: 6,
  Out: 7,
  Returned: 8,
  Suspended: 9,
  Cancelled: 10,
  Superseded: 11,
} as const;
export type State = keyof typeof STATE;

export const DAY = 86_400;
export const CONTAINER = ascii("CSQU3054383");
export const OTHER_CONTAINER = ascii("MSKU6011672");
export const DRIVER = commitment("driver");
export const PLATE = commitment("plate");
export const LIGHT = { commercial: 0, customs: 1, discharge: 2 } as const;

/** A title's number for each place that a test refers to it. */
export type Scene = { release: string; title: string };

/**
 * Puts a release where a test begins. The buyer's right (depth 4); the chain of every stage beyond Active is buyer → forwarder
 * (always) with the haulier assigned by the forwarder, so that holder, earlier holder and haulier are three.
 */
export async function stage(port: Port, state: State, inner: State = "Active", container = CONTAINER): Promise<Scene> {
  const { act, ids } = port;
  const until = (await port.now()) + 60 * DAY;
  const prepared = state === "Prepared";
  const title = await port.bill({ accomplish: !prepared });
  if (state === "None") return { release: id("no such release"), title };
  const terms = [title, container, ids.terminal, ids.buyer, ids.depot, 0, until, 4, ZERO];
  const { result } = await act("carrier", "release", prepared ? "prepare" : "issue", terms);
  const release = result as string;
  const deepest = prepared || state === "Suspended" ? inner : state;
  if (["Offered", "Assigned", "Ready", "AtGate", "Out", "Returned"].includes(deepest))
    await chain(port, release, deepest);
  if (["AtGate", "Out", "Returned"].includes(state)) {
    await greenLights(port, release);
    await act("terminal", "release", "arrive", [release, ids.haulier, DRIVER, PLATE, ZERO]);
  }
  if (["Out", "Returned"].includes(state)) await act("terminal", "release", "gateOut", [release, id("receipt"), ZERO]);
  if (state === "Returned") await act("depot", "release", "returnEmpty", [release, id("empty"), ZERO]);
  if (state === "Suspended") await act("carrier", "release", "suspend", [release, 1, ZERO]);
  if (state === "Cancelled") await act("carrier", "release", "cancel", [release, 1, ZERO]);
  if (state === "Superseded")
    await act("carrier", "release", "supersede", [release, OTHER_CONTAINER, ids.terminal, ZERO]);
  return { release, title };
}

async function chain(port: Port, release: string, deepest: State): Promise<void> {
  const { act, ids } = port;
  const deadline = (await port.now()) + DAY;
  await act("buyer", "release", "offer", [release, ids.forwarder, 0, 2, 0, deadline, ZERO]);
  await act("forwarder", "release", "accept", [release, ZERO]);
  if (deepest === "Offered") {
    await act("forwarder", "release", "offer", [release, ids.broker, 0, 1, 0, deadline, ZERO]);
    return;
  }
  await act("forwarder", "release", "assign", [release, ids.haulier, 0, ZERO]);
  if (deepest === "Assigned") return;
  const now = await port.now();
  await act("haulier", "release", "nominate", [release, DRIVER, PLATE, now, now + DAY, ZERO]);
}

/** Puts the three lights of a release to green. */
export async function greenLights(port: Port, release: string): Promise<void> {
  await port.act("carrier", "release", "setLight", [release, LIGHT.commercial, 1, 0, ZERO]);
  await port.act("customs", "release", "setLight", [release, LIGHT.customs, 1, 0, ZERO]);
  await port.act("terminal", "release", "setLight", [release, LIGHT.discharge, 1, 0, ZERO]);
}

export type View = {
  right: Record<
    "state" | "inner" | "holder" | "other" | "validUntil" | "remaining" | "links" | "lights" | "marks",
    bigint
  >;
  terms: { validUntil: bigint; depth: bigint };
  chain: { to: bigint }[];
  transport: { driver: string; arrivedAt: bigint };
  replaces: string;
  container: string;
  manual: boolean;
  state: string;
  trail: string;
};

export const view = (port: Port, release: string): Promise<View> => port.read<View>("release", "getRelease", release);

/** An act as the table of IReleaseRegistry has it: who performs it and with what. */
export type Attempt = { name: string; by: Party; args: (port: Port, scene: Scene) => Promise<unknown[]> | unknown[] };

const later = async (port: Port, days: number): Promise<number> => (await port.now()) + days * DAY;
const issuing = async (port: Port, { title }: Scene): Promise<unknown[]> => [
  ...[title, OTHER_CONTAINER, port.ids.terminal, port.ids.buyer, 0, 0, await later(port, 60), 4, ZERO],
];

/** Every act on an existing right, each by the party whose it is in the scenes above. */
export const ATTEMPTS: Record<string, Attempt> = {
  activate: { name: "activate", by: "carrier", args: (_, { release }) => [release, ZERO] },
  offer: {
    name: "offer",
    by: "buyer",
    args: async (port, { release }) => [release, port.ids.trader, 0, 1, 0, await later(port, 1), ZERO],
  },
  accept: { name: "accept", by: "broker", args: (_, { release }) => [release, ZERO] },
  declineOffer: { name: "decline", by: "broker", args: (_, { release }) => [release, ZERO] },
  declineTransport: { name: "decline", by: "haulier", args: (_, { release }) => [release, ZERO] },
  recallOwn: { name: "recall", by: "forwarder", args: (_, { release }) => [release, ZERO] },
  recallLink: { name: "recall", by: "buyer", args: (_, { release }) => [release, ZERO] },
  lapse: { name: "lapse", by: "shipper", args: (_, { release }) => [release] },
  assign: { name: "assign", by: "buyer", args: (port, { release }) => [release, port.ids.haulier, 1, ZERO] },
  nominate: {
    name: "nominate",
    by: "haulier",
    args: async (port, { release }) => [release, DRIVER, PLATE, await port.now(), await later(port, 1), ZERO],
  },
  arrive: {
    name: "arrive",
    by: "terminal",
    args: (port, { release }) => [release, port.ids.haulier, DRIVER, PLATE, ZERO],
  },
  turnAway: { name: "turnAway", by: "terminal", args: (_, { release }) => [release, 3, ZERO] },
  gateOut: { name: "gateOut", by: "terminal", args: (_, { release }) => [release, id("receipt"), ZERO] },
  gateOutManually: {
    name: "gateOutManually",
    by: "terminal",
    args: (_, { release }) => [release, 9, id("receipt"), ZERO],
  },
  returnEmpty: { name: "returnEmpty", by: "depot", args: (_, { release }) => [release, id("empty"), ZERO] },
  suspend: { name: "suspend", by: "carrier", args: (_, { release }) => [release, 1, ZERO] },
  resume: { name: "resume", by: "carrier", args: (_, { release }) => [release, ZERO] },
  cancel: { name: "cancel", by: "carrier", args: (_, { release }) => [release, 1, ZERO] },
  extend: { name: "extend", by: "carrier", args: async (port, { release }) => [release, await later(port, 90), ZERO] },
  supersede: {
    name: "supersede",
    by: "carrier",
    args: (port, { release }) => [release, ascii("TEXU3070079"), port.ids.quay, ZERO],
  },
  setLight: { name: "setLight", by: "customs", args: (_, { release }) => [release, LIGHT.customs, 2, 5, ZERO] },
};

/** The acts that begin a right, each in the state of the bill that permits it. */
export const issueArgs = issuing;

export const perform = async (
  port: Port,
  attempt: Attempt,
  scene: Scene,
  options: Options & { by?: Party } = {},
): Promise<Done> =>
  port.act(options.by ?? attempt.by, "release", attempt.name, await attempt.args(port, scene), options);

export { NEVER, ZERO };
