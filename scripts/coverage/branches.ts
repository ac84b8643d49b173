import { createHash } from "node:crypto";
import { parseText, spanOf, textOf, walk, wrapped } from "../solidity/syntax.ts";
import type { SyntaxNode, Wrap } from "../solidity/syntax.ts";

/** A place where the code goes one way or the other: what is asked there, and the tag that each way sends. */
export type Branch = { line: number; asked: string; ways: { way: string; tag: string }[] };

/** What the library of Hardhat's statement coverage sends its tags to. */
const SINK = "0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE";

/**
 * A source that tells which way each of its branches went, and the list of them. A branch is each single condition of an `if`, a loop or
 * a choice, each operand of `&&` and `||`, each clause of a `try`, each `if` and `case` in assembly.
 *
 * Takes a source in which Hardhat has marked the statements already: it has the library that sends the tags, and its lines are
 * those of the original.
 */
export function withBranches(source: string, path: string): { source: string; branches: Branch[] } {
  const name = createHash("sha256").update(path).digest("hex").slice(0, 8);
  const tree = parseText(source, path);
  const branches: Branch[] = [];
  const wraps: Wrap[] = [];
  const bytes = Buffer.from(source);
  const lineAt = (at: number): number => bytes.subarray(0, at).toString().split("\n").length;

  function branch(asked: SyntaxNode | string, at: number, ways: string[]): string[] {
    const text = typeof asked === "string" ? asked : textOf(source, spanOf(asked)).replaceAll(/\s+/g, " ");
    const tags = ways.map((_, index) => `${name}${(branches.length * 16 + index).toString(16).padStart(8, "0")}`);
    const tagged = ways.map((way, index) => ({ way, tag: tags[index]!.padStart(64, "0") }));
    branches.push({ line: lineAt(at), asked: text, ways: tagged });
    return tags.map((tag) => `0x${tag}`);
  }
  function condition(asked: SyntaxNode): void {
    for (const leaf of leavesOf(asked)) {
      const span = spanOf(leaf);
      const [yes, no] = branch(leaf, span.start, ["true", "false"]);
      // A choice, and not a call with the condition as argument: that would need more of the stack.
      wraps.push({ ...span, before: "((", after: `) ? __Branches${name}.yes(${yes}) : __Branches${name}.no(${no}))` });
    }
  }
  const insert = (at: number, text: string): void => {
    wraps.push({ start: at, end: at, before: text, after: "" });
  };

  for (const { node, parents } of walk(tree)) {
    switch (node.nodeType) {
      case "IfStatement":
      case "Conditional":
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
        if (isTree(node.condition)) condition(node.condition);
        break;
      case "BinaryOperation":
        // Elsewhere than in a condition the operands still decide what is asked next.
        if (isLogical(node) && !isAsked(node, parents)) condition(node);
        break;
      case "TryStatement":
        for (const clause of node.clauses as SyntaxNode[]) {
          const { start } = spanOf(clause.block as SyntaxNode);
          const [tag] = branch(`try: ${clause.errorName === "" ? "done" : "refused"}`, start, ["taken"]);
          insert(start + 1, ` __Branches${name}.yes(${tag});`);
        }
        break;
      case "YulIf": {
        const asked = node.condition as SyntaxNode;
        const [yes, no] = branch(asked, spanOf(asked).start, ["true", "false"]);
        wraps.push({ ...spanOf(asked), before: "branchTaken(", after: `, ${yes}, ${no})` });
        break;
      }
      case "YulSwitch":
        for (const clause of node.cases as SyntaxNode[]) {
          const { start } = spanOf(clause.body as SyntaxNode);
          const value = clause.value as SyntaxNode | "default";
          const said = value === "default" ? "default" : `case ${textOf(source, spanOf(value))}`;
          const [tag] = branch(said, start, ["taken"]);
          insert(start + 1, ` pop(branchTaken(1, ${tag}, 0))`);
        }
        break;
      case "InlineAssembly":
        if ([...walk(node)].some(({ node: inner }) => /^Yul(If|Switch)$/.test(inner.nodeType))) {
          insert(bytes.indexOf("{", spanOf(node).start) + 1, IN_ASSEMBLY);
        }
        break;
    }
  }
  if (branches.length === 0) return { source, branches };
  return { source: `${wrapped(source, wraps)}\n${libraryNamed(`__Branches${name}`)}`, branches };
}

/** Sends a tag from assembly; memory far beyond what is in use, and the data that a call returned, are as before. */
const IN_ASSEMBLY = ` function branchTaken(value, whenTrue, whenFalse) -> same {
same := value
let size := returndatasize()
returndatacopy(0x10000, 0, size)
mstore(0xffe0, whenFalse)
if value { mstore(0xffe0, whenTrue) }
pop(staticcall(gas(), ${SINK}, 0xffe0, 32, 0, 0))
pop(staticcall(gas(), 4, 0x10000, size, 0, 0))
}`.replaceAll("\n", " ");

const libraryNamed = (name: string): string => `library ${name} {
    function yes(uint256 tag) internal pure returns (bool) {
        __NomicFoundationCoverage.sendHit(tag);
        return true;
    }
    function no(uint256 tag) internal pure returns (bool) {
        __NomicFoundationCoverage.sendHit(tag);
        return false;
    }
}
`;

const isTree = (value: unknown): value is SyntaxNode => typeof value === "object" && value !== null;
const isLogical = (node: SyntaxNode): boolean =>
  node.nodeType === "BinaryOperation" && (node.operator === "&&" || node.operator === "||");

/** The single conditions of a condition. */
function leavesOf(node: SyntaxNode): SyntaxNode[] {
  if (isLogical(node))
    return [node.leftExpression, node.rightExpression].flatMap((part) => leavesOf(part as SyntaxNode));
  if (node.nodeType === "TupleExpression") {
    const [only, ...others] = node.components as SyntaxNode[];
    if (only !== undefined && others.length === 0) return leavesOf(only);
  }
  if (node.nodeType === "UnaryOperation" && node.operator === "!") return leavesOf(node.subExpression as SyntaxNode);
  return [node];
}

/** Whether a logical operation belongs to a condition, or to another one, that is taken apart itself. */
function isAsked(node: SyntaxNode, parents: SyntaxNode[]): boolean {
  const parent = parents.at(-1)!;
  if (isLogical(parent)) return true;
  if (parent.nodeType === "TupleExpression" || (parent.nodeType === "UnaryOperation" && parent.operator === "!"))
    return isAsked(parent, parents.slice(0, -1));
  return parent.condition === node;
}
