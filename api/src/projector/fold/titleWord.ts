import { ENDORSEMENTS, OFFER_PURPOSES, SURRENDER_PURPOSES, TITLE_KINDS, TITLE_STATES } from "@lading/sdk/http";
import { wordReader } from "./wordReader.ts";

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
  const { at, named } = wordReader(word);
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
