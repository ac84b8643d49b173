/** What the packed state in a title's events says (contracts/src/title/TitleState.sol). */
export type HotWord = {
  state: string;
  holder: number;
  endorsee: number;
  pledgee: number;
  carrier: number;
};

// In the order of their numbers, which never change.
const STATES = ["None", "Live", "Offered", "SurrenderPending", "Accomplished", "Paper", "Superseded"] as const;

/**
 * Reads the packed state of a title; null where `word` is none.
 *
 * @example
 * readHotWord("0x" + …)?.holder; // 7
 */
export function readHotWord(word: unknown): HotWord | null {
  if (typeof word !== "string" || !/^0x[0-9a-f]{64}$/i.test(word)) return null;
  const bits = BigInt(word);
  const member = (shift: bigint): number => Number((bits >> shift) & 0xffff_ffffn);
  return {
    state: STATES[Number(bits & 0xfn)] ?? "Unknown",
    pledgee: member(128n),
    endorsee: member(160n),
    holder: member(192n),
    carrier: member(224n),
  };
}
