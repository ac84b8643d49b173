import { DOCUMENT_SUBJECTS, type Parameter, type Right } from "@lading/sdk/acts";
import type { ActArgument, ActArguments } from "@lading/sdk/signedAct";
import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../framework/context.ts";
import { findAccount } from "./account.ts";
import { makeCommitment } from "./commitment.ts";
import { readDigest, readDocumentDigest } from "./digest.ts";
import { resolveStructure } from "./structure.ts";
import { parseDuration, parseInstant } from "./instant.ts";
import { api } from "../ledger/api.ts";
import { findMember } from "./member.ts";
import { findRelease } from "./release.ts";
import { findGrade, findScheme } from "./scheme.ts";
import { findSubject } from "./documentSubject.ts";
import { findDocumentType } from "./documentType.ts";
import { findTradeDocument } from "./tradeDocument.ts";
import { findTitle } from "./title.ts";

/** Largest integer that travels as a JSON number; wider ones travel as decimal strings (ARCHITECTURE.md). */
const LARGEST_NUMBER = 2n ** 48n - 1n;
const ZERO_WORD = `0x${"00".repeat(32)}`;

/** What an argument belongs to: the registry, the id of the right where the act is about one, and the arguments before it. */
export type About = { right: Right; subject: string; args: ActArguments };

/**
 * Turns what a person typed for a parameter into the argument that is signed.
 *
 * @throws the error of the kind: MEMBER_UNKNOWN, TITLE_…, INSTANT_INVALID, CHOICE_UNKNOWN, …
 */
export async function resolveArgument(
  parameter: Parameter,
  value: string,
  about: About,
  context: Context,
): Promise<ActArgument> {
  const field = parameter.name;
  switch (parameter.kind) {
    case "member":
      return isNone(value) || value === "nobody" ? 0 : (await findMember(value, context)).member;
    case "title":
      return isNone(value) ? ZERO_WORD : findTitle(value, context);
    case "release":
      return findRelease(value, context);
    case "scheme":
      return findScheme(value, context);
    case "attestation":
    case "rule":
    case "accreditation":
      return isNone(value) ? ZERO_WORD : word(value, field);
    case "tradeDocument":
      return findTradeDocument(value, context);
    case "documentType":
      return (await findDocumentType(value, context)).schemaDigest;
    case "subject":
      return findSubject(DOCUMENT_SUBJECTS[Number(about.args.subjectKind) - 1]!, value, context);
    case "account":
      return findAccount(value, field, context);
    case "instant":
      return parseInstant(value, context.now(), field);
    case "duration":
      return parseDuration(value, field);
    case "digest":
      return isNone(value) ? ZERO_WORD : readDigest(value, field, context);
    case "document":
      return readDocumentDigest(value, context);
    case "titles":
      return Promise.all(value.split(",").map((part) => findTitle(part.trim(), context)));
    case "json":
      return resolveStructure(value, about, context);
    case "reference": {
      if (isNone(value)) return ZERO_WORD;
      const { referenceToBytes32 } = await import("@lading/sdk/typedData");
      return referenceToBytes32(await checked(value, field), field);
    }
    case "commitment":
      return isNone(value) ? ZERO_WORD : makeCommitment(value, field, about.subject, context);
    case "legalId": {
      const { legalIdHash } = await import("@lading/sdk");
      return legalIdHash(value);
    }
    case "flags":
      return flags(parameter, value);
    case "choice":
      return choice(parameter, value);
    case "count":
      return field === "grade" ? findGrade(value, await schemeOf(about, context), context) : count(value, field);
    case "text":
      return value;
    case "bytes":
      return bytes(value, field);
  }
}

/** A reference that has a check digit is checked before anybody signs for it. */
async function checked(value: string, field: string): Promise<string> {
  if (field !== "container") return value;
  const { parseContainerNumber } = await import("@lading/sdk");
  return parseContainerNumber(value, `/${field}`);
}

/** The scheme in which a grade is meant: the act's own, or that of the attestation that it changes. */
async function schemeOf({ subject, args }: About, context: Context): Promise<number> {
  if (args.scheme !== undefined) return Number(args.scheme);
  return (await (await api(context)).credit.attestation({ attestation: subject })).schemeNumber;
}

function isNone(value: string): boolean {
  return value === "none" || value === "0";
}

function word(value: string, field: string): string {
  if (/^0x[0-9a-f]{64}$/i.test(value)) return value.toLowerCase();
  throw new LadingError("ID_INVALID", "invalid", `${field} "${value}" is no id; expected 0x and 64 hex digits`, {
    field,
    value,
  });
}

function bytes(value: string, field: string): string {
  if (isNone(value)) return "0x";
  if (/^0x(?:[0-9a-f]{2})*$/i.test(value)) return value.toLowerCase();
  throw new LadingError(
    "BYTES_INVALID",
    "invalid",
    `${field} "${value}" is no bytes; expected 0x and pairs of hex digits`,
    { field, value },
  );
}

function count(value: string, field: string): ActArgument {
  if (!/^\d{1,78}$/.test(value)) {
    throw new LadingError("COUNT_INVALID", "invalid", `${field} "${value}" is no whole number`, { field, value });
  }
  return wire(BigInt(value));
}

function choice({ name, choices = [], first = 0 }: Parameter, value: string): number {
  const index = choices.indexOf(value);
  if (index >= 0) return index + first;
  throw unknownChoice(name, value, choices);
}

function flags({ name, choices = [] }: Parameter, value: string): ActArgument {
  let bits = 0n;
  for (const part of value.split(",").map((text) => text.trim())) {
    if (part === "none") continue;
    const index = choices.indexOf(part);
    if (part === "all") bits |= 2n ** BigInt(choices.length) - 1n;
    else if (index < 0) throw unknownChoice(name, part, [...choices, "all", "none"]);
    else bits |= 1n << BigInt(index);
  }
  return wire(bits);
}

function wire(value: bigint): ActArgument {
  return value <= LARGEST_NUMBER ? Number(value) : value.toString();
}

function unknownChoice(field: string, value: string, accepted: readonly string[]): LadingError {
  return new LadingError("CHOICE_UNKNOWN", "invalid", `${field} "${value}" is not one of: ${accepted.join(", ")}`, {
    field,
    value,
    accepted,
  });
}
