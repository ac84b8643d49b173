/** A log of a registry by its event's name and its place in the block; other contracts' logs need no name. */
export type NamedLog = { event: string | undefined; logIndex: number };

/** An act of a transaction: what the registry says of its signature, and the places of all its logs, in order. */
export type LogsOfAct<Log> = { said: Log; logIndexes: number[] };

const saysOfSignature = ({ event }: NamedLog): boolean => event === "ActSigned" || event === "ActRefused";

/**
 * Divides a transaction's logs among the signed acts in it. An act's `ActSigned` comes after its own events (contracts/src/base/IActs.sol).
 * Registries deployed before that was so say it before them; every act has an event of its own, which tells the two apart.
 *
 * @example
 * logsOfActs([{ event: "TitleSigned", logIndex: 4 }, { event: "ActSigned", logIndex: 5 }]); // [{ said: …5, logIndexes: [4, 5] }]
 */
export function logsOfActs<Log extends NamedLog>(logs: readonly Log[]): LogsOfAct<Log>[] {
  const isOlder = logs.find(({ event }) => event !== "ActRefused")?.event === "ActSigned";
  const acts: LogsOfAct<Log>[] = [];
  let open: number[] = [];
  for (const log of logs) {
    const says = saysOfSignature(log);
    if (says && isOlder) open = [];
    open.push(log.logIndex);
    if (!says) continue;
    acts.push({ said: log, logIndexes: open });
    // What follows is the next act's; of older registries, still this one's.
    if (!isOlder || log.event === "ActRefused") open = [];
  }
  return acts;
}
