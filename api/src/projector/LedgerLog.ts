import type { Right } from "@lading/sdk/acts";

/** A value of an event as it stands in the read model and on the wire. */
export type EventValue = string | number | boolean | EventValue[] | { [name: string]: EventValue };

/** One decoded event of a registry. */
export type LedgerLog = {
  blockNumber: number;
  logIndex: number;
  transactionHash: string;
  /** Seconds since 1970. */
  blockTime: number;
  right: Right;
  event: string;
  /** By the ABI's names: integers up to 48 bits are numbers, wider ones decimal strings, accounts are in lower case. */
  args: { [name: string]: EventValue };
};

/** An argument that is a number. */
export function numberOf(log: LedgerLog, name: string): number {
  const value = log.args[name];
  if (typeof value !== "number") throw new TypeError(`${log.right}.${log.event} has no number "${name}"`);
  return value;
}

/** An argument that is text. */
export function textOf(log: LedgerLog, name: string): string {
  const value = log.args[name];
  if (typeof value !== "string") throw new TypeError(`${log.right}.${log.event} has no text "${name}"`);
  return value;
}
