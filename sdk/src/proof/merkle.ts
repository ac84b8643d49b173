import { decodeRlp, getBytes, keccak256 } from "ethers";
import { LadingError } from "../domain/errors.ts";

/** Trie nodes by their hash. */
export type NodeSet = ReadonlyMap<string, string>;

/**
 * Collects trie nodes by hash. Whoever altered a node has altered its hash, so a node that is found is the node that was meant.
 *
 * @param nodes RLP of each node, 0x-hex in lower case
 * @example
 * const nodes = collectNodes([...proof.accountProof, ...proof.storageProof.flatMap(({ proof }) => proof)]);
 */
export function collectNodes(nodes: readonly string[]): NodeSet {
  return new Map(nodes.map((node) => [keccak256(node), node]));
}

/**
 * The value under a key of a Merkle Patricia trie (Ethereum yellow paper, appendix D), or null where the trie proves that there is none.
 *
 * @param root root hash of the trie
 * @param key hashed key of 32 bytes, 0x-hex
 * @param nodes nodes among which the path is found
 * @param used receives the hash of every node on the path
 * @returns the value as stored (RLP), 0x-hex
 * @throws LadingError `PROOF_INCOMPLETE` or `PROOF_MALFORMED`
 * @example
 * proveValue(header.stateRoot, keccak256(address), nodes); // RLP of the account
 */
export function proveValue(root: string, key: string, nodes: NodeSet, used?: Set<string>): string | null {
  const path = nibblesOf(key);
  let reference: unknown = root;
  let depth = 0;
  for (;;) {
    const node = resolve(reference, nodes, used);
    if (node.length === 17) {
      if (depth === path.length) return stored(node[16]);
      reference = node[path[depth] as number];
      depth += 1;
    } else {
      const { nibbles, leaf } = decodePath(node[0]);
      const shared = nibbles.every((nibble, i) => path[depth + i] === nibble);
      depth += nibbles.length;
      if (!shared) return null;
      if (leaf) return depth === path.length ? stored(node[1]) : null;
      reference = node[1];
    }
    if (reference === "0x") return null;
    if (depth > path.length) throw malformed("a path is longer than its key");
  }
}

/** A child is named by its hash, or stands in its parent where it is shorter than a hash. */
function resolve(reference: unknown, nodes: NodeSet, used: Set<string> | undefined): unknown[] {
  if (Array.isArray(reference)) return checked(reference);
  if (typeof reference !== "string" || reference.length !== 66) throw malformed("a child is neither a hash nor a node");
  const rlp = nodes.get(reference);
  if (rlp === undefined) {
    throw new LadingError("PROOF_INCOMPLETE", "falsified", `the proof lacks the trie node ${reference}`, {
      node: reference,
    });
  }
  used?.add(reference);
  return checked(decode(rlp));
}

function checked(node: unknown): unknown[] {
  if (Array.isArray(node) && (node.length === 17 || node.length === 2)) return node;
  throw malformed("a node has neither 17 nor 2 items");
}

function decode(rlp: string): unknown {
  try {
    return decodeRlp(rlp);
  } catch (cause) {
    throw malformed("a node is not RLP", cause);
  }
}

function stored(value: unknown): string | null {
  if (typeof value !== "string") throw malformed("a value is not bytes");
  return value === "0x" ? null : value;
}

function nibblesOf(hex: string): number[] {
  return [...hex.slice(2)].map((digit) => parseInt(digit, 16));
}

/** Hex-prefix encoding: the first nibble tells leaf from extension and odd from even. */
function decodePath(item: unknown): { nibbles: number[]; leaf: boolean } {
  if (typeof item !== "string" || getBytes(item).length === 0) throw malformed("a path is empty");
  const [flag = 0, ...rest] = nibblesOf(item);
  const odd = (flag & 1) === 1;
  if (flag > 3 || (!odd && rest[0] !== 0)) throw malformed("a path has an unknown prefix");
  return { nibbles: odd ? rest : rest.slice(1), leaf: flag >= 2 };
}

function malformed(reason: string, cause?: unknown): LadingError {
  return new LadingError("PROOF_MALFORMED", "falsified", `Merkle proof: ${reason}`, {}, { cause });
}
