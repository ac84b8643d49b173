import { expect } from "chai";
import fc from "fast-check";
import { MerklePatriciaTrie, verifyMPTWithMerkleProof } from "@ethereumjs/mpt";
import { decodeRlp, encodeRlp } from "../../../ledger-node/src/codec/rlp.ts";
import { toHex } from "../../../ledger-node/src/codec/bytes.ts";
import { keccak256 } from "../../../ledger-node/src/crypto/keccak.ts";
import { NodeError } from "../../../ledger-node/src/errors.ts";
import { NodeCache } from "../../../ledger-node/src/state/NodeCache.ts";
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
  STAYS,
  toNibbles,
  type Batch,
  type Child,
  type Leaf,
  type NodeSource,
  type TrieNode,
} from "../../../ledger-node/src/state/trie.ts";

/** Keys that share long prefixes, so that extensions and short nodes come up. */
const key = fc.tuple(fc.oneof(fc.nat(25), fc.nat(400)), fc.boolean()).map(([number, near]) => {
  const hash = keccak256(encodeRlp(new Uint8Array([number >> 8, number & 255])));
  return near ? hash.fill(0, 0, 30) : hash;
});

const step = fc.record({
  key,
  value: fc.option(
    fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.uint8Array({ minLength: 53, maxLength: 58 })),
    { freq: 2 },
  ),
});

const name = (path: Uint8Array): string => Buffer.from(path).toString("hex");

/** Reads nodes by their paths. */
const from = (disk: ReadonlyMap<string, Uint8Array>): NodeSource => ({
  stored: (key, depth) => disk.get(name(key.subarray(0, depth))),
});

const NOWHERE: NodeSource = { stored: () => undefined };

/** A batch that finds nodes in the cache and nowhere else. */
const batchOn = (cache: NodeCache, id: number): Batch => ({
  id,
  source: { ...NOWHERE, kept: (hash) => cache.take(hash) },
  removed: new Map(),
});

const numberedKeys = (length: number): Uint8Array[] =>
  Array.from({ length }, (_, index) => toNibbles(keccak256(new Uint8Array([index >> 8, index & 255]))));

describe("trie", () => {
  it("has the roots of @ethereumjs/mpt after any puts and removals, from memory and from disk", async () => {
    let batches = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 12 }),
        async (rounds) => {
          const peer = new MerklePatriciaTrie();
          const disk = new Map<string, Uint8Array>();
          const cache = new NodeCache(8 * 1024 * 1024);
          const keep = (hash: Uint8Array, rlp: Uint8Array): void => cache.keep(hash, rlp);
          let root: Child = null;
          for (const [round, steps] of rounds.entries()) {
            const source: NodeSource = { ...from(disk), kept: (hash) => cache.take(hash) };
            const batch: Batch = { id: ++batches, source, removed: new Map() };
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
              const leaf = findLeaf(loadRoot(root, batch.source), toNibbles(at), batch.source);
              const wanted = await peer.get(at);
              expect(leaf === undefined ? null : toHex(leaf.value)).to.equal(wanted === null ? null : toHex(wanted));
            }
            // Begins again from disk; forgets all below the root, or what this round did not come by, or nothing; the same and keeps it.
            if (round % 4 === 0) root = rootFromHash(hash);
            else if (round % 4 === 1) forgetUnused(root, { since: Number.POSITIVE_INFINITY, durable: batches });
            else if (round % 4 === 2) forgetUnused(root, { since: batches, durable: batches, keep });
            else if (round % 8 === 3) forgetUnused(root, { since: Number.POSITIVE_INFINITY, durable: batches, keep });
          }
        },
      ),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  it("has the root of @ethereumjs/mpt where a node becomes shorter than a hash, and longer again", async () => {
    const peer = new MerklePatriciaTrie();
    const near = (number: number): Uint8Array => new Uint8Array(32).fill(number, 31);
    const long = new Uint8Array(40).fill(7);
    let root: Child = null;
    for (const [id, [number, value]] of (
      [
        [0x10, long],
        [0x20, long],
        [0x30, long],
        [0x20, long.subarray(0, 2)],
        [0x10, long.subarray(0, 1)],
        [0x20, long],
        [0x10, long],
      ] as const
    ).entries()) {
      const batch: Batch = { id: 1_000_100 + id, source: NOWHERE, removed: new Map() };
      await peer.put(near(number), encodeRlp(value));
      root = putLeaf(root, toNibbles(near(number)), encodeRlp(value), undefined, batch);
      expect(toHex(hashTrie(root, () => undefined)), String(id)).to.equal(toHex(peer.root()));
    }
  });

  it("needs nothing from disk of what it forgot where that was kept", () => {
    const cache = new NodeCache(8 * 1024 * 1024);
    const batch = batchOn(cache, 1_000_200);
    const keys = numberedKeys(2_000);
    let root: Child = null;
    for (const at of keys) root = putLeaf(root, at, at.slice(0, 33), undefined, batch);
    const hash = toHex(hashTrie(root, () => undefined));
    const forget = (): number =>
      forgetUnused(root, {
        since: Number.POSITIVE_INFINITY,
        durable: batch.id,
        keep: (named, rlp) => cache.keep(named, rlp),
      });
    expect(forget()).to.equal(1);
    expect(cache.size).to.be.greaterThan(2_000);
    for (const at of keys)
      expect(findLeaf(loadRoot(root, batch.source), at, batch.source)?.value).to.deep.equal(at.slice(0, 33));
    expect(cache.size).to.equal(0);
    forget();
    batch.id++;
    for (const at of keys.slice(0, 500)) root = putLeaf(root, at, at.slice(1, 34), undefined, batch);
    expect(toHex(hashTrie(root, () => undefined))).not.to.equal(hash);
    forget();
    batch.id++;
    for (const at of keys.slice(0, 500)) root = putLeaf(root, at, at.slice(0, 33), undefined, batch);
    expect(toHex(hashTrie(root, () => undefined))).to.equal(hash);
  });

  it("forgets the trie that hangs on a leaf with the leaf, keeps it too, and counts what stays of it", () => {
    const cache = new NodeCache(8 * 1024 * 1024);
    const batch = batchOn(cache, 1_000_250);
    const keys = numberedKeys(300);
    const build = (memoOfFirst: unknown): TrieNode => {
      let root: Child = null;
      for (const at of keys) root = putLeaf(root, at, at.slice(0, 33), at === keys[0] ? memoOfFirst : undefined, batch);
      return root as TrieNode;
    };
    const hanging = build(undefined);
    const hash = hashTrie(hanging, () => undefined);
    const above = build("the first leaf");
    hashTrie(above, () => undefined);
    const how = {
      durable: batch.id,
      keep: (named: Uint8Array, rlp: Uint8Array) => cache.keep(named, rlp),
      below: (leaf: Leaf) => (leaf.memo === undefined ? null : hanging),
    };
    const alone = forgetUnused(above, { ...how, since: 0, below: () => null });
    expect(forgetUnused(above, { ...how, since: 0 })).to.equal(2 * alone);
    expect(cache.size).to.equal(0);
    expect(forgetUnused(above, { ...how, since: Number.POSITIVE_INFINITY })).to.equal(1);
    const again = loadRoot(rootFromHash(hash), batch.source);
    for (const at of keys) expect(findLeaf(again, at, batch.source)?.value).to.deep.equal(at.slice(0, 33));
  });

  it("counts a leaf with a new value as used where the old one was", () => {
    const batch: Batch = { id: 1_000_275, source: NOWHERE, removed: new Map() };
    const [at, other] = [1, 2].map((number) => toNibbles(keccak256(new Uint8Array([number, 5])))) as [
      Uint8Array,
      Uint8Array,
    ];
    let root = putLeaf(
      putLeaf(null, at, at.slice(0, 33), undefined, batch),
      other,
      other.slice(0, 33),
      undefined,
      batch,
    );
    hashTrie(root, () => undefined);
    clock.now++;
    batch.id++;
    root = putLeaf(root, at, at.slice(1, 34), undefined, batch);
    hashTrie(root, () => undefined);
    const kept: number[] = [];
    const keep = (_hash: Uint8Array, rlp: Uint8Array): void => void kept.push(rlp.length);
    forgetUnused(root, { since: clock.now + STAYS, durable: batch.id, keep });
    expect(kept.length).to.equal(1);
    expect(findLeaf(root, at, batch.source)?.value).to.deep.equal(at.slice(1, 34));
  });

  it("keeps longer what was used in more than one block", () => {
    const batch: Batch = { id: 1_000_300, source: NOWHERE, removed: new Map() };
    const keys = Array.from({ length: 40 }, (_, index) => toNibbles(keccak256(new Uint8Array([index, 3]))));
    let root: Child = null;
    for (const at of keys) root = putLeaf(root, at, at.slice(0, 33), undefined, batch);
    hashTrie(root, () => undefined);
    const [often, once] = keys as [Uint8Array, Uint8Array];
    const forgotten = (since: number): Set<string> => {
      const values = new Set<string>();
      const keep = (_hash: Uint8Array, rlp: Uint8Array): void => {
        const [, value] = decodeRlp(rlp) as Uint8Array[];
        if (value?.length === 33) values.add(toHex(value));
      };
      forgetUnused(root, { since, durable: batch.id, keep });
      return values;
    };
    findLeaf(root as TrieNode, once, batch.source);
    clock.now++;
    findLeaf(root as TrieNode, often, batch.source);
    clock.now += 3;
    const early = forgotten(clock.now - 2);
    expect(early.has(toHex(once.slice(0, 33)))).to.equal(true);
    expect(early.has(toHex(often.slice(0, 33)))).to.equal(false);
    expect(early.size).to.equal(keys.length - 1);
    expect(forgotten(clock.now + STAYS)).to.deep.equal(new Set([toHex(often.slice(0, 33))]));
  });

  it("leaves earlier versions readable", () => {
    const first = putLeaf(null, toNibbles(keccak256(new Uint8Array([1]))), new Uint8Array([1]), undefined, {
      id: 1_000_001,
      source: NOWHERE,
      removed: new Map(),
    });
    const before = toHex(hashTrie(first, () => undefined));
    const second = putLeaf(first, toNibbles(keccak256(new Uint8Array([2]))), new Uint8Array([2]), undefined, {
      id: 1_000_002,
      source: NOWHERE,
      removed: new Map(),
    });
    hashTrie(second, () => undefined);
    expect(findLeaf(first, toNibbles(keccak256(new Uint8Array([2]))), NOWHERE)).to.equal(undefined);
    expect(toHex(hashTrie(first, () => undefined))).to.equal(before);
  });

  it("refuses a node from disk that does not match its parent's hash, and names the place", () => {
    const disk = new Map<string, Uint8Array>();
    const source = from(disk);
    let root: Child = null;
    const batch: Batch = { id: 1_000_003, source, removed: new Map() };
    const keys = Array.from({ length: 40 }, (_, index) => keccak256(new Uint8Array([index])));
    for (const at of keys) root = putLeaf(root, toNibbles(at), at, undefined, batch);
    const hash = hashTrie(root, (path, node) => disk.set(name(path), node));
    for (const [path, node] of [...disk]) {
      const flipped = node.slice();
      flipped[node.length - 1]! ^= 1;
      disk.set(path, flipped);
      const read = (): void => {
        const read = loadRoot(rootFromHash(hash), source);
        for (const at of keys) findLeaf(read, toNibbles(at), source);
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
    const batch: Batch = { id: 1_000_004, source: NOWHERE, removed: new Map() };
    let root: Child = null;
    const keys = Array.from({ length: 60 }, (_, index) => keccak256(new Uint8Array([index, 7])));
    for (const at of keys) root = putLeaf(root, toNibbles(at), encodeRlp(at), undefined, batch);
    const hash = hashTrie(root, () => undefined);
    const present = new Set(keys.map(toHex));
    for (const at of [...keys, keccak256(new Uint8Array([200, 7]))]) {
      const proof = proveKey(loadRoot(root, NOWHERE), toNibbles(at), NOWHERE);
      const value = await verifyMPTWithMerkleProof(new MerklePatriciaTrie(), hash, at, proof);
      expect(value === null ? null : toHex(value)).to.equal(present.has(toHex(at)) ? toHex(encodeRlp(at)) : null);
    }
  });
});
