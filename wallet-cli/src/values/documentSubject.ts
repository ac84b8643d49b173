import { DOCUMENT_SUBJECTS } from "@lading/sdk/acts";
import { LadingError } from "@lading/sdk/errors";
import type { DocumentSubjectKind } from "@lading/sdk/tradeDocuments";
import type { Context } from "../framework/context.ts";
import { findMember } from "./member.ts";
import { findRelease } from "./release.ts";
import { findTitle } from "./title.ts";

/** `container:MSKU6011672` in its two parts. */
export type TypedSubject = { kind: DocumentSubjectKind; value: string };

/**
 * What a trade document is about, as a person types it: its kind, a colon, and the thing as it is written elsewhere.
 *
 * @throws SUBJECT_INVALID
 * @example
 * parseSubject("title:JHCL26HAM004217"); // { kind: "title", value: "JHCL26HAM004217" }
 */
export function parseSubject(text: string): TypedSubject {
  const colon = text.indexOf(":");
  const kind = DOCUMENT_SUBJECTS.find((name) => name === text.slice(0, colon));
  if (kind !== undefined && colon < text.length - 1) return { kind, value: text.slice(colon + 1) };
  const accepted = DOCUMENT_SUBJECTS.map((name) => `${name}:…`);
  throw new LadingError(
    "SUBJECT_INVALID",
    "invalid",
    `subject "${text}" does not say what it is; expected ${accepted.join(", ")}`,
    { field: "subject", value: text, accepted },
  );
}

/**
 * A subject as the ledger keeps it.
 *
 * @returns 32 bytes, 0x-hex
 * @throws as {@link findMember}, {@link findTitle}, {@link findRelease}; CONTAINER_NUMBER_… · DOCUMENT_SUBJECT_INVALID
 */
export async function findSubject(kind: DocumentSubjectKind, value: string, context: Context): Promise<string> {
  const { documentSubject } = await import("@lading/sdk/tradeDocuments");
  switch (kind) {
    case "member":
      return documentSubject(kind, (await findMember(value, context)).member).word;
    case "title":
      return documentSubject(kind, await findTitle(value, context)).word;
    case "release":
      return documentSubject(kind, await findRelease(value, context)).word;
    default:
      return documentSubject(kind, value).word;
  }
}
