import type { Prisma } from "../../../generated/client.ts";
import type { Caller } from "../../auth/Caller.ts";
import type { Handlers } from "../../http/mountRoutes.ts";
import { isAfter, LEDGER_ORDER, PAGE, pageOf } from "../../store/cursor.ts";
import { pageOfParty } from "../../store/pageOfParty.ts";
import { toLedgerEvent } from "../../store/toLedgerEvent.ts";
import type { Dependencies } from "../Dependencies.ts";
import { isOverseer, notFound, requireReader } from "../reads.ts";
import { toTitles } from "./toTitle.ts";
import { titleVerdict } from "./verdict.ts";

const UNKNOWN = { code: "TITLE_UNKNOWN", noun: "title" };
const FINAL = ["accomplished", "paper", "superseded"];

/** Titles. */
export function titleHandlers(dependencies: Dependencies): Handlers["titles"] {
  const { store, audit, ledger, endpoint, now, deployment } = dependencies;
  const { chainId } = deployment;

  const record = (caller: Caller, subject: string, verb: string): Promise<void> =>
    audit.recordRead({ member: caller.member, officer: caller.officer, right: "title", subject, verb });

  return {
    async list({ caller, after, limit = PAGE, relation, state, reference, carrier }) {
      const filters: Prisma.TitleWhereInput = {
        ...(state === undefined ? {} : { state }),
        ...(reference === undefined ? {} : { reference }),
        ...(carrier === undefined ? {} : { carrier }),
      };
      const find = (where: Prisma.TitleWhereInput, take: number | undefined) =>
        store.read.title.findMany({ where, orderBy: LEDGER_ORDER, take });
      const own = relationOf(caller, relation);
      const rows =
        own === undefined
          ? await pageOfParty(store.read, { member: caller.member, right: "title", after, limit }, (subjects) =>
              find(
                { AND: [{ title: { in: subjects } }, filters, relation === "past" ? pastOf(caller) : {}] },
                undefined,
              ),
            )
          : await find({ AND: [own, isAfter(after), filters] }, limit + 1);
      const answers = await toTitles(store.read, rows, caller, { chainId, now: now() });
      return pageOf(rows, limit, (row) => answers[rows.indexOf(row)]!);
    },

    async show({ caller, title }) {
      await requireReader(store.read, caller, title, UNKNOWN);
      const row = await store.read.title.findUnique({ where: { title } });
      if (row === null) throw notFound(title, UNKNOWN);
      await record(caller, title, "show");
      return (await toTitles(store.read, [row], caller, { chainId, now: now() }))[0]!;
    },

    async acts({ caller, title, after, limit = PAGE }) {
      await requireReader(store.read, caller, title, UNKNOWN);
      const rows = await store.read.event.findMany({
        where: { subject: title, right: "title", ...isAfter(after) },
        orderBy: LEDGER_ORDER,
        take: limit + 1,
      });
      if (rows.length === 0 && after === undefined) throw notFound(title, UNKNOWN);
      await record(caller, title, "acts");
      return pageOf(rows, limit, toLedgerEvent);
    },

    async verdict({ caller, title, at = 0, contentDigest, presenter }) {
      // Whoever knows a bill's id was shown the bill: a bank is asked for credit before it is a party.
      const verdict = await titleVerdict(
        { ledger, endpoint, queries: store.read, chainId },
        { title, at, contentDigest, presenter },
      );
      await record(caller, title, "verdict");
      return verdict;
    },
  };
}

/** Titles by how the caller stands to them now; undefined where only the parties' table knows. */
function relationOf(caller: Caller, relation: string | undefined): Prisma.TitleWhereInput | undefined {
  const me = caller.member;
  switch (relation) {
    case "held":
      return { holder: me, state: { notIn: FINAL } };
    case "offered":
      return { offeredTo: me };
    case "issued":
      return { carrier: me };
    case "pledged":
      return { pledgee: me };
    case "endorsed":
      return { endorsee: me };
    case "surrendered":
      return { state: "surrender-pending", OR: [{ carrier: me }, { holder: me }] };
    default:
      return relation === undefined && isOverseer(caller) ? {} : undefined;
  }
}

/** What the caller neither holds nor is offered any more. */
function pastOf({ member }: Caller): Prisma.TitleWhereInput {
  return { NOT: [{ holder: member, state: { notIn: FINAL } }, { offeredTo: member }] };
}
