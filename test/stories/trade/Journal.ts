import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a finished step left for later ones: numbers of rights, transaction hashes. */
export type StepRecord = Record<string, unknown>;

/** Where the story stands, so that an interrupted trade goes on where it stopped. */
export type JournalState = {
  /** Steps that every trade on this ledger shares: admissions, schemes, rules. */
  ledger: Record<string, StepRecord>;
  /** Number of the present trade, from 1. */
  trade: number;
  /** Steps of the present trade that were acknowledged. */
  steps: Record<string, StepRecord>;
  finished: boolean;
};

/** A file that remembers each acknowledged step before the next begins. */
export type Journal = {
  readonly state: JournalState;
  /** Whether the present trade was begun by an earlier run. */
  readonly resumed: boolean;
  get(scope: "ledger" | "steps", key: string): StepRecord | undefined;
  put(scope: "ledger" | "steps", key: string, record: StepRecord): void;
  finish(): void;
};

/** Opens the journal of a ledger; a finished trade is followed by the next. */
export function openJournal(home: string): Journal {
  const file = join(home, "trade.json");
  let state: JournalState = { ledger: {}, trade: 1, steps: {}, finished: false };
  let resumed = false;
  if (existsSync(file)) {
    state = JSON.parse(readFileSync(file, "utf8")) as JournalState;
    if (state.finished) state = { ledger: state.ledger, trade: state.trade + 1, steps: {}, finished: false };
    else resumed = Object.keys(state.steps).length > 0;
  }
  const save = (): void => {
    writeFileSync(`${file}.part`, JSON.stringify(state, null, 2));
    renameSync(`${file}.part`, file);
  };
  return {
    state,
    resumed,
    get: (scope, key) => state[scope][key],
    put(scope, key, record) {
      state[scope][key] = record;
      save();
    },
    finish() {
      state.finished = true;
      save();
    },
  };
}
