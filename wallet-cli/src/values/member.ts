import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../framework/context.ts";
import { api } from "../ledger/api.ts";

/** A member as the directory has it. */
export type DirectoryMember = {
  member: number;
  name: string | null;
  identity: string;
  did: string;
  legalIdentifier: string;
};

/**
 * The member that a person means by a number, `me`, a name (whole, or a part that only one has), a DID, an identity address, an LEI or
 * a social credit code.
 *
 * @throws MEMBER_UNKNOWN · MEMBER_AMBIGUOUS · API_UNREACHABLE, and the identifier's own error where a check digit is wrong
 */
export async function findMember(value: string, context: Context): Promise<DirectoryMember> {
  const client = await api(context);
  if (value === "me") return (await client.me.show()).member;
  if (/^\d{1,10}$/.test(value)) return client.members.show({ member: Number(value) });
  const matches = await matching(value, context);
  const [match] = matches;
  if (match !== undefined && matches.length === 1) return match;
  if (match === undefined) {
    throw new LadingError(
      "MEMBER_UNKNOWN",
      "notFound",
      `no member of the directory is "${value}"; see: lading member list`,
      { value },
    );
  }
  const names = matches.map(({ member, name }) => `${member} ${name ?? ""}`.trim());
  throw new LadingError("MEMBER_AMBIGUOUS", "invalid", `"${value}" may be ${names.join(" or ")}`, {
    value,
    matches: names,
  });
}

/**
 * The DID of a subject: as given, or of a member of the directory.
 *
 * @throws as {@link findMember}, DID_…
 */
export async function resolveDidOf(value: string, chainId: number, context: Context): Promise<string> {
  if (!value.startsWith("did:")) return (await findMember(value, context)).did;
  const { assertDid } = await import("@lading/sdk");
  return assertDid(value, chainId).did;
}

async function matching(value: string, context: Context): Promise<DirectoryMember[]> {
  const test = await matcher(value);
  const client = await api(context);
  const everyone: DirectoryMember[] = [];
  for (let after: string | undefined; ;) {
    const page = await client.members.list({ limit: 500, ...(after === undefined ? {} : { after }) });
    everyone.push(...page.items);
    if (page.next === null) break;
    after = page.next;
  }
  if (typeof test !== "string") return everyone.filter(test);
  const exact = everyone.filter(({ name }) => name?.toLowerCase() === test);
  return exact.length > 0 ? exact : everyone.filter(({ name }) => name?.toLowerCase().includes(test));
}

/** A test for identifiers, or the lower-case name to look for. */
async function matcher(value: string): Promise<string | ((member: DirectoryMember) => boolean)> {
  if (value.startsWith("did:")) {
    const { parseDid } = await import("@lading/sdk");
    const { did } = parseDid(value);
    return (member) => member.did === did;
  }
  if (/^0x[0-9a-f]{40}$/i.test(value)) return ({ identity }) => identity.toLowerCase() === value.toLowerCase();
  if (/^[0-9A-Z]{18}$|^[0-9A-Z]{18}\d{2}$/.test(value)) {
    const { legalIdHash } = await import("@lading/sdk");
    const hash = legalIdHash(value).toLowerCase();
    return ({ legalIdentifier }) => legalIdentifier.toLowerCase() === hash;
  }
  return value.toLowerCase();
}
