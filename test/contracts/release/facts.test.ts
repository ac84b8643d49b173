import { expect } from "chai";
import { AbiCoder, encodeBytes32String, id, keccak256, toBeHex } from "ethers";
import { NEVER, ascii, createPort, encode, key } from "./port.ts";
import type { Done, Options, Party, Port } from "./port.ts";
import {
  ATTEMPTS,
  CONTAINER,
  DAY,
  DRIVER,
  LIGHT,
  OTHER_CONTAINER,
  PLATE,
  STATE,
  ZERO,
  greenLights,
  stage,
} from "./scenes.ts";
import type { Scene, State } from "./scenes.ts";

const CASE = id("an instrument");
/** The acts' numbers in the trails, in the order of IReleaseFacts.Act. */
const ACT = [
  ...["none", "issue", "prepare", "activate", "offer", "accept", "decline", "recall", "lapse", "assign", "nominate"],
  ...["arrive", "turnAway", "gateOut", "proposeManualGateOut", "gateOutManually", "returnEmpty", "suspend", "resume"],
  ...["cancel", "extend", "supersede", "setLight", "placeHold", "liftHold"],
];
/** Who may hold a right: traders, banks, forwarders, hauliers and carriers' agents. */
const RECEIVERS = (1 << 2) | (1 << 3) | (1 << 5) | (1 << 6) | (1 << 1);
const [TRADER, CARRIER, HAULIER, TERMINAL, DEPOT, CUSTOMS, COURT] = [4, 1, 64, 128, 256, 512, 1 << 14] as const;
const bit = (...states: State[]): number => states.reduce((sum, state) => sum | (1 << STATE[state]), 0);

/** From a place, an act: from whom to whom it tells it went (nobody where it tells of none), then holder and other. */
type Row = [place: State | [State, State], act: string, by: Party, from: Party, to: Party | null, after: string];
const rows: Row[] = [
  ["Active", "offer", "buyer", "buyer", "trader", "buyer trader"],
  ["Active", "assign", "buyer", "buyer", "haulier", "buyer haulier"],
  ["Offered", "accept", "broker", "forwarder", "broker", "broker -"],
  ["Offered", "declineOffer", "broker", "broker", "forwarder", "forwarder -"],
  ["Assigned", "declineTransport", "haulier", "haulier", "forwarder", "forwarder -"],
  ["Ready", "declineTransport", "haulier", "haulier", "forwarder", "forwarder -"],
  ["Offered", "lapse", "shipper", "broker", "forwarder", "forwarder -"],
  ["AtGate", "lapse", "shipper", "terminal", "haulier", "forwarder haulier"],
  ["Offered", "recallOwn", "forwarder", "broker", "forwarder", "forwarder -"],
  ["Ready", "recallOwn", "forwarder", "haulier", "forwarder", "forwarder -"],
  ["Offered", "recallLink", "buyer", "forwarder", "buyer", "buyer -"],
  ["Ready", "recallLink", "buyer", "forwarder", "buyer", "buyer -"],
  ["Assigned", "nominate", "haulier", "haulier", null, "forwarder haulier"],
  ["Ready", "arrive", "terminal", "terminal", "haulier", "forwarder haulier"],
  ["AtGate", "turnAway", "terminal", "terminal", "haulier", "forwarder haulier"],
  ["AtGate", "gateOut", "terminal", "terminal", "haulier", "forwarder haulier"],
  ["Active", "gateOutManually", "terminal", "terminal", "buyer", "buyer -"],
  ["Offered", "gateOutManually", "terminal", "terminal", "forwarder", "forwarder broker"],
  ["AtGate", "gateOutManually", "terminal", "terminal", "haulier", "forwarder haulier"],
  ["Out", "returnEmpty", "depot", "haulier", "depot", "forwarder haulier"],
  ["Assigned", "suspend", "carrier", "carrier", null, "forwarder haulier"],
  [["Suspended", "Ready"], "resume", "carrier", "carrier", null, "forwarder haulier"],
  [["Suspended", "Assigned"], "cancel", "carrier", "carrier", null, "forwarder haulier"],
  [["Prepared", "Ready"], "activate", "carrier", "carrier", null, "forwarder haulier"],
  ["Offered", "extend", "carrier", "carrier", null, "forwarder broker"],
  ["Ready", "cancel", "carrier", "carrier", null, "forwarder haulier"],
  ["Ready", "supersede", "carrier", "carrier", null, "forwarder haulier"],
  ["Ready", "setLight", "customs", "customs", null, "forwarder haulier"],
];

type Facts = {
  right: bigint[];
  terms: bigint[];
  basisKind: bigint;
  basis: string;
  container: string;
  replaces: string;
  chain: bigint[][];
  transport: unknown[];
  manual: boolean;
  state: string;
  trail: string;
};

/** What is on record of every act beside its state, and what each refusal tells. */
describe("the facts of releases", function () {
  this.timeout(120_000);
  let port: Port;
  let ids: Port["ids"];
  let clean: string;
  let act: (by: Party, name: string, args: readonly unknown[], options?: Options) => Promise<Done>;
  before(async () => {
    port = await createPort();
    ({ ids } = port);
    act = (by, name, args, options) => port.act(by, "release", name, args, options);
  });
  beforeEach(async () => {
    clean = await port.snapshot();
  });
  afterEach(async () => port.restore(clean));

  const at = (moment: number): Promise<void> => port.networkHelpers.time.setNextBlockTimestamp(moment);
  const facts = (release: string): Promise<Facts> => port.read<Facts>("release", "getRelease", release);
  const text = (values: readonly unknown[]): string[] => values.map(String);
  const told = ({ logs }: Done): string[][] =>
    logs.filter(({ name }) => name !== "ActSigned").map(({ name, args }) => [name, ...text(Object.values(args))]);
  const refusal = async (by: Party, name: string, args: readonly unknown[], options?: Options): Promise<string[]> => {
    const refused = await port.refusal(by, "release", name, args, options);
    return [refused?.name ?? "passes", ...text(refused?.args ?? [])];
  };
  const next = (
    ...[trail, number, from, to, state, moment, instrument = CASE]: [
      ...[trail: string, number: number, from: number, to: number, state: string, moment: number, instrument?: string],
    ]
  ): string =>
    keccak256(
      AbiCoder.defaultAbiCoder().encode(
        ["bytes32", "uint8", "uint32", "uint32", "bytes32", "bytes32", "uint256"],
        [trail, number, from, to, state, instrument, moment],
      ),
    );
  /** A right's word, as the compiler packs it. */
  const word = (right: readonly bigint[]): string => {
    const widths = [8, 8, 32, 32, 32, 32, 40, 40, 8, 8, 8, 8];
    let shift = 0n;
    let sum = 0n;
    for (const [i, width] of widths.entries()) {
      sum |= BigInt(right[i]!) << shift;
      shift += BigInt(width);
    }
    return toBeHex(sum, 32);
  };

  describe("an act tells from whom to whom, leaves the parties so, and goes into the trail", () => {
    for (const [place, name, by, from, to, after] of rows) {
      const [state, inner] = typeof place === "string" ? [place, undefined] : place;
      it(`${state}${inner === undefined ? "" : ` (${inner})`}: ${name} by ${by}`, async () => {
        const scene: Scene = await stage(port, state, inner);
        const { release } = scene;
        if (name === "arrive" || (name === "gateOutManually" && state !== "AtGate")) await greenLights(port, release);
        if (name === "activate") await port.spend(scene.title);
        if (name === "lapse") await port.warp(2 * DAY);
        const attempt = ATTEMPTS[name]!;
        const args = [...(await attempt.args(port, scene))];
        if (name !== "lapse") args[args.length - 1] = CASE;
        const before = await facts(release);
        const done = await act(by, attempt.name, args);
        const { right, state: stateWord, trail } = await facts(release);
        const event = done.logs.find(({ args: facts_ }) => facts_.release === release)!;
        const beside: Record<string, unknown[]> = {
          offer: args.slice(2, 6),
          assign: [1],
          nominate: args.slice(1, 5),
          turnAway: [3],
          gateOut: [id("receipt")],
          gateOutManually: [port.wallets.terminal.address, 9, id("receipt")],
          returnEmpty: [id("empty")],
          suspend: [1],
          cancel: [1],
          extend: [args[1]],
          supersede: [done.result],
          setLight: [LIGHT.customs, 2, 5],
        };
        const instrument = name === "lapse" ? ZERO : CASE;
        expect(text(Object.values(event.args))).to.deep.equal(
          text([
            ...[release, ids[from], ...(to === null ? [] : [ids[to]])],
            ...[...(beside[name] ?? []), stateWord, instrument],
          ]),
        );
        const party = (number: bigint): string =>
          number === 0n ? "-" : Object.entries(ids).find(([, other]) => BigInt(other) === number)![0];
        expect(`${party(right[4]!)} ${party(right[5]!)}`).to.equal(after);
        expect(stateWord).to.equal(word([...right].map(BigInt)));
        const states: Record<string, State> = { activate: "Ready", resume: "Ready", cancel: "Cancelled" };
        const stands = states[name] ?? (name === "lapse" && state === "AtGate" ? "Ready" : undefined);
        if (stands !== undefined) expect(Number(right[0])).to.equal(STATE[stands]);
        // Only beneath what is prepared or suspended does something else stand.
        if (![STATE.Prepared, STATE.Suspended].some((one) => one === Number(right[0]))) expect(right[1]).to.equal(0n);
        const number = ACT.indexOf(name === "gateOutManually" ? "proposeManualGateOut" : attempt.name);
        const holder = Number(right[4]);
        expect(trail).to.equal(
          next(before.trail, number, ids[from], to === null ? holder : ids[to], stateWord, done.timestamp, instrument),
        );
      });
    }
  });

  it("each way to issue keeps its own basis and terms, and tells them", async () => {
    const until = (await port.now()) + 50 * DAY;
    const spent = await port.bill();
    const live = await port.bill({ accomplish: false });
    const delivered = await port.bill({ accomplish: false });
    await port.act("carrier", "title", "recordDelivery", [delivered, id("letter of indemnity")]);
    const waybill = ascii("WAYBILL1");
    const from = (await port.now()) + 1000;
    const terms = (container: string): unknown[] => [
      ...[ascii(container), ids.terminal, ids.buyer, ids.depot, from + 5, until, 3, CASE],
    ];
    let moment = from;
    for (const [name, basis, container, kind, leading] of [
      ["issue", spent, "CSQU3054383", 0, []],
      ["prepare", live, "MSKU6011672", 0, []],
      ["issueWithoutPresentation", delivered, "TEXU3070079", 2, []],
      ["issueFromWaybill", waybill, "HLXU2008419", 1, [ids.carrier]],
    ] as const) {
      const prepared = name === "prepare";
      const release = encode(["bytes32", "bytes32", "uint32", "uint32"], [basis, ascii(container), ids.terminal, 0]);
      const right = [
        ...[prepared ? STATE.Prepared : STATE.Active, prepared ? STATE.Active : 0],
        ...[ids.carrier, ids.terminal, ids.buyer, 0, from + 5, until, 3, 0, 0, kind],
      ];
      const state = word(right.map(BigInt));
      await at(++moment);
      const done = await act("carrier", name, [...leading, basis, ...terms(container)]);
      expect(done.result).to.equal(release);
      expect(told(done)).to.deep.equal([
        text([
          ...[prepared ? "ReleasePrepared" : "ReleaseIssued", release, ids.carrier, ids.buyer, basis],
          ...[ascii(container), ids.depot, 0, ZERO, state, CASE],
        ]),
      ]);
      const seen = await facts(release);
      expect(text([...seen.right])).to.deep.equal(text(right));
      expect(text([...seen.terms])).to.deep.equal(text([ids.buyer, ids.depot, until, 3, 0]));
      expect([seen.basisKind, seen.basis, seen.container, seen.replaces, [...seen.chain], seen.manual]).to.deep.equal([
        ...[BigInt(kind), basis, ascii(container), ZERO, [], false],
      ]);
      expect(seen.trail).to.equal(next(ZERO, prepared ? 2 : 1, ids.carrier, ids.buyer, state, moment));
      expect(await port.read("release", "liveRelease", ascii(container), ids.terminal)).to.equal(release);
      expect(await port.read("release", "nextRelease", basis, ascii(container), ids.terminal)).to.equal(
        encode(["bytes32", "bytes32", "uint32", "uint32"], [basis, ascii(container), ids.terminal, 1]),
      );
      // What replaces it has all of it but the container, the terminal and the past.
      const other = ascii("BICU1234565");
      const replacement = encode(["bytes32", "bytes32", "uint32", "uint32"], [basis, other, ids.quay, 0]);
      const taken = await port.snapshot();
      const ended = word([STATE.Superseded, 0, ...right.slice(2)].map(BigInt));
      const again = [...right.slice(0, 3), ids.quay, ...right.slice(4)];
      expect(told(await act("carrier", "supersede", [release, other, ids.quay, CASE]))).to.deep.equal([
        text(["ReleaseSuperseded", release, ids.carrier, replacement, ended, CASE]),
        text([
          ...[prepared ? "ReleasePrepared" : "ReleaseIssued", replacement, ids.carrier, ids.buyer, basis],
          ...[other, ids.depot, 0, release, word(again.map(BigInt)), CASE],
        ]),
      ]);
      const anew = await facts(replacement);
      expect(text([...anew.right])).to.deep.equal(text(again));
      expect(text([...anew.terms])).to.deep.equal(text([ids.buyer, ids.depot, until, 3, 0]));
      expect([anew.basisKind, anew.basis, anew.container, anew.replaces]).to.deep.equal([
        ...[BigInt(kind), basis, other, release],
      ]);
      expect(await port.read("release", "liveRelease", ascii(container), ids.terminal)).to.equal(ZERO);
      await port.restore(taken);
    }
    expect(await refusal("carrier", "issue", [spent, ...terms("CSQU3054383")])).to.deep.equal(
      text([
        ...["ReleaseAlreadyLive", CONTAINER, ids.terminal],
        encode(["bytes32", "bytes32", "uint32", "uint32"], [spent, CONTAINER, ids.terminal, 0]),
      ]),
    );
  });

  it("a chain keeps what each link was given, narrows with it, and widens again when it is taken back", async () => {
    const { release } = await stage(port, "Active");
    const now = await port.now();
    const [short, shorter, deadline] = [now + 30 * DAY, now + 20 * DAY, now + DAY];
    const chain = async (): Promise<string[][]> => (await facts(release)).chain.map((link) => text([...link]));
    const right = async (): Promise<number[]> => {
      const { right: r, terms } = await facts(release);
      return [
        Number(r[4]),
        Number(r[7]) - (Number(terms[2]) === Number(r[7]) ? Number(r[7]) : 0),
        Number(r[8]),
        Number(r[9]),
      ];
    };
    await act("buyer", "offer", [release, ids.forwarder, short, 3, 0, deadline, ZERO]);
    expect(await chain()).to.deep.equal([text([ids.forwarder, short, deadline, 3, 0])]);
    expect(await right()).to.deep.equal([ids.buyer, 0, 4, 0]);
    await act("forwarder", "accept", [release, ZERO]);
    expect(await right()).to.deep.equal([ids.forwarder, short, 3, 1]);
    await act("forwarder", "offer", [release, ids.broker, shorter, 2, 1, deadline, ZERO]);
    await act("broker", "accept", [release, ZERO]);
    expect(await chain()).to.deep.equal([
      text([ids.forwarder, short, deadline, 3, 0]),
      text([ids.broker, shorter, deadline, 2, 1]),
    ]);
    expect(await right()).to.deep.equal([ids.broker, shorter, 2, 2]);
    expect(await refusal("forwarder", "recall", [release, ZERO])).to.deep.equal(
      text(["ReleaseRecallBarred", release, ids.forwarder, ids.broker]),
    );
    await act("broker", "assign", [release, ids.haulier, 2, ZERO]);
    const marks = async (): Promise<number> => Number((await facts(release)).right[11]);
    expect(await marks()).to.equal(2 << 2);
    await act("haulier", "nominate", [release, DRIVER, PLATE, now, deadline, ZERO]);
    expect(text([...(await facts(release)).transport])).to.deep.equal(text([DRIVER, PLATE, now, deadline, 0]));
    await act("buyer", "recall", [release, ZERO]);
    expect(await right()).to.deep.equal([ids.buyer, 0, 4, 0]);
    expect(await chain()).to.deep.equal([]);
    expect(await marks()).to.equal(0);
    expect(text([...(await facts(release)).transport])).to.deep.equal(text([ZERO, ZERO, 0, 0, 0]));
    // An offer that runs to the very end of the right needs no date of its own.
    await act("buyer", "offer", [release, ids.forwarder, 0, 3, 0, deadline, ZERO]);
    await act("forwarder", "accept", [release, ZERO]);
    expect(await right()).to.deep.equal([ids.forwarder, 0, 3, 1]);
    await act("carrier", "extend", [release, now + 90 * DAY, ZERO]);
    const extended = await facts(release);
    expect([extended.right[7], extended.terms[2]]).to.deep.equal([BigInt(now + 90 * DAY), BigInt(now + 90 * DAY)]);
  });

  it("the gate keeps when a truck came, and forgets it when it was sent away", async () => {
    const { release } = await stage(port, "Ready");
    await greenLights(port, release);
    const moment = (await port.now()) + 100;
    await at(moment);
    await act("terminal", "arrive", [release, ids.haulier, DRIVER, PLATE, ZERO]);
    expect(Number((await facts(release)).transport[4])).to.equal(moment);
    const timeout = moment + DAY / 4;
    await at(timeout);
    expect(await refusal("shipper", "lapse", [release])).to.deep.equal(
      text(["ReleaseNotLapsed", release, timeout, timeout]),
    );
    await at(timeout + 1);
    expect(await refusal("shipper", "lapse", [release])).to.deep.equal(["passes"]);
    await act("terminal", "turnAway", [release, 3, ZERO]);
    expect(Number((await facts(release)).right[0])).to.equal(STATE.Ready);
  });

  it("a manual gate-out tells both officers, alone or together, and marks the right for ever", async () => {
    const second = await port.appoint("terminal", "second terminal officer");
    const { release } = await stage(port, "Assigned");
    await greenLights(port, release);
    const [first, receipt] = [port.wallets.terminal.address, id("receipt")];
    const taken = await port.snapshot();
    const args = [release, 4, receipt, CASE];
    await act("terminal", "gateOutManually", args);
    const { trail } = await facts(release);
    const out = await act("terminal", "gateOutManually", args, { officer: second });
    const after = await facts(release);
    const event = (state: string): string[] =>
      text([
        ...["ContainerGatedOutManually", release, ids.terminal, ids.haulier, first, second.address],
        ...[4, receipt, state, CASE],
      ]);
    expect(told(out)).to.deep.equal([event(after.state)]);
    expect(after.trail).to.equal(next(trail, 15, ids.terminal, ids.haulier, after.state, out.timestamp));
    expect([after.manual, Number(after.right[0]), Number(after.right[11])]).to.deep.equal([true, STATE.Out, 1 << 4]);
    expect(await port.read("release", "liveRelease", CONTAINER, ids.terminal)).to.equal(ZERO);
    await port.restore(taken);
    // Together: who countersigns stands as the first.
    const together = await act("terminal", "gateOutManually", args, {
      officer: second,
      countersigners: [port.wallets.terminal],
    });
    expect(told(together)).to.deep.equal([event((await facts(release)).state)]);
    expect(together.result).to.equal(true);
  });

  it("a first key counts to its officer's last moment, and no more after the member's recovery", async () => {
    const { release } = await stage(port, "Assigned");
    await greenLights(port, release);
    const [first, heir] = [key("an officer with a date"), key("the terminal's heir")];
    const last = (await port.now()) + 30 * DAY;
    await port.act("terminal", "members", "appoint", [first.address, 511, last]);
    const args = [release, 4, id("receipt"), CASE];
    expect((await act("terminal", "gateOutManually", args, { officer: first, signed: true })).result).to.equal(false);
    const proposed = await port.snapshot();
    for (const [moment, out] of [
      [last, true],
      [last + 1, false],
    ] as const) {
      const taken = await port.snapshot();
      await at(moment);
      expect((await port.act("terminal", "release", "gateOutManually", args)).result).to.equal(out);
      await port.restore(taken);
    }
    await port.restore(proposed);
    // A governor recovers the terminal; who proposed before is nobody there any more.
    await port.act("port", "members", "approveRecovery", [ids.terminal, heir.address]);
    await port.warp(8 * DAY);
    await port.act("shipper", "members", "executeRecovery", [ids.terminal]);
    expect((await act("terminal", "gateOutManually", args, { officer: heir, signed: true })).result).to.equal(false);
  });

  it("the verdict on every state, with the one named who is asked about", async () => {
    const [notReady, suspended, ended, gone] = [1 << 1, 1 << 2, 1 << 3, 1 << 4];
    const [wrongHaulier, wrongDriver, wrongPlate, outsideSlot, live] = [1 << 8, 1 << 11, 1 << 12, 1 << 13, 1 << 15];
    const lights = 7 << 16;
    const nobody = wrongHaulier | wrongDriver | wrongPlate | outsideSlot;
    for (const [place, haulier, reasons] of [
      [["Prepared", "Active"], "haulier", notReady | nobody | lights | live],
      [["Prepared", "Offered"], "broker", notReady | nobody | lights | live],
      [["Prepared", "Ready"], "haulier", notReady | lights | live],
      [["Active"], "haulier", notReady | nobody | lights],
      [["Offered"], "broker", notReady | nobody | lights],
      [["Assigned"], "haulier", notReady | wrongDriver | wrongPlate | outsideSlot | lights],
      [["Ready"], "haulier", lights],
      [["AtGate"], "haulier", 0],
      [["Out"], "haulier", gone],
      [["Returned"], "haulier", gone],
      [["Suspended", "Offered"], "broker", suspended | nobody | lights],
      [["Suspended", "Ready"], "haulier", suspended | lights],
      [["Cancelled"], "haulier", ended | nobody | lights],
      [["Superseded"], "haulier", ended | nobody | lights],
    ] as [[State, State?], Party, number][]) {
      const taken = await port.snapshot();
      const { release } = await stage(port, ...place);
      const verdict = await port.read<bigint>(
        ...(["release", "gateVerdict", release, ids.terminal, ids[haulier], DRIVER, PLATE, 0] as const),
      );
      expect(Number(verdict), place.join(" ")).to.equal(reasons);
      await port.restore(taken);
    }
    // Where nobody is assigned, nobody's truck with no driver and no plate is none either.
    const { release } = await stage(port, "Active");
    const anonymous = await port.read<bigint>("release", "gateVerdict", release, ids.terminal, 0, ZERO, ZERO, 0);
    expect(Number(anonymous)).to.equal(notReady | nobody | lights);
    // Who is at the gate has kept the slot.
    const { release: called } = await stage(port, "AtGate", "Active", OTHER_CONTAINER);
    const late = (await port.now()) + 2 * DAY;
    const kept = await port.read<bigint>(
      ...(["release", "gateVerdict", called, ids.terminal, ids.haulier, DRIVER, PLATE, late] as const),
    );
    expect(Number(kept)).to.equal(0);
  });

  it("a release without presentation asks after no bill, whatever number one bears", async () => {
    const title = await port.bill({ accomplish: false });
    await port.act("carrier", "title", "recordDelivery", [title, id("letter of indemnity")]);
    const until = (await port.now()) + DAY;
    const { result } = await act("carrier", "issueWithoutPresentation", [
      ...[title, CONTAINER, ids.terminal, ids.buyer, 0, 0, until, 4, CASE],
    ]);
    const bill = [ids.carrier, title, 0, ids.buyer, ids.buyer, id("content"), ZERO];
    await port.act("carrier", "title", "issue", bill);
    const verdict = await port.read<bigint>(
      ...(["release", "gateVerdict", result, ids.terminal, ids.haulier, DRIVER, PLATE, 0] as const),
    );
    expect(Number(verdict) & (1 << 15)).to.equal(0);
  });

  it("what has run out is neither accepted nor driven out; any depot takes an empty that no depot was named for", async () => {
    const title = await port.bill();
    const until = (await port.now()) + DAY;
    const issued = [title, CONTAINER, ids.terminal, ids.buyer, 0, 0, until, 4, ZERO];
    const { result: release } = await act("carrier", "issue", issued);
    const taken = await port.snapshot();
    await act("buyer", "offer", [release, ids.forwarder, 0, 3, 0, NEVER, ZERO]);
    await at(until + 1);
    expect(await refusal("forwarder", "accept", [release, ZERO])).to.deep.equal(
      text(["ReleaseExpired", release, until, until + 1]),
    );
    await port.restore(taken);
    await act("buyer", "assign", [release, ids.haulier, 0, ZERO]);
    const nominate = [release, DRIVER, PLATE, 0, until + DAY, ZERO];
    const assigned = await port.snapshot();
    await at(until + 1);
    expect(await refusal("haulier", "nominate", nominate)).to.deep.equal(
      text(["ReleaseExpired", release, until, until + 1]),
    );
    await port.restore(assigned);
    await act("haulier", "nominate", nominate);
    await greenLights(port, release as string);
    await act("terminal", "arrive", [release, ids.haulier, DRIVER, PLATE, ZERO]);
    await act("terminal", "gateOut", [release, id("receipt"), ZERO]);
    expect(await refusal("yard", "returnEmpty", [release, id("empty"), ZERO])).to.deep.equal(["passes"]);
  });

  it("a carrier's listed agent cancels for it", async () => {
    const { release } = await stage(port, "Active");
    const cancel = [release, 1, CASE];
    expect(await refusal("agent", "cancel", cancel)).to.deep.equal(text(["ActNotFor", ids.agent, ids.carrier]));
    await port.act("carrier", "members", "listAgent", [ids.agent, 1 << 3, NEVER]);
    const { logs } = await act("agent", "cancel", cancel);
    expect(logs[0]!.args.from).to.equal(BigInt(ids.agent));
  });

  it("a container number has letters where letters belong and digits where digits do, whatever its check digit", async () => {
    const good = "CSQU3054383";
    for (let position = 0; position < 10; position++) {
      for (const character of position < 4 ? `@[a5${position === 3 ? "A" : ""}` : "/:A") {
        const body = `${good.slice(0, position)}${character}${good.slice(position + 1, 10)}`;
        const valid = await Promise.all(
          [..."0123456789"].map((digit) => port.read<boolean>("release", "isContainerNumber", ascii(body + digit))),
        );
        expect(valid.includes(true), body).to.equal(false);
      }
    }
    for (const digit of "/:;A") {
      expect(await port.read("release", "isContainerNumber", ascii(good.slice(0, 10) + digit))).to.equal(false);
    }
  });

  it("lights and holds keep who, why and when, and holds have a trail of their own", async () => {
    const { release } = await stage(port, "Active");
    const lights = async (): Promise<string[][]> =>
      (await port.read<[bigint, unknown[]][]>("release", "lightsOf", release)).map(([colour, signal]) =>
        text([colour, ...signal]),
      );
    const t = (await port.now()) + 100;
    const unset = ["0", "0", "0", "0"];
    for (const [i, [light, by]] of (
      [
        [LIGHT.commercial, "carrier"],
        [LIGHT.customs, "customs"],
        [LIGHT.discharge, "terminal"],
      ] as const
    ).entries()) {
      await at(t + i);
      await act(by, "setLight", [release, light, 2, 7 + i, CASE]);
      expect((await lights())[i]).to.deep.equal(text([2, ids[by], 7 + i, t + i]));
      expect((await lights()).slice(i + 1)).to.deep.equal(Array.from({ length: 2 - i }, () => unset));
    }
    let trail = ZERO;
    const holds = async (): Promise<string[][]> =>
      (await port.read<[boolean, unknown[]][]>("release", "holdsOf", CONTAINER)).map(([placed, signal]) =>
        text([placed, ...signal]),
      );
    let placed = 0;
    for (const [hold, by] of [
      [0, "customs"],
      [1, "customs"],
      [2, "maritime"],
      [3, "border"],
      [4, "court"],
      [5, "carrier"],
    ] as const) {
      const moment = t + 100 + hold;
      placed |= 1 << hold;
      const state = toBeHex(placed, 32);
      await at(moment);
      expect(told(await act(by, "placeHold", [CONTAINER, hold, 9, CASE]))).to.deep.equal([
        text(["HoldPlaced", CONTAINER, ids[by], release, hold, 9, state, CASE]),
      ]);
      trail = next(trail, 23, ids[by], 0, state, moment);
      expect(await port.read("release", "holdTrail", CONTAINER)).to.equal(trail);
      expect((await holds())[hold]).to.deep.equal(text([true, ids[by], 9, moment]));
    }
    placed &= ~(1 << 2);
    await at(t + 200);
    const state = toBeHex(placed, 32);
    expect(told(await act("maritime", "liftHold", [CONTAINER, 2, 3, CASE]))).to.deep.equal([
      text(["HoldLifted", CONTAINER, ids.maritime, release, 2, 3, state, CASE]),
    ]);
    expect(await port.read("release", "holdTrail", CONTAINER)).to.equal(
      next(trail, 24, ids.maritime, 0, state, t + 200),
    );
    expect((await holds())[2]).to.deep.equal(text([false, ids.maritime, 3, t + 200]));
    // Who lifts another's hold stands for it from then on.
    await port.act("port", "members", "strike", [ids.customs, ZERO]);
    await act("office", "liftHold", [CONTAINER, 0, 2, CASE]);
    expect((await holds())[0]!.slice(0, 3)).to.deep.equal(text([false, ids.office, 2]));
  });

  describe("a refusal tells who, whom and what", () => {
    const invalid = (what: string): unknown[] => ["ReleaseArgumentInvalid", encodeBytes32String(what)];
    type Refused = [by: Party, act: string, changes: Record<number, unknown>, told: (scene: Scene) => unknown[]];
    const cases: [State | [State, State], () => Refused[]][] = [
      [
        "Active",
        () => [
          ["carrier", "activate", {}, ({ release }) => ["ReleaseUnexpectedState", release, 2, bit("Prepared")]],
          ["forwarder", "offer", {}, ({ release }) => ["ReleaseNotParty", release, ids.forwarder, ids.buyer]],
          [
            ...(["buyer", "offer", { 3: 4 }] as const),
            ({ release }) => ["ReleaseWidened", release, encodeBytes32String("depth"), 4, 3],
          ],
          ["buyer", "offer", { 2: 1 }, () => invalid("validUntil")],
          ["buyer", "offer", { 5: 1 }, () => invalid("deadline")],
          ["buyer", "offer", { 1: ids.buyer }, ({ release }) => ["ReleaseInChainAlready", release, ids.buyer]],
          ["buyer", "offer", { 1: ids.customs }, () => ["ReleaseRoleMissing", ids.customs, CUSTOMS, RECEIVERS]],
          ["buyer", "assign", { 1: ids.trader }, () => ["ReleaseRoleMissing", ids.trader, TRADER, HAULIER]],
          ["haulier", "assign", {}, ({ release }) => ["ReleaseNotParty", release, ids.haulier, ids.buyer]],
          [
            ...(["buyer", "recallOwn", {}] as const),
            ({ release }) => ["ReleaseUnexpectedState", release, 2, bit("Offered", "Assigned", "Ready")],
          ],
          ["trader", "recallLink", {}, ({ release }) => ["ReleaseNotInChain", release, ids.trader]],
          ["liner", "suspend", {}, () => ["ActNotFor", ids.liner, ids.carrier]],
          ["liner", "cancel", {}, () => ["ActNotFor", ids.liner, ids.carrier]],
          ["court", "cancel", {}, () => invalid("instrument")],
          ["carrier", "extend", { 1: 1 }, () => invalid("validUntil")],
          ["quay", "gateOutManually", {}, ({ release }) => ["ReleaseNotParty", release, ids.quay, ids.terminal]],
          ["terminal", "gateOutManually", { 1: 0 }, () => invalid("reason")],
          ["terminal", "gateOutManually", { 2: ZERO }, () => invalid("interchange")],
          ["terminal", "gateOutManually", {}, ({ release }) => ["ReleaseRefused", release, 7 << 16]],
          [
            "quay",
            "setLight",
            { 1: LIGHT.discharge },
            ({ release }) => ["ReleaseNotParty", release, ids.quay, ids.terminal],
          ],
          ["liner", "setLight", { 1: LIGHT.commercial }, () => ["ActNotFor", ids.liner, ids.carrier]],
          ["quay", "setLight", {}, () => ["ReleaseRoleMissing", ids.quay, TERMINAL, CUSTOMS]],
          [
            "carrier",
            "supersede",
            { 1: ascii("CSQU3054384") },
            () => ["ReleaseContainerInvalid", ascii("CSQU3054384")],
          ],
          ["carrier", "supersede", { 2: ids.depot }, () => ["ReleaseRoleMissing", ids.depot, DEPOT, TERMINAL]],
        ],
      ],
      [
        "Offered",
        () => [
          ["trader", "accept", {}, ({ release }) => ["ReleaseNotParty", release, ids.trader, ids.broker]],
          ["trader", "declineOffer", {}, ({ release }) => ["ReleaseNotParty", release, ids.trader, ids.broker]],
          [
            ...(["haulier", "nominate", {}] as const),
            ({ release }) => ["ReleaseUnexpectedState", release, 3, bit("Assigned", "Ready")],
          ],
        ],
      ],
      [
        "Assigned",
        () => [
          ["trucker", "nominate", {}, ({ release }) => ["ReleaseNotParty", release, ids.trucker, ids.haulier]],
          ["haulier", "nominate", { 1: ZERO }, () => invalid("driver")],
          ["haulier", "nominate", { 2: ZERO }, () => invalid("plate")],
          ["haulier", "nominate", { 3: NEVER }, () => invalid("slotUntil")],
          ["haulier", "nominate", { 3: 1, 4: 2 }, () => invalid("slotUntil")],
          ["terminal", "arrive", {}, ({ release }) => ["ReleaseUnexpectedState", release, 4, bit("Ready")]],
        ],
      ],
      [
        "Ready",
        () => [
          ["quay", "arrive", {}, ({ release }) => ["ReleaseNotParty", release, ids.quay, ids.terminal]],
          [
            ...(["terminal", "arrive", { 1: ids.trucker, 2: PLATE, 3: DRIVER }] as const),
            ({ release }) => ["ReleaseRefused", release, (7 << 16) | (1 << 8) | (1 << 11) | (1 << 12)],
          ],
        ],
      ],
      [
        "AtGate",
        () => [
          ["quay", "gateOut", {}, ({ release }) => ["ReleaseNotParty", release, ids.quay, ids.terminal]],
          ["terminal", "gateOut", { 1: ZERO }, () => invalid("interchange")],
          [
            ...(["carrier", "cancel", {}] as const),
            ({ release }) => [
              ...["ReleaseUnexpectedState", release, STATE.AtGate],
              bit("Prepared", "Active", "Offered", "Assigned", "Ready", "Suspended"),
            ],
          ],
        ],
      ],
      [
        "Out",
        () => [
          ["yard", "returnEmpty", {}, ({ release }) => ["ReleaseNotParty", release, ids.yard, ids.depot]],
          ["terminal", "returnEmpty", {}, () => ["ReleaseRoleMissing", ids.terminal, TERMINAL, DEPOT]],
          ["depot", "returnEmpty", { 1: ZERO }, () => invalid("interchange")],
          [
            ...(["customs", "setLight", {}] as const),
            ({ release }) => [
              ...["ReleaseUnexpectedState", release, STATE.Out],
              bit("Prepared", "Active", "Offered", "Assigned", "Ready", "AtGate", "Suspended"),
            ],
          ],
        ],
      ],
      [
        ["Prepared", "Active"],
        () => [
          [...(["carrier", "activate", {}] as const), ({ title }) => ["ReleaseTitleNotAccomplished", title, 1]],
          [
            ...(["carrier", "suspend", {}] as const),
            ({ release }) => [
              ...["ReleaseUnexpectedState", release, STATE.Prepared],
              bit("Active", "Offered", "Assigned", "Ready"),
            ],
          ],
        ],
      ],
    ];
    for (const [place, refused] of cases) {
      const [state, inner] = typeof place === "string" ? [place, undefined] : place;
      it(state, async () => {
        const scene = await stage(port, state, inner);
        for (const [by, name, changes, facts_] of refused()) {
          const attempt = ATTEMPTS[name]!;
          const args = (await attempt.args(port, scene)).map((value, i) => (i in changes ? changes[i] : value));
          expect(await refusal(by, attempt.name, args), `${by} ${name}`).to.deep.equal(text(facts_(scene)));
        }
      });
    }

    it("of issuing", async () => {
      const spent = await port.bill();
      const live = await port.bill({ accomplish: false });
      const until = (await port.now()) + DAY;
      const good = [spent, CONTAINER, ids.terminal, ids.buyer, ids.depot, 0, until, 4, CASE];
      const number = ascii("A KNOWN BILL");
      const bill = [ids.carrier, number, 0, ids.buyer, ids.buyer, id("content"), ZERO];
      const { result: known } = await port.act("carrier", "title", "issue", bill);
      const waybill = [ids.carrier, ascii("WAYBILL1"), ...good.slice(1)];
      for (const [by, name, args, changes, ...facts_] of [
        ["carrier", "issue", good, { 0: live }, "ReleaseTitleNotAccomplished", live, 1],
        ["liner", "issue", good, {}, "ActNotFor", ids.liner, ids.carrier],
        ["carrier", "issue", good, { 3: ids.trader }, "ReleaseNotEntitled", spent, ids.trader, ids.buyer],
        ["carrier", "issue", good, { 1: ascii("X") }, "ReleaseContainerInvalid", ascii("X")],
        ["carrier", "issue", good, { 2: ids.depot }, "ReleaseRoleMissing", ids.depot, DEPOT, TERMINAL],
        ["carrier", "issue", good, { 4: ids.terminal }, "ReleaseRoleMissing", ids.terminal, TERMINAL, DEPOT],
        ["carrier", "issue", good, { 6: 1 }, ...invalid("validUntil")],
        ["carrier", "issue", good, { 5: until + 1 }, ...invalid("validUntil")],
        ["carrier", "issue", good, { 5: 1, 6: 2 }, ...invalid("validUntil")],
        ["carrier", "issue", good, { 7: 9 }, ...invalid("depth")],
        ["carrier", "prepare", good, {}, "ReleaseTitleNotAccomplished", spent, 4],
        ["liner", "prepare", good, { 0: live }, "ActNotFor", ids.liner, ids.carrier],
        ["carrier", "prepare", good, { 0: live, 3: ids.court }, "ReleaseRoleMissing", ids.court, COURT, RECEIVERS],
        ["carrier", "issueWithoutPresentation", good, {}, "ReleaseDeliveryNotRecorded", spent, 4],
        ["carrier", "issueWithoutPresentation", good, { 8: ZERO }, ...invalid("instrument")],
        ["liner", "issueFromWaybill", waybill, {}, "ActNotFor", ids.liner, ids.carrier],
        ["buyer", "issueFromWaybill", waybill, { 0: ids.buyer }, "ReleaseRoleMissing", ids.buyer, TRADER, CARRIER],
        ["carrier", "issueFromWaybill", waybill, { 1: ZERO }, ...invalid("waybill")],
        ["carrier", "issueFromWaybill", waybill, { 1: number }, "ReleaseTitleExists", known, 1],
      ] as [Party, string, unknown[], Record<number, unknown>, ...unknown[]][]) {
        const given = args.map((value, i) => (i in changes ? changes[i] : value));
        expect(await refusal(by, name, given), `${by} ${name} ${JSON.stringify(changes)}`).to.deep.equal(text(facts_));
      }
    });

    it("of holds", async () => {
      await stage(port, "Active");
      await act("customs", "placeHold", [CONTAINER, 0, 1, ZERO]);
      for (const [by, name, args, ...facts_] of [
        ["customs", "placeHold", [ascii("X"), 0, 1, ZERO], "ReleaseContainerInvalid", ascii("X")],
        ["customs", "placeHold", [CONTAINER, 1, 0, ZERO], ...invalid("reason")],
        ["customs", "placeHold", [CONTAINER, 0, 1, ZERO], "ReleaseHoldUnchanged", CONTAINER, 0, true],
        ["customs", "liftHold", [CONTAINER, 1, 1, ZERO], "ReleaseHoldUnchanged", CONTAINER, 1, false],
        ["office", "liftHold", [CONTAINER, 0, 1, ZERO], "ReleaseNotAuthority", ids.office, ids.customs],
        ["quay", "placeHold", [CONTAINER, 2, 1, ZERO], "ReleaseRoleMissing", ids.quay, TERMINAL, 1 << 10],
        ["quay", "placeHold", [CONTAINER, 3, 1, ZERO], "ReleaseRoleMissing", ids.quay, TERMINAL, 1 << 11],
        ["quay", "placeHold", [CONTAINER, 4, 1, ZERO], "ReleaseRoleMissing", ids.quay, TERMINAL, COURT],
        ["quay", "placeHold", [CONTAINER, 1, 1, ZERO], "ReleaseRoleMissing", ids.quay, TERMINAL, CUSTOMS],
        ["liner", "placeHold", [CONTAINER, 5, 1, ZERO], "ActNotFor", ids.liner, ids.carrier],
        ["carrier", "placeHold", [OTHER_CONTAINER, 5, 1, ZERO], "ReleaseUnknown", ZERO],
      ] as [Party, string, unknown[], ...unknown[]][])
        expect(await refusal(by, name, args), `${by} ${name} ${args.join(" ")}`).to.deep.equal(text(facts_));
    });

    it("of members who lost their role, at each door", async () => {
      const { release } = await stage(port, "Offered");
      await port.act("port", "members", "reviseRoles", [ids.broker, COURT]);
      expect(await refusal("broker", "accept", [release, ZERO])).to.deep.equal(
        text(["ReleaseRoleMissing", ids.broker, COURT, RECEIVERS]),
      );
    });
  });

  it("a last moment is one at which it still holds, a first one at which it does already", async () => {
    const title = await port.bill();
    const start = (await port.now()) + 1000;
    const until = start + 10 * DAY;
    const issued = [title, CONTAINER, ids.terminal, ids.buyer, ids.depot, start, until, 4, ZERO];
    const { result } = await act("carrier", "issue", issued);
    const release = result as string;
    await greenLights(port, release);
    const verdict = (moment: number): Promise<bigint> =>
      port.read<bigint>("release", "gateVerdict", release, ids.terminal, ids.haulier, DRIVER, PLATE, moment);
    // Links and slots end with the right at the latest, at the very moment too.
    const deadline = start + DAY;
    await act("buyer", "offer", [release, ids.forwarder, until, 3, 0, deadline, ZERO]);
    await at(deadline);
    expect(await refusal("shipper", "lapse", [release])).to.deep.equal(
      text(["ReleaseNotLapsed", release, deadline, deadline]),
    );
    expect(await refusal("forwarder", "accept", [release, ZERO])).to.deep.equal(["passes"]);
    await at(deadline + 1);
    expect(await refusal("forwarder", "accept", [release, ZERO])).to.deep.equal(
      text(["ReleaseOfferExpired", release, deadline, deadline + 1]),
    );
    await act("shipper", "lapse", [release]);
    await act("buyer", "assign", [release, ids.haulier, 0, ZERO]);
    const slot = until - 100;
    await act("haulier", "nominate", [release, DRIVER, PLATE, slot, slot, ZERO]);
    const reasons = [1 << 5, 1 << 6, 1 << 13] as const;
    const has = async (moment: number): Promise<boolean[]> => {
      const found = Number(await verdict(moment));
      return reasons.map((reason) => (found & reason) !== 0);
    };
    expect(await Promise.all([start - 1, start, slot - 1, slot, slot + 1, until, until + 1].map(has))).to.deep.equal([
      [true, false, true],
      [false, false, true],
      [false, false, true],
      [false, false, false],
      [false, false, true],
      [false, false, true],
      [false, true, true],
    ]);
    await at(until);
    expect(await refusal("haulier", "nominate", [release, DRIVER, PLATE, until, until, ZERO])).to.deep.equal([
      "passes",
    ]);
    await act("buyer", "recall", [release, ZERO]);
    await at(until + 1);
    for (const [by, name, args] of [
      ["buyer", "offer", [release, ids.forwarder, 0, 3, 0, NEVER, ZERO]],
      ["buyer", "assign", [release, ids.haulier, 0, ZERO]],
    ] as [Party, string, unknown[]][])
      expect(await refusal(by, name, args), name).to.deep.equal(text(["ReleaseExpired", release, until, until + 1]));
    // An extension reaches from the very moment on; what was given may end at the moment of the act.
    await act("carrier", "extend", [release, until + 1000, ZERO]);
    await at(until + 500);
    await act("buyer", "offer", [release, ids.forwarder, until + 500, 3, 0, until + 500, ZERO]);
    await at(until + 1100);
    const other = await port.bill();
    const again = (await port.now()) + 100;
    await at(again);
    expect(
      await refusal("carrier", "issue", [other, OTHER_CONTAINER, ids.terminal, ids.buyer, 0, again, again, 8, ZERO]),
    ).to.deep.equal(["passes"]);
    expect(await refusal("carrier", "extend", [release, again, ZERO])).to.deep.equal(["passes"]);
    expect((await refusal("carrier", "extend", [release, until + 1000, ZERO]))[0]).to.equal("ReleaseArgumentInvalid");
  });
});
