import { expect } from "chai";
import { decodeRlp, encodeRlp, keccak256, toBeHex, type RlpStructuredData } from "ethers";

type AccountProof = {
  accountProof: string[];
  balance: string;
  codeHash: string;
  nonce: string;
  storageHash: string;
  storageProof: { key: string; value: string; proof: string[] }[];
};

const EMPTY_ROOT = keccak256("0x80");

/** Walks a Merkle-Patricia proof (Yellow Paper, appendix D) with none of our own code; the value, or undefined where it proves absence. */
function walk(root: string, key: string, proof: readonly string[]): string | undefined {
  if (root === EMPTY_ROOT) return undefined;
  let nibbles = keccak256(key).slice(2);
  let expected: RlpStructuredData | string = root;
  for (let at = 0; ;) {
    let node: RlpStructuredData[];
    if (typeof expected === "string") {
      const bytes = proof[at++];
      if (bytes === undefined) throw new Error("the proof ends too early");
      expect(keccak256(bytes)).to.equal(expected);
      node = decodeRlp(bytes) as RlpStructuredData[];
    } else node = [...(expected as RlpStructuredData[])];
    if (node.length === 17) {
      const next = node[Number.parseInt(nibbles[0] ?? "0", 16)] as string | RlpStructuredData[];
      nibbles = nibbles.slice(1);
      if (next === "0x") return undefined;
      expected = next;
      continue;
    }
    const [path, next] = node as [string, string | RlpStructuredData[]];
    const odd = (Number.parseInt(path[2] ?? "0", 16) & 1) === 1;
    const isLeaf = (Number.parseInt(path[2] ?? "0", 16) & 2) === 2;
    const part = path.slice(odd ? 3 : 4);
    if (!nibbles.startsWith(part)) return undefined;
    nibbles = nibbles.slice(part.length);
    if (isLeaf) return nibbles === "" ? (next as string) : undefined;
    expected = next;
  }
}

/** The value of a slot that a proof shows; zero where it shows that there is none. */
export function verifyProof(storageHash: string, slot: string, proof: readonly string[]): bigint {
  const value = walk(storageHash, slot, proof);
  return value === undefined ? 0n : BigInt(decodeRlp(value) as string);
}

/** Checks an account's own proof against a state root. */
export function verifyTop(proof: AccountProof, stateRoot: string, address: string): void {
  const shown = walk(stateRoot, address, proof.accountProof);
  const minimal = (quantity: string): string => (BigInt(quantity) === 0n ? "0x" : toBeHex(BigInt(quantity)));
  const stated = encodeRlp([minimal(proof.nonce), minimal(proof.balance), proof.storageHash, proof.codeHash]);
  if (shown !== undefined) expect(shown).to.equal(stated);
  else expect(proof).to.include({ nonce: "0x0", balance: "0x0", storageHash: EMPTY_ROOT });
}
