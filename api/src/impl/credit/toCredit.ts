import type { z } from "zod";
import type { Attestation as AttestationAnswer, routes } from "@lading/sdk/http";
import type { Attestation, RecognitionRule, Scheme } from "../../../generated/client.ts";
import type { AttestationFacts, GradeNames } from "../../projector/fold/credit.ts";
import type { decodeRuleWord } from "../../projector/fold/creditWords.ts";
import { readNames } from "../../store/directory.ts";
import type { Queries } from "../../store/openStore.ts";

type Hash = `0x${string}`;
type RuleAnswer = z.input<typeof routes.credit.rules.response>["items"][number];
type SchemeAnswer = z.input<typeof routes.credit.schemes.response>["items"][number];

/** Schemes by number, as people call them. */
export type SchemeNames = {
  /** Code and version, or the number of a scheme that is unknown. */
  scheme(number: number): string;
  grade(scheme: number, grade: number): string;
  publisher(scheme: number): number;
};

/**
 * The names of schemes and their grades, in one query.
 *
 * @example
 * const names = await readSchemes(store.read, [3]);
 * names.grade(3, 1); // "AEO-ADVANCED"
 */
export async function readSchemes(queries: Queries, numbers: Iterable<number>): Promise<SchemeNames> {
  const rows = await queries.scheme.findMany({ where: { scheme: { in: [...new Set(numbers)] } } });
  const known = new Map(rows.map((row) => [row.scheme, { ...row, names: JSON.parse(row.names) as GradeNames }]));
  return {
    scheme(number) {
      const row = known.get(number);
      return row === undefined ? String(number) : `${row.code}/${row.version}`;
    },
    grade: (scheme, grade) => known.get(scheme)?.names[grade]?.name ?? String(grade),
    publisher: (scheme) => known.get(scheme)?.publisher ?? 0,
  };
}

/** Attestations as they are answered. */
export async function toAttestations(
  queries: Queries,
  rows: readonly Attestation[],
  chainId: number,
): Promise<AttestationAnswer[]> {
  const [{ party, someone }, names] = await Promise.all([
    readNames(
      queries,
      rows.flatMap((row) => [row.agency, row.subject]),
      chainId,
    ),
    readSchemes(
      queries,
      rows.map((row) => row.scheme),
    ),
  ]);
  return rows.map((row) => {
    const { word, previous, next } = JSON.parse(row.facts) as AttestationFacts;
    return {
      attestation: row.attestation as Hash,
      agency: party(row.agency),
      subject: someone(row.subject),
      pseudonym: row.pseudonym === "" ? null : (row.pseudonym as Hash),
      scheme: names.scheme(row.scheme),
      schemeNumber: row.scheme,
      grade: names.grade(row.scheme, row.grade),
      gradeNumber: row.grade,
      status: row.status,
      underObjection: word.underObjection,
      isRepair: word.isRepair,
      previous: previous as Hash | null,
      next: next as Hash | null,
      evidence: row.evidence as Hash,
      validFrom: word.validFrom,
      validUntil: word.validUntil,
      reason: word.reason === 0 ? null : String(word.reason),
      changedAt: row.changedAt,
    };
  });
}

/** Recognition rules as they are answered. */
export async function toRules(
  queries: Queries,
  rows: readonly RecognitionRule[],
  chainId: number,
): Promise<RuleAnswer[]> {
  const names = await readSchemes(
    queries,
    rows.map((row) => row.scheme),
  );
  const { party, someone } = await readNames(
    queries,
    rows.flatMap((row) => [row.agency, names.publisher(row.scheme)]),
    chainId,
  );
  return rows.map((row) => {
    const word = JSON.parse(row.facts) as ReturnType<typeof decodeRuleWord>;
    const grades = Array.from({ length: 16 }, (_, index) => index + 1).filter(
      (grade) => word.grades & (1 << (grade - 1)),
    );
    return {
      rule: row.rule as Hash,
      agency: party(row.agency),
      scheme: names.scheme(row.scheme),
      schemeNumber: row.scheme,
      publisher: someone(names.publisher(row.scheme)),
      grades: grades.map((grade) => names.grade(row.scheme, grade)),
      benefits: word.benefits,
      purpose: word.purpose,
      status: row.status,
      validFrom: word.validFrom,
      validUntil: word.validUntil,
      changedAt: row.changedAt,
    };
  });
}

/** Schemes as they are answered. */
export async function toSchemes(queries: Queries, rows: readonly Scheme[], chainId: number): Promise<SchemeAnswer[]> {
  const { party } = await readNames(
    queries,
    rows.map((row) => row.publisher),
    chainId,
  );
  return rows.map((row) => {
    const names = JSON.parse(row.names) as GradeNames;
    return {
      scheme: row.scheme,
      publisher: party(row.publisher),
      code: row.code,
      version: row.version,
      field: row.field,
      retired: row.retired,
      grades: Array.from({ length: row.grades }, (_, index) => ({
        grade: index + 1,
        name: names[index + 1]?.name ?? null,
        class: names[index + 1]?.class ?? null,
      })),
    };
  });
}
