import { acts, flagBits, ROLES } from "@lading/sdk/acts";
import { LadingError } from "@lading/sdk/errors";
import type { Handlers } from "../http/mountRoutes.ts";
import { PAGE } from "../store/cursor.ts";
import { toMember, toOfficer } from "../store/toMember.ts";
import type { Dependencies } from "./Dependencies.ts";

/** The directory. A member's number is its place: the cursor is `<member>-0`. */
export function memberHandlers({ store, deployment: { chainId } }: Dependencies): Handlers["members"] {
  return {
    async list({ after, limit = PAGE, role, name }) {
      const bit = role === undefined ? 0 : flagBits([role], ROLES);
      if (bit === undefined) {
        throw new LadingError("INPUT_INVALID", "invalid", `role "${role}" is unknown; accepted: ${ROLES.join(", ")}`, {
          field: "role",
        });
      }
      const rows = await store.read.member.findMany({
        where: {
          member: { gt: after === undefined ? 0 : Number(after.split("-")[0]) },
          ...(name === undefined ? {} : { name: { contains: name } }),
        },
        orderBy: { member: "asc" },
        ...(role === undefined ? { take: limit + 1 } : {}),
      });
      const matching = rows.filter((row) => (row.roles & bit) === bit);
      const shown = matching.slice(0, limit);
      return {
        items: shown.map((row) => toMember(row, chainId)),
        next: matching.length > limit ? `${shown.at(-1)!.member}-0` : null,
      };
    },
    async show({ member }) {
      const row = await store.read.member.findUnique({ where: { member } });
      if (row === null) throw new LadingError("MEMBER_UNKNOWN", "notFound", `There is no member ${member}`, { member });
      const officers = await store.read.officer.findMany({ where: { member }, orderBy: { officer: "asc" } });
      return { ...toMember(row, chainId), officers: officers.map((each) => toOfficer(each, chainId)) };
    },
  };
}

/** The caller. */
export function meHandlers({ store, deployment: { chainId } }: Dependencies): Handlers["me"] {
  return {
    async show({ caller }) {
      const [officer, member] = await Promise.all([
        store.read.officer.findUniqueOrThrow({ where: { officer: caller.officer } }),
        store.read.member.findUniqueOrThrow({ where: { member: caller.member } }),
      ]);
      return {
        officer: toOfficer(officer, chainId),
        member: toMember(member, chainId),
        acts: acts
          .filter(({ scope }) => scope === null || caller.scopes.includes(scope))
          .map(({ right, name }) => `${right}.${name}`),
      };
    },
  };
}
