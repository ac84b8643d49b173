/** States of a bill, by their numbers (contracts/src/title/TitleState.sol). */
export const TITLE_STATES = [
  "none",
  "live",
  "offered",
  "surrender-pending",
  "accomplished",
  "paper",
  "superseded",
] as const;
/** How a bill passes, by number. */
export const TITLE_KINDS = ["straight", "to-order", "to-order-not-onward", "bearer"] as const;
/** What an offer says about the order, by number. */
export const ENDORSEMENTS = ["none", "full", "to-order"] as const;
/** What a pending offer would do, by number. */
export const OFFER_PURPOSES = ["none", "transfer", "pledge", "release", "entrust"] as const;
/** Why a bill is surrendered, by number. */
export const SURRENDER_PURPOSES = [
  "none",
  "delivery",
  "amendment",
  "change-of-destination",
  "switch-bill",
  "paper",
] as const;

/** A bill's hot word, decoded. Members are numbers, 0 is nobody. */
export type TitleWord = {
  state: (typeof TITLE_STATES)[number];
  kind: (typeof TITLE_KINDS)[number];
  offeredEndorsement: (typeof ENDORSEMENTS)[number];
  offerPurpose: (typeof OFFER_PURPOSES)[number];
  purpose: (typeof SURRENDER_PURPOSES)[number];
  received: (typeof ENDORSEMENTS)[number];
  consented: (typeof SURRENDER_PURPOSES)[number];
  frozen: boolean;
  delivered: boolean;
  fromPaper: boolean;
  replacement: boolean;
  nominated: boolean;
  /** Seconds since 1970; 0 without an offer. */
  deadline: number;
  version: number;
  offeree: number;
  pledgee: number;
  endorsee: number;
  holder: number;
  carrier: number;
};

/**
 * Decodes the packed state word that each title event carries.
 *
 * @param word 32 bytes as 0x-hex; its bits are listed at TitleState in contracts/src/title/TitleState.sol
 * @example
 * decodeTitleWord(log.args.state).holder; // 7
 */
export function decodeTitleWord(word: string): TitleWord {
  const bits = BigInt(word);
  const at = (start: number, length: number): number => Number((bits >> BigInt(start)) & ((1n << BigInt(length)) - 1n));
  const named = <Name>(names: readonly Name[], index: number): Name => {
    const name = names[index];
    if (name === undefined) throw new RangeError(`${word} is no title word: ${index} has no name`);
    return name;
  };
  return {
    state: named(TITLE_STATES, at(0, 4)),
    kind: named(TITLE_KINDS, at(4, 4)),
    offeredEndorsement: named(ENDORSEMENTS, at(8, 4)),
    offerPurpose: named(OFFER_PURPOSES, at(12, 4)),
    purpose: named(SURRENDER_PURPOSES, at(16, 4)),
    received: named(ENDORSEMENTS, at(20, 4)),
    frozen: at(24, 1) === 1,
    delivered: at(25, 1) === 1,
    fromPaper: at(26, 1) === 1,
    replacement: at(27, 1) === 1,
    nominated: at(28, 1) === 1,
    deadline: at(32, 40),
    version: at(72, 8),
    consented: named(SURRENDER_PURPOSES, at(80, 4)),
    offeree: at(96, 32),
    pledgee: at(128, 32),
    endorsee: at(160, 32),
    holder: at(192, 32),
    carrier: at(224, 32),
  };
}
