import { ATTESTATION_STATUSES } from "../acts/credit.ts";
import { readWord } from "../word.ts";

/** An attestation's packed word, decoded. Members are numbers, 0 is nobody; times are seconds since 1970. */
export type AttestationState = {
  agency: number;
  /** 0 where the subject is a pseudonym. */
  subject: number;
  scheme: number;
  /** 1 is the best. */
  grade: number;
  validFrom: number;
  validUntil: number;
  status: (typeof ATTESTATION_STATUSES)[number];
  underObjection: boolean;
  /** Another attestation follows in the file. */
  hasNext: boolean;
  isRepair: boolean;
  /** The agency's own code for the last change. */
  reason: number;
  /** When the status changed last. */
  changedAt: number;
};

/**
 * An attestation's packed word, decoded by the bits that contracts/src/credit/AttestationWord.sol lists.
 *
 * @throws LadingError `ATTESTATION_STATE_MALFORMED`
 * @example
 * decodeAttestation(state).status; // "active"
 */
export function decodeAttestation(word: string | bigint): AttestationState {
  const { field, named } = readWord(word, "ATTESTATION_STATE_MALFORMED", "attestation");
  return {
    agency: field(0, 32),
    subject: field(32, 32),
    scheme: field(64, 32),
    grade: field(96, 8),
    validFrom: field(104, 40),
    validUntil: field(144, 40),
    status: named(192, 4, ATTESTATION_STATUSES),
    underObjection: field(196, 1) === 1,
    hasNext: field(197, 1) === 1,
    isRepair: field(198, 1) === 1,
    reason: field(200, 16),
    changedAt: field(216, 40),
  };
}
