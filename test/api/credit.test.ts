import { expect } from "chai";
import { referenceToBytes32 } from "../../sdk/src/domain/typedData/typedData.ts";
import { failure, NOTHING, now, theWorld, type Person, type World } from "./support.ts";

const DIGEST = `0x${"cd".repeat(32)}` as const;
const CUSTOMS_FIELD = 1;
const MARITIME_FIELD = 2;

describe("credit", () => {
  let world: World;
  let customs: Person;
  let maritime: Person;
  let trader: Person;
  let stranger: Person;
  let scheme: number;

  before(async function () {
    this.timeout(60_000);
    world = await theWorld();
    customs = await world.admit("Credit Customs", "customs");
    maritime = await world.admit("Credit Maritime", "maritime-safety");
    trader = await world.admit("Credit Trader", "trader");
    stranger = await world.admit("Credit Stranger", "trader");
    const validUntil = now() + 86_400;
    for (const [agency, fields] of [
      [customs, CUSTOMS_FIELD],
      [maritime, MARITIME_FIELD],
    ] as const) {
      await world.office.act("credit", "establishRoot", {
        agency: agency.member,
        fields,
        depth: 0,
        validUntil,
        instrument: DIGEST,
      });
    }
    await customs.act("credit", "publishScheme", {
      code: referenceToBytes32("GACC-282"),
      version: 1,
      field: CUSTOMS_FIELD,
      grades: 5,
      instrument: DIGEST,
    });
    const { items } = await stranger.client.credit.schemes({ publisher: customs.member });
    scheme = items[0]!.scheme;
    for (const [index, name] of ["AEO-ADVANCED", "AEO", "REGISTERED"].entries()) {
      await customs.act("credit", "nameGrade", {
        scheme,
        grade: index + 1,
        name: referenceToBytes32(name),
        class: index < 2 ? 1 : 0,
        instrument: NOTHING,
      });
    }
  });

  it("shows schemes with their grades by name to every member", async () => {
    const { items } = await stranger.client.credit.schemes({ publisher: customs.member });
    expect(items[0]).to.deep.include({ code: "GACC-282", version: 1, retired: false });
    expect(items[0]?.grades.map(({ name, class: meaning }) => `${name} ${meaning}`)).to.deep.equal([
      "AEO-ADVANCED favoured",
      "AEO favoured",
      "REGISTERED neutral",
      "null null",
      "null null",
    ]);
  });

  it("recognises a grade by rule and with consent only, and says why", async () => {
    const validUntil = now() + 3600;
    const attested = await customs.act("credit", "attest", {
      subject: trader.member,
      scheme,
      grade: 2,
      validFrom: 0,
      validUntil,
      instrument: DIGEST,
    });
    await maritime.act("credit", "publishRule", {
      scheme,
      grades: 3,
      benefits: 5,
      purpose: 1,
      validFrom: 0,
      validUntil,
      instrument: DIGEST,
    });
    const question = { subject: trader.member, agency: maritime.member };
    const before = await maritime.client.credit.standing(question);
    expect(before.facts).to.deep.include({ benefits: 0, flagged: false });
    expect(before.trace[0]).to.deep.include({ outcome: "not-shared", attestation: null, grade: null });

    await trader.act("credit", "grantConsent", {
      agency: maritime.member,
      purpose: 1,
      validUntil,
      instrument: NOTHING,
    });
    const after = await maritime.client.credit.standing(question);
    expect(after.facts).to.deep.include({ benefits: 5 });
    expect(after.trace[0]).to.deep.include({
      outcome: "applied",
      scheme: "GACC-282/1",
      grade: "AEO",
      attestation: attested.subject,
    });

    const shown = await trader.client.credit.attestation({ attestation: attested.subject! });
    expect(shown).to.include({
      scheme: "GACC-282/1",
      grade: "AEO",
      gradeNumber: 2,
      status: "active",
      evidence: DIGEST,
    });
    // Whatever is revoked in the second in which it was given never began.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await customs.act("credit", "revoke", { attestation: attested.subject!, reason: 9, instrument: NOTHING });
    expect(await trader.client.credit.attestation({ attestation: attested.subject! })).to.include({
      status: "revoked",
      reason: "9",
    });
    expect((await maritime.client.credit.standing(question)).trace[0]).to.deep.include({
      outcome: "not-valid",
      benefits: 0,
    });
  });

  it("tells attestations to their agency and subject, and a standing to its two sides", async () => {
    const attested = await customs.act("credit", "attest", {
      subject: stranger.member,
      scheme,
      grade: 3,
      validFrom: 0,
      validUntil: now() + 3600,
      instrument: DIGEST,
    });
    const ids = async (person: Person) =>
      (await person.client.credit.attestations({ limit: 500 })).items.map((each) => each.attestation);
    expect(await ids(stranger)).to.deep.equal([attested.subject]);
    expect(await ids(customs)).to.include(attested.subject);
    expect(await ids(maritime)).to.deep.equal([]);
    expect((await failure(trader.client.credit.attestation({ attestation: attested.subject! }))).code).to.equal(
      "ATTESTATION_UNKNOWN",
    );
    const shown = { attestation: attested.subject!, evidence: DIGEST };
    expect((await trader.client.credit.attestation(shown)).status).to.equal("active");
    const question = { subject: stranger.member, agency: customs.member };
    expect((await stranger.client.credit.standing(question)).facts).to.deep.include({
      scheme: "GACC-282/1",
      grade: "REGISTERED",
    });
    expect((await failure(trader.client.credit.standing(question))).code).to.equal("STANDING_NOT_SHARED");
  });

  it("shows recognition rules to every member", async () => {
    const { items } = await stranger.client.credit.rules({ agency: maritime.member });
    expect(items[0]).to.deep.include({
      scheme: "GACC-282/1",
      grades: ["AEO-ADVANCED", "AEO"],
      benefits: 5,
      purpose: 1,
      status: "in-force",
    });
    expect(items[0]?.publisher).to.include({ member: customs.member });
  });
});
