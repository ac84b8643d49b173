import { expect } from "chai";
import {
  AbiCoder,
  encodeBytes32String,
  getCreateAddress,
  id as digest,
  keccak256,
  toBeHex,
  zeroPadValue,
} from "ethers";
import { NEVER, ZERO, ascii, createPort, encode } from "../release/port.ts";
import type { Done, Options, Party, Port } from "../release/port.ts";
import { DIGEST, FIELD, foundCredit } from "./founding.ts";
import type { Standing } from "./founding.ts";

const DAY = 86_400;
const ACCEPTS = { active: 1 << 1, suspended: 1 << 2, revoked: 1 << 3, superseded: 1 << 4 };

/** What an attestation's word says, packed as AttestationWord.sol writes. */
type Word = {
  agency: number;
  subject: number;
  scheme?: number;
  grade: number;
  from: number;
  until?: number;
  status?: number;
  flags?: number;
  reason?: number;
  changed: number;
};
const OBJECTED = 1;
const FOLLOWED = 2;
const REPAIR = 4;
function word(said: Word): string {
  const fields: [number, number][] = [
    [said.agency, 0],
    [said.subject, 32],
    [said.scheme ?? 1, 64],
    [said.grade, 96],
    [said.from, 104],
    [said.until ?? NEVER, 144],
    [said.status ?? 1, 192],
    [said.flags ?? 0, 196],
    [said.reason ?? 0, 200],
    [said.changed, 216],
  ];
  return toBeHex(
    fields.reduce((sum, [value, at]) => sum | (BigInt(value) << BigInt(at)), 0n),
    32,
  );
}
/** A recognition rule's first slot, as the compiler packs it. */
const ruleWord = (agency: number, grades: number, purpose: number, from: number, status: number): bigint =>
  BigInt(agency) |
  (1n << 32n) |
  (5n << 64n) |
  (BigInt(grades) << 96n) |
  (BigInt(purpose) << 112n) |
  (BigInt(from) << 128n) |
  (BigInt(NEVER) << 168n) |
  (BigInt(status) << 208n);

/** The next head of a trail: the rule of Trail.sol, written a second time. */
const next = (trail: string, act: number, from: number, to: number, state: string, at: number): string =>
  keccak256(
    AbiCoder.defaultAbiCoder().encode(
      ["bytes32", "uint8", "uint32", "uint32", "bytes32", "bytes32", "uint256"],
      [trail, act, from, to, state, DIGEST, at],
    ),
  );
/** Attestations keep the lowest 192 bits. */
const short = (trail: string): string => zeroPadValue(`0x${trail.slice(18)}`, 32);
const follower = (attestation: string): string => keccak256(attestation);

/** What is on record of every act, and what each refusal tells: names, numbers, words and trails. */
describe("the facts of credit", function () {
  this.timeout(120_000);
  let port: Port;
  let rule: string;
  let clean: string;
  let ids: Port["ids"];
  let act: (by: Party, name: string, args: readonly unknown[], options?: Options) => Promise<Done>;
  before(async () => {
    port = await createPort();
    ({ rule } = await foundCredit(port));
    ({ ids } = port);
    act = (by, name, args, options) => port.act(by, "credit", name, args, options);
  });
  beforeEach(async () => {
    clean = await port.snapshot();
  });
  afterEach(async () => port.restore(clean));

  const told = ({ logs }: Done): string[][] =>
    logs.filter(({ name }) => name !== "ActSigned").map(({ name, args }) => [name, ...Object.values(args).map(String)]);
  /** Does it, and compares all that it tells. */
  async function tells(by: Party, name: string, args: readonly unknown[], ...event: unknown[]): Promise<Done> {
    const done = await act(by, name, args);
    expect(told(done), name).to.deep.equal([event.map(String)]);
    return done;
  }
  const fileOf = (subject: number, scheme = 1): string => encode(["uint32", "bytes32"], [scheme, toBeHex(subject, 32)]);
  const trailOf = async (attestation: string): Promise<string> =>
    (await port.read<{ trail: string }>("credit", "getAttestation", attestation, 0)).trail;
  const worth = async (attestation: string, moment: number): Promise<number> =>
    Number((await port.read<{ validity: bigint }>("credit", "getAttestation", attestation, moment)).validity);
  const at = (timestamp: number): Promise<void> => port.networkHelpers.time.setNextBlockTimestamp(timestamp);
  const governing = (subject: number, moment: number): Promise<string> =>
    port.read<string>("credit", "governing", 1, toBeHex(subject, 32), moment);
  const standing = (agency: Party, moment = 0): Promise<Standing> =>
    port.read<Standing>("credit", "standing", ids.buyer, ids[agency], moment);
  const attest = (grade = 1, from = 0, until = NEVER): Promise<Done> =>
    act("customs", "attest", [ids.buyer, 1, grade, from, until, DIGEST]);

  it("accreditation, schemes and consents tell who, whom and what", async () => {
    const { office, customs, port: root, maritime, buyer, court } = ids;
    const from = (await port.now()) + 10;
    await at(from);
    await tells(
      ...(["customs", "accredit", [office, FIELD.customs, 0, NEVER, DIGEST]] as const),
      ...["AgencyAccredited", office, customs, FIELD.customs, 0, from, NEVER, DIGEST],
    );
    await tells(
      ...(["customs", "nameSuccessor", [office, maritime, DIGEST]] as const),
      ...["SuccessorNamed", office, customs, maritime, DIGEST],
    );
    await tells(
      ...(["customs", "withdrawAccreditation", [office, 7, DIGEST]] as const),
      ...["AccreditationWithdrawn", office, customs, 7, DIGEST],
    );
    await at(from + 10);
    await tells(
      ...(["port", "establishRoot", [court, 3, 4, NEVER, DIGEST]] as const),
      ...["AgencyAccredited", court, 0, 3, 4, from + 10, NEVER, DIGEST],
    );
    await tells(
      ...(["port", "withdrawRoot", [court, 8, DIGEST]] as const),
      ...["AccreditationWithdrawn", court, 0, 8, DIGEST],
    );
    const code = ascii("GACC-282");
    await tells(
      ...(["customs", "publishScheme", [code, 2, FIELD.customs, 3, DIGEST]] as const),
      ...["SchemePublished", 2, customs, code, 2, FIELD.customs, 3, DIGEST],
    );
    for (const [index, [name, meaning]] of (
      [
        ["best", 1],
        ["plain", 0],
        ["bad", 3],
      ] as const
    ).entries()) {
      await tells(
        ...(["customs", "nameGrade", [2, index + 1, ascii(name), meaning, DIGEST]] as const),
        ...["GradeNamed", 2, customs, index + 1, ascii(name), meaning, DIGEST],
      );
    }
    await tells(...(["customs", "retireScheme", [2, DIGEST]] as const), ...["SchemeRetired", 2, customs, DIGEST]);
    const [scheme, named] = await port.read<[unknown[], string]>("credit", "getScheme", 2);
    expect([...scheme].map(String)).to.deep.equal(
      [customs, FIELD.customs, 3, 2, 0b111, 0b100, 0b100, 0b001, true].map(String),
    );
    expect(named).to.equal(code);
    await tells(
      ...(["buyer", "grantConsent", [maritime, 1, from + DAY, DIGEST]] as const),
      ...["ConsentGranted", buyer, maritime, 1, from + DAY, DIGEST],
    );
    await tells(
      ...(["buyer", "withdrawConsent", [maritime, 1, DIGEST]] as const),
      ...["ConsentWithdrawn", buyer, maritime, 1, DIGEST],
    );
    const [given, successor] = await port.read<[unknown[], bigint]>("credit", "getAccreditation", office);
    expect([...given].slice(0, 5).map(String)).to.deep.equal([customs, FIELD.customs, 0, from, NEVER].map(String));
    expect(successor).to.equal(BigInt(maritime));
    expect(await port.read("credit", "wasAccreditedAt", root, 0, 0)).to.equal(true);
  });

  it("red flags tell both officers, and keep what was said", async () => {
    const { customs, buyer } = ids;
    const second = await port.appoint("customs", "second customs officer");
    const until = (await port.now()) + 10 * DAY;
    const flag = encode(["bytes32", "uint256"], [toBeHex(buyer, 32), 0]);
    const first = port.wallets.customs.address;
    await tells(
      ...(["customs", "proposeFlag", [buyer, ascii("law"), until, DIGEST]] as const),
      ...["FlagProposed", flag, customs, buyer, ascii("law"), until, first, DIGEST],
    );
    const facts = async (): Promise<string[]> => [
      ...(await port.read<unknown[]>("credit", "getFlag", flag)).map(String),
    ];
    expect(await facts()).to.deep.equal([customs, buyer, 1, 0, until, 0, first, ascii("law")].map(String));
    const confirmed = await act("customs", "confirmFlag", [flag, DIGEST], { officer: second });
    expect(told(confirmed)).to.deep.equal([
      ["FlagConfirmed", flag, customs, buyer, second.address, DIGEST].map(String),
    ]);
    const lifted = await tells(
      ...(["port", "liftFlag", [flag, 9, DIGEST]] as const),
      ...["FlagLifted", flag, ids.port, buyer, 9, DIGEST],
    );
    expect(await facts()).to.deep.equal(
      [customs, buyer, 3, confirmed.timestamp, until, lifted.timestamp, first, ascii("law")].map(String),
    );
    // A second flag has a number of its own, and one that was never confirmed is never shown.
    const { result } = await act("customs", "proposeFlag", [buyer, ascii("law"), until, DIGEST]);
    expect(result).to.equal(encode(["bytes32", "uint256"], [toBeHex(buyer, 32), 1]));
    expect(await port.read("credit", "flagsOf", buyer, 0)).to.deep.equal([]);
    await tells(
      ...(["customs", "liftFlag", [result, 1, DIGEST]] as const),
      ...["FlagLifted", result, customs, buyer, 1, DIGEST],
    );
  });

  it("an attestation's word and trail are what its events recompute to", async () => {
    const { customs, buyer, office } = ids;
    await act("customs", "accredit", [office, FIELD.customs, 0, NEVER, ZERO]);
    const first = fileOf(buyer);
    const from = (await port.now()) + DAY;
    const given = { agency: customs, subject: buyer, grade: 4, from };
    let head = ZERO;
    /** One act at a moment of its own, by whom, under what number in the trail, and the word after it. */
    async function step(
      [by, name, args]: [Party, string, unknown[]],
      number: number,
      said: Omit<Word, "changed"> & { changed?: number },
      event: (state: string) => unknown[],
      moment: number,
    ): Promise<void> {
      await at(moment);
      const state = word({ changed: moment, ...said });
      await tells(by, name, args, ...event(state));
      head = short(next(head, number, ids[by], buyer, state, moment));
      expect(await trailOf(first), name).to.equal(head);
      const seen = await port.read<{ underObjection: boolean; reason: bigint }>("credit", "getAttestation", first, 0);
      expect([seen.underObjection, Number(seen.reason)], name).to.deep.equal([
        said.flags === OBJECTED,
        said.reason ?? 0,
      ]);
    }
    const t = from - 100;
    await step(
      ["customs", "attest", [buyer, 1, 4, from, NEVER, DIGEST]],
      1,
      given,
      (state) => ["AttestationGiven", first, customs, buyer, toBeHex(buyer, 32), ZERO, state, DIGEST],
      t,
    );
    await step(
      ["customs", "suspend", [first, 3, DIGEST]],
      2,
      { ...given, status: 2, reason: 3 },
      (state) => ["AttestationSuspended", first, customs, state, DIGEST],
      t + 1,
    );
    await step(
      ["customs", "reinstate", [first, DIGEST]],
      3,
      given,
      (state) => ["AttestationReinstated", first, customs, state, DIGEST],
      t + 2,
    );
    await step(
      ["buyer", "object", [first, DIGEST]],
      7,
      { ...given, flags: OBJECTED, changed: t + 2 },
      (state) => ["ObjectionRaised", first, buyer, state, DIGEST],
      t + 3,
    );
    await step(
      ["customs", "resolve", [first, false, 5, DIGEST]],
      8,
      { ...given, changed: t + 2 },
      (state) => ["ObjectionResolved", first, customs, false, state, DIGEST],
      t + 4,
    );
    await step(
      ["port", "revoke", [first, 6, DIGEST]],
      4,
      { ...given, status: 3, reason: 6 },
      (state) => ["AttestationRevoked", first, ids.port, state, DIGEST],
      t + 5,
    );
    await act("buyer", "object", [first, DIGEST]);
    head = await trailOf(first);
    await step(
      ["customs", "resolve", [first, true, 5, DIGEST]],
      8,
      { ...given, status: 1, reason: 5 },
      (state) => ["ObjectionResolved", first, customs, true, state, DIGEST],
      t + 7,
    );
    // Repaired by an office beneath: the first is superseded, and the second starts a trail of its own.
    await at(t + 8);
    const second = follower(first);
    const before = word({ ...given, status: 4, flags: FOLLOWED, changed: t + 8 });
    const after = word({ ...given, agency: customs, grade: 3, from: t + 8, flags: REPAIR, changed: t + 8 });
    expect(told(await act("customs", "repair", [first, 3, 0, NEVER, DIGEST]))).to.deep.equal(
      [
        ["AttestationSuperseded", first, customs, second, before, DIGEST],
        ["AttestationGiven", second, customs, buyer, toBeHex(buyer, 32), first, after, DIGEST],
      ].map((event) => event.map(String)),
    );
    expect(await trailOf(first)).to.equal(short(next(head, 5, customs, buyer, before, t + 8)));
    expect(await trailOf(second)).to.equal(short(next(ZERO, 6, customs, buyer, after, t + 8)));
    // An upgrade at a date leaves the status as it is until then.
    await at(t + 9);
    const third = follower(second);
    const stays = word({ ...given, grade: 3, from: t + 8, flags: REPAIR | FOLLOWED, changed: t + 8 });
    const upgrade = word({ ...given, grade: 2, from: from + DAY, until: from + DAY, changed: t + 9 });
    expect(told(await act("customs", "supersede", [second, 2, from + DAY, from + DAY, DIGEST]))).to.deep.equal(
      [
        ["AttestationSuperseded", second, customs, third, stays, DIGEST],
        ["AttestationGiven", third, customs, buyer, toBeHex(buyer, 32), second, upgrade, DIGEST],
      ].map((event) => event.map(String)),
    );
    expect(await port.read("credit", "latest", 1, toBeHex(buyer, 32))).to.equal(third);
    const view = await port.read<unknown[]>("credit", "getAttestation", third, 0);
    expect([...view].slice(0, 14).map(String)).to.deep.equal(
      [customs, buyer, 1, 2, from + DAY, from + DAY, 1, false, false, false, 0, t + 9, 2, upgrade].map(String),
    );
  });

  it("a pseudonym's attestation names it once; who follows is led to by the one before", async () => {
    const { customs } = ids;
    const first = encode(["uint32", "bytes32"], [1, DIGEST]);
    const t = (await port.now()) + 10;
    await at(t);
    const given = word({ agency: customs, subject: 0, grade: 2, from: t, changed: t });
    await tells(
      ...(["customs", "attestPseudonym", [DIGEST, 1, 2, 0, NEVER, DIGEST]] as const),
      ...["AttestationGiven", first, customs, 0, DIGEST, ZERO, given, DIGEST],
    );
    await at(t + 1);
    const { logs } = await act("customs", "supersede", [first, 3, 0, NEVER, DIGEST]);
    const after = word({ agency: customs, subject: 0, grade: 3, from: t + 1, changed: t + 1 });
    expect(told({ logs } as Done)[1]).to.deep.equal(
      ["AttestationGiven", follower(first), customs, 0, ZERO, first, after, DIGEST].map(String),
    );
    const beyond = `0x${"00".repeat(27)}0100000000`;
    expect(await port.refusal("customs", "credit", "attestPseudonym", [beyond, 1, 2, 0, NEVER, DIGEST])).to.equal(null);
    for (const small of [beyond.replace("0100000000", "00ffffffff"), ZERO])
      expect(await port.refusal("customs", "credit", "attestPseudonym", [small, 1, 2, 0, NEVER, DIGEST])).to.deep.equal(
        {
          name: "CreditArgumentInvalid",
          args: [encodeBytes32String("pseudonym")],
        },
      );
  });

  it("a rule's word and trail are what its events recompute to, and its rests are remembered", async () => {
    const { maritime } = ids;
    const t = (await port.now()) + 10;
    await at(t);
    const index = 1;
    const other = encode(["uint32", "uint256"], [maritime, index]);
    const state = (status: number, changed: number): string =>
      toBeHex(ruleWord(maritime, 0b11, 0, t + 5, status) | (BigInt(changed) << 216n), 32);
    let head = ZERO;
    for (const [number, name, event, status, moment] of [
      [9, "publishRule", "RulePublished", 1, t],
      [10, "suspendRule", "RuleSuspended", 2, t + 10],
      [11, "resumeRule", "RuleResumed", 1, t + 20],
      [10, "suspendRule", "RuleSuspended", 2, t + 30],
      [12, "withdrawRule", "RuleWithdrawn", 3, t + 40],
    ] as const) {
      await at(moment);
      const published = name === "publishRule";
      const word = state(status, moment);
      const args = published ? [1, 0b11, 5, 0, t + 5, NEVER, DIGEST] : [other, DIGEST];
      const scheme = published ? [1] : [];
      await tells("maritime", name, args, event, other, maritime, ...scheme, word, DIGEST);
      head = next(head, number, maritime, 0, word, moment);
      expect((await port.read<[unknown, string]>("credit", "getRule", other))[1], name).to.equal(head);
    }
    await attest();
    const outcomes = [t + 4, t + 5, t + 9, t + 10, t + 19, t + 20, t + 29, t + 30, t + 39, t + 40].map(
      async (moment) => (await standing("maritime", moment)).trace[1]!.outcome !== 1n,
    );
    expect(await Promise.all(outcomes)).to.deep.equal([
      false,
      true,
      true,
      false,
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(await port.read("credit", "rulesOf", maritime)).to.deep.equal([rule, other]);
  });

  it("a refusal tells who, whom and what", async () => {
    const { customs, maritime, office, buyer, carrier, port: root, forwarder } = ids;
    const now = await port.now();
    const first = fileOf(buyer);
    await attest(3, 0, now + 10 * DAY);
    const second = await port.appoint("customs", "second customs officer");
    const { result: flag } = await act("customs", "proposeFlag", [buyer, ascii("law"), NEVER, DIGEST]);
    const unknown = digest("nothing");
    const what = encodeBytes32String;
    type Case = [Party, string, unknown[], string, unknown[]];
    const cases: Case[] = [
      ["port", "establishRoot", [office, 1, 5, NEVER, ZERO], "CreditWidened", [what("depth"), 5, 4]],
      ["port", "withdrawRoot", [customs, 1, ZERO], "CreditAccreditedAlready", [customs, root]],
      ["port", "withdrawRoot", [office, 1, ZERO], "CreditNotAccredited", [office, 0]],
      ["port", "accredit", [office, 1, 2, NEVER, ZERO], "CreditWidened", [what("depth"), 2, 1]],
      ["maritime", "accredit", [office, 2, 0, NEVER, ZERO], "CreditWidened", [what("depth"), 0, 0]],
      ["port", "accredit", [office, 5, 1, NEVER, ZERO], "CreditWidened", [what("fields"), 5, 3]],
      ["customs", "accredit", [maritime, 1, 0, NEVER, ZERO], "CreditAccreditedAlready", [maritime, root]],
      ["carrier", "accredit", [office, 1, 0, NEVER, ZERO], "CreditNotAccredited", [carrier, 0]],
      ["customs", "accredit", [office, 0, 0, NEVER, ZERO], "CreditArgumentInvalid", [what("fields")]],
      ["customs", "accredit", [office, 1, 0, 1, ZERO], "CreditArgumentInvalid", [what("validUntil")]],
      ["customs", "accredit", [99, 1, 0, NEVER, ZERO], "MemberUnknown", [99]],
      ["customs", "withdrawAccreditation", [customs, 1, ZERO], "CreditNotAnswerable", [customs, customs]],
      ["maritime", "withdrawAccreditation", [customs, 1, ZERO], "CreditNotAnswerable", [maritime, root]],
      ["customs", "withdrawAccreditation", [office, 1, ZERO], "CreditNotAccredited", [office, 0]],
      ["carrier", "nameSuccessor", [customs, carrier, ZERO], "CreditNotAnswerable", [carrier, customs]],
      ["customs", "nameSuccessor", [customs, customs, ZERO], "CreditArgumentInvalid", [what("successor")]],
      ["customs", "nameSuccessor", [customs, 99, ZERO], "MemberUnknown", [99]],
      ["office", "nameSuccessor", [office, customs, ZERO], "CreditNotAccredited", [office, 0]],
      ["customs", "publishScheme", [ZERO, 9, 1, 1, DIGEST], "CreditArgumentInvalid", [what("code")]],
      ["customs", "publishScheme", [what("N"), 9, 3, 1, DIGEST], "CreditArgumentInvalid", [what("field")]],
      ["customs", "publishScheme", [what("N"), 9, 1, 17, DIGEST], "CreditArgumentInvalid", [what("grades")]],
      ["customs", "publishScheme", [what("N"), 9, 1, 1, ZERO], "CreditArgumentInvalid", [what("instrument")]],
      ["customs", "publishScheme", [what("N"), 9, 2, 1, DIGEST], "CreditNotAccredited", [customs, 2]],
      ["customs", "publishScheme", [what("GACC-282"), 1, 1, 5, DIGEST], "CreditSchemeExists", [1]],
      ["maritime", "nameGrade", [1, 1, what("x"), 0, ZERO], "CreditSchemeForeign", [1, maritime, customs]],
      ["customs", "nameGrade", [1, 6, what("x"), 0, ZERO], "CreditArgumentInvalid", [what("grade")]],
      ["customs", "nameGrade", [1, 1, ZERO, 0, ZERO], "CreditArgumentInvalid", [what("name")]],
      ["customs", "nameGrade", [1, 2, what("x"), 0, ZERO], "CreditGradeNamed", [1, 2, true]],
      ["customs", "retireScheme", [9, ZERO], "CreditSchemeUnknown", [9]],
      ["customs", "proposeFlag", [99, what("x"), NEVER, DIGEST], "MemberUnknown", [99]],
      ["customs", "proposeFlag", [buyer, ZERO, NEVER, DIGEST], "CreditArgumentInvalid", [what("legalBasis")]],
      ["customs", "proposeFlag", [buyer, what("x"), 1, DIGEST], "CreditArgumentInvalid", [what("disclosureUntil")]],
      ["customs", "proposeFlag", [buyer, what("x"), NEVER, ZERO], "CreditArgumentInvalid", [what("instrument")]],
      ["maritime", "confirmFlag", [flag, ZERO], "CreditNotAnswerable", [maritime, customs]],
      ["customs", "confirmFlag", [flag, ZERO], "CreditSecondOfficerNeeded", [flag, port.wallets.customs.address]],
      ["customs", "confirmFlag", [unknown, ZERO], "CreditFlagUnknown", [unknown]],
      ["maritime", "liftFlag", [flag, 1, ZERO], "CreditNotAnswerable", [maritime, customs]],
      ["maritime", "publishRule", [9, 1, 1, 0, 0, NEVER, DIGEST], "CreditSchemeUnknown", [9]],
      ["maritime", "publishRule", [1, 32, 1, 0, 0, NEVER, DIGEST], "CreditArgumentInvalid", [what("grades")]],
      ["maritime", "publishRule", [1, 1, 0, 0, 0, NEVER, DIGEST], "CreditArgumentInvalid", [what("benefits")]],
      ["maritime", "publishRule", [1, 1, 1, 0, 1, NEVER, DIGEST], "CreditArgumentInvalid", [what("validFrom")]],
      ["maritime", "publishRule", [1, 1, 1, 0, 0, 1, DIGEST], "CreditArgumentInvalid", [what("validUntil")]],
      ["maritime", "publishRule", [1, 1, 1, 0, 0, NEVER, ZERO], "CreditArgumentInvalid", [what("instrument")]],
      ["customs", "suspendRule", [rule, ZERO], "CreditRuleForeign", [rule, customs, maritime]],
      ["maritime", "resumeRule", [rule, ZERO], "CreditRuleUnexpectedStatus", [rule, 1, 1 << 2]],
      ["maritime", "resumeRule", [unknown, ZERO], "CreditRuleUnknown", [unknown]],
      ["buyer", "grantConsent", [99, 1, NEVER, ZERO], "MemberUnknown", [99]],
      ["buyer", "grantConsent", [maritime, 0, NEVER, ZERO], "CreditArgumentInvalid", [what("purpose")]],
      ["buyer", "grantConsent", [maritime, 1, 1, ZERO], "CreditArgumentInvalid", [what("validUntil")]],
      ["buyer", "withdrawConsent", [maritime, 4, ZERO], "CreditNoConsent", [buyer, maritime, 4]],
      ["customs", "attest", [buyer, 1, 1, 0, NEVER, DIGEST], "CreditAttestedAlready", [first]],
      ["maritime", "attest", [forwarder, 1, 1, 0, NEVER, DIGEST], "CreditNotAccredited", [maritime, FIELD.customs]],
      ["port", "attest", [forwarder, 1, 1, 0, NEVER, DIGEST], "CreditSchemeForeign", [1, root, customs]],
      ["customs", "attest", [forwarder, 1, 6, 0, NEVER, DIGEST], "CreditArgumentInvalid", [what("grade")]],
      ["customs", "attest", [forwarder, 1, 5, 0, NEVER, DIGEST], "CreditRedFlagNeeded", [1, 5]],
      ["customs", "attest", [forwarder, 1, 1, 1, NEVER, DIGEST], "CreditArgumentInvalid", [what("validFrom")]],
      ["customs", "attest", [forwarder, 1, 1, 0, 1, DIGEST], "CreditArgumentInvalid", [what("validUntil")]],
      ["customs", "attest", [forwarder, 1, 1, 0, NEVER, ZERO], "CreditArgumentInvalid", [what("instrument")]],
      ["customs", "attest", [0, 1, 1, 0, NEVER, DIGEST], "CreditArgumentInvalid", [what("pseudonym")]],
      ["maritime", "revoke", [first, 1, ZERO], "CreditNotAnswerable", [maritime, customs]],
      ["customs", "reinstate", [first, ZERO], "CreditUnexpectedStatus", [first, 1, ACCEPTS.suspended]],
      ["customs", "revoke", [unknown, 1, ZERO], "CreditAttestationUnknown", [unknown]],
      ["customs", "repair", [first, 1, 0, NEVER, DIGEST], "CreditNothingToRepair", [first]],
      ["customs", "resolve", [first, true, 0, DIGEST], "CreditObjection", [first, false]],
      ["customs", "resolve", [first, true, 0, ZERO], "CreditArgumentInvalid", [what("instrument")]],
      ["forwarder", "object", [first, DIGEST], "CreditNotSubject", [forwarder, buyer]],
      ["buyer", "object", [first, ZERO], "CreditArgumentInvalid", [what("instrument")]],
    ];
    for (const [by, name, args, error, facts] of cases) {
      const refused = await port.refusal(by, "credit", name, args);
      expect([refused?.name, ...(refused?.args ?? [])].map(String), `${by} ${name} ${args.join(" ")}`).to.deep.equal(
        [error, ...facts].map(String),
      );
    }
    const later = now + 5 * DAY;
    const downgrade = await port.refusal("customs", "credit", "supersede", [first, 4, later, NEVER, DIGEST]);
    expect([downgrade!.name, downgrade!.args[0]]).to.deep.equal(["CreditDowngradeNotAtOnce", BigInt(later)]);
    await act("buyer", "object", [first, DIGEST]);
    await act("customs", "confirmFlag", [flag, ZERO], { officer: second });
    await act("customs", "supersede", [first, 2, later, NEVER, DIGEST]);
    await act("customs", "accredit", [office, 1, 0, now + DAY, ZERO]);
    await port.networkHelpers.time.increaseTo(later + 1);
    for (const [by, name, args, error, facts] of [
      ["buyer", "object", [first, DIGEST], "CreditObjection", [first, true]],
      ["customs", "supersede", [first, 2, 0, NEVER, DIGEST], "CreditFollowed", [first, follower(first)]],
      ["customs", "confirmFlag", [flag, ZERO], "CreditFlagUnexpectedStatus", [flag, 2, 1 << 1]],
      ["customs", "attest", [buyer, 1, 1, 0, NEVER, DIGEST], "CreditAttestedAlready", [follower(first)]],
      ["office", "attest", [forwarder, 1, 1, 0, NEVER, DIGEST], "CreditNotAccredited", [office, FIELD.customs]],
    ] as Case[]) {
      const refused = await port.refusal(by, "credit", name, args);
      expect([refused?.name, ...(refused?.args ?? [])].map(String), name).to.deep.equal([error, ...facts].map(String));
    }
  });

  it("a last moment is one at which it still holds, a first one at which it does already", async () => {
    const { act: perform, refusal } = port;
    const { buyer, maritime, office, customs } = ids;
    const t = (await port.now()) + DAY;
    const { result: id } = await attest(3, 0, t);
    expect(await Promise.all([t, t + 1].map((moment) => worth(id as string, moment)))).to.deep.equal([1, 3]);
    await act("buyer", "grantConsent", [maritime, 1, t, ZERO]);
    await act("maritime", "publishRule", [1, 0b100, 2, 0, 0, t, DIGEST]);
    await act("customs", "accredit", [office, FIELD.customs, 0, t, ZERO]);
    const outcome = async (index: number, moment: number): Promise<bigint> =>
      (await standing("maritime", moment)).trace[index]!.outcome;
    expect([await outcome(1, t), await outcome(1, t + 1)]).to.deep.equal([0n, 1n]);
    expect([await outcome(0, t), await outcome(0, t + 1)]).to.deep.equal([5n, 2n]);
    const accredited = (moment: number): Promise<unknown> =>
      port.read("credit", "wasAccreditedAt", office, FIELD.customs, moment);
    expect([await accredited(t), await accredited(t + 1)]).to.deep.equal([true, false]);
    // What ends, or begins, at the very moment of the act is worth something.
    const moment0 = "the act's moment";
    await at(t);
    expect((await refusal("port", "credit", "accredit", [office, 1, 0, NEVER, ZERO]))!.name).to.equal(
      "CreditAccreditedAlready",
    );
    await perform("customs", "credit", "proposeFlag", [buyer, ascii("law"), t, DIGEST]);
    for (const [by, name, args] of [
      ["buyer", "grantConsent", [customs, 1, 0, ZERO]],
      ["customs", "accredit", [ids.yard, FIELD.customs, 0, 0, ZERO]],
      ["customs", "attest", [ids.forwarder, 1, 1, 0, 0, DIGEST]],
      ["customs", "attest", [ids.shipper, 1, 4, moment0, 0, DIGEST]],
      ["maritime", "publishRule", [1, 1, 2, 0, 1, 1, DIGEST]],
    ] as [Party, string, unknown[]][]) {
      const moment = (await port.now()) + 100;
      await at(moment);
      const moments: Record<string, number[]> = { grantConsent: [2], accredit: [3], attest: [4], publishRule: [4, 5] };
      const filled = args.map((value, i) => (moments[name]!.includes(i) || value === moment0 ? moment : value));
      const { timestamp } = await act(by, name, filled);
      expect(timestamp).to.equal(moment);
    }
    // A downgrade from that very moment is at once; the same grade again may wait.
    const moment = (await port.now()) + 100;
    const { result: other } = await act("customs", "attest", [ids.trader, 1, 3, 0, NEVER, DIGEST]);
    await at(moment);
    await act("customs", "supersede", [other, 4, moment, moment, DIGEST]);
    const last = follower(other as string);
    await act("customs", "supersede", [last, 4, moment + DAY, NEVER, DIGEST]);
    // A consent that has just run out is none to withdraw; at its last moment it is.
    const end = (await port.now()) + 100;
    await act("buyer", "grantConsent", [ids.port, 1, end, ZERO]);
    await at(end);
    expect(await refusal("buyer", "credit", "withdrawConsent", [ids.port, 1, ZERO])).to.equal(null);
    await at(end + 1);
    expect((await refusal("buyer", "credit", "withdrawConsent", [ids.port, 1, ZERO]))!.name).to.equal(
      "CreditNoConsent",
    );
  });

  it("a red flag is shown to its last moment, and is one agency's own", async () => {
    const { buyer } = ids;
    const second = await port.appoint("customs", "second customs officer");
    const until = (await port.now()) + DAY;
    const { result: flag } = await act("customs", "proposeFlag", [buyer, ascii("law"), until, DIGEST]);
    const { timestamp } = await act("customs", "confirmFlag", [flag, ZERO], { officer: second });
    const shown = await Promise.all(
      [timestamp - 1, timestamp, until, until + 1].map(
        async (moment) => (await port.read<unknown[]>("credit", "flagsOf", buyer, moment)).length,
      ),
    );
    expect(shown).to.deep.equal([0, 1, 1, 0]);
    expect([(await standing("customs")).flagged, (await standing("maritime")).flagged]).to.deep.equal([true, false]);
    // Another agency's flag does not let one attest what is seriously adverse.
    await act("customs", "accredit", [ids.office, FIELD.customs, 0, NEVER, ZERO]);
    const refused = await port.refusal("office", "credit", "attest", [buyer, 1, 5, 0, NEVER, DIGEST]);
    expect(refused?.name).to.equal("CreditRedFlagNeeded");
  });

  it("benefits of several rules add up", async () => {
    await attest(1);
    await act("buyer", "grantConsent", [ids.maritime, 1, NEVER, ZERO]);
    await act("maritime", "publishRule", [1, 0b1, 2, 0, 0, NEVER, DIGEST]);
    await act("maritime", "publishRule", [1, 0b10, 8, 0, 0, NEVER, DIGEST]);
    const { benefits, trace } = await standing("maritime");
    expect([benefits, ...trace.map((one) => one.benefits)]).to.deep.equal([7n, 5n, 2n, 0n]);
  });

  it("what was suspended or revoked and given back counted for nothing meanwhile, and for something before", async () => {
    const { result } = await attest(1);
    const id = result as string;
    const [t1, t2, t3, t4, t5] = [10, 20, 30, 40, 50].map((days) => days * DAY) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const start = await port.now();
    const moment = (offset: number): number => start + offset;
    const later = async (offset: number, by: Party, name: string, args: unknown[]): Promise<void> => {
      await at(moment(offset));
      await act(by, name, args);
    };
    const worths = (...offsets: number[]): Promise<number[]> =>
      Promise.all(offsets.map((offset) => worth(id, moment(offset))));
    await later(t1, "customs", "revoke", [id, 1, ZERO]);
    expect(await worths(1, t1 - 1, t1)).to.deep.equal([1, 1, 5]);
    await act("buyer", "object", [id, DIGEST]);
    await later(t2, "customs", "resolve", [id, true, 0, DIGEST]);
    expect(await worths(t1 - 1, t1, t2 - 1, t2)).to.deep.equal([1, 4, 4, 1]);
    await later(t3, "customs", "suspend", [id, 1, ZERO]);
    await act("buyer", "object", [id, DIGEST]);
    await later(t4, "customs", "resolve", [id, true, 0, DIGEST]);
    expect(await worths(t2, t3 - 1, t3, t4 - 1, t4)).to.deep.equal([1, 1, 4, 4, 5]);
    // An attestation in force that is found wrong was right until then.
    const { result: other } = await act("customs", "attest", [ids.forwarder, 1, 1, 0, NEVER, DIGEST]);
    const given = await port.now();
    await act("forwarder", "object", [other, DIGEST]);
    await later(t5, "customs", "resolve", [other, true, 0, DIGEST]);
    expect([await worth(other as string, given), await worth(other as string, moment(t5))]).to.deep.equal([1, 5]);
  });

  it("what took another's place stays superseded after its own last moment", async () => {
    const until = (await port.now()) + DAY;
    const { result } = await attest(1, 0, until);
    await act("customs", "supersede", [result, 2, 0, NEVER, DIGEST]);
    expect([await worth(result as string, until), await worth(result as string, until + 1)]).to.deep.equal([6, 6]);
  });

  it("what was taken back before it began, or as it began, never governs", async () => {
    const { buyer } = ids;
    const { result: first } = await attest(3);
    const date = (await port.now()) + DAY;
    const { result: upgrade } = await act("customs", "supersede", [first, 1, date, NEVER, DIGEST]);
    const taken = await port.snapshot();
    await act("customs", "revoke", [upgrade, 1, ZERO]);
    expect(await governing(buyer, date)).to.equal(first);
    expect(await worth(first as string, date)).to.equal(1);
    await port.restore(taken);
    await at(date);
    await act("customs", "revoke", [upgrade, 1, ZERO]);
    expect(await governing(buyer, date)).to.equal(first);
    expect(await worth(first as string, date + 1)).to.equal(1);
  });

  it("what was given and taken back in one moment never was, nor what it replaced before that began", async () => {
    const { buyer, customs } = ids;
    const { result: first } = await attest(3);
    const date = (await port.now()) + 10 * DAY;
    const { result: upgrade } = await act("customs", "supersede", [first, 1, date, NEVER, DIGEST]);
    const worse = follower(upgrade as string);
    // Both in one batch, and so in one block.
    const items = [];
    for (const [nonce, name, args] of [
      [1, "supersede", [upgrade, 4, 0, NEVER, DIGEST]],
      [2, "revoke", [worse, 1, DIGEST]],
    ] as const) {
      const call = port.interfaces.credit.encodeFunctionData(name, args as unknown as unknown[]);
      const toSign = await port.read<string>("credit", "actDigest", call, nonce, NEVER);
      const { address: officer, signingKey } = port.wallets.customs;
      const signature = signingKey.sign(toSign).serialized;
      items.push({ call, officer, nonce, notAfter: NEVER, signature, countersignatures: [] });
    }
    const { logs } = await act("carrier", "actBatch", [items]);
    expect(logs.map(({ name }) => name)).to.not.include("ActRefused");
    expect(await governing(buyer, date)).to.equal(first);
    expect(await worth(worse, date)).to.equal(5);
    expect(await port.read("credit", "wasAccreditedAt", customs, 0, 0)).to.equal(true);
  });

  it("what is past stays: an agency that was withdrawn and accredited anew was none in between", async () => {
    const { customs } = ids;
    const t = (await port.now()) + DAY;
    const [{ validFrom }] = await port.read<[{ validFrom: bigint }]>("credit", "getAccreditation", customs);
    const first = Number(validFrom);
    await at(t);
    await act("port", "withdrawAccreditation", [customs, 1, ZERO]);
    await at(t + DAY);
    await act("port", "accredit", [customs, FIELD.customs, 1, NEVER, ZERO]);
    const accredited = (moment: number): Promise<unknown> =>
      port.read("credit", "wasAccreditedAt", customs, FIELD.customs, moment);
    expect(await Promise.all([first - 1, first, t - 1, t, t + DAY - 1, t + DAY].map(accredited))).to.deep.equal([
      ...[false, true, true, false, false, true],
    ]);
  });

  it("what was narrowed in the middle of a tree cuts off what is as deep beneath it", async () => {
    const { court, quay, depot, yard } = ids;
    const accredit = (by: Party, agency: number, depth: number): Promise<Done> =>
      act(by, "accredit", [agency, FIELD.customs, depth, NEVER, ZERO]);
    await act("port", "establishRoot", [court, FIELD.customs, 4, NEVER, ZERO]);
    await accredit("court", quay, 2);
    await accredit("quay", depot, 1);
    await accredit("depot", yard, 0);
    const live = (agency: number): Promise<unknown> => port.read("credit", "wasAccreditedAt", agency, FIELD.customs, 0);
    expect(await Promise.all([quay, depot, yard].map(live))).to.deep.equal([true, true, true]);
    await accredit("court", quay, 1);
    expect(await Promise.all([quay, depot, yard].map(live))).to.deep.equal([true, false, false]);
  });

  it("who stands more than four levels above answers no more", async () => {
    const { court, quay, depot, yard, office, buyer, liner } = ids;
    await act("port", "establishRoot", [court, FIELD.customs, 4, NEVER, ZERO]);
    for (const [by, agency, depth] of [
      ["court", quay, 3],
      ["quay", depot, 2],
      ["depot", yard, 1],
      ["yard", office, 0],
    ] as const)
      await act(by, "accredit", [agency, FIELD.customs, depth, NEVER, ZERO]);
    await act("court", "publishScheme", [ascii("DEEP"), 1, FIELD.customs, 1, DIGEST]);
    await act("court", "nameGrade", [2, 1, ascii("fit"), 0, ZERO]);
    const { result } = await act("office", "attest", [buyer, 2, 1, 0, NEVER, DIGEST]);
    // The tree's root becomes another tree's branch.
    await act("port", "withdrawRoot", [court, 1, ZERO]);
    await act("port", "establishRoot", [liner, FIELD.customs, 4, NEVER, ZERO]);
    await act("liner", "accredit", [court, FIELD.customs, 3, NEVER, ZERO]);
    expect(await port.refusal("court", "credit", "revoke", [result, 1, ZERO])).to.equal(null);
    expect(await port.refusal("liner", "credit", "revoke", [result, 1, ZERO])).to.deep.equal({
      name: "CreditNotAnswerable",
      args: [BigInt(liner), BigInt(office)],
    });
  });

  it("an agency that is none any more confirms, resumes, reinstates and names grades no more", async () => {
    const { buyer, customs, maritime } = ids;
    const second = await port.appoint("customs", "second customs officer");
    const { result: flag } = await act("customs", "proposeFlag", [buyer, ascii("law"), NEVER, DIGEST]);
    const { result: id } = await attest(1);
    await act("customs", "suspend", [id, 1, ZERO]);
    await act("maritime", "suspendRule", [rule, ZERO]);
    for (const agency of [customs, maritime]) await act("port", "withdrawAccreditation", [agency, 1, ZERO]);
    for (const [by, name, args, field] of [
      ["customs", "confirmFlag", [flag, ZERO], 0],
      ["customs", "reinstate", [id, ZERO], FIELD.customs],
      ["customs", "nameGrade", [1, 1, ascii("x"), 0, ZERO], FIELD.customs],
      ["maritime", "resumeRule", [rule, ZERO], 0],
      ["maritime", "publishRule", [1, 1, 1, 0, 0, NEVER, DIGEST], 0],
    ] as const) {
      const officer = name === "confirmFlag" ? { officer: second } : {};
      expect(await port.refusal(by, "credit", name, args, officer), name).to.deep.equal({
        name: "CreditNotAccredited",
        args: [BigInt(ids[by]), BigInt(field)],
      });
    }
  });

  it("a file that goes on is answered at its end, and keeps its rests", async () => {
    const { result } = await attest(1);
    const id = result as string;
    const t = (await port.now()) + DAY;
    await at(t);
    await act("customs", "suspend", [id, 1, ZERO]);
    await at(t + DAY);
    await act("customs", "supersede", [id, 2, 0, NEVER, DIGEST]);
    expect(await Promise.all([t - 1, t, t + DAY - 1, t + DAY].map((moment) => worth(id, moment)))).to.deep.equal([
      1, 4, 4, 6,
    ]);
    const second = follower(id);
    await act("customs", "revoke", [second, 1, ZERO]);
    await act("customs", "repair", [second, 3, 0, NEVER, DIGEST]);
    expect(await port.refusal("buyer", "credit", "object", [second, DIGEST])).to.deep.equal({
      name: "CreditFollowed",
      args: [second, follower(second)],
    });
  });

  it("a standing names the rules it looked at, and a member's number is no pseudonym", async () => {
    const { buyer, customs } = ids;
    const { result: id } = await attest(1);
    await act("buyer", "grantConsent", [ids.maritime, 1, NEVER, ZERO]);
    const { trace } = await standing("maritime");
    expect([...(trace[0] as unknown as unknown[])].map(String)).to.deep.equal([rule, 1, id, 1, 5, 0].map(String));
    const own = await standing("customs");
    expect([own.scheme, own.grade, own.attestation]).to.deep.equal([1n, 1n, id]);
    let refused: unknown;
    try {
      await port.read("credit", "standingOfPseudonym", toBeHex(buyer, 32), customs, 0);
    } catch (error) {
      refused = error;
    }
    expect(JSON.stringify(refused)).to.contain(digest("CreditArgumentInvalid(bytes32)").slice(2, 10));
  });

  it("a scheme has sixteen grades at most", async () => {
    const scheme = (grades: number): unknown[] => [ascii("FINE"), 1, FIELD.customs, grades, DIGEST];
    expect(await port.refusal("customs", "credit", "publishScheme", scheme(16))).to.equal(null);
    expect((await port.refusal("customs", "credit", "publishScheme", scheme(17)))!.name).to.equal(
      "CreditArgumentInvalid",
    );
  });

  it("the code of the rare acts by itself does nothing", async () => {
    // A contract of its own, whose address anyone can compute: the registry's first creation.
    const to = getCreateAddress({ from: port.addresses.credit, nonce: 1 });
    expect(await port.provider.getCode(to)).to.not.equal("0x");
    for (const [name, args] of [
      ["establishRoot", [ids.court, 1, 1, NEVER, ZERO]],
      ["withdrawConsent", [ids.maritime, 1, ZERO]],
    ] as [string, unknown[]][]) {
      const data = port.interfaces.credit.encodeFunctionData(name, args);
      let revert = "";
      try {
        await port.provider.send("eth_call", [{ to, data, from: port.wallets.port.address }, "latest"]);
      } catch (caught) {
        revert = JSON.stringify(caught, (_, value: unknown) =>
          value instanceof Error ? { ...value, cause: value.cause } : value,
        );
      }
      expect(revert, name).to.contain(digest("CreditRareActsAlone()").slice(2, 10));
    }
  });
});
