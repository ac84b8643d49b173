import { readWord } from "../word.ts";

/** An agency's accreditation. Times are seconds since 1970. */
export type Accreditation = {
  agency: number;
  /** Who accredited it; 0 for a root. */
  parent: number;
  /** In what, one bit for each field. */
  fields: number;
  /** How many levels it may accredit beneath itself. */
  depth: number;
  validFrom: number;
  validUntil: number;
  /** 0 where it was not withdrawn. */
  endedAt: number;
};

/** CreditBase MAX_DEPTH: root, agency, office and two more. */
export const MAX_DEPTH = 4;

/** An accreditation's packed word (ICreditFacts.Accreditation). */
export function decodeAccreditation(agency: number, word: string): Accreditation {
  const { field } = readWord(word, "ACCREDITATION_MALFORMED", "accreditation");
  return {
    agency,
    parent: field(0, 32),
    fields: field(32, 32),
    depth: field(64, 8),
    validFrom: field(72, 40),
    validUntil: field(112, 40),
    endedAt: field(152, 40),
  };
}

/**
 * Why a chain of accreditations does not carry an agency in a field at a moment, by the rules of CreditBase._walk; null where it does.
 *
 * @param chain from the agency to the root, as of the present
 * @example
 * accreditationFault([office, agency, root], 1, at); // { agency: 7, why: "withdrawn" }
 */
export function accreditationFault(
  chain: readonly Accreditation[],
  field: number,
  at: number,
): { agency: number; why: "absent" | "not-yet" | "expired" | "withdrawn" | "field" | "depth" } | null {
  let below = 0;
  for (const [i, { agency, fields, depth, validFrom, validUntil, endedAt }] of chain.entries()) {
    if (validFrom === 0) return { agency, why: "absent" };
    if (at < validFrom) return { agency, why: "not-yet" };
    if (at > validUntil) return { agency, why: "expired" };
    if (endedAt !== 0 && at >= endedAt) return { agency, why: "withdrawn" };
    if ((fields & field) === 0) return { agency, why: "field" };
    if (i !== 0 && depth <= below) return { agency, why: "depth" };
    below = depth;
  }
  const top = chain.at(-1);
  // The registry gives up where a chain has no root within its depth.
  return top?.parent === 0 ? null : { agency: top?.agency ?? 0, why: "depth" };
}
