import { COLOURS, RELEASE_BASES, RELEASE_STATES, TRANSPORT_MODES, type LIGHTS } from "@lading/sdk/http";
import { wordReader } from "./wordReader.ts";

/** A release's packed word, decoded. Members are numbers, 0 is nobody; times are seconds since 1970. */
export type ReleaseWord = {
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
  remaining: number;
  links: number;
  lights: Record<(typeof LIGHTS)[number], (typeof COLOURS)[number]>;
  basis: (typeof RELEASE_BASES)[number];
  mode: (typeof TRANSPORT_MODES)[number];
  manual: boolean;
};

/**
 * Decodes the packed state word that each release event carries.
 *
 * @param word 32 bytes as 0x-hex; its bits are listed at IReleaseRegistry in contracts/src/release
 * @example
 * decodeReleaseWord(log.args.state).holder; // 7
 */
export function decodeReleaseWord(word: string): ReleaseWord {
  const { at, named } = wordReader(word);
  return {
    state: named(RELEASE_STATES, at(0, 8)),
    inner: named(RELEASE_STATES, at(8, 8)),
    carrier: at(16, 32),
    terminal: at(48, 32),
    holder: at(80, 32),
    other: at(112, 32),
    validFrom: at(144, 40),
    validUntil: at(184, 40),
    remaining: at(224, 8),
    links: at(232, 8),
    lights: {
      commercial: named(COLOURS, at(240, 2)),
      customs: named(COLOURS, at(242, 2)),
      discharge: named(COLOURS, at(244, 2)),
    },
    basis: named(RELEASE_BASES, at(248, 2)),
    mode: named(TRANSPORT_MODES, at(250, 2)),
    manual: at(252, 1) === 1,
  };
}

/** Where the chain stands, whether or not the release is prepared or suspended. */
export function stageOf(word: ReleaseWord): ReleaseWord["state"] {
  return word.inner === "none" ? word.state : word.inner;
}
