import { expect } from "chai";
import { bill, failure, NOTHING, now, theWorld, type Person, type World } from "./support.ts";
import { referenceToBytes32 } from "../../sdk/src/domain/typedData/typedData.ts";

const DRIVER = `0x${"d1".repeat(32)}` as const;
const PLATE = `0x${"a7".repeat(32)}` as const;
const DIGEST = `0x${"1c".repeat(32)}` as const;
let serial = 305_438;

/** A container number with a right check digit (ISO 6346) that no other test has. */
function containerNumber(): string {
  serial += 1;
  const text = `CSQU${String(serial).padStart(6, "0")}`;
  const values = [...text].map((letter, index) => {
    const position = letter.charCodeAt(0) - 65;
    return index < 4 ? position + 10 + Math.floor((position + 9) / 10) : Number(letter);
  });
  const sum = values.reduce((total, value, index) => total + value * 2 ** index, 0);
  return `${text}${(sum % 11) % 10}`;
}

describe("releases", () => {
  let world: World;
  let carrier: Person;
  let consignee: Person;
  let forwarder: Person;
  let haulier: Person;
  let terminal: Person;
  let depot: Person;
  let customs: Person;
  let stranger: Person;

  before(async () => {
    world = await theWorld();
    carrier = await world.admit("Release Line", "carrier");
    consignee = await world.admit("Release Consignee", "trader");
    forwarder = await world.admit("Release Forwarder", "forwarder");
    haulier = await world.admit("Release Haulier", "haulier");
    terminal = await world.admit("Release Terminal", "terminal");
    depot = await world.admit("Release Depot", "depot");
    customs = await world.admit("Release Customs", "customs");
    stranger = await world.admit("Release Stranger", "trader");
  });

  /** A release to the consignee, whose bill is accomplished. */
  async function issue(): Promise<{ release: `0x${string}`; container: string }> {
    const title = (await carrier.act("title", "issue", bill(carrier, consignee))).subject!;
    await consignee.act("title", "surrender", { title, purpose: 1, instrument: NOTHING });
    await carrier.act("title", "acceptSurrender", { title, instrument: NOTHING });
    const container = containerNumber();
    const { subject } = await carrier.act("release", "issue", {
      title,
      container: referenceToBytes32(container),
      terminal: terminal.member,
      firstParty: consignee.member,
      depot: depot.member,
      validFrom: 0,
      validUntil: now() + 86_400,
      depth: 3,
      instrument: NOTHING,
    });
    return { release: subject!, container };
  }

  const light = (person: Person, release: string, which: number, colour: number) =>
    person.act("release", "setLight", { release, light: which, colour, reason: 0, instrument: NOTHING });

  it("goes from the carrier to the gate and back to the depot, and tells each what it may do", async () => {
    const { release, container } = await issue();
    const shown = await consignee.client.releases.show({ release });
    expect(shown).to.include({ state: "active", container, basis: "title", remaining: 3, links: 0 });
    expect(
      shown.lights.filter(({ kind }) => kind === "light").map(({ name, state }) => `${name} ${state}`),
    ).to.deep.equal(["commercial unknown", "customs unknown", "discharge unknown"]);
    expect(shown.allowedActs).to.include.members(["offer", "assign"]);

    await consignee.act("release", "offer", {
      release,
      to: forwarder.member,
      validUntil: 0,
      depth: 1,
      policy: 0,
      deadline: now() + 600,
      instrument: NOTHING,
    });
    expect(
      (await forwarder.client.releases.list({ relation: "offered" })).items.map((each) => each.release),
    ).to.include(release);
    await forwarder.act("release", "accept", { release, instrument: NOTHING });
    await forwarder.act("release", "assign", { release, haulier: haulier.member, mode: 0, instrument: NOTHING });
    expect((await haulier.client.releases.show({ release })).allowedActs).to.have.members(["decline", "nominate"]);
    await haulier.act("release", "nominate", {
      release,
      driver: DRIVER,
      plate: PLATE,
      slotFrom: now() - 60,
      slotUntil: now() + 3600,
      instrument: NOTHING,
    });

    const atGate = { release, driver: DRIVER, plate: PLATE };
    expect((await terminal.client.releases.verdict(atGate)).reasons).to.deep.equal([
      "COMMERCIAL_LIGHT",
      "CUSTOMS_LIGHT",
      "DISCHARGE_LIGHT",
    ]);
    await light(carrier, release, 0, 1);
    await light(customs, release, 1, 1);
    await light(terminal, release, 2, 1);
    const verdict = await terminal.client.releases.verdict(atGate);
    expect(verdict).to.include({ go: true, bitmap: "0", vehicle: "given" });

    const hold = { container: referenceToBytes32(container), hold: 0, reason: 7, instrument: DIGEST };
    await customs.act("release", "placeHold", hold);
    expect((await terminal.client.releases.verdict(atGate)).reasons).to.deep.equal(["INSPECTION_HOLD"]);
    const held = (await terminal.client.releases.show({ release })).lights.find(({ name }) => name === "inspection");
    expect(held).to.deep.include({ kind: "hold", state: "red", reason: "7" });
    expect(held?.authority).to.include({ member: customs.member, name: "Release Customs" });
    await customs.act("release", "liftHold", { ...hold, reason: 0 });

    expect((await terminal.client.releases.verdict({ ...atGate, plate: DRIVER })).reasons).to.deep.equal([
      "WRONG_PLATE",
    ]);
    expect((await terminal.client.releases.verdict({ release })).reasons).to.deep.equal([
      "WRONG_DRIVER",
      "WRONG_PLATE",
    ]);
    expect(await consignee.client.releases.verdict({ release })).to.include({ go: true, vehicle: "nominated" });

    await terminal.act("release", "arrive", {
      release,
      haulier: haulier.member,
      driver: DRIVER,
      plate: PLATE,
      instrument: NOTHING,
    });
    await terminal.act("release", "gateOut", { release, interchange: DIGEST, instrument: NOTHING });
    expect((await depot.client.releases.show({ release })).allowedActs).to.include("returnEmpty");
    await depot.act("release", "returnEmpty", { release, interchange: DIGEST, instrument: NOTHING });
    const story = (await consignee.client.releases.acts({ release })).items.map((each) => each.event);
    expect(story[0]).to.equal("ReleaseIssued");
    expect(story.slice(-3)).to.deep.equal(["ContainerCalled", "ContainerGatedOut", "EmptyReturned"]);
    expect((await carrier.client.releases.show({ release })).state).to.equal("returned");
  });

  it("is found by container and by title, by its parties only", async () => {
    const { release, container } = await issue();
    const mine = async (person: Person) =>
      (await person.client.releases.list({ container })).items.map((each) => each.release);
    expect(await mine(carrier)).to.deep.equal([release]);
    expect(await mine(terminal)).to.deep.equal([release]);
    expect(await mine(stranger)).to.deep.equal([]);
    expect((await failure(stranger.client.releases.show({ release }))).code).to.equal("RELEASE_UNKNOWN");
    expect((await failure(stranger.client.releases.verdict({ release }))).code).to.equal("RELEASE_UNKNOWN");
  });

  it("gives the gate's refusal by the registry's own name", async () => {
    const { release } = await issue();
    const error = await failure(
      terminal.act("release", "arrive", {
        release,
        haulier: haulier.member,
        driver: DRIVER,
        plate: PLATE,
        instrument: NOTHING,
      }),
    );
    expect(error.code).to.match(/^RELEASE_/);
    expect(error.kind).to.equal("conflict");
  });

  it("offers what the ledger admits, and no more", async () => {
    const { release } = await issue();
    await consignee.act("release", "offer", {
      release,
      to: forwarder.member,
      validUntil: 0,
      depth: 1,
      policy: 0,
      deadline: now() + 600,
      instrument: NOTHING,
    });
    for (const person of [carrier, consignee, forwarder, terminal]) {
      const hint = (await person.client.releases.show({ release })).allowedActs;
      for (const act of ["accept", "decline", "recall", "activate", "resume"]) {
        const body = await person.sign("release", act, { release, instrument: NOTHING });
        const admitted = await person.client.acts.simulate({ body }).then(
          () => true,
          () => false,
        );
        expect(admitted, `${act} by ${person.member}`).to.equal(hint.includes(act));
      }
    }
  });
});
