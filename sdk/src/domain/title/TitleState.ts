import { ENDORSEMENTS, OFFER_PURPOSES, SURRENDER_PURPOSES, TITLE_KINDS, TITLE_STATES } from "../acts/title.ts";
import { readWord } from "../word.ts";

/** A title's hot word, decoded. Members are numbers, 0 is nobody. */
export type TitleState = {
  state: (typeof TITLE_STATES)[number];
  kind: (typeof TITLE_KINDS)[number];
  carrier: number;
  holder: number;
  /** Consignee of a straight bill, order party of an order bill, nobody of a bearer bill. */
  endorsee: number;
  pledgee: number;
  offeree: number;
  /** Last moment at which the pending offer may be accepted, seconds since 1970; 0 without an offer. */
  deadline: number;
  offerPurpose: (typeof OFFER_PURPOSES)[number];
  offeredEndorsement: (typeof ENDORSEMENTS)[number];
  /** The endorsement by which the present holder received the bill. */
  received: (typeof ENDORSEMENTS)[number];
  /** Of the pending or accepted surrender. */
  purpose: (typeof SURRENDER_PURPOSES)[number];
  /** Purpose of surrender to which the pledgee has consented. */
  consented: (typeof SURRENDER_PURPOSES)[number];
  frozen: boolean;
  /** Delivered without presentation of the bill. */
  delivered: boolean;
  fromPaper: boolean;
  replacement: boolean;
  nominated: boolean;
  version: number;
  /** Whether the holder may endorse, pledge or surrender: straight, bearer, or holder and endorsee in one. */
  entitled: boolean;
};

/**
 * A title's hot word, decoded by the bits that contracts/src/title/TitleState.sol lists.
 *
 * @param word 32 bytes, 0x-hex or bigint, as `stateOf` and every title event carry it
 * @throws LadingError `TITLE_STATE_MALFORMED` for a word that no registry writes
 * @example
 * decodeTitleState(0x00000002_00000003_00000003_00000000_00000000_00000000_00000000_00000011n).kind; // "to-order"
 */
export function decodeTitleState(word: string | bigint): TitleState {
  const { field, named } = readWord(word, "TITLE_STATE_MALFORMED", "title state");
  const kind = named(4, 4, TITLE_KINDS);
  const [holder, endorsee] = [field(192, 32), field(160, 32)];
  return {
    state: named(0, 4, TITLE_STATES),
    kind,
    carrier: field(224, 32),
    holder,
    endorsee,
    pledgee: field(128, 32),
    offeree: field(96, 32),
    deadline: field(32, 40),
    offerPurpose: named(12, 4, OFFER_PURPOSES),
    offeredEndorsement: named(8, 4, ENDORSEMENTS),
    received: named(20, 4, ENDORSEMENTS),
    purpose: named(16, 4, SURRENDER_PURPOSES),
    consented: named(80, 4, SURRENDER_PURPOSES),
    frozen: field(24, 1) === 1,
    delivered: field(25, 1) === 1,
    fromPaper: field(26, 1) === 1,
    replacement: field(27, 1) === 1,
    nominated: field(28, 1) === 1,
    version: field(72, 8),
    entitled: kind === "straight" || kind === "bearer" || holder === endorsee,
  };
}
