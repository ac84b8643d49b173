import type { Fact } from "../domain/errors.ts";
import { flagNames, ROLES, SCOPES } from "../domain/acts/scopes.ts";
import { ATTESTATION_STATUSES, GRADE_CLASSES, VALIDITIES } from "../domain/acts/credit.ts";
import { DOCUMENT_STATUSES, DOCUMENT_SUBJECTS, DOCUMENT_TYPE_STATUSES } from "../domain/acts/document.ts";
import { COLOURS, HOLDS, LIGHTS, RECALL_POLICIES, RELEASE_STATES, TRANSPORT_MODES } from "../domain/acts/release.ts";
import { ENDORSEMENTS, OFFER_PURPOSES, SURRENDER_PURPOSES, TITLE_KINDS, TITLE_STATES } from "../domain/acts/title.ts";
import { bytes32ToReference } from "../domain/typedData/typedData.ts";
import type { AbiParameter } from "../domain/typedData/registryInterfaces.ts";

/** The names behind each Solidity enum that an error can mention. */
const ENUMS: Readonly<Record<string, readonly string[]>> = {
  "enum State": TITLE_STATES,
  "enum Kind": TITLE_KINDS,
  "enum Endorsement": ENDORSEMENTS,
  "enum OfferPurpose": OFFER_PURPOSES,
  "enum Purpose": SURRENDER_PURPOSES,
  "enum TitlePhase": ["none", "live", "accomplished", "other"],
  "enum ICreditFacts.Status": ATTESTATION_STATUSES,
  "enum ICreditFacts.Validity": VALIDITIES,
  "enum ICreditFacts.GradeClass": GRADE_CLASSES,
  "enum ICreditFacts.RuleStatus": ["none", "in-force", "suspended", "withdrawn"],
  "enum ICreditFacts.FlagStatus": ["none", "proposed", "in-force", "lifted"],
  "enum IMemberRegistry.Status": ["unknown", "active", "suspended", "left"],
  "enum IReleaseRegistry.State": RELEASE_STATES,
  "enum IReleaseRegistry.Light": LIGHTS,
  "enum IReleaseRegistry.Colour": COLOURS,
  "enum IReleaseRegistry.Hold": HOLDS,
  "enum IReleaseRegistry.Mode": TRANSPORT_MODES,
  "enum IReleaseRegistry.RecallPolicy": RECALL_POLICIES,
  "enum IDocumentRegistry.Status": DOCUMENT_STATUSES,
  "enum IDocumentRegistry.TypeStatus": DOCUMENT_TYPE_STATUSES,
  "enum IDocumentRegistry.SubjectKind": ["none", ...DOCUMENT_SUBJECTS],
};

/** A value of an error, for programs and for people. */
export type RenderedFact = { fact: Fact; text: string };

/**
 * A value of a contract's error as a program and as a person wants it: enums by name, moments as ISO 8601, members as `member 4`
 * (which a server that knows the names replaces), short texts as text.
 *
 * @param siblings the error's other parameters: `accepted` is a bitmap of the enum that stands beside it
 */
export function renderFact(value: unknown, parameter: AbiParameter, siblings: readonly AbiParameter[]): RenderedFact {
  const kind = parameter.internalType ?? parameter.type;
  const names = ENUMS[kind];
  if (names !== undefined) {
    const name = names[Number(value)] ?? String(value);
    return { fact: name, text: name };
  }
  if (parameter.name === "accepted" && typeof value === "bigint") {
    const sibling = siblings.find((other) => ENUMS[other.internalType ?? ""] !== undefined);
    const accepted = sibling === undefined ? undefined : ENUMS[sibling.internalType!]!;
    if (accepted !== undefined) {
      const list = accepted.filter((_, index) => (value & (1n << BigInt(index))) !== 0n);
      return { fact: list, text: list.join(" or ") };
    }
  }
  if (kind === "MemberId")
    return { fact: Number(value), text: Number(value) === 0 ? "nobody" : `member ${Number(value)}` };
  if (kind === "uint40" || parameter.name === "timestamp") {
    const seconds = Number(value);
    const text = seconds === 2 ** 40 - 1 ? "never" : new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
    return { fact: seconds, text: seconds === 0 ? "0" : text };
  }
  if (typeof value === "bigint") {
    if (
      /scope/i.test(parameter.name) ||
      (parameter.name === "required" && siblings.some(({ name }) => name === "scopes"))
    ) {
      return { fact: Number(value), text: flagNames(Number(value), SCOPES).join("+") || "none" };
    }
    if (/roles/i.test(parameter.name) || siblings.some(({ name }) => name === "roles")) {
      return { fact: Number(value), text: flagNames(Number(value), ROLES).join(" or ") || "none" };
    }
    const fact = value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
    return { fact, text: String(fact) };
  }
  if (typeof value === "string" && kind === "bytes32" && /^0x(?:[2-7][0-9a-f])+(?:00)+$/.test(value)) {
    const text = bytes32ToReference(value);
    return { fact: text, text };
  }
  if (typeof value === "string" || typeof value === "boolean") return { fact: value, text: String(value) };
  const text = JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner));
  return { fact: text, text };
}
