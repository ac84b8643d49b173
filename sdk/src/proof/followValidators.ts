import { LadingError } from "../domain/errors.ts";
import type { SealedHeader } from "./sealedHeader.ts";

/** How many of `count` validators make a block final: QBFT's two thirds, rounded up. */
export function quorum(count: number): number {
  return Math.ceil((2 * count) / 3);
}

/**
 * Checks that trusted validators stand behind a header, following the changes of their set.
 *
 * Every header must be sealed by a quorum of the validators that it names itself. Where it names another set than the one trusted so far,
 * more than half of the trusted ones must have sealed it too: QBFT changes its set by the votes of more than half, so an honest change can
 * always be shown (by a later block with more seals, where the first one has too few).
 *
 * @param trusted addresses in lower case that the reader knows from elsewhere
 * @param headers headers of changed sets, ascending, and last the one to be trusted
 * @throws LadingError `VALIDATORS_NOT_TRUSTED`, `SEALS_MISSING`, `SEAL_OF_STRANGER` or `HEADERS_NOT_ASCENDING`
 * @example
 * followValidators(["0x647bfd…", "…"], [header]); // returns, or throws
 */
export function followValidators(trusted: readonly string[], headers: readonly SealedHeader[]): void {
  let known = new Set(trusted);
  let height = -1;
  for (const header of headers) {
    if (header.number <= height) {
      throw refusal("HEADERS_NOT_ASCENDING", header, `expected a block after ${height}`);
    }
    height = header.number;
    const named = new Set(header.validators);
    if (named.size === 0 || named.size !== header.validators.length) {
      throw refusal("VALIDATORS_NOT_TRUSTED", header, "expected a list of validators in the header, each once");
    }
    const stranger = header.sealers.find((sealer) => !named.has(sealer));
    if (stranger !== undefined) throw refusal("SEAL_OF_STRANGER", header, `${stranger} is none of its validators`);
    if (header.sealers.length < quorum(named.size)) {
      throw refusal(
        "SEALS_MISSING",
        header,
        `${header.sealers.length} seals, expected ${quorum(named.size)} of ${named.size}`,
      );
    }
    const familiar = header.sealers.filter((sealer) => known.has(sealer)).length;
    const changed = named.size !== known.size || header.validators.some((validator) => !known.has(validator));
    if (changed && familiar <= known.size / 2) {
      throw refusal(
        "VALIDATORS_NOT_TRUSTED",
        header,
        `it names other validators; ${familiar} of the ${known.size} trusted ones sealed it, expected more than half`,
      );
    }
    known = named;
  }
}

function refusal(code: string, header: SealedHeader, reason: string): LadingError {
  return new LadingError(code, "falsified", `block ${header.number}: ${reason}`, { block: header.number });
}
