import { LadingError } from "../errors.ts";
import type { Act, Right } from "./Act.ts";
import { creditActs } from "./credit.ts";
import { didActs } from "./did.ts";
import { documentActs } from "./document.ts";
import { financeActs } from "./finance.ts";
import { governanceActs } from "./governance.ts";
import { memberActs } from "./members.ts";
import { releaseActs } from "./release.ts";
import { titleActs } from "./title.ts";

/** Every act that a member may perform on this ledger, declared once. */
export const acts: readonly Act[] = [
  ...memberActs,
  ...didActs,
  ...titleActs,
  ...releaseActs,
  ...creditActs,
  ...financeActs,
  ...documentActs,
  ...governanceActs,
];

/** `offerPledge` → `offer-pledge`: how an act's or parameter's name is typed on a command line. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * The declaration of an act.
 *
 * @throws ACT_UNKNOWN when no such act exists
 * @example
 * findAct("members", "appoint").scope // → "administer"
 */
export function findAct(right: string, name: string): Act {
  const act = acts.find((candidate) => candidate.right === right && candidate.name === name);
  if (act !== undefined) return act;
  const known = acts.filter((candidate) => candidate.right === right).map((candidate) => candidate.name);
  throw new LadingError(
    "ACT_UNKNOWN",
    "invalid",
    known.length > 0
      ? `act "${name}" is not one of ${right}; accepted: ${known.join(", ")}`
      : `right "${right}" is unknown; accepted: ${[...new Set(acts.map((candidate) => candidate.right))].join(", ")}`,
    { right, act: name },
  );
}

export type { Act, Parameter, ParameterKind, Right, Text } from "./Act.ts";
export { RIGHTS } from "./Act.ts";
export { GATE_REASONS } from "./release.ts";
export { BENEFITS } from "./credit.ts";
export { isGoverned } from "./governance.ts";
export { DOCUMENT_SUBJECTS } from "./document.ts";
export { ROLES, SCOPES, flagBits, flagNames } from "./scopes.ts";
export type { RoleName, ScopeName } from "./scopes.ts";

/** The registry's EIP-712 domain name, as its constructor says. */
export const domainNames: Readonly<Record<Right, string>> = {
  members: "Lading Members",
  did: "Lading DID",
  title: "Lading Title",
  release: "Lading Release",
  credit: "Lading Credit",
  finance: "Lading Finance",
  document: "Lading Document",
  governance: "Lading Governance",
};
