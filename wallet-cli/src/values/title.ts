import { isLadingError, LadingError } from "@lading/sdk/errors";
import type { Context } from "../framework/context.ts";
import { api } from "../ledger/api.ts";
import { findMember } from "./member.ts";

/**
 * The id of a title: 0x-hex, `CARRIER/REFERENCE`, or a transport document reference alone, where only one carrier of the directory
 * has a bill with it.
 *
 * @throws TITLE_UNKNOWN · TITLE_AMBIGUOUS · MEMBER_… · TRANSPORT_DOCUMENT_REFERENCE
 */
export async function findTitle(value: string, context: Context): Promise<string> {
  if (/^0x[0-9a-f]{64}$/i.test(value)) return value.toLowerCase();
  const { titleId } = await import("@lading/sdk");
  const slash = value.indexOf("/");
  if (slash > 0) {
    const carrier = await findMember(value.slice(0, slash), context);
    return titleId(carrier.member, value.slice(slash + 1));
  }
  const client = await api(context);
  const carriers = (await client.members.list({ role: "carrier", limit: 500 })).items;
  const candidates = carriers.map(({ member, name }) => ({ carrier: `${name ?? member}`, id: titleId(member, value) }));
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only.id;
  const existing: typeof candidates = [];
  for (const candidate of candidates) if (await exists(candidate.id, context)) existing.push(candidate);
  const [found] = existing;
  if (found !== undefined && existing.length === 1) return found.id;
  if (found === undefined) {
    throw new LadingError(
      "TITLE_UNKNOWN",
      "notFound",
      `no carrier of the directory has a bill "${value}" on this ledger`,
      { value },
    );
  }
  const names = existing.map(({ carrier }) => `${carrier}/${value}`);
  throw new LadingError("TITLE_AMBIGUOUS", "invalid", `"${value}" may be ${names.join(" or ")}`, {
    value,
    matches: names,
  });
}

async function exists(title: string, context: Context): Promise<boolean> {
  try {
    await (await api(context)).titles.verdict({ title });
    return true;
  } catch (error) {
    if (isLadingError(error) && error.kind === "notFound") return false;
    throw error;
  }
}
