import type { Queries } from "../../store/openStore.ts";
import type { Place } from "../../store/cursor.ts";
import type { LedgerLog } from "../LedgerLog.ts";

/** How the events of one kind of right become its rows. */
export type RightFold<Row extends Place = Place> = {
  /** The registry's name. */
  right: string;
  /** The table of its rows; a row is written in place of the one with the same id. */
  table: string;
  /** Everybody may read it; else its parties. */
  isPublic: boolean;
  /** Whether an event is about rights of this kind. */
  owns(log: LedgerLog): boolean;
  /** The rights that an event is about. */
  subjectsOf(log: LedgerLog): string[];
  /** The row after an event; undefined where the event gives none. */
  apply(row: Row | undefined, log: LedgerLog, subject: string): Row | undefined;
  /** Members who are a party now; 0 is ignored. */
  partiesOf(row: Row): number[];
  load(queries: Queries, ids: string[]): Promise<Map<string, Row>>;
  clear(queries: Queries): Promise<void>;
};
