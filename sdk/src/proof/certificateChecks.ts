import { jsonDigest } from "../domain/digest.ts";
import { LadingError } from "../domain/errors.ts";
import type { TrailStep } from "../domain/trail.ts";
import { followValidators } from "./followValidators.ts";
import { readSealedHeader, type SealedHeader } from "./sealedHeader.ts";
import type { TrustAnchor } from "./TrustAnchor.ts";

/** The error of a certificate that is one in form and does not hold. */
export function falsified(code: string, reason: string): LadingError {
  return new LadingError(code, "falsified", `the certificate does not hold: ${reason}`);
}

/** The header that a certificate speaks for, once trusted validators are found behind it. */
export function provenHeader(
  { chainId, header, changes = [] }: { chainId: number; header: string; changes?: readonly string[] },
  anchor: TrustAnchor,
): SealedHeader {
  if (chainId !== anchor.chainId) {
    throw falsified("CERTIFICATE_OTHER_LEDGER", `it is of chain ${chainId}, expected ${anchor.chainId}`);
  }
  const sealed = readSealedHeader(header);
  followValidators(anchor.validators, [...changes.map(readSealedHeader), sealed]);
  return sealed;
}

/** Acts follow each other in time and none is later than the block. */
export function checkOrder(acts: readonly TrailStep[], header: SealedHeader): void {
  const inOrder = acts.every(
    ({ timestamp }, i) => timestamp >= (acts[i - 1]?.timestamp ?? 0) && timestamp <= header.timestamp,
  );
  if (!inOrder) throw falsified("TRAIL_BROKEN", "its acts are not in the order of time");
}

/** Every statement is one that an act refers to, and stands once. */
export function checkStatements({
  statements = [],
  acts,
}: {
  statements?: readonly object[];
  acts: readonly TrailStep[];
}): void {
  const instruments = new Set(acts.map(({ instrument }) => instrument));
  for (const statement of statements) {
    if (!instruments.delete(jsonDigest(statement))) {
      throw falsified("STATEMENT_UNKNOWN", "it carries a statement that no act refers to");
    }
  }
}

/** Every trie node was needed, so that nothing can be smuggled along. */
export function checkAllUsed(nodes: readonly string[], used: ReadonlySet<string>): void {
  if (used.size !== nodes.length) throw falsified("PROOF_SUPERFLUOUS", "it carries trie nodes that prove nothing");
}

/** Seconds between a block and now; null where no `now` was given. */
export function ageOf(header: SealedHeader, now: number | undefined): number | null {
  return now === undefined ? null : Math.floor(now) - header.timestamp;
}
