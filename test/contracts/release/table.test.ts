import { expect } from "chai";
import { id } from "ethers";
import { ascii, createPort } from "./port.ts";
import type { Party, Port } from "./port.ts";
import { ATTEMPTS, DAY, STATE, ZERO, greenLights, perform, stage, view } from "./scenes.ts";
import type { Scene, State } from "./scenes.ts";

/** One row of the table in IReleaseRegistry: from, act, what comes out. */
type Row = {
  from: State;
  inner?: State;
  act: keyof typeof ATTEMPTS;
  to: State;
  event: string;
  /** Where the holder of the scene is another than the act's usual performer. */
  by?: Party;
  before?: (port: Port, scene: Scene) => Promise<void>;
};

const lights = (port: Port, { release }: Scene): Promise<void> => greenLights(port, release);
const warp = (seconds: number) => (port: Port) => port.warp(seconds);
const accomplish = (port: Port, { title }: Scene): Promise<void> => port.spend(title);

const chainOf = (from: State, inner?: State): Row[] => {
  const at = (stage: State): Pick<Row, "from" | "inner"> =>
    inner === undefined ? { from: stage } : { from, inner: stage };
  const to = (stage: State): State => (inner === undefined ? stage : from);
  return [
    { ...at("Active"), act: "offer", to: to("Offered"), event: "ReleaseOffered" },
    { ...at("Active"), act: "assign", to: to("Assigned"), event: "ReleaseAssigned" },
    { ...at("Offered"), act: "accept", to: to("Active"), event: "ReleaseAccepted" },
    { ...at("Offered"), act: "declineOffer", to: to("Active"), event: "ReleaseDeclined" },
    { ...at("Offered"), act: "lapse", to: to("Active"), event: "ReleaseLapsed", before: warp(2 * DAY) },
    { ...at("Offered"), act: "recallOwn", to: to("Active"), event: "ReleaseRecalled" },
    { ...at("Assigned"), act: "recallOwn", to: to("Active"), event: "ReleaseRecalled" },
    { ...at("Ready"), act: "recallOwn", to: to("Active"), event: "ReleaseRecalled" },
    { ...at("Offered"), act: "recallLink", to: to("Active"), event: "ReleaseRecalled" },
    { ...at("Assigned"), act: "recallLink", to: to("Active"), event: "ReleaseRecalled" },
    { ...at("Ready"), act: "recallLink", to: to("Active"), event: "ReleaseRecalled" },
    { ...at("Assigned"), act: "declineTransport", to: to("Active"), event: "ReleaseDeclined" },
    { ...at("Ready"), act: "declineTransport", to: to("Active"), event: "ReleaseDeclined" },
    { ...at("Assigned"), act: "nominate", to: to("Ready"), event: "TransportNominated" },
    { ...at("Ready"), act: "nominate", to: to("Ready"), event: "TransportNominated" },
  ];
};
const beforeGate: State[] = ["Prepared", "Active", "Offered", "Assigned", "Ready"];
const rows: Row[] = [
  ...chainOf("Active"),
  ...chainOf("Prepared", "Active"),
  { from: "Prepared", act: "activate", to: "Active", event: "ReleaseActivated", before: accomplish },
  { from: "Prepared", inner: "Ready", act: "activate", to: "Ready", event: "ReleaseActivated", before: accomplish },
  { from: "Ready", act: "arrive", to: "AtGate", event: "ContainerCalled", before: lights },
  { from: "AtGate", act: "turnAway", to: "Ready", event: "ContainerTurnedAway" },
  { from: "AtGate", act: "lapse", to: "Ready", event: "ReleaseLapsed", before: warp(DAY / 4 + 60) },
  { from: "AtGate", act: "gateOut", to: "Out", event: "ContainerGatedOut" },
  ...(["Active", "Offered", "Assigned", "Ready"] as const).map((from) => ({
    ...{ from, act: "gateOutManually", to: from, event: "ManualGateOutProposed", before: lights },
  })),
  { from: "AtGate", act: "gateOutManually", to: "AtGate", event: "ManualGateOutProposed" },
  { from: "Out", act: "returnEmpty", to: "Returned", event: "EmptyReturned" },
  ...(["Active", "Offered", "Assigned", "Ready"] as const).map((from) => ({
    ...{ from, act: "suspend", to: "Suspended" as State, event: "ReleaseSuspended" },
  })),
  ...(["Active", "Offered", "Assigned", "Ready"] as const).map((inner) => ({
    ...{ from: "Suspended" as State, inner, act: "resume", to: inner, event: "ReleaseResumed" },
  })),
  ...[...beforeGate, "Suspended" as State].flatMap((from): Row[] => [
    { from, act: "extend", to: from, event: "ReleaseExtended" },
    { from, act: "cancel", to: "Cancelled", event: "ReleaseCancelled" },
    { from, act: "setLight", to: from, event: "ReleaseLightSet" },
  ]),
  { from: "AtGate", act: "setLight", to: "AtGate", event: "ReleaseLightSet" },
  ...beforeGate.map((from): Row => ({ from, act: "supersede", to: "Superseded", event: "ReleaseSuperseded" })),
];

const places: { from: State; inner?: State }[] = [
  ...(Object.keys(STATE) as State[])
    .filter((from) => from !== "Prepared" && from !== "Suspended")
    .map((from) => ({ from })),
  ...(["Prepared", "Suspended"] as const).flatMap((from) =>
    (["Active", "Offered", "Assigned", "Ready"] as const).map((inner) => ({ from, inner })),
  ),
];

const placeName = ({ from, inner }: { from: State; inner?: State }): string =>
  inner === undefined ? from : `${from} (${inner})`;
/** An act that the table has for a place, whatever the inner stage where the table does not ask. */
const inTable = (place: { from: State; inner?: State }, act: string): boolean =>
  rows.some(
    (row) =>
      row.act === act &&
      row.from === place.from &&
      (row.inner === undefined || row.inner === (place.inner ?? "Active") || place.inner === undefined),
  );

describe("the table of releases", function () {
  this.timeout(300_000);
  let port: Port;
  let clean: string;
  before(async () => {
    port = await createPort();
  });
  beforeEach(async () => {
    clean = await port.snapshot();
  });
  afterEach(async () => port.restore(clean));

  describe("every row", () => {
    for (const row of rows) {
      for (const signed of [false, true]) {
        it(`${placeName(row)} · ${row.act} → ${row.to}${signed ? ", signed" : ""}`, async () => {
          const scene = await stage(port, row.from, row.inner);
          await row.before?.(port, scene);
          const done = await perform(port, ATTEMPTS[row.act]!, scene, {
            signed,
            ...holderOf(row),
          });
          expect(done.logs.map(({ name }) => name)).to.include(row.event);
          const after = await view(port, scene.release);
          expect(Number(after.right.state)).to.equal(STATE[row.to]);
          const event = done.logs.find(({ name }) => name === row.event)!;
          expect(event.args.state).to.equal(after.state);
        });
      }
    }

    it("None · issue, issueFromWaybill, issueWithoutPresentation, prepare", async () => {
      const { act, ids } = port;
      const spent = await port.bill();
      const live = await port.bill({ accomplish: false });
      const delivered = await port.bill({ accomplish: false });
      await act("carrier", "title", "recordDelivery", [delivered, id("letter of indemnity")]);
      const until = (await port.now()) + DAY;
      const terms = (basis: string, container: string): unknown[] => [
        ...[basis, ascii(container), ids.terminal, ids.buyer, 0, 0, until, 4, id("notice")],
      ];
      const states: [string, State, unknown[]][] = [
        ["issue", "Active", terms(spent, "CSQU3054383")],
        ["prepare", "Prepared", terms(live, "MSKU6011672")],
        ["issueWithoutPresentation", "Active", terms(delivered, "TEXU3070079")],
        ["issueFromWaybill", "Active", [ids.carrier, ...terms(ascii("WAYBILL1"), "HLXU2008419")]],
      ];
      for (const [name, state, args] of states) {
        const { result } = await act("carrier", "release", name, args);
        expect(Number((await view(port, result as string)).right.state), name).to.equal(STATE[state]);
      }
    });

    it("AtGate · gateOutManually by a second officer → Out, by name and for ever", async () => {
      const second = await port.appoint("terminal", "second terminal officer");
      const scene = await stage(port, "AtGate");
      await perform(port, ATTEMPTS.gateOutManually!, scene);
      const done = await perform(port, ATTEMPTS.gateOutManually!, scene, { officer: second });
      expect(done.result).to.equal(true);
      const event = done.logs[0]!;
      expect(event.name).to.equal("ContainerGatedOutManually");
      expect(event.args.proposer).to.equal(port.wallets.terminal.address);
      expect(event.args.officer).to.equal(second.address);
      const after = await view(port, scene.release);
      expect(Number(after.right.state)).to.equal(STATE.Out);
      expect(after.manual).to.equal(true);
    });
  });

  describe("every other pair of state and act is refused, directly and signed, and changes nothing", () => {
    for (const place of places) {
      it(placeName(place), async () => {
        const scene = await stage(port, place.from, place.inner);
        const before = place.from === "None" ? null : await view(port, scene.release);
        for (const [act, attempt] of Object.entries(ATTEMPTS)) {
          if (inTable(place, act)) continue;
          const args = await attempt.args(port, scene);
          for (const signed of [false, true]) {
            const refused = await port.refusal(attempt.by, "release", attempt.name, args, { signed });
            expect(refused, `${act} must be refused`).to.not.equal(null);
            const expected =
              place.from === "None"
                ? ["ReleaseUnknown"]
                : ["ReleaseUnexpectedState", "ReleaseNotParty", "ReleaseNotInChain"];
            expect(expected, `${act}: ${refused!.name}`).to.include(refused!.name);
          }
        }
        if (before !== null) expect((await view(port, scene.release)).state).to.equal(before.state);
      });
    }
  });

  describe("every row belongs to one party: every other member is refused", () => {
    for (const row of rows.filter(({ inner, act }) => inner === undefined && act !== "lapse")) {
      it(`${placeName(row)} · ${row.act}`, async () => {
        const scene = await stage(port, row.from);
        await row.before?.(port, scene);
        const attempt = ATTEMPTS[row.act]!;
        const args = await attempt.args(port, scene);
        const rightful = holderOf(row).by ?? attempt.by;
        const recallers: Party[] = row.act.startsWith("recall") ? ["buyer", "forwarder"] : [];
        const decliners: Party[] = [];
        for (const by of [
          "carrier",
          "liner",
          "buyer",
          "forwarder",
          "broker",
          "haulier",
          "trucker",
          "terminal",
          "quay",
          "depot",
          "yard",
          "maritime",
          "shipper",
        ] as const) {
          if (by === rightful || recallers.includes(by) || decliners.includes(by)) continue;
          const refused = await port.refusal(by, "release", attempt.name, args);
          expect(refused, `${by} ${row.act}`).to.not.equal(null);
          expect(["ReleaseNotParty", "ReleaseNotInChain", "ReleaseRoleMissing", "ActNotFor"]).to.include(refused!.name);
        }
      });
    }
  });
});

/** In the scenes the right is the buyer's while Active, the forwarder's from Offered on. */
function holderOf(row: Pick<Row, "from" | "inner" | "act">): { by?: Party } {
  const stage = row.inner ?? row.from;
  if ((row.act === "offer" || row.act === "assign") && stage !== "Active" && stage !== "Prepared")
    return { by: "forwarder" };
  return {};
}

export { ZERO };
