import { LadingError } from "@lading/sdk/errors";
import { readAll } from "../ledger/readAll.ts";
import type { Context } from "../framework/context.ts";
import { api } from "../ledger/api.ts";

/**
 * The number of a scheme of grades: as a number, as `CODE/VERSION`, or as its code alone for the newest version in use.
 *
 * @throws SCHEME_UNKNOWN · API_UNREACHABLE
 */
export async function findScheme(value: string, context: Context): Promise<number> {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  const [, code = value, version] = /^(.+)\/(\d+)$/.exec(value) ?? [];
  const matches = (await readSchemes(context))
    .filter(
      (scheme) =>
        scheme.code === code && (version === undefined ? !scheme.retired : scheme.version === Number(version)),
    )
    .sort((left, right) => right.version - left.version);
  const [found] = matches;
  if (found !== undefined) return found.scheme;
  throw new LadingError("SCHEME_UNKNOWN", "notFound", `there is no scheme "${value}"; see: lading credit schemes`, {
    value,
  });
}

/**
 * The number of a grade in a scheme: as a number, or by its name.
 *
 * @throws GRADE_UNKNOWN
 */
export async function findGrade(value: string, scheme: number, context: Context): Promise<number> {
  if (/^\d{1,3}$/.test(value)) return Number(value);
  const grades = (await readSchemes(context)).find((candidate) => candidate.scheme === scheme)?.grades ?? [];
  const found = grades.find(({ name }) => name?.toLowerCase() === value.toLowerCase());
  if (found !== undefined) return found.grade;
  const accepted = grades.map(({ grade, name }) => name ?? String(grade));
  throw new LadingError(
    "GRADE_UNKNOWN",
    "notFound",
    `scheme ${scheme} has no grade "${value}"; it has: ${accepted.join(", ") || "none"}`,
    { value, scheme, accepted },
  );
}

async function readSchemes(context: Context): Promise<
  {
    scheme: number;
    code: string;
    version: number;
    retired: boolean;
    grades: { grade: number; name: string | null }[];
  }[]
> {
  const client = await api(context);
  return readAll((page) => client.credit.schemes(page));
}
