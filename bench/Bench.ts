/** One measured row: DESIGN section 10. */
export type BenchRow = {
  what: string;
  /** Unit of `ours` and `peer`: gas, ms, acts/s, bytes. */
  unit: string;
  better: "lower" | "higher";
  /** Median of our runs. */
  ours: number;
  /** Median of the peer's runs in the same run; null where there is no peer. */
  peer: number | null;
  peerName: string | null;
  /** ours / peer; null without a peer. */
  ratio: number | null;
  /** The bound on the ratio, or on `ours` where there is no peer; null where none is set. */
  goal: number | null;
  met: boolean | null;
};

/** How a benchmark is run. */
export type BenchOptions = {
  quick: boolean;
  /** How much of what a benchmark makes, for those that make much: bills, acts. */
  size?: number;
};

/** What a file of this folder exports. */
export type BenchModule = { run(options: BenchOptions): Promise<BenchRow[]> };

/** A row from its measurements. */
export function benchRow(row: Omit<BenchRow, "ratio" | "met">): BenchRow {
  const ratio = row.peer === null ? null : row.ours / row.peer;
  const judged = ratio ?? row.ours;
  const met = row.goal === null ? null : row.better === "lower" ? judged <= row.goal : judged >= row.goal;
  return { ...row, ratio, met };
}

/** The middle of several measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
