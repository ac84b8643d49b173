import { LadingError } from "../domain/errors.ts";
import type { SealedHeader, ValidatorVote } from "./sealedHeader.ts";

/** How many of `count` validators make a block final: QBFT's two thirds, rounded up. */
export function quorum(count: number): number {
  return Math.ceil((2 * count) / 3);
}

/**
 * Checks that trusted validators stand behind a header, following the changes of their set.
 *
 * Every header must be sealed by a quorum of the validators that it names itself. Where it names another set than the one trusted so far,
 * one of two things must show that the trusted ones wanted it: more than half of them sealed the header too, or the headers before it,
 * each the parent of the next, carry the votes of more than half of them for this very set. The second way is needed where a set shrinks
 * so far that the ones who leave would be missed, as when the only validator hands over to a new key.
 *
 * @param trusted addresses in lower case that the reader knows from elsewhere
 * @param headers headers of changed sets, ascending, and last the one to be trusted; what lies before the trusted set is passed over
 * @throws LadingError `VALIDATORS_NOT_TRUSTED`, `SEALS_MISSING`, `SEAL_OF_STRANGER` or `HEADERS_NOT_ASCENDING`
 * @example
 * followValidators(["0x647bfd…", "…"], [header]); // returns, or throws
 */
export function followValidators(trusted: readonly string[], headers: readonly SealedHeader[]): void {
  let known = new Set(trusted);
  let election: Election = { votes: [], elected: known };
  let last: SealedHeader | undefined;
  const first = headers.findIndex(({ validators }) => sameSet(new Set(validators), known));
  for (const header of headers.slice(Math.max(first, 0))) {
    if (last !== undefined && header.number <= last.number) {
      throw refusal("HEADERS_NOT_ASCENDING", header, `expected a block after ${last.number}`);
    }
    const named = new Set(header.validators);
    checkSealers(header, named);
    const familiar = header.sealers.filter((sealer) => known.has(sealer)).length;
    if (!sameSet(named, known) && !sameSet(named, election.elected) && familiar <= known.size / 2) {
      throw refusal(
        "VALIDATORS_NOT_TRUSTED",
        header,
        `it names other validators; ${familiar} of the ${known.size} trusted ones sealed it, expected more than half, or the votes of more than half before it`,
      );
    }
    known = named;
    // A gap may hide a vote that was withdrawn: only what follows without one is counted.
    const isNext = last !== undefined && header.number === last.number + 1 && header.parentHash === last.hash;
    election = electionAfter(isNext ? election.votes : [], known, header);
    last = header;
  }
}

function checkSealers(header: SealedHeader, named: ReadonlySet<string>): void {
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
}

type OpenVote = ValidatorVote & { voter: string };

/** Votes that changed nothing yet, and the set that holds from the next header on. */
type Election = { votes: readonly OpenVote[]; elected: Set<string> };

/** QBFT's count: a proposer has one vote on each recipient, and more than half of the set decides. */
function electionAfter(votes: readonly OpenVote[], set: Set<string>, { proposer, vote }: SealedHeader): Election {
  if (vote === undefined || !set.has(proposer)) return { votes, elected: set };
  const { recipient, admit } = vote;
  const others = votes.filter((one) => one.voter !== proposer || one.recipient !== recipient);
  const counted = [...others, { voter: proposer, recipient, admit }];
  const agreeing = counted.filter((one) => one.recipient === recipient && one.admit === admit).length;
  if (agreeing <= set.size / 2) return { votes: counted, elected: set };
  const elected = new Set([...set].filter((one) => one !== recipient));
  if (admit) elected.add(recipient);
  return { votes: counted.filter((one) => one.recipient !== recipient && elected.has(one.voter)), elected };
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((member) => other.has(member));
}

function refusal(code: string, header: SealedHeader, reason: string): LadingError {
  return new LadingError(code, "falsified", `block ${header.number}: ${reason}`, { block: header.number });
}
