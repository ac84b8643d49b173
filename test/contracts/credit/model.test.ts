import { expect } from "chai";
import fc from "fast-check";
import type { Wallet } from "ethers";
import { NEVER, ZERO, ascii, commitment, createPort, encode } from "../release/port.ts";
import type { Party, Port } from "../release/port.ts";
import { DIGEST, FIELD, GRADES, foundCredit } from "./founding.ts";
import type { Standing } from "./founding.ts";
import { accredited, fileOf, flagged, governing, outcome, ownGrade, perform, statusOf, validity } from "./model.ts";
import type { Act, Attestation, Class, Model, Outcome, Status, Subject, Validity } from "./model.ts";

/** How many sequences are tried, and from which seed: LADING_MODEL_RUNS, LADING_MODEL_SEED. */
const numRuns = Number(process.env.LADING_MODEL_RUNS ?? 30);
const seed = Number(process.env.LADING_MODEL_SEED ?? 20261127);

const AGENCIES: Party[] = ["port", "customs", "office", "maritime", "border", "court"];
const SUBJECTS: Subject[] = ["buyer", "trader", "stranger"];
const STRANGER = commitment("an enterprise that is no member");
const CLASSES: Class[] = ["neutral", "favoured", "adverse", "serious"];
const STATUSES: Status[] = ["active", "suspended", "revoked", "superseded"];
const VALIDITIES: Validity[] = [
  ...(["unknown", "valid", "notYetValid", "expired", "suspended", "revoked"] as const),
  ...(["superseded", "agencyNotAccredited"] as const),
];
const OUTCOMES: Outcome[] = [
  ...(["applied", "ruleNotInForce", "notShared", "noRecord", "notValid"] as const),
  ...(["gradeNotRecognised", "redFlagged"] as const),
];
const ABOUT_AGENCIES = ["establishRoot", "withdrawRoot", "accredit", "accredit", "withdrawAccreditation"];
const ABOUT_USE = ["publishRule", "suspendRule", "resumeRule", "resumeRule", "withdrawRule", "nameSuccessor"];
const ABOUT_SUBJECTS = ["grantConsent", "grantConsent", "withdrawConsent", "proposeFlag", "confirmFlag", "liftFlag"];
/** What may become of an attestation, by where it stands. */
const NEXT: Record<Status | "none", string[]> = {
  none: ["attest"],
  active: ["suspend", "supersede", "supersede", "revoke", "object", "repair", "resolve"],
  suspended: ["reinstate", "reinstate", "supersede", "revoke", "object", "resolve"],
  revoked: ["repair", "object", "object", "resolve", "resolve"],
  superseded: ["resolve", "attest"],
};
const ABOUT_ATTESTATIONS = [...new Set(Object.values(NEXT).flat())];
const ACTS = [...new Set([...ABOUT_AGENCIES, ...ABOUT_USE, ...ABOUT_SUBJECTS, ...ABOUT_ATTESTATIONS]), "retireScheme"];

const step = fc.record({
  kind: fc.nat(99),
  pick: fc.nat(99),
  fit: fc.nat(9),
  by: fc.constantFrom<Party>(...AGENCIES, "buyer", "trader"),
  agency: fc.constantFrom(...AGENCIES),
  other: fc.constantFrom(...AGENCIES, null),
  subject: fc.constantFrom<Subject>("buyer", "buyer", "buyer", "trader", "stranger"),
  scheme: fc.constantFrom(1, 1, 1, 2, 2, 3),
  back: fc.constantFrom(0, 0, 0, 0, 1, 2, -1),
  fields: fc.constantFrom(1, 1, 3, 3, 2, 0),
  depth: fc.constantFrom(0, 0, 1, 1, 2, 3, 5),
  grade: fc.constantFrom(1, 2, 3, 4, 4, 5, 5, 6, 0),
  grades: fc.constantFrom(1, 3, 7, 15, 31, 31, 64, 0),
  benefits: fc.constantFrom(1, 2, 4, 8, 0),
  from: fc.constantFrom<number | null>(null, null, null, 500, 5_000, -10),
  until: fc.constantFrom<number | null>(null, null, 100_000, 100_000, 3_000, -20),
  purpose: fc.constantFrom(1, 1, 1, 0, 2),
  unproven: fc.nat(29),
  second: fc.boolean(),
  upheld: fc.boolean(),
  jump: fc.constantFrom(1, 1, 1, 1, 20, 700, 6_000),
  past: fc.nat(99),
  ahead: fc.constantFrom(0, 1, 499, 501, 5_001, 100_001),
  signed: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Most times an act that belongs to where the record stands, by one whose it is, so that sequences get somewhere; else any. */
function choose(m: Model, s: Step): Act {
  const file = m.files.get(fileOf(s.scheme, s.subject)) ?? [];
  const index = Math.max(0, file.length - 1 - s.back);
  const entry = file[index];
  let list = NEXT[entry === undefined ? "none" : statusOf(entry)];
  if (s.kind >= 55) list = ABOUT_SUBJECTS;
  if (s.kind >= 74) list = ABOUT_USE;
  if (s.kind >= 84) list = ABOUT_AGENCIES;
  if (s.kind >= 95) list = ACTS;
  let name = list[s.pick % list.length]!;
  const proposed = m.flags.findIndex((flag) => flag.raised === null && flag.lifted === null);
  if (s.kind < 74 && s.kind >= 55 && s.fit < 3 && proposed >= 0) name = "confirmFlag";
  if (s.kind < 55 && entry?.objected && s.fit < 5) name = "resolve";
  const far = s.until === null ? NEVER : m.now + s.until;
  const act: Act = {
    ...{ name, by: s.by, officer: s.second ? `${s.by} second` : s.by, subject: s.subject, scheme: s.scheme, index },
    ...{ agency: s.agency, successor: s.other, fields: s.fields, depth: s.depth, grade: s.grade, grades: s.grades },
    ...{ benefits: s.benefits, from: s.from === null ? 0 : m.now + s.from, until: far, purpose: s.purpose },
    ...{ evidence: s.unproven !== 0, upheld: s.upheld },
    flag: m.flags.length === 0 ? 0 : s.pick % (m.flags.length + (s.fit === 9 ? 1 : 0)),
    rule: s.pick % (m.rules.length + (s.fit === 9 ? 1 : 0)),
  };
  // Only a member is listed; a pseudonym is no argument of that act.
  if (act.name === "proposeFlag" && act.subject === "stranger") act.subject = "buyer";
  act.officer = s.second && AGENCIES.includes(act.by) ? `${act.by} second` : act.by;
  if (s.fit < 8) fitting(m, act, entry, s);
  return act;
}

/** Makes an act one that the rules are likely to let through. */
function fitting(m: Model, act: Act, entry: Attestation | undefined, s: Step): void {
  const pick = <T>(list: T[]): T | undefined => list[s.pick % Math.max(1, list.length)];
  const last = (agency: Party) => m.accreditations.get(agency)?.at(-1);
  const able = AGENCIES.filter((agency) => accredited(m, agency, 0, m.now));
  const own = (agency: Party): Party =>
    pick([agency, agency, last(agency)?.parent ?? agency, m.successors.get(agency) ?? agency])!;
  const { publisher, grades } = m.schemes.get(act.scheme)!;
  if (["attest", "supersede", "repair", "publishRule"].includes(act.name)) {
    act.from = Math.max(act.from < m.now ? 0 : act.from, 0);
    if (act.until < Math.max(act.from, m.now)) act.until = NEVER;
    act.grade = Math.min(Math.max(1, act.grade), grades.length);
    if (grades[act.grade - 1] === null || (grades[act.grade - 1] === "serious" && s.fit < 5)) --act.grade;
    act.grades = (act.grades & ((1 << grades.length) - 1)) | 1;
    act.benefits ||= 16;
  }
  switch (act.name) {
    case "attest": {
      const fit = able.filter((agency) => accredited(m, agency, FIELD.customs, m.now));
      act.by = fit.includes(publisher) && s.fit < 5 ? publisher : (pick(fit) ?? publisher);
      break;
    }
    case "object":
      act.by = act.subject === "stranger" ? act.by : act.subject;
      break;
    case "supersede":
      if (entry !== undefined && act.grade > entry.grade) act.from = 0;
      if (entry !== undefined) act.by = own(entry.agency);
      break;
    case "repair":
    case "suspend":
    case "reinstate":
    case "revoke":
    case "resolve":
      if (entry !== undefined) act.by = own(entry.agency);
      break;
    case "establishRoot":
    case "withdrawRoot":
      Object.assign(act, { by: "port", agency: s.pick % 6 === 0 ? "port" : "court", depth: 2, fields: 3 });
      if (act.name === "establishRoot" && !able.includes("port")) act.agency = "port";
      if (act.name === "establishRoot") act.until = Math.max(act.until, m.now);
      break;
    case "accredit": {
      act.by = pick(able.filter((agency) => last(agency)!.depth > 0)) ?? act.by;
      const above = last(act.by);
      const beneath = AGENCIES.filter((agency) => !able.includes(agency) || last(agency)!.parent === act.by);
      act.agency = pick(beneath) ?? act.agency;
      act.depth = Math.max(0, (above?.depth ?? 0) - 1);
      act.fields = above?.fields ?? 1;
      act.until = s.until === null || s.until < 0 ? (above?.until ?? 0) : Math.min(act.until, above?.until ?? 0);
      break;
    }
    case "withdrawAccreditation":
      act.by = last(act.agency)?.parent ?? act.by;
      break;
    case "nameSuccessor":
      act.by = own(act.agency);
      break;
    case "retireScheme":
      act.by = publisher;
      break;
    case "proposeFlag":
    case "publishRule":
      act.by = pick(able) ?? act.by;
      act.until = Math.max(act.until, m.now);
      break;
    case "confirmFlag": {
      const proposed = m.flags.findIndex((flag) => flag.raised === null && flag.lifted === null);
      if (proposed < 0) break;
      const { agency, proposer } = m.flags[proposed]!;
      Object.assign(act, { flag: proposed, by: agency });
      act.officer = (proposer === agency) === s.fit < 7 ? `${agency} second` : agency;
      return;
    }
    case "liftFlag": {
      const open = m.flags.find((flag) => flag.lifted === null);
      if (open !== undefined) Object.assign(act, { flag: m.flags.indexOf(open), by: own(open.agency) });
      break;
    }
    case "suspendRule":
    case "resumeRule":
    case "withdrawRule": {
      const wanted = act.name === "resumeRule" ? "suspended" : "inForce";
      const rule = pick(m.rules.filter((rule) => statusOf(rule) === wanted));
      if (rule !== undefined) Object.assign(act, { rule: m.rules.indexOf(rule), by: rule.agency });
      break;
    }
    case "grantConsent": {
      const rule = pick(m.rules)!;
      act.by = act.subject === "stranger" ? "buyer" : act.subject;
      act.until = Math.max(act.until, m.now);
      Object.assign(act, { agency: rule.agency, purpose: rule.purpose || 1 });
      break;
    }
    case "withdrawConsent": {
      const consent = m.consents.findLast(({ until }) => until >= m.now);
      if (consent !== undefined) {
        Object.assign(act, { by: consent.subject, agency: consent.agency, purpose: consent.purpose });
      }
    }
  }
  act.officer = s.second && AGENCIES.includes(act.by) ? `${act.by} second` : act.by;
  if (act.name.endsWith("Root")) act.officer = act.by;
}

/** The moments at which something about an act's file or an agency begins or ends, and those just after. */
function turningPoints(m: Model, act: Act, agency: Party): number[] {
  const file = m.files.get(fileOf(act.scheme, act.subject)) ?? [];
  const moments = [
    ...file.flatMap((entry) => [entry.from, entry.until, ...entry.history.map(({ at }) => at)]),
    ...[agency, act.agency]
      .flatMap((one) => m.accreditations.get(one) ?? [])
      .flatMap((a) => [a.from, a.until, a.ended]),
    ...m.rules.filter((rule) => rule.agency === agency).flatMap((rule) => [rule.from, rule.until]),
    ...m.consents.filter(({ subject }) => subject === act.subject).flatMap((c) => [c.from, c.until]),
  ];
  return moments.flatMap((at) => (at === null || at >= NEVER ? [] : [at - 1, at, at + 1]));
}

describe("credit against a plain model of its rules", function () {
  this.timeout(3_600_000);
  let port: Port;
  let clean: string;
  const seconds = new Map<string, Wallet>();
  const counts: Record<string, { done: number; refused: number }> = {};
  const seen = { validity: new Set<Validity>(), outcome: new Set<Outcome>() };

  before(async () => {
    port = await createPort();
    await foundCredit(port);
    const { act, ids } = port;
    await act("customs", "credit", "accredit", [ids.office, FIELD.customs, 0, NEVER, ZERO]);
    // Those beneath its publisher attest in it too; its fourth grade has no name yet.
    await act("port", "credit", "publishScheme", [ascii("PORT"), 1, FIELD.customs, 4, DIGEST]);
    for (const [i, meaning] of [1, 0, 2].entries())
      await act("port", "credit", "nameGrade", [2, i + 1, ascii(`grade ${i}`), meaning, ZERO]);
    await act("customs", "credit", "publishScheme", [ascii("GACC-282"), 2, FIELD.customs, 2, DIGEST]);
    for (const [i, meaning] of [1, 2].entries())
      await act("customs", "credit", "nameGrade", [3, i + 1, ascii(`grade ${i}`), meaning, ZERO]);
    for (const agency of AGENCIES) {
      seconds.set(`${agency} second`, await port.appoint(agency, `second officer of ${agency}`));
    }
    clean = await port.snapshot();
  });
  after(() => {
    if (numRuns < 30) return;
    const unseen = ACTS.filter((name) => (counts[name]?.done ?? 0) === 0);
    expect(unseen, "acts that never took effect").to.deep.equal([]);
    const missing = [
      ...VALIDITIES.filter((v) => !seen.validity.has(v)),
      ...OUTCOMES.filter((o) => !seen.outcome.has(o)),
    ];
    expect(missing, "answers never given").to.deep.equal([]);
  });

  /** What {@link before} founded. */
  function founded(now: number): Model {
    const accreditation = (parent: Party | null, fields: number, depth: number) => [
      { parent, fields, depth, from: now, until: NEVER, ended: null },
    ];
    const both = FIELD.customs | FIELD.maritime;
    const scheme = (publisher: Party, grades: Class[]) => ({ publisher, field: FIELD.customs, grades, retired: false });
    return {
      now,
      accreditations: new Map([
        ["port", accreditation(null, both, 2)],
        ["customs", accreditation("port", FIELD.customs, 1)],
        ["maritime", accreditation("port", FIELD.maritime, 0)],
        ["office", accreditation("customs", FIELD.customs, 0)],
      ]),
      successors: new Map(),
      schemes: new Map([
        [
          1,
          scheme(
            "customs",
            GRADES.map(([, meaning]) => CLASSES[meaning]!),
          ),
        ],
        [2, scheme("port", ["favoured", "neutral", "adverse", null])],
        [3, scheme("customs", ["favoured", "adverse"])],
      ]),
      files: new Map(),
      flags: [],
      rules: [
        {
          ...{ agency: "maritime", scheme: 1, grades: 0b11, benefits: 5, purpose: 1, from: now, until: NEVER },
          history: [{ at: now, to: "inForce" }],
        },
      ],
      consents: [],
    };
  }

  const subjectOf = (subject: Subject): string =>
    subject === "stranger" ? STRANGER : `0x${port.ids[subject].toString(16).padStart(64, "0")}`;
  function attestationId(scheme: number, subject: Subject, index: number): string {
    if (index < 0) return ZERO;
    let id = encode(["uint32", "bytes32"], [scheme, subjectOf(subject)]);
    for (let i = 0; i < index; ++i) id = encode(["bytes32"], [id]);
    return id;
  }
  function flagId(m: Model, index: number): string {
    const flag = m.flags[index];
    if (flag === undefined) return DIGEST;
    const place = m.flags.slice(0, index).filter(({ subject }) => subject === flag.subject).length;
    return encode(["bytes32", "uint256"], [subjectOf(flag.subject), place]);
  }
  function ruleId(m: Model, index: number): string {
    const rule = m.rules[index];
    if (rule === undefined) return DIGEST;
    const place = m.rules.slice(0, index).filter(({ agency }) => agency === rule.agency).length;
    return encode(["uint32", "uint256"], [port.ids[rule.agency], place]);
  }

  /** The contract's name for an act, and its arguments. */
  function call(m: Model, act: Act): { name: string; args: unknown[] } {
    const { name } = act;
    const agency = port.ids[act.agency];
    const digest = act.evidence ? DIGEST : ZERO;
    const attestation = attestationId(act.scheme, act.subject, act.index);
    const terms = [act.grade, act.from, act.until, digest];
    switch (name) {
      case "attest":
        if (act.subject === "stranger") return { name: "attestPseudonym", args: [STRANGER, act.scheme, ...terms] };
        return { name, args: [port.ids[act.subject], act.scheme, ...terms] };
      case "supersede":
      case "repair":
        return { name, args: [attestation, ...terms] };
      case "suspend":
      case "revoke":
        return { name, args: [attestation, 1, ZERO] };
      case "reinstate":
        return { name, args: [attestation, ZERO] };
      case "object":
        return { name, args: [attestation, digest] };
      case "resolve":
        return { name, args: [attestation, act.upheld, 1, digest] };
      case "establishRoot":
      case "accredit":
        return { name, args: [agency, act.fields, act.depth, act.until, ZERO] };
      case "withdrawRoot":
      case "withdrawAccreditation":
        return { name, args: [agency, 1, ZERO] };
      case "nameSuccessor":
        return { name, args: [agency, act.successor === null ? 0 : port.ids[act.successor], ZERO] };
      case "retireScheme":
        return { name, args: [act.scheme, ZERO] };
      case "proposeFlag":
        return { name, args: [port.ids[act.subject as Party], ascii("law"), act.until, digest] };
      case "confirmFlag":
        return { name, args: [flagId(m, act.flag), ZERO] };
      case "liftFlag":
        return { name, args: [flagId(m, act.flag), 1, ZERO] };
      case "publishRule":
        return { name, args: [act.scheme, act.grades, act.benefits, act.purpose, act.from, act.until, digest] };
      case "grantConsent":
        return { name, args: [agency, act.purpose, act.until, ZERO] };
      case "withdrawConsent":
        return { name, args: [agency, act.purpose, ZERO] };
      default:
        return { name, args: [ruleId(m, act.rule), ZERO] };
    }
  }

  /** What a subject counts as with an agency at a moment, with every rule's reason. */
  async function compareStanding(m: Model, subject: Subject, agency: Party, moment: number): Promise<void> {
    const [name, whom] =
      subject === "stranger" ? ["standingOfPseudonym", STRANGER] : ["standing", port.ids[subject as Party]];
    const actual = await port.read<Standing>("credit", name, whom, port.ids[agency], moment);
    const own = ownGrade(m, subject, agency, moment);
    const rules = m.rules.map((rule, i) => ({ rule, id: ruleId(m, i) })).filter(({ rule }) => rule.agency === agency);
    const trace = rules.map(({ rule, id }) => {
      const came = outcome(m, rule, subject, moment);
      seen.outcome.add(came.outcome);
      const attestation = attestationId(rule.scheme, subject, came.index);
      return [id, attestation, came.grade, came.benefits, OUTCOMES.indexOf(came.outcome)];
    });
    expect(
      {
        ...{ scheme: Number(actual.scheme), grade: Number(actual.grade), attestation: actual.attestation },
        ...{ benefits: Number(actual.benefits), flagged: actual.flagged },
        trace: actual.trace.map((t) => [t.rule, t.attestation, Number(t.grade), Number(t.benefits), Number(t.outcome)]),
      },
      `${subject} with ${agency} at ${moment - m.now}`,
    ).to.deep.equal({
      ...{ scheme: own.scheme, grade: own.grade, attestation: attestationId(own.scheme, subject, own.index) },
      benefits: trace.reduce((bits, [, , , benefits]) => bits | Number(benefits), 0),
      flagged: flagged(m, subject, agency, moment),
      trace,
    });
  }

  /** Every entry of a file, where it stands and what it is worth at a moment, and which one governs. */
  async function compareFile(m: Model, scheme: number, subject: Subject, moment: number): Promise<void> {
    const file = m.files.get(fileOf(scheme, subject)) ?? [];
    const governs = await port.read<string>("credit", "governing", scheme, subjectOf(subject), moment);
    expect(governs, "governs").to.equal(attestationId(scheme, subject, governing(file, moment)));
    for (const [index, entry] of file.entries()) {
      type Seen = Record<string, bigint | boolean>;
      const id = attestationId(scheme, subject, index);
      const actual = await port.read<Seen>("credit", "getAttestation", id, moment);
      const worth = validity(m, scheme, file, index, moment);
      seen.validity.add(worth);
      const expected = {
        ...{ agency: port.ids[entry.agency], scheme, grade: entry.grade },
        ...{ validFrom: entry.from, validUntil: entry.until, status: STATUSES.indexOf(statusOf(entry)) + 1 },
        ...{ underObjection: Number(entry.objected), hasNext: Number(index < file.length - 1) },
        ...{
          isRepair: Number(entry.repairs),
          changedAt: entry.history.at(-1)!.at,
          validity: VALIDITIES.indexOf(worth),
        },
      };
      const read = Object.fromEntries(Object.keys(expected).map((name) => [name, Number(actual[name])]));
      expect(read, `${subject} in scheme ${scheme}, entry ${index}, at ${moment - m.now}`).to.deep.equal(expected);
      if (index === file.length - 1)
        expect(await port.read("credit", "wasValidAt", id, moment)).to.equal(worth === "valid");
    }
    const latest = await port.read<string>("credit", "latest", scheme, subjectOf(subject));
    expect(latest).to.equal(attestationId(scheme, subject, file.length - 1));
    if (file.length === 0) seen.validity.add("unknown");
  }

  it(`agrees on every act of random sequences (${numRuns} from seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60 }), async (steps) => {
        await port.restore(clean);
        clean = await port.snapshot();
        const start = await port.now();
        const m = founded(start);
        for (const s of steps) {
          m.now += s.jump;
          const act = choose(m, s);
          const { name, args } = call(m, act);
          const officer = seconds.get(act.officer);
          const options = { signed: s.signed, ...(officer === undefined ? {} : { officer }) };
          const count = (counts[act.name] ??= { done: 0, refused: 0 });
          const expected = perform(m, act);
          await port.networkHelpers.time.setNextBlockTimestamp(m.now);
          if (expected === null) {
            const done = await port.act(act.by, "credit", name, args, options);
            expect(done.timestamp).to.equal(m.now);
            ++count.done;
          } else {
            const refusal = await port.refusal(act.by, "credit", name, args, options);
            expect(refusal?.name, `${name} by ${act.by}`).to.equal(expected);
            ++count.refused;
          }
          // Now, and some moment: since the start, still to come, or one where something begins or ends.
          const other = s.ahead > 0 ? m.now + s.ahead : start + Math.floor(((m.now - start) * s.past) / 100);
          const turns = turningPoints(m, act, s.agency).filter((moment) => moment >= start);
          for (const moment of [m.now, s.past % 2 === 0 ? other : (turns[s.kind % turns.length] ?? other)]) {
            await compareFile(m, act.scheme, act.subject, moment);
            for (const agency of new Set<Party>(["maritime", s.agency])) {
              await compareStanding(m, act.subject, agency, moment);
            }
            const live = await port.read("credit", "wasAccreditedAt", port.ids[act.agency], FIELD.customs, moment);
            expect(live, `${act.agency} accredited`).to.equal(accredited(m, act.agency, FIELD.customs, moment));
          }
        }
        for (const subject of SUBJECTS) for (const agency of AGENCIES) await compareStanding(m, subject, agency, m.now);
      }),
      { numRuns, seed, endOnFailure: process.env.LADING_MODEL_SHRINK !== "1" },
    );
  });
});
