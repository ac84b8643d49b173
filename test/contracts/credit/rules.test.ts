import { expect } from "chai";
import { NEVER, ZERO, ascii, createPort, encode } from "../release/port.ts";
import type { Party, Port } from "../release/port.ts";
import { DIGEST, FIELD, foundCredit } from "./founding.ts";
import type { Standing } from "./founding.ts";

const DAY = 86_400;

/** What the tables of table.test.ts leave open: time, depth, and whose flags count. */
describe("the rules of credit", function () {
  this.timeout(120_000);
  let port: Port;
  let clean: string;
  before(async () => {
    port = await createPort();
    await foundCredit(port);
  });
  beforeEach(async () => {
    clean = await port.snapshot();
  });
  afterEach(async () => port.restore(clean));
  const refused = async (by: Party, name: string, args: unknown[]): Promise<string | undefined> =>
    (await port.refusal(by, "credit", name, args))?.name;
  const accredit = (by: Party, agency: Party, depth: number, until = NEVER) =>
    port.act(by, "credit", "accredit", [port.ids[agency], FIELD.customs, depth, until, ZERO]);
  const accredited = (agency: Party, moment: number): Promise<boolean> =>
    port.read<boolean>("credit", "wasAccreditedAt", port.ids[agency], FIELD.customs, moment);
  const standing = (agency: Party, moment = 0): Promise<Standing> =>
    port.read<Standing>("credit", "standing", port.ids.buyer, port.ids[agency], moment);

  it("a tree five levels high answers from bottom to top, and to nobody else", async () => {
    const { act, ids } = port;
    await act("port", "credit", "establishRoot", [ids.court, FIELD.customs, 4, NEVER, ZERO]);
    await accredit("court", "quay", 3);
    await accredit("quay", "depot", 2);
    await accredit("depot", "yard", 1);
    await accredit("yard", "office", 0);
    expect(await accredited("office", 0)).to.equal(true);
    await act("court", "credit", "publishScheme", [ascii("DEEP"), 1, FIELD.customs, 1, DIGEST]);
    await act("court", "credit", "nameGrade", [2, 1, ascii("fit"), 0, ZERO]);
    const { result } = await act("office", "credit", "attest", [ids.buyer, 2, 1, 0, NEVER, DIGEST]);
    for (const by of ["office", "yard", "depot", "quay", "court"] as const)
      expect(await refused(by, "revoke", [result, 1, ZERO]), by).to.equal(undefined);
    expect(await refused("customs", "revoke", [result, 1, ZERO])).to.equal("CreditNotAnswerable");
  });

  it("what an agency was is asked of the accreditation of that time", async () => {
    const before = (await port.now()) - DAY;
    await port.warp(DAY);
    const { timestamp: second } = await accredit("port", "customs", 1);
    await port.warp(DAY);
    const { timestamp: third } = await accredit("port", "customs", 1);
    const at = [before, second - 1, second, third - 1, third].map((moment) => accredited("customs", moment));
    expect(await Promise.all(at)).to.deep.equal([false, true, true, true, true]);
  });

  it("an accreditation that ran out may be given again, by another", async () => {
    const soon = (await port.now()) + DAY;
    await accredit("port", "customs", 1, soon);
    await accredit("customs", "office", 0, soon);
    expect(await refused("port", "accredit", [port.ids.office, FIELD.customs, 0, NEVER, ZERO])).to.equal(
      "CreditAccreditedAlready",
    );
    await port.warp(2 * DAY);
    await accredit("port", "office", 0);
    expect(await accredited("office", 0)).to.equal(true);
    expect(await accredited("office", soon + 1)).to.equal(false);
  });

  it("a successor can be taken back, and then answers no more", async () => {
    const { act, ids } = port;
    const { result } = await act("customs", "credit", "attest", [ids.buyer, 1, 1, 0, NEVER, DIGEST]);
    await act("customs", "credit", "nameSuccessor", [ids.customs, ids.maritime, ZERO]);
    expect(await refused("maritime", "suspend", [result, 1, ZERO])).to.equal(undefined);
    await act("customs", "credit", "nameSuccessor", [ids.customs, 0, ZERO]);
    expect(await refused("maritime", "suspend", [result, 1, ZERO])).to.equal("CreditNotAnswerable");
  });

  it("grades count from one", async () => {
    expect(await refused("customs", "nameGrade", [1, 0, ascii("none"), 0, ZERO])).to.equal("CreditArgumentInvalid");
  });

  it("an agency's own grade is that of its newest scheme with a valid one", async () => {
    const { act, ids, read } = port;
    await act("customs", "credit", "publishScheme", [ascii("GACC-282"), 2, FIELD.customs, 2, DIGEST]);
    await act("customs", "credit", "nameGrade", [2, 2, ascii("known"), 0, ZERO]);
    const { result: old } = await act("customs", "credit", "attest", [ids.buyer, 1, 3, 0, NEVER, DIGEST]);
    const { result: recent } = await act("customs", "credit", "attest", [ids.buyer, 2, 2, 0, NEVER, DIGEST]);
    const { scheme, grade } = await standing("customs");
    expect([scheme, grade]).to.deep.equal([2n, 2n]);
    await act("customs", "credit", "suspend", [recent, 1, ZERO]);
    expect((await standing("customs")).attestation).to.equal(old);
    const subject = `0x${ids.buyer.toString(16).padStart(64, "0")}`;
    const now = await port.now();
    expect(await read("credit", "governing", 2, subject, now)).to.equal(recent);
    expect(await read("credit", "governing", 2, subject, 1)).to.equal(ZERO);
    expect(recent).to.equal(encode(["uint32", "bytes32"], [2, subject]));
  });

  it("standing never comes from a dead accreditation chain: the recognising agency's own must live too", async () => {
    const { act, ids } = port;
    await act("customs", "credit", "attest", [ids.buyer, 1, 1, 0, NEVER, DIGEST]);
    await act("buyer", "credit", "grantConsent", [ids.maritime, 1, NEVER, ZERO]);
    expect((await standing("maritime")).benefits).to.equal(5n);
    const then = await port.now();
    await port.warp(DAY);
    await act("port", "credit", "withdrawAccreditation", [ids.maritime, 1, ZERO]);
    const after = await standing("maritime");
    expect([after.benefits, after.trace[0]!.outcome]).to.deep.equal([0n, 1n]);
    expect((await standing("maritime", then)).benefits).to.equal(5n);
  });

  it("a red flag of the recognising agency withholds as one of the publisher does, until it is lifted", async () => {
    const { act, ids, read } = port;
    await act("customs", "credit", "attest", [ids.buyer, 1, 1, 0, NEVER, DIGEST]);
    await act("buyer", "credit", "grantConsent", [ids.maritime, 1, NEVER, ZERO]);
    const second = await port.appoint("maritime", "second maritime officer");
    const { result } = await act("maritime", "credit", "proposeFlag", [ids.buyer, ascii("law"), NEVER, DIGEST]);
    await act("maritime", "credit", "confirmFlag", [result, ZERO], { officer: second });
    const flagged = await standing("maritime");
    expect([flagged.flagged, flagged.trace[0]!.outcome]).to.deep.equal([true, 6n]);
    const then = await port.now();
    await port.warp(DAY);
    await act("maritime", "credit", "liftFlag", [result, 1, ZERO]);
    expect((await standing("maritime")).benefits).to.equal(5n);
    expect(await read("credit", "flagsOf", ids.buyer, then)).to.deep.equal([result]);
    expect((await standing("maritime", then)).flagged).to.equal(true);
  });

  it("zero asks about now, in every answer", async () => {
    const { act, ids, read } = port;
    await act("buyer", "credit", "grantConsent", [ids.maritime, 1, NEVER, ZERO]);
    expect(await read("credit", "hadConsentedAt", ids.buyer, ids.maritime, 1, 0)).to.equal(true);
    const pseudonym = DIGEST;
    await act("customs", "credit", "attestPseudonym", [pseudonym, 1, 2, 0, NEVER, DIGEST]);
    const graded = (moment: number): Promise<Standing> =>
      read<Standing>("credit", "standingOfPseudonym", pseudonym, ids.customs, moment);
    expect((await graded(0)).grade).to.equal(2n);
    expect((await graded(1)).grade).to.equal(0n);
  });
});
