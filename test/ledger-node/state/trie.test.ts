import { expect } from "chai";
import fc from "fast-check";
import { MerklePatriciaTrie, verifyMPTWithMerkleProof } from "@ethereumjs/mpt";
import { encodeRlp } from "../../../ledger-node/src/codec/rlp.ts";
import { toHex } from "../../../ledger-node/src/codec/bytes.ts";
import { keccak256 } from "../../../ledger-node/src/crypto/keccak.ts";
import { NodeError } from "../../../ledger-node/src/errors.ts";
import {
  clock,
  findLeaf,
  forgetUnused,
  hashTrie,
  loadRoot,
  proveKey,
  putLeaf,
  removeLeaf,
  rootFromHash,
  toNibbles,
  type Batch,
  type Child,
} from "../../../ledger-node/src/state/trie.ts";

/** Keys that share long prefixes, so that extensions and short nodes come up. */
const key = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.boolean()).map(([number, near]) => {
  const hash = keccak256(encodeRlp(new Uint8Array([number >> 8, number & 255])));
  return near ? hash.fill(0, 0, 30) : hash;
});

const step = fc.record({ key, value: fc.option(fc.uint8Array({ minLength: 1, maxLength: 40 })) });

const name = (path: Uint8Array): string => Buffer.from(path).toString("hex");

describe("trie", () => {
  it("has the roots of @ethereumjs/mpt after any puts and removals, from memory and from disk", async () => {
    let batches = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 12 }),
        async (rounds) => {
          const peer = new MerklePatriciaTrie();
          const disk = new Map<string, Uint8Array>();
          let root: Child = null;
          for (const [round, steps] of rounds.entries()) {
            const batch: Batch = { id: ++batches, load: (path) => disk.get(name(path)), removed: new Map() };
            clock.now = batches;
            for (const { key: at, value } of steps) {
              const leaf = value === null ? undefined : encodeRlp(value);
              if (leaf === undefined) {
                await peer.del(at);
                root = removeLeaf(root, toNibbles(at), batch);
              } else {
                await peer.put(at, leaf);
                root = putLeaf(root, toNibbles(at), leaf, undefined, batch);
              }
            }
            for (const path of batch.removed.values()) disk.delete(name(path));
            const hash = hashTrie(root, (path, node) => disk.set(name(path), node));
            expect(toHex(hash)).to.equal(toHex(peer.root()));
            for (const { key: at } of steps) {
              const leaf = findLeaf(loadRoot(root, batch.load), toNibbles(at), batch.load);
              const wanted = await peer.get(at);
              expect(leaf === undefined ? null : toHex(leaf.value)).to.equal(wanted === null ? null : toHex(wanted));
            }
            if (round % 3 === 0) root = rootFromHash(hash);
            else if (round % 3 === 1) forgetUnused(root, batches + 1, batches);
          }
        },
      ),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  it("leaves earlier versions readable", () => {
    const disk = (): undefined => undefined;
    const first = putLeaf(null, toNibbles(keccak256(new Uint8Array([1]))), new Uint8Array([1]), undefined, {
      id: 1_000_001,
      load: disk,
      removed: new Map(),
    });
    const before = toHex(hashTrie(first, () => undefined));
    const second = putLeaf(first, toNibbles(keccak256(new Uint8Array([2]))), new Uint8Array([2]), undefined, {
      id: 1_000_002,
      load: disk,
      removed: new Map(),
    });
    hashTrie(second, () => undefined);
    expect(findLeaf(first, toNibbles(keccak256(new Uint8Array([2]))), disk)).to.equal(undefined);
    expect(toHex(hashTrie(first, () => undefined))).to.equal(before);
  });

  it("refuses a node from disk that does not match its parent's hash, and names the place", () => {
    const disk = new Map<string, Uint8Array>();
    const load = (path: Uint8Array): Uint8Array | undefined => disk.get(name(path));
    let root: Child = null;
    const batch: Batch = { id: 1_000_003, load, removed: new Map() };
    const keys = Array.from({ length: 40 }, (_, index) => keccak256(new Uint8Array([index])));
    for (const at of keys) root = putLeaf(root, toNibbles(at), at, undefined, batch);
    const hash = hashTrie(root, (path, node) => disk.set(name(path), node));
    for (const [path, node] of [...disk]) {
      const flipped = node.slice();
      flipped[node.length - 1]! ^= 1;
      disk.set(path, flipped);
      const read = (): void => {
        const from = loadRoot(rootFromHash(hash), load);
        for (const at of keys) findLeaf(from, toNibbles(at), load);
      };
      expect(read)
        .to.throw(NodeError, /state trie/)
        .with.property("code", "STORE_DAMAGED");
      disk.delete(path);
      expect(read).to.throw(NodeError, /missing/);
      disk.set(path, node);
    }
  });

  it("proves presence and absence as @ethereumjs/mpt checks it", async () => {
    const load = (): undefined => undefined;
    const batch: Batch = { id: 1_000_004, load, removed: new Map() };
    let root: Child = null;
    const keys = Array.from({ length: 60 }, (_, index) => keccak256(new Uint8Array([index, 7])));
    for (const at of keys) root = putLeaf(root, toNibbles(at), encodeRlp(at), undefined, batch);
    const hash = hashTrie(root, () => undefined);
    const present = new Set(keys.map(toHex));
    for (const at of [...keys, keccak256(new Uint8Array([200, 7]))]) {
      const proof = proveKey(loadRoot(root, load), toNibbles(at), load);
      const value = await verifyMPTWithMerkleProof(new MerklePatriciaTrie(), hash, at, proof);
      expect(value === null ? null : toHex(value)).to.equal(present.has(toHex(at)) ? toHex(encodeRlp(at)) : null);
    }
  });
});
