import { GRADE_CLASSES } from "@lading/sdk/http";
import { bytes32ToReference } from "@lading/sdk/typedData";
import type { Attestation, RecognitionRule, Scheme } from "../../../generated/client.ts";
import { numberOf, textOf } from "../LedgerLog.ts";
import { decodeAttestationWord, decodeRuleWord } from "./creditWords.ts";
import type { RightFold } from "./RightFold.ts";

const NOTHING = `0x${"0".repeat(64)}`;

/** What the events said of an attestation beyond its columns. */
export type AttestationFacts = {
  word: ReturnType<typeof decodeAttestationWord>;
  previous: string | null;
  next: string | null;
};

/** Name and class of each grade that has one, by its number. */
export type GradeNames = Record<string, { name: string; class: string }>;

/** Attestations: known to the agency and its subject. */
export const attestationFold: RightFold<Attestation> = {
  right: "credit",
  table: "Attestation",
  isPublic: false,
  owns: (log) => log.right === "credit" && typeof log.args.attestation === "string",
  subjectsOf: (log) => [textOf(log, "attestation")],

  apply(row, log, attestation) {
    const given = log.event === "AttestationGiven";
    if (row === undefined && !given) return undefined;
    const word = decodeAttestationWord(textOf(log, "state"));
    const before = row === undefined ? undefined : (JSON.parse(row.facts) as AttestationFacts);
    const previous = given ? textOf(log, "previous") : NOTHING;
    const facts: AttestationFacts = {
      word,
      previous: previous === NOTHING ? (before?.previous ?? null) : previous,
      next: log.event === "AttestationSuperseded" ? textOf(log, "next") : (before?.next ?? null),
    };
    return {
      attestation,
      agency: word.agency,
      subject: word.subject,
      pseudonym: word.subject === 0 ? (row?.pseudonym ?? textOf(log, "subject")) : "",
      scheme: word.scheme,
      grade: word.grade,
      status: word.status,
      evidence: row?.evidence ?? textOf(log, "instrument"),
      facts: JSON.stringify(facts),
      changedAt: log.blockTime,
      blockNumber: row?.blockNumber ?? log.blockNumber,
      logIndex: row?.logIndex ?? log.logIndex,
    };
  },

  partiesOf: (row) => [row.agency, row.subject],

  async load(queries, ids) {
    const rows = await queries.attestation.findMany({ where: { attestation: { in: ids } } });
    return new Map(rows.map((row) => [row.attestation, row]));
  },

  async clear(queries) {
    await queries.attestation.deleteMany();
  },
};

/** Recognition rules: known to everybody. */
export const ruleFold: RightFold<RecognitionRule> = {
  right: "credit",
  table: "RecognitionRule",
  isPublic: true,
  owns: (log) => log.right === "credit" && typeof log.args.rule === "string",
  subjectsOf: (log) => [textOf(log, "rule")],

  apply(row, log, rule) {
    const word = decodeRuleWord(textOf(log, "state"));
    return {
      rule,
      agency: word.agency,
      scheme: word.scheme,
      status: word.status,
      facts: JSON.stringify(word),
      changedAt: log.blockTime,
      blockNumber: row?.blockNumber ?? log.blockNumber,
      logIndex: row?.logIndex ?? log.logIndex,
    };
  },

  partiesOf: () => [],

  async load(queries, ids) {
    const rows = await queries.recognitionRule.findMany({ where: { rule: { in: ids } } });
    return new Map(rows.map((row) => [row.rule, row]));
  },

  async clear(queries) {
    await queries.recognitionRule.deleteMany();
  },
};

/** Schemes of grades: known to everybody. Their ids are numbers. */
export const schemeFold: RightFold<Scheme> = {
  right: "credit",
  table: "Scheme",
  isPublic: true,
  owns: (log) => log.right === "credit" && typeof log.args.scheme === "number" && log.args.rule === undefined,
  subjectsOf: (log) => [String(numberOf(log, "scheme"))],

  apply(row, log, scheme) {
    switch (log.event) {
      case "SchemePublished":
        return {
          scheme: Number(scheme),
          publisher: numberOf(log, "from"),
          code: bytes32ToReference(textOf(log, "code")),
          version: numberOf(log, "version"),
          field: numberOf(log, "field"),
          grades: numberOf(log, "grades"),
          retired: false,
          names: "{}",
          changedAt: log.blockTime,
          blockNumber: log.blockNumber,
          logIndex: log.logIndex,
        };
      case "GradeNamed": {
        if (row === undefined) return undefined;
        const named = {
          name: bytes32ToReference(textOf(log, "name")),
          class: GRADE_CLASSES[numberOf(log, "class")] ?? "neutral",
        };
        const names: GradeNames = { ...(JSON.parse(row.names) as GradeNames), [numberOf(log, "grade")]: named };
        return { ...row, names: JSON.stringify(names), changedAt: log.blockTime };
      }
      case "SchemeRetired":
        return row === undefined ? undefined : { ...row, retired: true, changedAt: log.blockTime };
      default:
        return row;
    }
  },

  partiesOf: () => [],

  async load(queries, ids) {
    const rows = await queries.scheme.findMany({ where: { scheme: { in: ids.map(Number) } } });
    return new Map(rows.map((row) => [String(row.scheme), row]));
  },

  async clear(queries) {
    await queries.scheme.deleteMany();
  },
};
