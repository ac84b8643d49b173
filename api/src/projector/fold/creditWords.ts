import { ATTESTATION_STATUSES } from "@lading/sdk/http";
import { wordReader } from "./wordReader.ts";

/** Where a recognition rule stands, by number. */
export const RULE_STATUSES = ["none", "in-force", "suspended", "withdrawn"] as const;
/**
 * Decodes the packed word of an attestation's events (contracts/src/credit/AttestationWord.sol). Times are seconds since 1970.
 *
 * @example
 * decodeAttestationWord(log.args.state).grade; // 1
 */
export function decodeAttestationWord(word: string) {
  const { at, named } = wordReader(word);
  return {
    agency: at(0, 32),
    subject: at(32, 32),
    scheme: at(64, 32),
    grade: at(96, 8),
    validFrom: at(104, 40),
    validUntil: at(144, 40),
    status: named(ATTESTATION_STATUSES, at(192, 4)),
    underObjection: at(196, 1) === 1,
    hasNext: at(197, 1) === 1,
    isRepair: at(198, 1) === 1,
    reason: at(200, 16),
    changedAt: at(216, 40),
  };
}

/**
 * Decodes the packed word of a rule's events: the struct Rule of contracts/src/credit/ICreditFacts.sol, lowest bits first.
 *
 * @example
 * decodeRuleWord(log.args.state).status; // "in-force"
 */
export function decodeRuleWord(word: string) {
  const { at, named } = wordReader(word);
  return {
    agency: at(0, 32),
    scheme: at(32, 32),
    benefits: at(64, 32),
    /** Bit n-1 for grade n. */
    grades: at(96, 16),
    purpose: at(112, 16),
    validFrom: at(128, 40),
    validUntil: at(168, 40),
    status: named(RULE_STATUSES, at(208, 8)),
    changedAt: at(216, 40),
  };
}
