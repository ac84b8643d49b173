import { COLOURS, type LIGHTS, RELEASE_BASES, RELEASE_STATES, TRANSPORT_MODES } from "../acts/release.ts";
import { readWord } from "../word.ts";

/** A release's packed word, decoded. Members are numbers, 0 is nobody; times are seconds since 1970. */
export type ReleaseState = {
  state: (typeof RELEASE_STATES)[number];
  /** Where the chain stands beneath a prepared or suspended release; "none" otherwise. */
  inner: (typeof RELEASE_STATES)[number];
  carrier: number;
  terminal: number;
  holder: number;
  /** Offeree while offered; haulier from assigned on. */
  other: number;
  validFrom: number;
  validUntil: number;
  /** How many times the holder may still pass it on. */
  remaining: number;
  /** How many times it was passed on. */
  links: number;
  lights: Record<(typeof LIGHTS)[number], (typeof COLOURS)[number]>;
  basis: (typeof RELEASE_BASES)[number];
  mode: (typeof TRANSPORT_MODES)[number];
  /** It left on the word of two terminal officers. */
  manual: boolean;
};

/**
 * A release's packed word, decoded by the bits that contracts/src/release/IReleaseRegistry.sol lists.
 *
 * @param word 32 bytes, 0x-hex or bigint
 * @throws LadingError `RELEASE_STATE_MALFORMED` for a word that no registry writes
 * @example
 * decodeReleaseState(log.args.state).holder; // 7
 */
export function decodeReleaseState(word: string | bigint): ReleaseState {
  const { field, named } = readWord(word, "RELEASE_STATE_MALFORMED", "release state");
  return {
    state: named(0, 8, RELEASE_STATES),
    inner: named(8, 8, RELEASE_STATES),
    carrier: field(16, 32),
    terminal: field(48, 32),
    holder: field(80, 32),
    other: field(112, 32),
    validFrom: field(144, 40),
    validUntil: field(184, 40),
    remaining: field(224, 8),
    links: field(232, 8),
    lights: {
      commercial: named(240, 2, COLOURS),
      customs: named(242, 2, COLOURS),
      discharge: named(244, 2, COLOURS),
    },
    basis: named(248, 2, RELEASE_BASES),
    mode: named(250, 2, TRANSPORT_MODES),
    manual: field(252, 1) === 1,
  };
}
