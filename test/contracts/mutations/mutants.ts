import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A change of one rule: `from` stands exactly once in the file. */
export type Mutant = { file: string; what: string; from: string; to: string; tests: string[] };

const TITLE = ["test/contracts/title/rules.test.ts", "test/contracts/title/stateTable.test.ts"];
const TESTS: Record<string, string[]> = {
  "contracts/src/title/TitleRegistry.sol": TITLE,
  "contracts/src/title/TitleBase.sol": TITLE,
  "contracts/src/title/TitleRareActs.sol": TITLE,
  "contracts/src/finance/FinanceRegistry.sol": ["test/contracts/finance/FinanceRegistry.test.ts"],
  "contracts/src/members/MemberRegistry.sol": ["test/contracts/members/MemberRegistry.test.ts"],
  "contracts/src/base/Acts.sol": ["test/contracts/base/Acts.test.ts"],
};

/** Rules that are no guard: parties swapped, steps left out, comparisons moved by one. */
const swaps: Omit<Mutant, "tests">[] = [
  swap(
    "title/TitleRegistry",
    "acceptance ends no pledge",
    "if (purpose == OfferPurpose.Release) s = s.withPledgee(NOBODY);",
    "",
  ),
  swap(
    "title/TitleRegistry",
    "standing acceptance of the wrong party",
    "if (to == holder || _acceptsAtOnce(to, holder)) {",
    "if (to == holder || _acceptsAtOnce(holder, to)) {",
  ),
  swap("title/TitleRegistry", "a pledge is accepted without pledging", ".withPledgee(to);", ";"),
  swap(
    "title/TitleRegistry",
    "an offer lapses at its last moment",
    "if (block.timestamp <= deadline) revert TitleOfferRunning",
    "if (block.timestamp < deadline) revert TitleOfferRunning",
  ),
  swap(
    "title/TitleRegistry",
    "an offer expires a moment early",
    "if (block.timestamp > deadline) revert TitleOfferExpired",
    "if (block.timestamp >= deadline) revert TitleOfferExpired",
  ),
  swap(
    "title/TitleBase",
    "full endorsement allows onward endorsement",
    "endorsement == Endorsement.Full ? Kind.ToOrderNotOnward : Kind.ToOrder",
    "Kind.ToOrder",
  ),
  swap(
    "title/TitleBase",
    "order bills are pledged by mere delivery",
    "kind == Kind.ToOrder ? Endorsement.ToOrder : Endorsement.None",
    "Endorsement.None",
  ),
  swap("title/TitleState", "decline forgets the deadline", "uint256(type(uint40).max) << 32) |", "uint256(0) << 32) |"),
  swap("title/TitleState", "refusal forgets the purpose", "~(STATE_MASK | (0xf << 16))", "~STATE_MASK"),
  swap("title/TitleState", "a new order party keeps the nomination", "~(ORDER_MASK | NOMINATED)", "~ORDER_MASK"),
  swap("title/TitleState", "a released pledge keeps its consent", "| (0xf << 80);", "| 0;"),
  swap(
    "title/TitleState",
    "an endorsee out of possession counts as entitled",
    "return k == Kind.Straight || k == Kind.Bearer;",
    "return true;",
  ),
  swap("title/TitleRareActs", "replacements lose the pledge", ".withPledgee(first.pledgee());", ";"),
  swap(
    "title/TitleRareActs",
    "delivery leaves the offer pending",
    "s = s.withoutOffer().withFlag(TitleStates.DELIVERED);",
    "s = s.withFlag(TitleStates.DELIVERED);",
  ),
  swap(
    "types/Trail",
    "the trail forgets the instrument",
    "mstore(add(free, 0xa0), instrument)",
    "mstore(add(free, 0xa0), 0)",
  ),
  swap(
    "types/Trail",
    "the trail forgets the time",
    "mstore(add(free, 0xc0), timestamp())",
    "mstore(add(free, 0xc0), 0)",
  ),
  swap(
    "members/MemberRegistry",
    "a suspension does not reach the officers",
    "_members[member].status = Status.Suspended;\n        _refresh(member);",
    "_members[member].status = Status.Suspended;",
  ),
  swap(
    "members/MemberRegistry",
    "maker-checker does not reach the officers",
    "_members[member].makerChecker = counts != 0;\n        _refresh(member);",
    "_members[member].makerChecker = counts != 0;",
  ),
  swap(
    "members/MemberRegistry",
    "a recovery leaves the old officers ready",
    "officer.ready = false;\n            officer.position = 0;",
    "officer.position = 0;",
  ),
  swap(
    "members/MemberRegistry",
    "an expired officer may act",
    "bool inTime = block.timestamp <= uint40(word >> VALID_UNTIL_SHIFT);",
    "bool inTime = true;",
  ),
  swap(
    "members/MemberRegistry",
    "an officer may act outside its scopes",
    "&& uint32(word >> SCOPES_SHIFT) & scope != 0",
    "",
  ),
  swap("base/Acts", "a signature spends no number", "_useNonce(signed.officer, signed.nonce);", ""),
  swap("base/Acts", "the signer lingers after the act", "_signers = 0;", ""),
  swap(
    "finance/FinanceRegistry",
    "a duplicate counts as unique",
    "if (_open[r.fingerprint][0] != financing) return Status.RegisteredDuplicate;",
    "",
  ),
  swap(
    "finance/FinanceRegistry",
    "a second financing counts as unique",
    "if (_financed[r.fingerprint] != NO_FINANCING) return Status.DuplicateFinanced;",
    "",
  ),
];

function swap(source: string, what: string, from: string, to: string): Omit<Mutant, "tests"> {
  return { file: `contracts/src/${source}.sol`, what, from, to };
}
const testsOf = (file: string): string[] =>
  TESTS[file] ?? (file.includes("/types/") || file.includes("/title/") ? TITLE : []);

/** Each guard of a file, dropped: `if (…) revert …` and `if (…) { revert …` become `if (false && …)`. */
function droppedGuards(root: string, file: string): Mutant[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/( +)if \(([^\n]+)\) (revert (\w+)|\{\n +revert (\w+))/g)].flatMap((match) => {
    const [from, indent, condition, , single, block] = match;
    // The rest of the line is the guard's own; a context makes equal guards of several acts distinct.
    const head = text.slice(0, match.index);
    const before = Math.max(head.lastIndexOf("function "), head.lastIndexOf("modifier "));
    const name = /(?:function|modifier) (\w+)/.exec(text.slice(before))![1]!;
    const context = text.slice(before, match.index + from.length);
    return [
      {
        file,
        what: `${name} without "${condition}" (${single ?? block})`,
        from: context,
        to: `${text.slice(before, match.index)}${indent}if (false && (${condition})) ${from.slice(from.indexOf(`(${condition})`) + condition!.length + 3)}`,
        tests: testsOf(file),
      },
    ];
  });
}

/** Every mutant there is, in the sources under a root. */
export function mutantsOf(root: string): Mutant[] {
  return [
    ...swaps.map((mutant) => ({ ...mutant, tests: testsOf(mutant.file) })),
    ...Object.keys(TESTS).flatMap((file) => droppedGuards(root, file)),
  ];
}
