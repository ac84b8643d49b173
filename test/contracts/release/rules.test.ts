import { expect } from "chai";
import { id } from "ethers";
import { NEVER, ascii, createPort, key } from "./port.ts";
import type { Options, Party, Port } from "./port.ts";
import {
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
  view,
} from "./scenes.ts";

/** Bits of contracts/src/release/Reasons.sol. */
const REASON = {
  unknown: 1n << 0n,
  notReady: 1n << 1n,
  suspended: 1n << 2n,
  ended: 1n << 3n,
  gone: 1n << 4n,
  notYetValid: 1n << 5n,
  expired: 1n << 6n,
  wrongTerminal: 1n << 7n,
  wrongHaulier: 1n << 8n,
  haulierNotActive: 1n << 9n,
  holderNotActive: 1n << 10n,
  wrongDriver: 1n << 11n,
  wrongPlate: 1n << 12n,
  outsideSlot: 1n << 13n,
  billLive: 1n << 15n,
  commercial: 1n << 16n,
  customs: 1n << 17n,
  discharge: 1n << 18n,
} as const;
const LIGHTS = REASON.commercial | REASON.customs | REASON.discharge;
const VEHICLE = REASON.wrongHaulier | REASON.wrongDriver | REASON.wrongPlate | REASON.outsideSlot;
const HOLDS: [hold: number, by: Party][] = [
  [0, "customs"],
  [1, "customs"],
  [2, "maritime"],
  [3, "border"],
  [4, "court"],
  [5, "carrier"],
];

describe("the rules of releases", function () {
  this.timeout(120_000);
  let port: Port;
  let clean: string;
  before(async () => {
    port = await createPort();
  });
  beforeEach(async () => {
    clean = await port.snapshot();
  });
  afterEach(async () => port.restore(clean));

  const refused = async (
    by: Party,
    name: string,
    args: unknown[],
    options: Options = {},
  ): Promise<string | undefined> => (await port.refusal(by, "release", name, args, options))?.name;
  const verdict = (
    release: string,
    changes: Partial<Record<"terminal" | "haulier", Party> & Record<"driver" | "plate", string>> = {},
    at = 0,
  ): Promise<bigint> =>
    port.read<bigint>(
      ...([
        "release",
        "gateVerdict",
        release,
        port.ids[changes.terminal ?? "terminal"],
        port.ids[changes.haulier ?? "haulier"],
      ] as const),
      changes.driver ?? DRIVER,
      changes.plate ?? PLATE,
      at,
    );
  const order = async (title: string, changes: Record<number, unknown> = {}): Promise<unknown[]> => {
    const { ids } = port;
    const args: unknown[] = [title, CONTAINER, ids.terminal, ids.buyer, 0, 0, (await port.now()) + DAY, 4, ZERO];
    for (const [i, value] of Object.entries(changes)) args[Number(i)] = value;
    return args;
  };

  describe("issue", () => {
    it("R9: only against an accomplished bill, by its carrier, to who surrendered it", async () => {
      const { ids } = port;
      const live = await port.bill({ accomplish: false });
      expect(await refused("carrier", "issue", await order(live))).to.equal("ReleaseTitleNotAccomplished");
      expect(await refused("carrier", "issue", await order(id("no bill")))).to.equal("ReleaseTitleNotAccomplished");
      const spent = await port.bill();
      expect(await refused("liner", "issue", await order(spent))).to.equal("ActNotFor");
      expect(await refused("buyer", "issue", await order(spent))).to.equal("ActNotFor");
      expect(await refused("carrier", "issue", await order(spent, { 3: ids.trader }))).to.equal("ReleaseNotEntitled");
      expect(await refused("carrier", "prepare", await order(spent))).to.equal("ReleaseTitleNotAccomplished");
      expect(await refused("carrier", "issue", await order(spent))).to.equal(undefined);
    });

    it("R9: is prepared while the bill is live, offered, or surrendered and not yet accepted", async () => {
      const bill = await port.bill({ accomplish: false });
      expect(await refused("carrier", "prepare", await order(bill))).to.equal(undefined);
      await port.act("buyer", "title", "surrender", [bill, 1, ZERO]);
      expect(await refused("carrier", "prepare", await order(bill))).to.equal(undefined);
      await port.act("carrier", "title", "refuseSurrender", [bill, id("reason"), ZERO]);
      const { ids } = port;
      const bearer = await port.act("carrier", "title", "issue", [
        ...[ids.carrier, ascii("BEARER"), 3, ids.buyer, 0, id("bearer"), ZERO],
      ]);
      await port.act("buyer", "title", "offer", [bearer.result, ids.trader, 0, NEVER, ZERO]);
      expect(await refused("carrier", "prepare", await order(bearer.result as string))).to.equal(undefined);
    });

    it("R2: a listed agent with the scope, until it is delisted", async () => {
      const { act, ids } = port;
      const spent = await port.bill();
      expect(await refused("agent", "issue", await order(spent))).to.equal("ActNotFor");
      await act("carrier", "members", "listAgent", [ids.agent, 1 << 4, NEVER]);
      expect(await refused("agent", "issue", await order(spent))).to.equal("ActNotFor");
      await act("carrier", "members", "listAgent", [ids.agent, 1 << 3, NEVER]);
      expect(await refused("agent", "issue", await order(spent))).to.equal(undefined);
      await act("carrier", "members", "delistAgent", [ids.agent]);
      expect(await refused("agent", "issue", await order(spent))).to.equal("ActNotFor");
    });

    it("R1: one live right per container and terminal, until it is out, cancelled or superseded", async () => {
      const { act, ids } = port;
      const { release } = await stage(port, "Active");
      const spent = await port.bill();
      expect(await refused("carrier", "issue", await order(spent))).to.equal("ReleaseAlreadyLive");
      expect(await refused("carrier", "issue", await order(spent, { 2: ids.quay }))).to.equal(undefined);
      await act("carrier", "release", "suspend", [release, 1, ZERO]);
      expect(await refused("carrier", "issue", await order(spent))).to.equal("ReleaseAlreadyLive");
      await port.warp(100 * DAY);
      expect(await refused("carrier", "issue", await order(spent))).to.equal("ReleaseAlreadyLive", "also when expired");
      await act("carrier", "release", "cancel", [release, 1, ZERO]);
      expect(await refused("carrier", "issue", await order(spent))).to.equal(undefined);
    });

    it("R1: what a carrier that has left keeps occupied, a court or a registrar clears by its order, and nobody else", async () => {
      const { act, ids } = port;
      const { release } = await stage(port, "Ready");
      await act("port", "members", "strike", [ids.carrier, ZERO]);
      const title = await port.bill({ carrier: "liner" });
      expect(await refused("liner", "issue", await order(title))).to.equal("ReleaseAlreadyLive");
      expect(await refused("carrier", "cancel", [release, 1, ZERO])).to.equal("MemberNotActive");
      for (const by of ["liner", "buyer", "terminal", "customs"] as const) {
        expect(await refused(by, "cancel", [release, 1, id("order")])).to.equal("ActNotFor");
      }
      expect(await refused("court", "cancel", [release, 1, ZERO])).to.equal("ReleaseArgumentInvalid");
      expect(await refused("port", "cancel", [release, 1, id("order")])).to.equal(undefined);
      const done = await act("court", "release", "cancel", [release, 1, id("order")], { signed: true });
      expect(done.logs.find(({ name }) => name === "ReleaseCancelled")!.args.from).to.equal(BigInt(ids.court));
      expect(Number((await view(port, release)).right.state)).to.equal(STATE.Cancelled);
      await act("liner", "release", "issue", await order(title));
    });

    it("arguments: container number, validity, depth, parties in their parts", async () => {
      const { ids } = port;
      const spent = await port.bill();
      for (const bad of [
        "CSQU3054384",
        "CSQU305438",
        "CSQU30543833",
        "csqu3054383",
        "CSQX3054383",
        "CS1U3054383",
        "CSQU30A4383",
        "OOLU0000001",
        "CSQU/054383",
        "CSQU305438:",
        "CSQU305438/",
      ]) {
        expect(await refused("carrier", "issue", await order(spent, { 1: ascii(bad) })), bad).to.equal(
          "ReleaseContainerInvalid",
        );
        expect(await port.read("release", "isContainerNumber", ascii(bad))).to.equal(false);
      }
      for (const good of [
        "CSQU3054383",
        "TEXU3070079",
        "MSKU6011672",
        "HLXU2008419",
        "TCNU7200794",
        "CMAU5110875",
        "APZU4812090",
        "COSU3000005",
        "TASU1170000",
        "COSU1000080",
        "OOLU1000050",
        "CSQJ3054386",
        "CSQZ3054387",
        "CSQR3054381",
      ]) {
        expect(await port.read("release", "isContainerNumber", ascii(good)), good).to.equal(true);
      }
      const now = await port.now();
      expect(await refused("carrier", "issue", await order(spent, { 6: now - 1 }))).to.equal("ReleaseArgumentInvalid");
      expect(await refused("carrier", "issue", await order(spent, { 5: now + 9 * DAY }))).to.equal(
        "ReleaseArgumentInvalid",
      );
      expect(await refused("carrier", "issue", await order(spent, { 7: 9 }))).to.equal("ReleaseArgumentInvalid");
      expect(await refused("carrier", "issue", await order(spent, { 2: ids.depot }))).to.equal("ReleaseRoleMissing");
      expect(await refused("carrier", "issue", await order(spent, { 4: ids.terminal }))).to.equal("ReleaseRoleMissing");
      expect(await refused("carrier", "issue", await order(spent, { 4: 999 }))).to.equal("MemberUnknown");
      expect(await refused("carrier", "issue", await order(spent, { 5: now + 10 }))).to.equal(undefined);
    });

    it("from a waybill: to its consignee, and only where no bill has that number, also later", async () => {
      const { act, ids } = port;
      const number = ascii("WAYBILL7");
      const waybill = async (changes: Record<number, unknown> = {}): Promise<unknown[]> => [
        ids.carrier,
        ...(await order(number, changes)),
      ];
      expect(await refused("liner", "issueFromWaybill", await waybill())).to.equal("ActNotFor");
      expect(await refused("carrier", "issueFromWaybill", await waybill({ 0: ZERO }))).to.equal(
        "ReleaseArgumentInvalid",
      );
      const { result } = await act("carrier", "release", "issueFromWaybill", await waybill(), { signed: true });
      const release = result as string;
      await greenLights(port, release);
      expect((await verdict(release)) & REASON.billLive).to.equal(0n);
      await act("carrier", "title", "issue", [ids.carrier, number, 0, ids.buyer, ids.buyer, id("bill"), ZERO]);
      expect((await verdict(release)) & REASON.billLive).to.equal(REASON.billLive);
      expect(await refused("terminal", "gateOutManually", [release, 1, id("receipt"), ZERO])).to.equal(
        "ReleaseRefused",
      );
      expect(await refused("carrier", "issueFromWaybill", await waybill({ 1: OTHER_CONTAINER }))).to.equal(
        "ReleaseTitleExists",
      );
      const trader = [ids.trader, ...(await order(ascii("W2"), { 1: OTHER_CONTAINER }))];
      expect(await refused("trader", "issueFromWaybill", trader)).to.equal("ReleaseRoleMissing");
    });

    it("without presentation: only when recorded on the bill, with an instrument, and flagged for ever", async () => {
      const { act } = port;
      const live = await port.bill({ accomplish: false });
      const args = await order(live, { 8: id("indemnity") });
      expect(await refused("carrier", "issueWithoutPresentation", args)).to.equal("ReleaseDeliveryNotRecorded");
      await act("carrier", "title", "recordDelivery", [live, id("indemnity")]);
      expect(await refused("carrier", "issueWithoutPresentation", await order(live))).to.equal(
        "ReleaseArgumentInvalid",
      );
      expect(await refused("liner", "issueWithoutPresentation", args)).to.equal("ActNotFor");
      const { result } = await act("carrier", "release", "issueWithoutPresentation", args, { signed: true });
      expect(Number((await view(port, result as string)).right.marks) & 3).to.equal(2);
      expect((await verdict(result as string)) & REASON.billLive).to.equal(0n);
    });

    it("a prepared release takes effect only once its first party surrendered, and nothing leaves by it before", async () => {
      const { act, ids } = port;
      const { release, title } = await stage(port, "Prepared", "Ready");
      await greenLights(port, release);
      expect(await verdict(release)).to.equal(REASON.notReady | REASON.billLive);
      expect(await refused("terminal", "arrive", [release, ids.haulier, DRIVER, PLATE, ZERO])).to.equal(
        "ReleaseUnexpectedState",
      );
      expect(await refused("terminal", "gateOutManually", [release, 1, id("receipt"), ZERO])).to.equal(
        "ReleaseUnexpectedState",
      );
      expect(await refused("carrier", "activate", [release, ZERO])).to.equal("ReleaseTitleNotAccomplished");
      await port.spend(title);
      await act("carrier", "release", "activate", [release, ZERO]);
      expect(await verdict(release)).to.equal(0n);
    });
  });

  describe("the chain", () => {
    it("R3, R4: a link only narrows", async () => {
      const { act, ids } = port;
      const { release } = await stage(port, "Active");
      const now = await port.now();
      const offer = (to: Party, until: number, depth: number): unknown[] => [
        release,
        ids[to],
        until,
        depth,
        0,
        now + DAY,
        ZERO,
      ];
      expect(await refused("buyer", "offer", offer("forwarder", 0, 4))).to.equal("ReleaseWidened");
      expect(await refused("buyer", "offer", offer("forwarder", now + 61 * DAY, 3))).to.equal("ReleaseWidened");
      expect(await refused("buyer", "offer", offer("forwarder", now - 5, 3))).to.equal("ReleaseArgumentInvalid");
      expect(await refused("buyer", "offer", [release, ids.forwarder, 0, 3, 0, now - 5, ZERO])).to.equal(
        "ReleaseArgumentInvalid",
      );
      expect(await refused("buyer", "offer", offer("terminal", 0, 3))).to.equal("ReleaseRoleMissing");
      await act("buyer", "release", "offer", offer("forwarder", now + 10 * DAY, 1));
      await act("forwarder", "release", "accept", [release, ZERO]);
      expect(Number((await view(port, release)).right.validUntil)).to.equal(now + 10 * DAY);
      expect(await refused("forwarder", "offer", offer("broker", now + 11 * DAY, 0))).to.equal("ReleaseWidened");
      for (const to of ["buyer", "forwarder"] as const) {
        expect(await refused("forwarder", "offer", offer(to, 0, 0))).to.equal("ReleaseInChainAlready");
      }
      await act("forwarder", "release", "offer", offer("broker", 0, 0));
      await act("broker", "release", "accept", [release, ZERO]);
      expect(Number((await view(port, release)).right.validUntil)).to.equal(now + 10 * DAY);
      expect(await refused("broker", "offer", offer("trader", 0, 0))).to.equal("ReleaseWidened");
      // The carrier's extension does not undo what the buyer limited.
      await act("carrier", "release", "extend", [release, now + 90 * DAY, ZERO]);
      expect(Number((await view(port, release)).right.validUntil)).to.equal(now + 10 * DAY);
      await act("buyer", "release", "recall", [release, ZERO]);
      expect(Number((await view(port, release)).right.validUntil)).to.equal(now + 90 * DAY);
      expect(Number((await view(port, release)).right.remaining)).to.equal(4);
    });

    it("accept by the deadline; lapse after it", async () => {
      const { release } = await stage(port, "Offered");
      expect(await refused("shipper", "lapse", [release])).to.equal("ReleaseNotLapsed");
      await port.warp(2 * DAY);
      expect(await refused("broker", "accept", [release, ZERO])).to.equal("ReleaseOfferExpired");
      expect(await refused("shipper", "lapse", [release])).to.equal(undefined);
    });

    it("R6: a link given until accepted is not taken back by its giver, but falls with an earlier one", async () => {
      const { act, ids } = port;
      const { release } = await stage(port, "Active");
      const now = await port.now();
      await act("buyer", "release", "offer", [release, ids.forwarder, 0, 3, 0, now + DAY, ZERO]);
      await act("forwarder", "release", "accept", [release, ZERO]);
      await act("forwarder", "release", "offer", [release, ids.broker, 0, 2, 1, now + DAY, ZERO]);
      expect(await refused("forwarder", "recall", [release, ZERO])).to.equal(
        undefined,
        "the offer itself it may withdraw",
      );
      await act("broker", "release", "accept", [release, ZERO]);
      expect(await refused("forwarder", "recall", [release, ZERO])).to.equal("ReleaseRecallBarred");
      expect(await refused("trader", "recall", [release, ZERO])).to.equal("ReleaseNotInChain");
      await act("broker", "release", "assign", [release, ids.haulier, 0, ZERO]);
      await act("haulier", "release", "nominate", [release, DRIVER, PLATE, now, now + DAY, ZERO]);
      await act("buyer", "release", "recall", [release, ZERO]);
      const after = await view(port, release);
      expect(Number(after.right.holder)).to.equal(ids.buyer);
      expect(Number(after.right.links)).to.equal(0);
      expect(after.chain.length).to.equal(0);
      expect(after.transport.driver).to.equal(ZERO, "driver and plate die with the link");
      expect(await refused("broker", "offer", [release, ids.trader, 0, 0, 0, now + DAY, ZERO])).to.equal(
        "ReleaseNotParty",
      );
    });

    it("decline, recall and lapse restore exactly what was", async () => {
      const { act, ids } = port;
      const { release } = await stage(port, "Active");
      const before = await view(port, release);
      for (const [name, by] of [
        ["decline", "forwarder"],
        ["recall", "buyer"],
        ["lapse", "shipper"],
      ] as const) {
        const now = await port.now();
        await act("buyer", "release", "offer", [release, ids.forwarder, now + 2 * DAY, 1, 0, now + 60, ZERO]);
        if (name === "lapse") await port.warp(120);
        await act(by, "release", name, name === "lapse" ? [release] : [release, ZERO]);
        expect((await view(port, release)).state, name).to.equal(before.state);
      }
      await act("buyer", "release", "assign", [release, ids.haulier, 2, ZERO]);
      await act("haulier", "release", "decline", [release, ZERO]);
      expect((await view(port, release)).state).to.equal(before.state);
    });

    it("expiry stops the chain, and an extension lets it go on", async () => {
      const { act, ids } = port;
      const { release } = await stage(port, "Offered");
      await act("carrier", "release", "cancel", [release, 0, ZERO]);
      const second = (await stage(port, "Active")).release;
      await port.warp(61 * DAY);
      const now = await port.now();
      expect(await refused("buyer", "offer", [second, ids.forwarder, 0, 1, 0, now + DAY, ZERO])).to.equal(
        "ReleaseExpired",
      );
      expect(await refused("buyer", "assign", [second, ids.haulier, 0, ZERO])).to.equal("ReleaseExpired");
      expect(await refused("carrier", "extend", [second, now - 1, ZERO])).to.equal("ReleaseArgumentInvalid");
      await act("carrier", "release", "extend", [second, now + DAY, ZERO]);
      expect(await refused("carrier", "extend", [second, now + DAY, ZERO])).to.equal("ReleaseArgumentInvalid");
      expect(await refused("buyer", "assign", [second, ids.haulier, 0, ZERO])).to.equal(undefined);
    });

    it("R5: who is suspended neither accepts nor passes the gate", async () => {
      const { act, ids } = port;
      const { release } = await stage(port, "Ready");
      await greenLights(port, release);
      await act("port", "members", "suspend", [ids.haulier, ZERO]);
      expect(await verdict(release)).to.equal(REASON.haulierNotActive);
      await act("port", "members", "suspend", [ids.forwarder, ZERO]);
      expect(await verdict(release)).to.equal(REASON.haulierNotActive | REASON.holderNotActive);
      await act("port", "members", "reinstate", [ids.haulier, ZERO]);
      await act("port", "members", "reinstate", [ids.forwarder, ZERO]);
      await act("port", "members", "reviseRoles", [ids.haulier, 1 << 2]);
      expect(await verdict(release)).to.equal(REASON.haulierNotActive);
    });

    it("R5: who lost its role since the offer does not accept", async () => {
      const { release } = await stage(port, "Offered");
      await port.act("port", "members", "reviseRoles", [port.ids.broker, 1 << 7]);
      expect(await refused("broker", "accept", [release, ZERO])).to.equal("ReleaseRoleMissing");
    });

    it("nominating: a driver, a plate and a slot that has not passed", async () => {
      const { release } = await stage(port, "Assigned");
      const now = await port.now();
      expect(await refused("haulier", "nominate", [release, ZERO, PLATE, now, now + DAY, ZERO])).to.equal(
        "ReleaseArgumentInvalid",
      );
      expect(await refused("haulier", "nominate", [release, DRIVER, ZERO, now, now + DAY, ZERO])).to.equal(
        "ReleaseArgumentInvalid",
      );
      expect(await refused("haulier", "nominate", [release, DRIVER, PLATE, now, now - 10, ZERO])).to.equal(
        "ReleaseArgumentInvalid",
      );
      expect(await refused("haulier", "nominate", [release, DRIVER, PLATE, now + 10, now + 5, ZERO])).to.equal(
        "ReleaseArgumentInvalid",
      );
      expect(await refused("haulier", "nominate", [release, DRIVER, PLATE, now - 20, now - 10, ZERO])).to.equal(
        "ReleaseArgumentInvalid",
      );
      expect(await refused("buyer", "nominate", [release, DRIVER, PLATE, now, now + DAY, ZERO])).to.equal(
        "ReleaseNotParty",
      );
    });
  });

  describe("the verdict", () => {
    it("each reason alone, and all together", async () => {
      const { act, ids } = port;
      const { release } = await stage(port, "Ready");
      expect(await verdict(id("no release"))).to.equal(REASON.unknown);
      expect(await verdict(release)).to.equal(LIGHTS);
      await greenLights(port, release);
      expect(await verdict(release)).to.equal(0n);
      expect(await verdict(release, { terminal: "quay" })).to.equal(REASON.wrongTerminal);
      expect(await verdict(release, { haulier: "trucker" })).to.equal(REASON.wrongHaulier);
      expect(await verdict(release, { driver: PLATE })).to.equal(REASON.wrongDriver);
      expect(await verdict(release, { plate: DRIVER })).to.equal(REASON.wrongPlate);
      expect(await verdict(release, { driver: ZERO, plate: ZERO })).to.equal(REASON.wrongDriver | REASON.wrongPlate);
      const now = await port.now();
      expect(await verdict(release, {}, now - 1000)).to.equal(REASON.notYetValid | REASON.outsideSlot);
      expect(await verdict(release, {}, now + 2 * DAY)).to.equal(REASON.outsideSlot);
      expect(await verdict(release, {}, now + 70 * DAY)).to.equal(REASON.outsideSlot | REASON.expired);
      for (const [light, by, reason] of [
        [0, "carrier", REASON.commercial],
        [1, "customs", REASON.customs],
        [2, "terminal", REASON.discharge],
      ] as const) {
        for (const colour of [2, 0]) {
          await act(by, "release", "setLight", [release, light, colour, 1, ZERO]);
          expect(await verdict(release), "red and unknown are not green").to.equal(reason);
        }
        await act(by, "release", "setLight", [release, light, 1, 1, ZERO]);
      }
      for (const [hold, by] of HOLDS) {
        await act(by, "release", "placeHold", [CONTAINER, hold, 1, ZERO], { signed: hold % 2 === 0 });
        expect(await verdict(release)).to.equal(1n << BigInt(24 + hold));
        await act(by, "release", "liftHold", [CONTAINER, hold, 0, ZERO], { signed: hold % 2 === 1 });
      }
      expect(await verdict(release)).to.equal(0n);
      await act("carrier", "release", "suspend", [release, 1, ZERO]);
      expect(await verdict(release)).to.equal(REASON.suspended);
      await act("carrier", "release", "cancel", [release, 1, ZERO]);
      expect(await verdict(release)).to.equal(REASON.ended);
      const out = await stage(port, "Out");
      expect((await verdict(out.release)) & REASON.gone).to.equal(REASON.gone);
      const active = await stage(port, "Active", "Active", OTHER_CONTAINER);
      expect(await verdict(active.release)).to.equal(REASON.notReady | LIGHTS | VEHICLE);
      const view = await port.read<{ placed: boolean }[]>("release", "holdsOf", CONTAINER);
      expect(view.every(({ placed }) => !placed)).to.equal(true);
      expect(await port.read("release", "nextRelease", ZERO, ascii("TEXU3070079"), ids.quay)).to.be.a("string");
    });

    it("arriving asks the verdict; what the authorities do afterwards keeps the container in", async () => {
      const { act, ids } = port;
      const { release } = await stage(port, "Ready");
      const arrival = [release, ids.haulier, DRIVER, PLATE, ZERO];
      expect(await refused("terminal", "arrive", arrival)).to.equal("ReleaseRefused");
      await greenLights(port, release);
      expect(await refused("terminal", "arrive", [release, ids.haulier, DRIVER, DRIVER, ZERO])).to.equal(
        "ReleaseRefused",
      );
      await act("terminal", "release", "arrive", arrival);
      // R7: at the gate the commercial parties can do nothing.
      for (const [by, name, args] of [
        ["carrier", "suspend", [release, 1, ZERO]],
        ["carrier", "cancel", [release, 1, ZERO]],
        ["forwarder", "recall", [release, ZERO]],
        ["buyer", "recall", [release, ZERO]],
        ["haulier", "decline", [release, ZERO]],
      ] as [Party, string, unknown[]][]) {
        expect(await refused(by, name, args)).to.equal("ReleaseUnexpectedState");
      }
      // R8: the authorities can.
      expect(await refused("terminal", "gateOut", [release, ZERO, ZERO])).to.equal("ReleaseArgumentInvalid");
      await act("court", "release", "placeHold", [CONTAINER, 4, 1, ZERO]);
      expect(await refused("terminal", "gateOut", [release, id("receipt"), ZERO])).to.equal("ReleaseRefused");
      expect(await refused("terminal", "gateOutManually", [release, 1, id("receipt"), ZERO])).to.equal(
        "ReleaseRefused",
      );
      await act("court", "release", "liftHold", [CONTAINER, 4, 0, ZERO]);
      await act("port", "members", "suspend", [ids.haulier, ZERO]);
      expect(await refused("terminal", "gateOut", [release, id("receipt"), ZERO])).to.equal("ReleaseRefused");
    });
  });

  describe("lights and holds", () => {
    it("a light is set by its own authority", async () => {
      const { release } = await stage(port, "Active");
      for (const [light, rightful] of [
        [0, "carrier"],
        [1, "customs"],
        [2, "terminal"],
      ] as [number, Party][]) {
        for (const by of ["carrier", "liner", "customs", "terminal", "quay", "maritime", "buyer"] as const) {
          const error = await refused(by, "setLight", [release, light, 1, 0, ZERO]);
          if (by === rightful) expect(error).to.equal(undefined);
          else expect(["ActNotFor", "ReleaseRoleMissing", "ReleaseNotParty"]).to.include(error);
        }
      }
    });

    it("what one customs office decided another changes only when the first is no longer active", async () => {
      const { act, ids } = port;
      const { release } = await stage(port, "Active");
      await act("customs", "release", "setLight", [release, LIGHT.customs, 2, 7, ZERO]);
      await act("customs", "release", "placeHold", [CONTAINER, 0, 7, ZERO]);
      const light = [release, LIGHT.customs, 1, 0, ZERO];
      const lift = [CONTAINER, 0, 0, ZERO];
      expect(await refused("office", "setLight", light)).to.equal("ReleaseNotAuthority");
      expect(await refused("office", "liftHold", lift)).to.equal("ReleaseNotAuthority");
      const lights = await port.read<{ colour: bigint; signal: { authority: bigint; reason: bigint } }[]>(
        "release",
        "lightsOf",
        release,
      );
      expect([lights[1]!.colour, lights[1]!.signal.authority, lights[1]!.signal.reason]).to.deep.equal([
        2n,
        BigInt(ids.customs),
        7n,
      ]);
      await act("port", "members", "strike", [ids.customs, ZERO]);
      expect(await refused("office", "setLight", light)).to.equal(undefined);
      expect(await refused("office", "liftHold", lift)).to.equal(undefined);
    });

    it("R6, R7: at the gate the carrier neither darkens its light nor asks for charges; before and after it may", async () => {
      const { act } = port;
      const { release } = await stage(port, "AtGate");
      const dark = [release, LIGHT.commercial, 2, 1, ZERO];
      const charges = [CONTAINER, 5, 1, ZERO];
      expect(await refused("carrier", "setLight", dark)).to.equal("ReleaseUnexpectedState");
      expect(await refused("carrier", "placeHold", charges)).to.equal("ReleaseUnexpectedState");
      // R8: the authorities go on.
      await act("customs", "release", "setLight", [release, LIGHT.customs, 2, 1, ZERO]);
      await act("terminal", "release", "setLight", [release, LIGHT.discharge, 2, 1, ZERO]);
      expect(await verdict(release)).to.equal(REASON.customs | REASON.discharge);
      await act("terminal", "release", "turnAway", [release, 1, ZERO]);
      await act("carrier", "release", "setLight", dark);
      await act("carrier", "release", "placeHold", charges);
    });

    it("a hold is placed once, by its own authority, with a reason, also before there is a release", async () => {
      const { act, ids } = port;
      expect(await refused("customs", "placeHold", [ascii("CSQU3054384"), 0, 1, ZERO])).to.equal(
        "ReleaseContainerInvalid",
      );
      expect(await refused("customs", "placeHold", [CONTAINER, 0, 0, ZERO])).to.equal("ReleaseArgumentInvalid");
      expect(await refused("carrier", "placeHold", [CONTAINER, 5, 1, ZERO])).to.equal("ReleaseUnknown");
      expect(await refused("customs", "liftHold", [CONTAINER, 0, 1, ZERO])).to.equal("ReleaseHoldUnchanged");
      await act("maritime", "release", "placeHold", [CONTAINER, 2, 1, ZERO]);
      expect(await refused("maritime", "placeHold", [CONTAINER, 2, 1, ZERO])).to.equal("ReleaseHoldUnchanged");
      const { release } = await stage(port, "Ready");
      await greenLights(port, release);
      expect(await verdict(release)).to.equal(1n << 26n);
      for (const [hold, rightful] of HOLDS.filter(([hold]) => hold !== 2)) {
        for (const by of ["customs", "maritime", "border", "court", "carrier", "terminal", "liner"] as const) {
          const error = await refused(by, "placeHold", [CONTAINER, hold, 1, ZERO]);
          if (by === rightful) expect(error).to.equal(undefined);
          else expect(["ReleaseRoleMissing", "ActNotFor"]).to.include(error);
        }
      }
      // Another terminal does not shake it off.
      await act("carrier", "release", "supersede", [release, CONTAINER, ids.quay, ZERO]);
      const moved = await port.read<string>("release", "liveRelease", CONTAINER, ids.quay);
      expect((await verdict(moved, { terminal: "quay" })) & (1n << 26n)).to.equal(1n << 26n);
      expect(await port.read("release", "holdTrail", CONTAINER)).to.not.equal(ZERO);
    });

    it("charges are the carrier's, or the next carrier's once it has left", async () => {
      const { act, ids } = port;
      const { release } = await stage(port, "Active");
      await act("carrier", "members", "listAgent", [ids.agent, 1 << 5, NEVER]);
      await act("agent", "release", "placeHold", [CONTAINER, 5, 1, ZERO]);
      expect(await refused("liner", "liftHold", [CONTAINER, 5, 1, ZERO])).to.equal("ActNotFor");
      await act("carrier", "release", "cancel", [release, 1, ZERO]);
      const title = await port.bill({ carrier: "liner" });
      await act("liner", "release", "issue", await order(title));
      expect(await refused("liner", "liftHold", [CONTAINER, 5, 1, ZERO])).to.equal("ActNotFor");
      expect(await refused("carrier", "liftHold", [CONTAINER, 5, 1, ZERO])).to.equal(undefined);
      await act("port", "members", "strike", [ids.carrier, ZERO]);
      expect(await refused("liner", "liftHold", [CONTAINER, 5, 1, ZERO])).to.equal(undefined);
    });
  });

  describe("R12: the gate's exception", () => {
    it("waives the vehicle, never a light, a hold, a suspension or an expiry", async () => {
      const { act } = port;
      const second = await port.appoint("terminal", "second terminal officer");
      const { release } = await stage(port, "Active");
      const exception = [release, 4, id("receipt"), ZERO];
      expect(await refused("terminal", "gateOutManually", exception)).to.equal("ReleaseRefused");
      await greenLights(port, release);
      expect(await refused("terminal", "gateOutManually", [release, 0, id("receipt"), ZERO])).to.equal(
        "ReleaseArgumentInvalid",
      );
      expect(await refused("terminal", "gateOutManually", [release, 4, ZERO, ZERO])).to.equal("ReleaseArgumentInvalid");
      expect(await refused("quay", "gateOutManually", exception)).to.equal("ReleaseNotParty");
      await act("terminal", "release", "gateOutManually", exception);
      expect(await refused("terminal", "gateOutManually", exception)).to.equal("ReleaseSecondOfficerNeeded");
      const other = await act("terminal", "release", "gateOutManually", [release, 5, id("receipt"), ZERO], {
        officer: second,
      });
      expect(other.result).to.equal(false, "another reason is another proposal");
      await act("carrier", "release", "setLight", [release, 0, 1, 0, ZERO]);
      expect((await act("terminal", "release", "gateOutManually", exception, { officer: second })).result).to.equal(
        true,
      );
      const after = await view(port, release);
      expect(Number(after.right.other)).to.equal(port.ids.buyer);
      expect(await refused("yard", "returnEmpty", [release, id("empty"), ZERO])).to.equal("ReleaseNotParty");
      expect(await refused("depot", "returnEmpty", [release, ZERO, ZERO])).to.equal("ReleaseArgumentInvalid");
      expect(await refused("terminal", "returnEmpty", [release, id("empty"), ZERO])).to.equal("ReleaseRoleMissing");
      expect(await refused("depot", "returnEmpty", [release, id("empty"), ZERO])).to.equal(undefined);
    });

    it("a proposal falls when the right changes", async () => {
      const { act, ids } = port;
      const second = await port.appoint("terminal", "second terminal officer");
      const { release } = await stage(port, "Active");
      await greenLights(port, release);
      const exception = [release, 4, id("receipt"), ZERO];
      await act("terminal", "release", "gateOutManually", exception);
      await act("buyer", "release", "assign", [release, ids.haulier, 0, ZERO]);
      expect((await act("terminal", "release", "gateOutManually", exception, { officer: second })).result).to.equal(
        false,
      );
    });

    it("an officer dismissed since it gave the first key gave none", async () => {
      const { act } = port;
      const second = await port.appoint("terminal", "second terminal officer");
      const { release } = await stage(port, "Active");
      await greenLights(port, release);
      const exception = [release, 4, id("receipt"), ZERO];
      await act("terminal", "release", "gateOutManually", exception, { officer: second });
      await act("terminal", "members", "dismiss", [second.address]);
      expect((await act("terminal", "release", "gateOutManually", exception)).result).to.equal(false);
      expect(await refused("terminal", "gateOutManually", exception)).to.equal("ReleaseSecondOfficerNeeded");
      const third = await port.appoint("terminal", "third terminal officer");
      const done = await act("terminal", "release", "gateOutManually", exception, { officer: third });
      expect(done.result).to.equal(true);
      expect(done.logs[0]!.args.proposer).to.equal(port.wallets.terminal.address);
    });

    it("two officers in one countersigned act", async () => {
      const second = await port.appoint("terminal", "second terminal officer");
      const foreign = await port.appoint("quay", "an officer of the quay");
      const { release } = await stage(port, "Offered");
      await greenLights(port, release);
      const exception = [release, 4, id("receipt"), ZERO];
      expect(await refused("terminal", "gateOutManually", exception, { countersigners: [foreign] })).to.equal(
        "MemberCountersignerForeign",
      );
      const done = await port.act("terminal", "release", "gateOutManually", exception, { countersigners: [second] });
      expect(done.result).to.equal(true);
      const after = await view(port, release);
      expect([Number(after.right.state), Number(after.right.other)]).to.deep.equal([STATE.Out, port.ids.forwarder]);
    });
  });

  describe("R14: supersede", () => {
    it("starts anew with the first party, names what it replaces, and leaves chain and lights behind", async () => {
      const { act, ids } = port;
      const { release, title } = await stage(port, "Ready");
      await greenLights(port, release);
      const foreseen = await port.read<string>("release", "nextRelease", title, OTHER_CONTAINER, ids.quay);
      expect(await refused("carrier", "supersede", [release, ascii("CSQU3054384"), ids.quay, ZERO])).to.equal(
        "ReleaseContainerInvalid",
      );
      const { result } = await act("carrier", "release", "supersede", [release, OTHER_CONTAINER, ids.quay, ZERO], {
        signed: true,
      });
      expect(result).to.equal(foreseen);
      const next = await view(port, result as string);
      expect(next.replaces).to.equal(release);
      expect([next.right.holder, next.right.lights, next.right.links].map(Number)).to.deep.equal([ids.buyer, 0, 0]);
      const { result: again } = await act("carrier", "release", "supersede", [result, OTHER_CONTAINER, ids.quay, ZERO]);
      expect((await view(port, again as string)).replaces).to.equal(result);
    });

    it("a prepared one is replaced by a prepared one", async () => {
      const { release } = await stage(port, "Prepared", "Assigned");
      const { result } = await port.act("carrier", "release", "supersede", [
        release,
        OTHER_CONTAINER,
        port.ids.terminal,
        ZERO,
      ]);
      expect(Number((await view(port, result as string)).right.state)).to.equal(STATE.Prepared);
    });
  });

  it("the trail is what its events recompute to", async () => {
    const { AbiCoder, keccak256 } = await import("ethers");
    const { release } = await stage(port, "Returned");
    const logs = await port.provider.getLogs({
      address: port.addresses.release,
      topics: [null, release],
      fromBlock: 0,
    });
    const acts: Record<string, number> = {
      ReleaseIssued: 1,
      ReleaseOffered: 4,
      ReleaseAccepted: 5,
      ReleaseAssigned: 9,
      TransportNominated: 10,
      ContainerCalled: 11,
      ContainerGatedOut: 13,
      EmptyReturned: 16,
      ReleaseLightSet: 22,
    };
    let trail = ZERO;
    for (const log of logs) {
      const event = port.interfaces.release.parseLog(log)!;
      const { timestamp } = (await port.provider.getBlock(log.blockNumber))!;
      const { holder } = decode(event.args.state as string);
      const to: unknown = event.fragment.inputs.some(({ name }) => name === "to") ? event.args.to : holder;
      trail = keccak256(
        AbiCoder.defaultAbiCoder().encode(
          ["bytes32", "uint8", "uint32", "uint32", "bytes32", "bytes32", "uint256"],
          [trail, acts[event.name], event.args.from, to, event.args.state, event.args.instrument, timestamp],
        ),
      );
    }
    expect(trail).to.equal((await view(port, release)).trail);
  });

  it("nothing is signed that is no act", async () => {
    const { Interface, getCreateAddress } = await import("ethers");
    for (const registry of ["release", "credit", "did"] as const) {
      const abi = port.interfaces[registry];
      for (const to of [port.addresses[registry], getCreateAddress({ from: port.addresses[registry], nonce: 1 })]) {
        if (registry === "did" && to !== port.addresses.did) continue;
        const data = abi.encodeFunctionData("actTypeHash", [
          new Interface(["function isNonceUsed()"]).getFunction("isNonceUsed")!.selector,
        ]);
        expect(await port.provider.send("eth_call", [{ to, data }, "latest"])).to.equal(ZERO);
      }
    }
  });

  it("code by itself, without the registry's storage, does nothing", async () => {
    // The rare acts are a contract of their own, whose address anyone can compute: the registry's first creation.
    const { getCreateAddress } = await import("ethers");
    for (const [registry, name, args, error] of [
      ["release", "cancel", [id("x"), 1, ZERO], "ReleaseRareActsAlone()"],
      ["credit", "grantConsent", [1, 1, NEVER, ZERO], "CreditRareActsAlone()"],
    ] as const) {
      const to = getCreateAddress({ from: port.addresses[registry], nonce: 1 });
      const data = port.interfaces[registry].encodeFunctionData(name, args as unknown as unknown[]);
      let revert = "";
      try {
        await port.provider.send("eth_call", [{ to, data, from: key("carrier").address }, "latest"]);
      } catch (caught) {
        revert = JSON.stringify(caught, (_, value: unknown) =>
          value instanceof Error ? { ...value, cause: value.cause } : value,
        );
      }
      expect(revert).to.contain(id(error).slice(2, 10));
    }
  });
});

/** The holder in a packed state word. */
function decode(state: string): { holder: bigint } {
  return { holder: (BigInt(state) >> 80n) & 0xffffffffn };
}
