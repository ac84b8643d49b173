import type { Place } from "../store/cursor.ts";
import { insertRows, type Row as TableRow } from "../store/insertRows.ts";
import type { Queries } from "../store/openStore.ts";
import { rightFolds } from "./fold/index.ts";
import { foldMembers, type Directory } from "./fold/members.ts";
import type { RightFold } from "./fold/RightFold.ts";
import type { LedgerLog } from "./LedgerLog.ts";

/** Rows written in one statement at most: SQLite admits 32,766 values in one. */
const ROWS = 500;

/** The member number that stands for everybody in EventMember. */
export const EVERYBODY = 0;

type EventMemberRow = { member: number; blockNumber: number; logIndex: number };

/**
 * Folds events, in ledger order, into the derived rows: each right's row is loaded once, changed in memory, and written once.
 *
 * @example
 * await store.transact((queries) => applyLogs(queries, logs));
 */
export async function applyLogs(queries: Queries, logs: readonly LedgerLog[]): Promise<void> {
  const concerned: EventMemberRow[] = [];
  await foldDirectory(
    queries,
    logs.filter((log) => log.right === "members"),
  );
  for (const log of logs) {
    if (rightFolds.some((fold) => fold.owns(log))) continue;
    for (const member of toldOf(log)) concerned.push({ member, blockNumber: log.blockNumber, logIndex: log.logIndex });
  }
  for (const fold of rightFolds)
    concerned.push(
      ...(await foldRight(
        queries,
        fold,
        logs.filter((log) => fold.owns(log)),
      )),
    );
  await insertRows(queries, "EventMember", concerned);
}

/** Arguments that name a member. */
const PARTS = ["from", "to", "subject", "agency", "receiver", "offeror"];

/** Whom an event concerns that no fold owns: everybody for the directory and accreditations, else the members that it names. */
function toldOf(log: LedgerLog): number[] {
  // Signatures' bookkeeping is nobody's news.
  if (log.event.startsWith("Act")) return [];
  if (log.right === "members" || log.right === "governance" || /^(Agency|Accreditation|Successor)/.test(log.event))
    return [EVERYBODY];
  const named = PARTS.map((name) => log.args[name]).filter((value) => typeof value === "number" && value !== EVERYBODY);
  return [...new Set(named as number[])];
}

async function foldDirectory(queries: Queries, logs: readonly LedgerLog[]): Promise<void> {
  if (logs.length === 0) return;
  // The directory is small (legal entities and their officers), so it is folded whole.
  const members = new Map((await queries.member.findMany()).map((row) => [row.member, row]));
  const officers = new Map((await queries.officer.findMany()).map((row) => [row.officer, row]));
  const agents = new Map((await queries.agent.findMany()).map((row) => [`${row.principal} ${row.agent}`, row]));
  const directory: Directory = { members: new Map(members), officers: new Map(officers), agents: new Map(agents) };
  for (const log of logs) foldMembers(directory, log);
  const changedMembers = [...directory.members.values()].filter((row) => members.get(row.member) !== row);
  const changedOfficers = [...directory.officers.values()].filter((row) => officers.get(row.officer) !== row);
  const changedAgents = [...directory.agents.entries()].filter(([key, row]) => agents.get(key) !== row);
  await insertRows(
    queries,
    "Agent",
    changedAgents.map(([, row]) => ({ ...row, validUntil: Number(row.validUntil) })),
  );
  await insertRows(queries, "Member", changedMembers);
  await insertRows(
    queries,
    "Officer",
    changedOfficers.map((row) => ({ ...row, validUntil: Number(row.validUntil) })),
  );
}

async function foldRight<Row extends Place>(
  queries: Queries,
  fold: RightFold<Row>,
  logs: readonly LedgerLog[],
): Promise<EventMemberRow[]> {
  const subjects = [...new Set(logs.flatMap((log) => fold.subjectsOf(log)))];
  const rows = new Map<string, Row>();
  for (const some of chunks(subjects)) for (const [id, row] of await fold.load(queries, some)) rows.set(id, row);

  const concerned: EventMemberRow[] = [];
  const parties = new Map<string, Set<number>>();
  for (const log of logs) {
    const told = new Set(["from", "to"].map((name) => log.args[name]).filter((member) => typeof member === "number"));
    for (const subject of fold.subjectsOf(log)) {
      const before = rows.get(subject);
      const after = fold.apply(before, log, subject);
      if (after !== undefined) rows.set(subject, after);
      const known = parties.get(subject) ?? new Set<number>();
      for (const row of [before, after])
        for (const member of row === undefined ? [] : fold.partiesOf(row)) told.add(member);
      for (const member of told) known.add(member);
      parties.set(subject, known);
    }
    const recipients = fold.isPublic ? [EVERYBODY] : [...told].filter((member) => member !== EVERYBODY);
    for (const member of recipients) concerned.push({ member, blockNumber: log.blockNumber, logIndex: log.logIndex });
  }
  await insertRows(queries, fold.table, [...rows.values()].map((row) => ({ ...row })) as TableRow[]);
  if (!fold.isPublic) {
    const members = [...parties].flatMap(([subject, known]) => {
      const row = rows.get(subject);
      return row === undefined
        ? []
        : [...known].filter((member) => member !== EVERYBODY).map((member) => ({ subject, member, row }));
    });
    await storeParties(queries, fold.right, members);
  }
  return concerned;
}

/** Whoever was a party once stays one of those who may read. */
async function storeParties(
  queries: Queries,
  right: string,
  parties: readonly { subject: string; member: number; row: Place }[],
): Promise<void> {
  const rows = parties.map(({ subject, member, row: { blockNumber, logIndex } }) => ({
    subject,
    member,
    right,
    blockNumber,
    logIndex,
  }));
  await insertRows(queries, "Party", rows, "keep");
}

/** Deletes every derived row but the events themselves. */
export async function clearDerived(queries: Queries): Promise<void> {
  await queries.eventMember.deleteMany();
  await queries.party.deleteMany();
  await queries.member.deleteMany();
  await queries.officer.deleteMany();
  await queries.agent.deleteMany();
  for (const fold of rightFolds) await fold.clear(queries);
}

/** Pieces of a list that fit into one statement. */
export function* chunks<T>(rows: readonly T[], size = ROWS): Generator<T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
