import type { TransportDocument } from "./dcsa/transportDocument.ts";

/** How bills name their law, in the two languages of the port; DCSA EBL 3.0 has no field for it. */
const NAMING = [
  /\bgovern(?:ed|ing)\b[^.;]*\blaws?\b/i,
  /\blaws?\b[^.;]*\b(?:shall )?(?:govern|appl(?:y|ies))\b/i,
  /\bsubject to\b[^.;]*\blaws?\b/i,
  /\blaw and jurisdiction\b/i,
  /(?:适用|準據|准据|受)[^。;;]*(?:法|法律)/u,
] as const;

/**
 * The sentence of a document that names the governing law, as it stands there, or null. It is quoted for a person to read;
 * no law is inferred from it.
 *
 * @example
 * governingLaw({ termsAndConditions: "Clause 26. This contract is governed by the law of England. Clause 27." });
 * // "This contract is governed by the law of England"
 */
export function governingLaw(
  document: Pick<TransportDocument, "termsAndConditions" | "carrierClauses">,
): string | null {
  const sentences = [document.termsAndConditions, ...(document.carrierClauses ?? [])].flatMap((text) =>
    text.split(/[.;。;\n]+/u),
  );
  const sentence = sentences.find((candidate) => NAMING.some((pattern) => pattern.test(candidate)));
  return sentence === undefined ? null : sentence.trim().slice(0, 500);
}
