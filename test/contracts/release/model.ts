/**
 * The rules of releases once more, as plainly as they can be said: a right is a stack of who had it and on what terms; everything
 * else is computed from that. The contract is compared with it act by act.
 */

export type Link = { to: string; until: number; depth: number; always: boolean };
export type Right = {
  carrier: string;
  container: string;
  terminal: string;
  title: string;
  until: number;
  depth: number;
  /** Who had the right, the present holder last; the first link is the carrier's. */
  chain: Link[];
  offer: (Link & { deadline: number }) | null;
  haulier: string | null;
  transport: { slotFrom: number; slotUntil: number } | null;
  atGateSince: number | null;
  end: "out" | "returned" | "cancelled" | "superseded" | null;
  suspended: boolean;
  prepared: boolean;
  lights: Record<string, number>;
  /** Which customs office decided on the customs light. */
  customs: string | null;
};
export type Model = {
  now: number;
  rights: Right[];
  /** Bills that are accomplished; the others are live. */
  spent: Set<string>;
  /** Per container, each hold and who placed it. */
  holds: Map<string, Map<string, string>>;
};
export type Act = {
  name: string;
  by: string;
  right: number;
  to: string;
  until: number;
  depth: number;
  always: boolean;
  deadline: number;
  container: string;
  terminal: string;
  title: string;
  light: string;
  colour: number;
  hold: string;
};

const GATE_TIMEOUT = 6 * 3600;
const RECEIVERS = new Set(["buyer", "shipper", "trader", "forwarder", "broker", "haulier", "trucker", "agent"]);
const HAULIERS = new Set(["haulier", "trucker"]);
export const LIGHTS = ["commercial", "customs", "discharge"];
export const HOLDS = ["inspection", "quarantine", "maritime", "border", "court"];
const CUSTOMS = new Set(["customs", "office"]);
const AUTHORITIES: Record<string, Set<string>> = {
  inspection: CUSTOMS,
  quarantine: CUSTOMS,
  maritime: new Set(["maritime"]),
  border: new Set(["border"]),
  court: new Set(["court"]),
};

/** Where a right's chain stands. */
export function stage(right: Right): string {
  if (right.end !== null) return right.end;
  if (right.atGateSince !== null) return "atGate";
  if (right.transport !== null) return "ready";
  if (right.haulier !== null) return "assigned";
  return right.offer === null ? "active" : "offered";
}
/** Where a right stands. */
export function state(right: Right): string {
  if (right.end !== null) return right.end;
  return right.suspended ? "suspended" : right.prepared ? "prepared" : stage(right);
}
export const holder = (right: Right): string => right.chain.at(-1)!.to;
/** Last moment for the present holder: the least that anyone in the chain allowed. */
export const until = (right: Right): number => Math.min(right.until, ...right.chain.map((link) => link.until));

/** Why a container may not leave, apart from the vehicle. */
export function obstacles(model: Model, right: Right): string[] {
  const found: string[] = [];
  if (model.now > until(right)) found.push("expired");
  if (!model.spent.has(right.title)) found.push("bill");
  for (const light of LIGHTS) if (right.lights[light] !== 1) found.push(light);
  found.push(...(model.holds.get(right.container)?.keys() ?? []));
  return found;
}

/** Performs an act on the model, or says by which error the contract must refuse it. */
export function perform(model: Model, act: Act): string | null {
  if (act.name === "issue" || act.name === "prepare") return begin(model, act);
  if (act.name === "placeHold" || act.name === "liftHold") return hold(model, act);
  const right = model.rights[act.right];
  if (right === undefined) return "ReleaseUnknown";
  const standing = state(right);
  const chain = standing === "prepared" ? stage(right) : standing;
  const at = (...states: string[]): boolean => states.includes(chain);
  const isCarrier = act.by === right.carrier;
  const isHolder = act.by === holder(right);
  const isTerminal = act.by === right.terminal;
  const expired = model.now > until(right);
  const other = right.offer?.to ?? right.haulier;
  const before = ["prepared", "active", "offered", "assigned", "ready"];
  const strictly = (...states: string[]): boolean => states.includes(standing);
  const UNEXPECTED = "ReleaseUnexpectedState";
  const release = (): void => {
    right.offer = null;
    right.haulier = null;
    right.transport = null;
  };

  switch (act.name) {
    case "activate":
      if (!strictly("prepared")) return UNEXPECTED;
      if (!isCarrier) return "ActNotFor";
      if (!model.spent.has(right.title)) return "ReleaseTitleNotAccomplished";
      if (right.chain[0]!.to !== "buyer") return "ReleaseNotEntitled";
      right.prepared = false;
      return null;
    case "offer": {
      if (!at("active")) return UNEXPECTED;
      if (!isHolder) return "ReleaseNotParty";
      if (expired) return "ReleaseExpired";
      if (act.depth >= right.chain.at(-1)!.depth) return "ReleaseWidened";
      if (act.until > until(right)) return "ReleaseWidened";
      if (act.until !== 0 && act.until < model.now) return "ReleaseArgumentInvalid";
      if (act.deadline < model.now) return "ReleaseArgumentInvalid";
      if (right.chain.some((link) => link.to === act.to)) return "ReleaseInChainAlready";
      if (!RECEIVERS.has(act.to)) return "ReleaseRoleMissing";
      const limit = act.until === 0 ? Number.MAX_SAFE_INTEGER : act.until;
      right.offer = { to: act.to, until: limit, depth: act.depth, always: act.always, deadline: act.deadline };
      return null;
    }
    case "accept":
      if (!at("offered")) return UNEXPECTED;
      if (act.by !== other) return "ReleaseNotParty";
      if (model.now > right.offer!.deadline) return "ReleaseOfferExpired";
      if (expired) return "ReleaseExpired";
      right.chain.push(right.offer!);
      right.offer = null;
      return null;
    case "decline":
      if (!at("offered", "assigned", "ready")) return UNEXPECTED;
      if (act.by !== other) return "ReleaseNotParty";
      release();
      return null;
    case "recall": {
      if (!at("active", "offered", "assigned", "ready")) return UNEXPECTED;
      if (isHolder) {
        if (chain === "active") return UNEXPECTED;
        release();
        return null;
      }
      const position = right.chain.findIndex((link) => link.to === act.by);
      if (position < 0) return "ReleaseNotInChain";
      if (!right.chain[position + 1]!.always) return "ReleaseRecallBarred";
      release();
      right.chain = right.chain.slice(0, position + 1);
      return null;
    }
    case "lapse": {
      if (!at("offered", "atGate")) return UNEXPECTED;
      const deadline = chain === "atGate" ? right.atGateSince! + GATE_TIMEOUT : right.offer!.deadline;
      if (model.now <= deadline) return "ReleaseNotLapsed";
      if (chain === "atGate") right.atGateSince = null;
      else right.offer = null;
      return null;
    }
    case "assign":
      if (!at("active")) return UNEXPECTED;
      if (!isHolder) return "ReleaseNotParty";
      if (expired) return "ReleaseExpired";
      if (!HAULIERS.has(act.to)) return "ReleaseRoleMissing";
      right.haulier = act.to;
      return null;
    case "nominate":
      if (!at("assigned", "ready")) return UNEXPECTED;
      if (act.by !== other) return "ReleaseNotParty";
      if (expired) return "ReleaseExpired";
      if (act.deadline < model.now) return "ReleaseArgumentInvalid";
      right.transport = { slotFrom: 0, slotUntil: act.deadline };
      return null;
    case "arrive":
      if (!strictly("ready")) return UNEXPECTED;
      if (!isTerminal) return "ReleaseNotParty";
      if (act.to !== right.haulier || model.now > right.transport!.slotUntil) return "ReleaseRefused";
      if (obstacles(model, right).length > 0) return "ReleaseRefused";
      right.atGateSince = model.now;
      return null;
    case "turnAway":
      if (!strictly("atGate")) return UNEXPECTED;
      if (!isTerminal) return "ReleaseNotParty";
      right.atGateSince = null;
      return null;
    case "gateOut":
      if (!strictly("atGate")) return UNEXPECTED;
      if (!isTerminal) return "ReleaseNotParty";
      if (obstacles(model, right).length > 0) return "ReleaseRefused";
      right.end = "out";
      return null;
    case "returnEmpty":
      if (!strictly("out")) return UNEXPECTED;
      if (act.by !== "depot" && act.by !== "yard") return "ReleaseRoleMissing";
      right.end = "returned";
      return null;
    case "suspend":
      if (!strictly("active", "offered", "assigned", "ready")) return UNEXPECTED;
      if (!isCarrier) return "ActNotFor";
      right.suspended = true;
      return null;
    case "resume":
      if (!strictly("suspended")) return UNEXPECTED;
      if (!isCarrier) return "ActNotFor";
      right.suspended = false;
      return null;
    case "cancel":
      if (!strictly(...before, "suspended")) return UNEXPECTED;
      if (!isCarrier && act.by !== "court") return "ActNotFor";
      right.end = "cancelled";
      return null;
    case "extend":
      if (!strictly(...before, "suspended")) return UNEXPECTED;
      if (!isCarrier) return "ActNotFor";
      if (act.until <= right.until || act.until < model.now) return "ReleaseArgumentInvalid";
      right.until = act.until;
      return null;
    case "supersede": {
      if (!strictly(...before)) return UNEXPECTED;
      if (!isCarrier) return "ActNotFor";
      right.end = "superseded";
      const taken = model.rights.some((r) => live(r) && r.container === act.container && r.terminal === act.terminal);
      const refusal = taken ? "ReleaseAlreadyLive" : right.until < model.now ? "ReleaseArgumentInvalid" : null;
      if (refusal !== null) {
        right.end = null;
        return refusal;
      }
      const { carrier, title, until: last, depth, prepared } = right;
      model.rights.push(
        fresh({ carrier, title, until: last, depth, prepared, container: act.container, terminal: act.terminal }),
      );
      return null;
    }
    case "setLight": {
      if (!strictly(...before, "suspended", ...(act.light === "commercial" ? [] : ["atGate"]))) return UNEXPECTED;
      if (act.light === "customs") {
        if (!CUSTOMS.has(act.by)) return "ReleaseRoleMissing";
        if (right.customs !== null && right.customs !== act.by) return "ReleaseNotAuthority";
        right.customs = act.by;
      } else if (act.light === "commercial" && !isCarrier) return "ActNotFor";
      else if (act.light === "discharge" && !isTerminal) return "ReleaseNotParty";
      right.lights[act.light] = act.colour;
      return null;
    }
    default:
      throw new Error(act.name);
  }
}

export const live = (right: Right): boolean => right.end === null;

function begin(model: Model, act: Act): string | null {
  const isSpent = model.spent.has(act.title);
  if ((act.name === "issue") !== isSpent) return "ReleaseTitleNotAccomplished";
  if (act.by !== "carrier") return "ActNotFor";
  if (act.name === "issue" && act.to !== "buyer") return "ReleaseNotEntitled";
  if (model.rights.some((r) => live(r) && r.container === act.container && r.terminal === act.terminal))
    return "ReleaseAlreadyLive";
  if (act.until < model.now) return "ReleaseArgumentInvalid";
  if (!RECEIVERS.has(act.to)) return "ReleaseRoleMissing";
  const { container, terminal, title, depth, until: last } = act;
  const right = fresh({
    carrier: "carrier",
    container,
    terminal,
    title,
    depth,
    until: last,
    prepared: act.name === "prepare",
  });
  right.chain[0]!.to = act.to;
  model.rights.push(right);
  return null;
}

function fresh(
  terms: Pick<Right, "carrier" | "container" | "terminal" | "title" | "depth" | "until" | "prepared">,
): Right {
  return {
    ...terms,
    chain: [{ to: "buyer", until: Number.MAX_SAFE_INTEGER, depth: terms.depth, always: true }],
    ...{
      offer: null,
      haulier: null,
      transport: null,
      atGateSince: null,
      end: null,
      suspended: false,
      lights: {},
      customs: null,
    },
  };
}

function hold(model: Model, act: Act): string | null {
  const held = model.holds.get(act.container) ?? new Map<string, string>();
  model.holds.set(act.container, held);
  const placer = held.get(act.hold);
  if ((placer !== undefined) === (act.name === "placeHold")) return "ReleaseHoldUnchanged";
  if (!AUTHORITIES[act.hold]!.has(act.by)) return "ReleaseRoleMissing";
  if (placer === undefined) held.set(act.hold, act.by);
  else if (placer !== act.by) return "ReleaseNotAuthority";
  else held.delete(act.hold);
  return null;
}
