/** What an officer may do for its member, in the order of their bits (contracts/src/members/Roles.sol, Scopes). */
export const SCOPES = [
  "issue",
  "title",
  "finance",
  "release",
  "gate",
  "hold",
  "attest",
  "recognise",
  "administer",
] as const;

/** One scope of an officer. */
export type ScopeName = (typeof SCOPES)[number];

/** What a member is admitted as, in the order of their bits (contracts/src/members/Roles.sol, Roles). */
export const ROLES = [
  "carrier",
  "carrier-agent",
  "trader",
  "bank",
  "insurer",
  "forwarder",
  "haulier",
  "terminal",
  "depot",
  "customs",
  "maritime-safety",
  "border-inspection",
  "port-office",
  "registrar",
  "court",
  "auditor",
] as const;

/** One role of a member. */
export type RoleName = (typeof ROLES)[number];

/**
 * The names of the bits that are set.
 *
 * @example
 * flagNames(0b11, SCOPES) // → ["issue", "title"]
 */
export function flagNames<Name extends string>(bits: number, names: readonly Name[]): Name[] {
  return names.filter((_, index) => (bits & (1 << index)) !== 0);
}

/**
 * The bits of the given names; undefined when a name is unknown. `all` stands for every bit.
 *
 * @example
 * flagBits(["issue", "title"], SCOPES) // → 3
 */
export function flagBits(given: readonly string[], names: readonly string[]): number | undefined {
  let bits = 0;
  for (const name of given) {
    const index = names.indexOf(name);
    if (name === "all") bits |= 2 ** names.length - 1;
    else if (index < 0) return undefined;
    else bits |= 1 << index;
  }
  return bits;
}
