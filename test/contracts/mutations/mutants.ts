import { parseContracts, readContracts, spanOf, textOf, walk } from "../../../scripts/solidity/syntax.ts";
import type { SyntaxNode, Visit, Wrap } from "../../../scripts/solidity/syntax.ts";
import { swaps } from "./swaps.ts";

/**
 * One rule changed. All mutants are in one build: each is text around parts of a source, in which {@link SWITCH} stands for the
 * question whether this mutant is switched on.
 */
export type Mutant = { kind: Kind; file: string; what: string; wraps: Wrap[]; tests: string[] };

/** In the order in which they are tried. */
export const KINDS = ["guard", "rule", "parties", "bound", "part", "choice", "step"] as const;
/**
 * A guard dropped; a rule changed by hand (swaps.ts); two parties swapped; a bound moved by one; a part of a condition left out; a
 * choice made for good; a step left out.
 */
export type Kind = (typeof KINDS)[number];

/** Where a mutant's own condition goes. */
export const SWITCH = "\u0000";

const test = (...names: string[]): string[] => names.map((name) => `test/contracts/${name}.test.ts`);
/** Which tests are asked, in this order, about a source whose path begins so. The first that fits counts. */
const TESTS: [string, string[]][] = [
  ["title/", test("title/rules", "title/facts", "title/stateTable")],
  ["types/", test("title/rules", "title/facts", "title/stateTable")],
  ["release/", test("release/rules", "release/facts", "release/life", "release/table", "release/model")],
  [
    "credit/",
    test("credit/table", "credit/recordTables", "credit/facts", "credit/rules", "credit/life", "credit/model"),
  ],
  ["did/", test("did/resolver", "did/stateTable")],
  ["document/", test("document/DocumentRegistry")],
  ["governance/", test("governance/Governance")],
  ["finance/", test("finance/FinanceRegistry")],
  ["members/", test("members/MemberRegistry", "members/stateTable", "base/Acts")],
  ["base/", test("base/Acts", "members/MemberRegistry", "title/rules", "release/rules", "release/facts")],
];

/** Functions that say how an act is signed: a table, which typedData.test.ts compares line by line with the wallet's. */
const TABLES = new Set(["_typeHash", "_encodeArguments", "_hasDynamicArguments", "_signableTypeHash"]);

const LESS: Record<string, string> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };

/** Every mutant there is, in the sources under a root. */
export function mutantsOf(root: string): Mutant[] {
  const sources = readContracts(root);
  const trees = parseContracts(root, sources);
  const mutants: Mutant[] = [];
  for (const [file, source] of sources) {
    const tests = TESTS.find(([prefix]) => file.startsWith(`contracts/src/${prefix}`))?.[1];
    const tree = trees.get(file)!;
    const visits = [...walk(tree)];
    const add = (kind: Kind, what: string, wraps: Wrap[]): void => {
      mutants.push({ kind, file, what, wraps, tests: tests ?? [] });
    };
    for (const visit of visits) for (const { kind, what, wraps } of mutationsOf(source, visit)) add(kind, what, wraps);
    for (const swap of swaps.filter((candidate) => `contracts/src/${candidate.file}.sol` === file)) {
      add("rule", swap.what, [swapped(source, visits, swap)]);
    }
  }
  const names = mutants.map(({ file, what }) => `${file} ${what}`);
  // Equal lines of one function get numbers, so that each mutant has a name of its own.
  const seen = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    if (count > 1) mutants[index]!.what += ` (${count})`;
  }
  return mutants.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

type Mutation = { kind: Kind; what: string; wraps: Wrap[] };

/** The changes that can be made at one place. */
function mutationsOf(source: string, { node, parents }: Visit): Mutation[] {
  const within = parents.findLast(({ nodeType }) => /^(FunctionDefinition|ModifierDefinition)$/.test(nodeType));
  if (within === undefined || within.kind === "constructor" || TABLES.has(String(within.name))) return [];
  const where = String(within.name);
  const parent = parents.at(-1)!;
  const text = (part: SyntaxNode): string => textOf(source, spanOf(part));
  const line = (part: SyntaxNode): string =>
    text(part)
      .replaceAll(/\/\/[^\n]*/g, "")
      .replaceAll(/\s+/g, " ");
  const instead = (part: SyntaxNode, other: string): Wrap => ({
    ...spanOf(part),
    before: `(${SWITCH} ? (${other}) : (`,
    after: "))",
  });

  switch (node.nodeType) {
    case "IfStatement": {
      const condition = node.condition as SyntaxNode;
      const error = errorOf(node.trueBody as SyntaxNode);
      if (error !== null)
        return [
          {
            kind: "guard",
            what: `${where} without "${line(condition)}" (${error})`,
            wraps: [instead(condition, "false")],
          },
        ];
      return [false, true].map((value) => ({
        kind: "choice",
        what: `${where}: "${line(condition)}" taken as ${value}`,
        wraps: [instead(condition, String(value))],
      }));
    }
    case "Conditional": {
      const condition = node.condition as SyntaxNode;
      return [false, true].map((value) => ({
        kind: "choice",
        what: `${where}: "${line(condition)}" taken as ${value}`,
        wraps: [instead(condition, String(value))],
      }));
    }
    case "BinaryOperation": {
      const [left, right] = [node.leftExpression, node.rightExpression] as [SyntaxNode, SyntaxNode];
      const operator = String(node.operator);
      if (operator === "&&" || operator === "||") {
        return [
          {
            kind: "part",
            what: `${where}: "${line(node)}" without "${line(left)}"`,
            wraps: [instead(node, text(right))],
          },
          {
            kind: "part",
            what: `${where}: "${line(node)}" without "${line(right)}"`,
            wraps: [instead(node, text(left))],
          },
        ];
      }
      const other = LESS[operator];
      // The bound of a loop over an array is no rule of the trade, and moved by one it reads beyond the end.
      if (other === undefined || parent.nodeType === "ForStatement") return [];
      const moved = `${text(left)} ${other} ${text(right)}`;
      return [{ kind: "bound", what: `${where}: "${line(node)}" with ${other}`, wraps: [instead(node, moved)] }];
    }
    case "ExpressionStatement":
    case "EmitStatement": {
      if (parent.nodeType === "ForStatement" || setsPointer(node)) return [];
      const { start, end } = spanOf(node);
      const stop = Buffer.from(source).indexOf(";", end) + 1;
      const wrap = { start, end: stop, before: `{ if (!${SWITCH}) { `, after: " } }" };
      return [{ kind: "step", what: `${where} without \`${line(node)}\``, wraps: [wrap] }];
    }
    case "FunctionCall": {
      const args = node.arguments as SyntaxNode[];
      return args.slice(1).flatMap((second, index) => {
        const first = args[index]!;
        if (!isParty(first) || typeOf(first) !== typeOf(second) || text(first) === text(second)) return [];
        return [
          {
            kind: "parties",
            what: `${where}: "${line(first)}" and "${line(second)}" swapped in ${line(node.expression as SyntaxNode)}`,
            wraps: [instead(first, text(second)), instead(second, text(first))],
          },
        ];
      });
    }
    default:
      return [];
  }
}

type Described = { typeString: string };
const typeOf = (node: SyntaxNode): string =>
  (node.typeDescriptions as Described).typeString.replace(/ (storage|memory|calldata).*/, "");
const isParty = (node: SyntaxNode): boolean => /^(MemberId|address)$/.test(typeOf(node));

/** Without it the compiler refuses the function: a pointer into storage must point somewhere. */
function setsPointer(statement: SyntaxNode): boolean {
  const assigned = (statement.expression as SyntaxNode | undefined)?.leftHandSide as SyntaxNode | undefined;
  return assigned !== undefined && / storage pointer$/.test((assigned.typeDescriptions as Described).typeString);
}

/** The error by which a branch does nothing but revert. */
function errorOf(body: SyntaxNode): string | null {
  const statements = body.nodeType === "Block" ? (body.statements as SyntaxNode[]) : [body];
  const [only] = statements;
  if (statements.length !== 1 || only?.nodeType !== "RevertStatement") return null;
  const called = (only.errorCall as SyntaxNode).expression as SyntaxNode;
  return String(called.name ?? called.memberName);
}

/** A change said in text, made to the smallest condition or statement in which it lies. */
function swapped(
  source: string,
  visits: Visit[],
  { what, from, to }: { what: string; from: string; to: string },
): Wrap {
  if (source.split(from).length !== 2) throw new Error(`"${what}": its text does not stand exactly once`);
  const bytes = Buffer.from(source);
  const begin = bytes.indexOf(from);
  // What both begin with is not what changes, nor the space before it.
  let same = 0;
  while (same < from.length && (from[same] === to[same] || /\s/.test(from[same]!))) same += 1;
  const changed = begin + Buffer.byteLength(from.slice(0, same));
  const fit = visits
    .filter(({ node }) => spanOf(node).start <= changed && spanOf(node).end >= changed)
    .map((visit) => ({ ...visit, ...spanOf(visit.node) }))
    .filter(
      ({ node, parents }) => /Statement$|^Return$|^InlineAssembly$/.test(node.nodeType) && !parents.some(isAssembly),
    )
    .at(-1);
  if (fit === undefined) throw new Error(`"${what}": no statement there`);
  // A node ends before its semicolon.
  const stop = textOf(source, fit).endsWith("}") ? fit.end : bytes.indexOf(";", fit.end) + 1;
  const original = textOf(source, { start: fit.start, end: stop });
  const whole = source.replace(from, () => to);
  const grown = Buffer.byteLength(to) - Buffer.byteLength(from);
  const other = textOf(whole, { start: fit.start, end: stop + grown });
  if (fit.node.nodeType === "VariableDeclarationStatement") {
    const value = fit.node.initialValue as SyntaxNode;
    const span = spanOf(value);
    const otherValue = textOf(whole, { start: span.start, end: span.end + grown });
    return { ...span, before: `(${SWITCH} ? (${otherValue}) : (`, after: "))" };
  }
  if (original === other) throw new Error(`"${what}": changes nothing`);
  return { start: fit.start, end: stop, before: `{ if (${SWITCH}) { ${other} } else { `, after: " } }" };
}
const isAssembly = ({ nodeType }: SyntaxNode): boolean => nodeType === "InlineAssembly";
