import type { Party } from "../release/port.ts";

/**
 * The rules of credit once more, as plain data and plain TypeScript, from the table of ICreditRegistry. Where the contract keeps the last
 * status and the stretches that it does not count, this keeps everything that ever happened and looks up the moment that is asked.
 */
export type Subject = "buyer" | "trader" | "stranger";
export type Status = "active" | "suspended" | "revoked" | "superseded";
export type Class = "neutral" | "favoured" | "adverse" | "serious" | null;
type Change<S> = { at: number; to: S };
type Accreditation = {
  parent: Party | null;
  fields: number;
  depth: number;
  from: number;
  until: number;
  ended: number | null;
};
export type Attestation = {
  agency: Party;
  grade: number;
  from: number;
  until: number;
  history: Change<Status>[];
  objected: boolean;
  repairs: boolean;
};
export type Flag = {
  agency: Party;
  subject: Subject;
  proposer: string;
  raised: number | null;
  until: number;
  lifted: number | null;
};
export type Rule = {
  agency: Party;
  scheme: number;
  grades: number;
  benefits: number;
  purpose: number;
  from: number;
  until: number;
  history: Change<"inForce" | "suspended" | "withdrawn">[];
};
/** A scheme's grades, best first; null where one has no name yet. */
export type Scheme = { publisher: Party; field: number; grades: Class[]; retired: boolean };
export type Model = {
  now: number;
  /** Every accreditation an agency ever had, oldest first. */
  accreditations: Map<Party, Accreditation[]>;
  successors: Map<Party, Party>;
  /** By number, from 1. */
  schemes: Map<number, Scheme>;
  /** By {@link fileOf}. */
  files: Map<string, Attestation[]>;
  flags: Flag[];
  rules: Rule[];
  consents: { subject: Subject; agency: Party; purpose: number; from: number; until: number }[];
};

/** An act as the model knows it; fields that an act does not use are ignored. `index` counts in the file, `flag` and `rule` overall. */
export type Act = {
  name: string;
  by: Party;
  officer: string;
  subject: Subject;
  scheme: number;
  index: number;
  agency: Party;
  successor: Party | null;
  fields: number;
  depth: number;
  grade: number;
  grades: number;
  benefits: number;
  from: number;
  until: number;
  purpose: number;
  evidence: boolean;
  upheld: boolean;
  flag: number;
  rule: number;
};
export type Outcome =
  "applied" | "ruleNotInForce" | "notShared" | "noRecord" | "notValid" | "gradeNotRecognised" | "redFlagged";
export type Validity =
  "unknown" | "valid" | "notYetValid" | "expired" | "suspended" | "revoked" | "superseded" | "agencyNotAccredited";

const LEVELS = 5;
const MAX_DEPTH = 4;
/** The one officer whom the AccessManager lets appoint roots. */
const GOVERNOR = "port";

/** A refusal, by its Solidity error's name. */
class Refused extends Error {
  override readonly name: string;
  constructor(name: string) {
    super(name);
    this.name = name;
  }
}
const need = (condition: boolean, name: string): void => {
  if (!condition) throw new Refused(`Credit${name}`);
};
const argument = (condition: boolean): void => need(condition, "ArgumentInvalid");

/** Names a subject's file in a scheme. */
export const fileOf = (scheme: number, subject: Subject): string => `${scheme} ${subject}`;
/** Where a thing with a history stands. */
export const statusOf = <S>(thing: { history: Change<S>[] }): S => thing.history.at(-1)!.to;
const since = (thing: { history: Change<unknown>[] }): number => thing.history.at(-1)!.at;
const set = <S>(m: Model, thing: { history: Change<S>[] }, to: S): void => {
  thing.history.push({ at: m.now, to });
};
const current = (m: Model, agency: Party): Accreditation | undefined => m.accreditations.get(agency)?.at(-1);

/** The agency and those above it at a moment, lowest first; null unless the chain reaches a root and holds in the field (0 for any). */
function chain(m: Model, agency: Party, field: number, moment: number): Party[] | null {
  const met: Party[] = [];
  let below = -1;
  for (let member: Party | null = agency; member !== null;) {
    const then: Accreditation | undefined = m.accreditations.get(member)?.findLast(({ from }) => from <= moment);
    if (then === undefined || moment > then.until || (then.ended !== null && moment >= then.ended)) return null;
    if (field !== 0 && (then.fields & field) === 0) return null;
    if (then.depth <= below || met.length === LEVELS) return null;
    met.push(member);
    below = then.depth;
    member = then.parent;
  }
  return met;
}
/** Whether an agency and all above it are accredited at a moment, in a field (0 for any). */
export const accredited = (m: Model, agency: Party, field: number, moment: number): boolean =>
  chain(m, agency, field, moment) !== null;

function answers(m: Model, actor: Party, agency: Party | null): void {
  if (actor === agency) return;
  let member = agency;
  for (let level = 0; level < LEVELS && member !== null; ++level) {
    if (member === actor || m.successors.get(member) === actor)
      return need(accredited(m, actor, 0, m.now), "NotAccredited");
    member = current(m, member)?.parent ?? null;
  }
  throw new Refused("CreditNotAnswerable");
}

/** Whether an entry of a file ever begins, and has by a moment. */
function begun(entry: Attestation, moment: number): boolean {
  const ended = statusOf(entry) === "revoked" || statusOf(entry) === "superseded";
  return moment >= entry.from && !(ended && since(entry) <= entry.from);
}
/** Index of the entry of a file that governs at a moment, or -1. */
export const governing = (file: Attestation[], moment: number): number =>
  file.findLastIndex((entry) => begun(entry, moment));

/** What an entry of a file is worth at a moment. */
export function validity(m: Model, scheme: number, file: Attestation[], index: number, moment: number): Validity {
  const entry = file[index];
  if (entry === undefined) return "unknown";
  if (moment < entry.from) return "notYetValid";
  const then = entry.history.findLast(({ at }) => at <= moment);
  // A revocation that was set aside counts, for its time, as a suspension.
  if (then !== undefined && then.to !== "active") return then === entry.history.at(-1) ? then.to : "suspended";
  if (moment > entry.until) return "expired";
  if (file.slice(index + 1).some((next) => begun(next, moment))) return "superseded";
  return accredited(m, entry.agency, m.schemes.get(scheme)!.field, moment) ? "valid" : "agencyNotAccredited";
}

const shown = (flag: Flag, moment: number): boolean =>
  flag.raised !== null &&
  flag.raised <= moment &&
  moment <= flag.until &&
  (flag.lifted === null || moment < flag.lifted);
/** Whether an agency has a subject on its list at a moment. */
export const flagged = (m: Model, subject: Subject, agency: Party, moment: number): boolean =>
  m.flags.some((flag) => flag.subject === subject && flag.agency === agency && shown(flag, moment));

/** What a rule gives a subject at a moment; the entry is the one it looked at. */
export function outcome(
  m: Model,
  rule: Rule,
  subject: Subject,
  moment: number,
): { outcome: Outcome; index: number; grade: number; benefits: number } {
  const nothing = (why: Outcome, index = -1, grade = 0) => ({ outcome: why, index, grade, benefits: 0 });
  const then = rule.history.findLast(({ at }) => at <= moment);
  const inForce = then?.to === "inForce" && rule.from <= moment && moment <= rule.until;
  if (!inForce || !accredited(m, rule.agency, 0, moment)) return nothing("ruleNotInForce");
  const consents = m.consents.filter(
    (c) => c.subject === subject && c.agency === rule.agency && c.purpose === rule.purpose,
  );
  if (rule.purpose !== 0 && !consents.some((c) => c.from <= moment && moment <= c.until)) return nothing("notShared");
  const file = m.files.get(fileOf(rule.scheme, subject)) ?? [];
  const index = governing(file, moment);
  if (index < 0) return nothing("noRecord");
  const { grade } = file[index]!;
  if (validity(m, rule.scheme, file, index, moment) !== "valid") return nothing("notValid", index, grade);
  if (((rule.grades >> (grade - 1)) & 1) === 0) return nothing("gradeNotRecognised", index, grade);
  const { publisher } = m.schemes.get(rule.scheme)!;
  if (flagged(m, subject, rule.agency, moment) || flagged(m, subject, publisher, moment))
    return nothing("redFlagged", index, grade);
  return { outcome: "applied", index, grade, benefits: rule.benefits };
}

/** The agency's own grade of a subject: in its newest scheme with a valid one. */
export function ownGrade(
  m: Model,
  subject: Subject,
  agency: Party,
  moment: number,
): { scheme: number; index: number; grade: number } {
  for (const [scheme, { publisher }] of [...m.schemes].reverse()) {
    const file = m.files.get(fileOf(scheme, subject)) ?? [];
    const index = governing(file, moment);
    if (publisher === agency && validity(m, scheme, file, index, moment) === "valid")
      return { scheme, index, grade: file[index]!.grade };
  }
  return { scheme: 0, index: -1, grade: 0 };
}

/** Performs an act on the model; the error's name, and nothing changed, if the rules refuse it. */
export function perform(model: Model, act: Act): string | null {
  try {
    apply(model, act);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.name;
    throw error;
  }
}

function schemeOf(m: Model, act: Act): Scheme {
  const scheme = m.schemes.get(act.scheme);
  if (scheme === undefined) throw new Refused("CreditSchemeUnknown");
  return scheme;
}

/** The new attestation, if it may be given. */
function given(m: Model, act: Act): Attestation {
  const scheme = schemeOf(m, act);
  need(!scheme.retired, "SchemeRetired");
  const above = chain(m, act.by, scheme.field, m.now);
  need(above !== null, "NotAccredited");
  need(above!.includes(scheme.publisher), "SchemeForeign");
  argument(act.grade >= 1 && act.grade <= scheme.grades.length);
  const meaning = scheme.grades[act.grade - 1];
  need(meaning !== null, "GradeNamed");
  if (meaning === "serious") need(flagged(m, act.subject, act.by, m.now), "RedFlagNeeded");
  argument(act.evidence);
  const from = act.from === 0 ? m.now : act.from;
  argument(from >= m.now);
  argument(act.until >= from);
  const history: Change<Status>[] = [{ at: m.now, to: "active" }];
  return { agency: act.by, grade: act.grade, from, until: act.until, history, objected: false, repairs: false };
}

function follow(m: Model, act: Act, file: Attestation[], entry: Attestation, repairs: boolean): void {
  need(entry === file.at(-1), "Followed");
  const next = given(m, act);
  if (statusOf(entry) !== "revoked" && next.from <= m.now) set(m, entry, "superseded");
  file.push({ ...next, repairs });
}

function appoint(m: Model, act: Act, parent: Party | null): void {
  argument(act.fields !== 0);
  argument(act.until >= m.now);
  const all = m.accreditations.get(act.agency) ?? [];
  const last = all.at(-1);
  if (last !== undefined) last.ended ??= m.now;
  const { fields, depth, until } = act;
  m.accreditations.set(act.agency, [...all, { parent, fields, depth, from: m.now, until, ended: null }]);
}
const isLive = (m: Model, own: Accreditation | undefined): boolean =>
  own !== undefined && own.ended === null && m.now <= own.until;

function apply(m: Model, act: Act): void {
  const { by, agency } = act;
  const name = act.name;
  if (["suspend", "reinstate", "revoke", "supersede", "repair", "object", "resolve"].includes(name))
    return applyToEntry(m, act);
  if (name.endsWith("Flag")) return applyToFlag(m, act);
  if (name.endsWith("Rule")) return applyToRule(m, act);
  switch (name) {
    case "establishRoot":
      if (act.officer !== GOVERNOR) throw new Refused("AccessManagedUnauthorized");
      need(act.depth <= MAX_DEPTH, "Widened");
      return appoint(m, act, null);
    case "withdrawRoot":
      if (act.officer !== GOVERNOR) throw new Refused("AccessManagedUnauthorized");
      need(isLive(m, current(m, agency)), "NotAccredited");
      need(current(m, agency)!.parent === null, "AccreditedAlready");
      current(m, agency)!.ended = m.now;
      return;
    case "accredit": {
      need(accredited(m, by, 0, m.now), "NotAccredited");
      const own = current(m, by)!;
      need(act.depth < own.depth && (act.fields & ~own.fields) === 0 && act.until <= own.until, "Widened");
      const other = current(m, agency);
      need(!isLive(m, other) || other!.parent === by, "AccreditedAlready");
      return appoint(m, act, by);
    }
    case "withdrawAccreditation":
      need(isLive(m, current(m, agency)), "NotAccredited");
      need(by !== agency, "NotAnswerable");
      answers(m, by, current(m, agency)!.parent);
      current(m, agency)!.ended = m.now;
      return;
    case "nameSuccessor":
      answers(m, by, agency);
      need(current(m, agency) !== undefined, "NotAccredited");
      argument(act.successor !== agency);
      if (act.successor === null) m.successors.delete(agency);
      else m.successors.set(agency, act.successor);
      return;
    case "retireScheme": {
      const scheme = schemeOf(m, act);
      need(!scheme.retired, "SchemeRetired");
      need(scheme.publisher === by, "SchemeForeign");
      need(accredited(m, by, scheme.field, m.now), "NotAccredited");
      scheme.retired = true;
      return;
    }
    case "attest": {
      const file = fileOf(act.scheme, act.subject);
      need(!m.files.has(file), "AttestedAlready");
      m.files.set(file, [given(m, act)]);
      return;
    }
    case "grantConsent":
    case "withdrawConsent": {
      const subject = by as Subject;
      const inForce = m.consents.find(
        (c) => c.subject === subject && c.agency === agency && c.purpose === act.purpose && c.until >= m.now,
      );
      if (name === "grantConsent") {
        argument(act.purpose !== 0);
        argument(act.until >= m.now);
      } else need(inForce !== undefined, "NoConsent");
      if (inForce !== undefined) inForce.until = m.now - 1;
      if (name === "grantConsent")
        m.consents.push({ subject, agency, purpose: act.purpose, from: m.now, until: act.until });
      return;
    }
    default:
      throw new Error(`no such act: ${name}`);
  }
}

function applyToEntry(m: Model, act: Act): void {
  const file = m.files.get(fileOf(act.scheme, act.subject)) ?? [];
  const entry = file[act.index]!;
  need(entry !== undefined, "AttestationUnknown");
  const status = statusOf(entry);
  const last = entry === file.at(-1);
  const accepted: Record<string, Status[]> = {
    suspend: ["active"],
    reinstate: ["suspended"],
    revoke: ["active", "suspended"],
    supersede: ["active", "suspended"],
    repair: ["active", "suspended", "revoked"],
    object: ["active", "suspended", "revoked"],
    resolve: ["active", "suspended", "revoked", "superseded"],
  };
  need(accepted[act.name]!.includes(status), "UnexpectedStatus");
  if (act.name === "object") {
    need(act.by === act.subject, "NotSubject");
    argument(act.evidence);
    need(!entry.objected, "Objection");
    need(last, "Followed");
    entry.objected = true;
    return;
  }
  answers(m, act.by, entry.agency);
  const scheme = m.schemes.get(act.scheme)!;
  switch (act.name) {
    case "suspend":
      return set(m, entry, "suspended");
    case "reinstate":
      need(accredited(m, act.by, scheme.field, m.now), "NotAccredited");
      return set(m, entry, "active");
    case "revoke":
      return set(m, entry, "revoked");
    case "supersede":
      // A downgrade at once; an upgrade at once or at a date.
      need(act.grade <= entry.grade || act.from <= m.now, "DowngradeNotAtOnce");
      return follow(m, act, file, entry, false);
    case "repair":
      need(status === "revoked" || ["adverse", "serious"].includes(scheme.grades[entry.grade - 1]!), "NothingToRepair");
      return follow(m, act, file, entry, true);
    case "resolve":
      argument(act.evidence);
      need(entry.objected, "Objection");
      entry.objected = false;
      if (act.upheld && last) set(m, entry, status === "revoked" ? "active" : "revoked");
      return;
  }
}

function applyToFlag(m: Model, act: Act): void {
  if (act.name === "proposeFlag") {
    need(accredited(m, act.by, 0, m.now), "NotAccredited");
    argument(act.until >= m.now);
    argument(act.evidence);
    const { by: agency, subject, officer: proposer, until } = act;
    m.flags.push({ agency, subject, proposer, raised: null, until, lifted: null });
    return;
  }
  const flag = m.flags[act.flag]!;
  need(flag !== undefined, "FlagUnknown");
  need(flag.lifted === null, "FlagUnexpectedStatus");
  if (act.name === "confirmFlag") {
    need(flag.raised === null, "FlagUnexpectedStatus");
    need(act.by === flag.agency, "NotAnswerable");
    need(accredited(m, act.by, 0, m.now), "NotAccredited");
    need(act.officer !== flag.proposer, "SecondOfficerNeeded");
    flag.raised = m.now;
    return;
  }
  answers(m, act.by, flag.agency);
  flag.lifted = m.now;
}

function applyToRule(m: Model, act: Act): void {
  if (act.name === "publishRule") {
    need(accredited(m, act.by, 0, m.now), "NotAccredited");
    const recognised = schemeOf(m, act);
    const from = act.from === 0 ? m.now : act.from;
    argument(act.grades !== 0 && act.grades >> recognised.grades.length === 0);
    argument(act.benefits !== 0);
    argument(from >= m.now && act.until >= from);
    argument(act.evidence);
    const { by: agency, scheme, grades, benefits, purpose, until } = act;
    m.rules.push({
      ...{ agency, scheme, grades, benefits, purpose, from, until },
      history: [{ at: m.now, to: "inForce" }],
    });
    return;
  }
  const rule = m.rules[act.rule]!;
  need(rule !== undefined, "RuleUnknown");
  const status = statusOf(rule);
  const fits = { suspendRule: ["inForce"], resumeRule: ["suspended"], withdrawRule: ["inForce", "suspended"] }[
    act.name
  ]!;
  need(fits.includes(status), "RuleUnexpectedStatus");
  need(rule.agency === act.by, "RuleForeign");
  if (act.name === "resumeRule") need(accredited(m, rule.agency, 0, m.now), "NotAccredited");
  set(m, rule, act.name === "suspendRule" ? "suspended" : act.name === "resumeRule" ? "inForce" : "withdrawn");
}
