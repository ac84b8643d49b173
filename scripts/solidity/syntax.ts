/** The contracts' syntax trees, as the compiler itself reads them: what coverage and mutations are made from. */
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

/** A node of solc's syntax tree. `src` is `start:length:file`, in bytes. */
export type SyntaxNode = { nodeType: string; src: string; id?: number } & Record<string, unknown>;

/** A node with those it lies in, the nearest last. */
export type Visit = { node: SyntaxNode; parents: SyntaxNode[] };

type Compiler = { compile(input: string, callbacks?: object): string };
type Output = {
  errors?: { severity: string; formattedMessage: string }[];
  sources: Record<string, { ast: SyntaxNode }>;
};

/** Every Solidity file beneath a folder of the root, by its path from the root. */
export function readContracts(root: string, folder = "contracts/src"): Map<string, string> {
  const files = readdirSync(join(root, folder), { recursive: true }).map(String);
  const paths = files.filter((file) => file.endsWith(".sol")).map((file) => `${folder}/${file}`);
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

/**
 * The syntax trees of some sources, with types. `root` is where their packages are found.
 * @throws Error with the compiler's own messages where the sources do not compile
 */
export function parseContracts(root: string, contents: ReadonlyMap<string, string>): Map<string, SyntaxNode> {
  const solc = require("solc") as Compiler;
  const sources = Object.fromEntries([...contents].map(([path, content]) => [path, { content }]));
  const settings = { evmVersion: "cancun", outputSelection: { "*": { "": ["ast"] } } };
  const read = (path: string): { contents: string } => ({
    contents: readFileSync(join(root, "node_modules", path), "utf8"),
  });
  const output = JSON.parse(
    solc.compile(JSON.stringify({ language: "Solidity", sources, settings }), { import: read }),
  ) as Output;
  const errors = (output.errors ?? []).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join("\n"));
  return new Map([...contents.keys()].map((path) => [path, output.sources[path]!.ast]));
}

/** The syntax tree of one source alone, without types. */
export function parseText(content: string, path: string): SyntaxNode {
  const solc = require("solc") as Compiler;
  const settings = { stopAfter: "parsing", outputSelection: { "*": { "": ["ast"] } } };
  const input = { language: "Solidity", sources: { [path]: { content } }, settings };
  const nothing = { import: () => ({ contents: "" }) };
  const output = JSON.parse(solc.compile(JSON.stringify(input), nothing)) as Output;
  const tree = output.sources?.[path]?.ast;
  if (tree === undefined)
    throw new Error((output.errors ?? []).map(({ formattedMessage }) => formattedMessage).join("\n"));
  return tree;
}

/** Where a node begins and ends, in bytes. */
export function spanOf(node: SyntaxNode): { start: number; end: number } {
  const [start, length] = node.src.split(":").map(Number) as [number, number];
  return { start, end: start + length };
}

/** A node and all beneath it, each with its parents. */
export function* walk(node: SyntaxNode, parents: SyntaxNode[] = []): Generator<Visit> {
  yield { node, parents };
  const within = [...parents, node];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) yield* walk(child, within);
    }
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "nodeType" in value && "src" in value;
}

/** Text put around a part of a source. */
export type Wrap = { start: number; end: number; before: string; after: string };

/** A source with text put around parts of it, which may lie in one another; what comes later lies within what comes before. */
export function wrapped(source: string, wraps: readonly Wrap[]): string {
  type Insertion = { at: number; text: string; rank: [number, number, number] };
  const insertions = wraps.flatMap(({ start, end, before, after }, index): Insertion[] => [
    // At one place what ends comes first; of what begins there the longer, of what ends there the shorter.
    { at: start, text: before, rank: [1, start - end, index] },
    { at: end, text: after, rank: [0, end - start, -index] },
  ]);
  insertions.sort((a, b) => a.at - b.at || a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2]);
  // The compiler counts bytes, and a source is not all ASCII.
  const bytes = Buffer.from(source);
  let done = 0;
  const parts = insertions.flatMap(({ at, text }) => {
    const part = bytes.subarray(done, at);
    done = at;
    return [part, Buffer.from(text)];
  });
  return Buffer.concat([...parts, bytes.subarray(done)]).toString();
}

/** The text of a part of a source. */
export function textOf(source: string, { start, end }: { start: number; end: number }): string {
  return Buffer.from(source).subarray(start, end).toString();
}
