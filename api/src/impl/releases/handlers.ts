import type { Prisma } from "../../../generated/client.ts";
import type { Caller } from "../../auth/Caller.ts";
import type { Handlers } from "../../http/mountRoutes.ts";
import { isAfter, LEDGER_ORDER, PAGE, pageOf } from "../../store/cursor.ts";
import { pageOfParty } from "../../store/pageOfParty.ts";
import { toLedgerEvent } from "../../store/toLedgerEvent.ts";
import type { Dependencies } from "../Dependencies.ts";
import { isOverseer, notFound, requireReader } from "../reads.ts";
import { gateVerdict } from "./gateVerdict.ts";
import { readLights } from "./lights.ts";
import { toReleases } from "./toRelease.ts";

const UNKNOWN = { code: "RELEASE_UNKNOWN", noun: "release" };
const FINAL = ["returned", "cancelled", "superseded"];

/** Releases. */
export function releaseHandlers(dependencies: Dependencies): Handlers["releases"] {
  const { store, audit, now, deployment } = dependencies;
  const { chainId } = deployment;

  const record = (caller: Caller, subject: string, verb: string): Promise<void> =>
    audit.recordRead({ member: caller.member, officer: caller.officer, right: "release", subject, verb });

  return {
    async list({ caller, after, limit = PAGE, relation, state, title, container }) {
      const filters: Prisma.ReleaseWhereInput = {
        ...(state === undefined ? {} : { state }),
        ...(title === undefined ? {} : { title }),
        ...(container === undefined ? {} : { container }),
      };
      const find = (where: Prisma.ReleaseWhereInput, take: number | undefined) =>
        store.read.release.findMany({ where, orderBy: LEDGER_ORDER, take });
      const own = relationOf(caller, relation);
      const rows =
        own === undefined
          ? await pageOfParty(store.read, { member: caller.member, right: "release", after, limit }, (subjects) =>
              find(
                { AND: [{ release: { in: subjects } }, filters, relation === "past" ? pastOf(caller) : {}] },
                undefined,
              ),
            )
          : await find({ AND: [own, isAfter(after), filters] }, limit + 1);
      const answers = await toReleases(store.read, rows, caller, { chainId, now: now() });
      return pageOf(rows, limit, (row) => answers[rows.indexOf(row)]!);
    },

    async show({ caller, release }) {
      await requireReader(store.read, caller, release, UNKNOWN);
      const row = await store.read.release.findUnique({ where: { release } });
      if (row === null) throw notFound(release, UNKNOWN);
      await record(caller, release, "show");
      const [[answer], lights] = await Promise.all([
        toReleases(store.read, [row], caller, { chainId, now: now() }),
        readLights(dependencies, row),
      ]);
      return { ...answer!, lights };
    },

    async acts({ caller, release, after, limit = PAGE }) {
      await requireReader(store.read, caller, release, UNKNOWN);
      const rows = await store.read.event.findMany({
        where: { subject: release, right: "release", ...isAfter(after) },
        orderBy: LEDGER_ORDER,
        take: limit + 1,
      });
      if (rows.length === 0 && after === undefined) throw notFound(release, UNKNOWN);
      await record(caller, release, "acts");
      return pageOf(rows, limit, toLedgerEvent);
    },

    async verdict({ caller, ...atGate }) {
      await requireReader(store.read, caller, atGate.release, UNKNOWN);
      const verdict = await gateVerdict(dependencies, caller, atGate);
      await record(caller, atGate.release, "verdict");
      return verdict;
    },
  };
}

/** Releases by how the caller stands to them now; undefined where only the parties' table knows. */
function relationOf(caller: Caller, relation: string | undefined): Prisma.ReleaseWhereInput | undefined {
  const me = caller.member;
  switch (relation) {
    case "held":
      return { holder: me, state: { notIn: FINAL } };
    case "offered":
      return { offeredTo: me };
    case "issued":
      return { carrier: me };
    case "terminal":
      return { terminal: me };
    case "depot":
      return { depot: me };
    case "haulage":
      return { haulier: me };
    default:
      return relation === undefined && isOverseer(caller) ? {} : undefined;
  }
}

/** What the caller neither holds nor is offered nor serves any more. */
function pastOf({ member }: Caller): Prisma.ReleaseWhereInput {
  return {
    NOT: [
      { holder: member, state: { notIn: FINAL } },
      { offeredTo: member },
      { haulier: member, state: { notIn: FINAL } },
    ],
  };
}
