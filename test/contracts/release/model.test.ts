import { expect } from "chai";
import fc from "fast-check";
import { id } from "ethers";
import { NEVER, ZERO, ascii, createPort } from "./port.ts";
import type { Party, Port } from "./port.ts";
import { HOLDS, LIGHTS, holder, live, obstacles, perform, stage, state, until } from "./model.ts";
import type { Act, Model, Right } from "./model.ts";
import { DRIVER, PLATE } from "./scenes.ts";

/** How many sequences are tried, and from which seed: LADING_MODEL_RUNS, LADING_MODEL_SEED. */
const numRuns = Number(process.env.LADING_MODEL_RUNS ?? 60);
const seed = Number(process.env.LADING_MODEL_SEED ?? 20261124);

const CONTAINERS = ["CSQU3054383", "MSKU6011672"];
const STATES: Record<string, number> = {
  ...{
    prepared: 1,
    active: 2,
    offered: 3,
    assigned: 4,
    ready: 5,
    atGate: 6,
    out: 7,
    returned: 8,
    suspended: 9,
    cancelled: 10,
    superseded: 11,
  },
};
const NEXT: Record<string, string[]> = {
  none: ["issue", "issue", "prepare"],
  prepared: ["activate", "activate", "offer", "accept", "assign", "nominate", "supersede"],
  active: ["offer", "offer", "assign", "assign", "setLight", "recall", "suspend", "placeHold", "liftHold"],
  offered: ["accept", "accept", "accept", "decline", "recall", "lapse", "suspend"],
  assigned: ["nominate", "nominate", "nominate", "decline", "recall", "setLight"],
  ready: ["setLight", "setLight", "setLight", "arrive", "arrive", "arrive", "recall", "nominate"],
  atGate: ["gateOut", "gateOut", "turnAway", "turnAway", "lapse", "placeHold", "liftHold", "setLight"],
  out: ["returnEmpty", "issue"],
  suspended: ["resume", "resume", "cancel", "extend"],
};
const ACTS = [...new Set(Object.values(NEXT).flat()), "cancel", "extend", "liftHold", "suspend"];
const PEOPLE: Party[] = [
  "carrier",
  "liner",
  "buyer",
  "forwarder",
  "broker",
  "trader",
  "haulier",
  "trucker",
  "terminal",
  "quay",
  "depot",
  "customs",
  "office",
  "maritime",
  "border",
  "court",
];

const step = fc.record({
  any: fc.constantFrom(...ACTS),
  pick: fc.nat(99),
  fit: fc.nat(9),
  by: fc.constantFrom(...PEOPLE),
  to: fc.constantFrom<Party>("forwarder", "broker", "trader", "haulier", "trucker", "buyer", "terminal"),
  right: fc.nat(5),
  ahead: fc.constantFrom(0, 500, 5_000, 50_000, 500_000),
  depth: fc.nat(4),
  always: fc.boolean(),
  deadline: fc.constantFrom(-10, 1_000, 1_000, 100_000),
  container: fc.constantFrom(...CONTAINERS),
  terminal: fc.constantFrom<Party>("terminal", "terminal", "quay"),
  title: fc.constantFrom("spent", "spent", "live"),
  light: fc.constantFrom(...LIGHTS),
  colour: fc.constantFrom(1, 1, 1, 1, 2, 0),
  hold: fc.constantFrom(...HOLDS),
  jump: fc.constantFrom(1, 1, 1, 1, 20, 1_500, 25_000),
  signed: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Most times an act that belongs to where the right stands, by the one whose it is, so that sequences get somewhere; else any. */
function choose(model: Model, s: Step): Act {
  const index = model.rights.length === 0 ? 0 : s.right % model.rights.length;
  const right = model.rights[index];
  const list = right === undefined ? NEXT.none! : (NEXT[state(right)] ?? NEXT.none!);
  const missing = right === undefined ? undefined : LIGHTS.find((light) => right.lights[light] !== 1);
  // A gate opens only when nothing at all is in its way; left to chance, hardly a sequence would see a container leave.
  const towardsGate = missing !== undefined ? "setLight" : isHeld(model, right) ? "liftHold" : "arrive";
  const onward: Record<string, string> = { offered: "accept", assigned: "nominate", ready: towardsGate };
  const usual = (s.fit < 5 && right !== undefined ? onward[state(right)] : undefined) ?? list[s.pick % list.length]!;
  const name = s.pick < 75 ? usual : s.any;
  const light = s.fit < 6 && missing !== undefined ? missing : s.light;
  const act: Act = {
    ...{
      name,
      by: s.by,
      right: index,
      to: s.to,
      depth: s.depth,
      always: s.always,
      title: s.title,
      light,
      colour: s.colour,
      hold: s.hold,
    },
    ...{ container: s.container, terminal: s.terminal },
    until: s.ahead === 0 ? 0 : model.now + s.ahead,
    deadline: model.now + s.deadline,
  };
  if (s.fit < 8) fitting(model, act, right, s);
  return act;
}
function isHeld(model: Model, right: Right | undefined): boolean {
  return right !== undefined && (model.holds.get(right.container)?.size ?? 0) > 0;
}

function fitting(model: Model, act: Act, right: Right | undefined, s: Step): void {
  if (act.name === "issue" || act.name === "prepare") {
    Object.assign(act, { by: "carrier", to: "buyer", until: model.now + 50_000 + s.ahead });
    act.title = act.name === "issue" ? "spent" : "live";
    if (!model.spent.has("live") || act.name === "issue") return;
    act.name = "issue";
    return;
  }
  if (act.name.endsWith("Hold")) {
    const here = right !== undefined && isHeld(model, right) ? right.container : undefined;
    const [container, held] = [...model.holds].find(([at, holds]) => holds.size > 0 && (here ?? at) === at) ?? [];
    if (act.name === "liftHold" && held !== undefined) {
      const [hold, by] = [...held][0]!;
      Object.assign(act, { container, hold, by });
      return;
    }
    act.by = { inspection: "customs", quarantine: "customs", maritime: "maritime", border: "border", court: "court" }[
      act.hold
    ]!;
    return;
  }
  if (right === undefined) return;
  const other = right.offer?.to ?? right.haulier ?? holder(right);
  const by: Record<string, string> = {
    ...{ offer: holder(right), assign: holder(right), accept: other, decline: other, nominate: other },
    ...{ arrive: right.terminal, turnAway: right.terminal, gateOut: right.terminal, returnEmpty: "depot" },
    ...{ setLight: { commercial: right.carrier, customs: "customs", discharge: right.terminal }[act.light]! },
    recall: right.chain[s.pick % right.chain.length]!.to,
  };
  act.by = by[act.name] ?? right.carrier;
  if (act.name === "assign") act.to = s.always ? "haulier" : "trucker";
  if (act.name === "arrive") act.to = right.haulier ?? "haulier";
  if (act.name === "offer" && s.fit < 6)
    Object.assign(act, { depth: Math.max(0, right.chain.at(-1)!.depth - 1), until: 0 });
  if (act.name === "offer") act.deadline = model.now + Math.abs(s.deadline);
  if (act.name === "nominate") act.deadline = model.now + 100_000;
  if (act.name === "setLight") act.colour = 1;
  if (act.name === "extend") act.until = right.until + s.ahead;
}

describe("releases against a plain model of their rules", function () {
  this.timeout(3_600_000);
  let port: Port;
  let titles: Record<string, string>;
  let clean: string;
  const counts: Record<string, { done: number; refused: number }> = {};

  before(async () => {
    port = await createPort();
    titles = { spent: await port.bill(), live: await port.bill({ accomplish: false }) };
    clean = await port.snapshot();
  });
  after(() => {
    const unseen = ACTS.filter((name) => (counts[name]?.done ?? 0) === 0);
    if (numRuns >= 60) expect(unseen, "acts that never took effect").to.deep.equal([]);
  });

  function call(act: Act, releases: string[]): unknown[] {
    const { ids } = port;
    const release = releases[act.right] ?? id("no release");
    const member = (name: string): number => ids[name as Party];
    const container = ascii(act.container);
    const until = act.until;
    switch (act.name) {
      case "issue":
      case "prepare":
        return [titles[act.title], container, member(act.terminal), member(act.to), 0, 0, until, act.depth, ZERO];
      case "offer":
        return [release, member(act.to), until, act.depth, act.always ? 0 : 1, act.deadline, ZERO];
      case "assign":
        return [release, member(act.to), 0, ZERO];
      case "nominate":
        return [release, DRIVER, PLATE, 0, act.deadline, ZERO];
      case "arrive":
        return [release, member(act.to), DRIVER, PLATE, ZERO];
      case "turnAway":
      case "suspend":
        return [release, 1, ZERO];
      case "cancel":
        return [release, 1, id("order")];
      case "gateOut":
      case "returnEmpty":
        return [release, id("receipt"), ZERO];
      case "extend":
        return [release, until, ZERO];
      case "supersede":
        return [release, container, member(act.terminal), ZERO];
      case "setLight":
        return [release, LIGHTS.indexOf(act.light), act.colour, 1, ZERO];
      case "placeHold":
      case "liftHold":
        return [container, HOLDS.indexOf(act.hold), 1, ZERO];
      case "lapse":
        return [release];
      default:
        return [release, ZERO];
    }
  }

  async function compare(right: Right, release: string, model: Model): Promise<void> {
    type Seen = { right: Record<string, bigint>; chain: unknown[] };
    const seen = await port.read<Seen>("release", "getRelease", release);
    const ids = port.ids as Record<string, number>;
    const inert = right.end === null && (right.suspended || right.prepared);
    const expected = {
      state: STATES[state(right)],
      inner: inert ? STATES[stage(right)] : 0,
      holder: ids[holder(right)],
      other: ids[(right.offer?.to ?? right.haulier) as string] ?? 0,
      validUntil: Math.min(until(right), NEVER),
      remaining: right.chain.at(-1)!.depth,
      links: right.chain.length - 1,
      lights: LIGHTS.reduce((bits, light, i) => bits | ((right.lights[light] ?? 0) << (2 * i)), 0),
    };
    const actual = Object.fromEntries(Object.keys(expected).map((name) => [name, Number(seen.right[name])]));
    expect(actual).to.deep.equal(expected);
    const verdict = await port.read<bigint>(
      "release",
      "gateVerdict",
      release,
      ids[right.terminal],
      ids[right.haulier ?? ""] ?? 0,
      DRIVER,
      PLATE,
      model.now,
    );
    const go = state(right) === "atGate" || (state(right) === "ready" && model.now <= right.transport!.slotUntil);
    expect(verdict === 0n).to.equal(go && obstacles(model, right).length === 0);
  }

  it(`agrees on every act of random sequences (${numRuns} from seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 60 }), async (steps) => {
        await port.restore(clean);
        clean = await port.snapshot();
        const model: Model = { now: await port.now(), rights: [], spent: new Set(["spent"]), holds: new Map() };
        const releases: string[] = [];
        for (const [index, s] of steps.entries()) {
          if (index === 20) {
            await port.spend(titles.live!);
            model.spent.add("live");
            model.now = await port.now();
          }
          model.now += s.jump;
          const act = choose(model, s);
          const args = call(act, releases);
          const count = (counts[act.name] ??= { done: 0, refused: 0 });
          const rightsBefore = model.rights.length;
          const expected = perform(model, act);
          await port.networkHelpers.time.setNextBlockTimestamp(model.now);
          if (expected === null) {
            const done = await port.act(act.by as Party, "release", act.name, args, { signed: s.signed });
            expect(done.timestamp).to.equal(model.now);
            if (model.rights.length > rightsBefore) releases.push(done.result as string);
            ++count.done;
            for (const [i, right] of model.rights.entries()) {
              if (i === act.right || i >= rightsBefore) await compare(right, releases[i]!, model);
            }
            const container = model.rights.filter(live).map((right) => `${right.container} ${right.terminal}`);
            expect(new Set(container).size).to.equal(container.length);
          } else {
            const refusal = await port.refusal(act.by as Party, "release", act.name, args, { signed: s.signed });
            expect(refusal?.name, `${act.name} by ${act.by}`).to.equal(expected);
            ++count.refused;
          }
        }
      }),
      { numRuns, seed, endOnFailure: process.env.LADING_MODEL_SHRINK !== "1" },
    );
  });
});
