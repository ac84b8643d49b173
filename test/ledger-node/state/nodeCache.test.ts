import { expect } from "chai";
import fc from "fast-check";
import { toHex } from "../../../ledger-node/src/codec/bytes.ts";
import { keccak256 } from "../../../ledger-node/src/crypto/keccak.ts";
import { NodeCache } from "../../../ledger-node/src/state/NodeCache.ts";

const MEBIBYTE = 1024 * 1024;

/** What a node of ninety bytes takes: with its length and its hash, in steps of eight. */
const ROOM = 128;

/** A node of some length, different for each number. */
function node(number: number, length = 40 + (number % 490)): { hash: Uint8Array; rlp: Uint8Array } {
  const rlp = new Uint8Array(length).fill(number & 255);
  rlp.set([number >>> 16, (number >>> 8) & 255, number & 255]);
  return { hash: keccak256(rlp), rlp };
}

describe("node cache", () => {
  it("gives each node once, as it was kept, after any order of keeping and taking", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ number: fc.nat(3_000), takes: fc.boolean() }), {
          minLength: 1,
          maxLength: 9_000,
          size: "max",
        }),
        (steps) => {
          const cache = new NodeCache(64 * MEBIBYTE);
          const model = new Map<string, Uint8Array>();
          for (const { number, takes } of steps) {
            const { hash, rlp } = node(number);
            const name = toHex(hash);
            if (takes) {
              expect(cache.take(hash)).to.deep.equal(model.get(name));
              model.delete(name);
            } else {
              cache.keep(hash, rlp);
              model.set(name, rlp);
            }
            expect(cache.size).to.equal(model.size);
          }
          for (const [name, rlp] of model) expect(cache.take(Buffer.from(name.slice(2), "hex"))).to.deep.equal(rlp);
          expect(cache.size).to.equal(0);
        },
      ),
      { numRuns: 20 },
    );
  }).timeout(60_000);

  it("tells hashes apart that begin alike", () => {
    const cache = new NodeCache(16 * MEBIBYTE);
    const alike = Array.from({ length: 300 }, (_, number) =>
      new Uint8Array(32).fill(number & 255, 8).fill(number >> 8, 15),
    );
    alike.forEach((hash, number) => cache.keep(hash, node(number).rlp));
    for (const number of [7, 299, 0, 150]) {
      expect(cache.take(alike[number]!)).to.deep.equal(node(number).rlp);
      expect(cache.take(alike[number]!)).to.equal(undefined);
    }
    alike.forEach((hash, number) => {
      if (![7, 299, 0, 150].includes(number)) expect(cache.take(hash), String(number)).to.deep.equal(node(number).rlp);
    });
  });

  it("stays within its memory: of nodes of one length the oldest gives way", () => {
    const cache = new NodeCache(MEBIBYTE);
    const kept = 40_000;
    for (let number = 0; number < kept; number++) {
      const { hash, rlp } = node(number, 90);
      cache.keep(hash, rlp);
    }
    expect(cache.bytes).to.be.within(MEBIBYTE, 1.2 * MEBIBYTE);
    const room = 4 * Math.floor((256 * 1024) / ROOM);
    expect(cache.size).to.equal(room);
    for (let number = 0; number < kept; number++) {
      const found = cache.take(node(number, 90).hash);
      expect(found !== undefined, String(number)).to.equal(number >= kept - room);
    }
  });

  it("uses the room of a node that was taken for the next", () => {
    const cache = new NodeCache(256 * 1024);
    const room = Math.floor((256 * 1024) / ROOM);
    const keep = (number: number): void => {
      const { hash, rlp } = node(number, 90);
      cache.keep(hash, rlp);
    };
    for (let number = 0; number < room; number++) keep(number);
    for (let number = 1; number < room; number += 2) cache.take(node(number, 90).hash);
    for (let number = 1; number < room; number += 2) keep(room + number);
    for (let number = 0; number < room; number++) {
      const there = node(number % 2 === 0 ? number : room + number, 90);
      expect(cache.take(there.hash), String(number)).to.deep.equal(there.rlp);
    }
  });

  it("keeps nothing that is longer than a branch, nothing of a length that came when the memory was given away, and nothing in no memory", () => {
    const cache = new NodeCache(256 * 1024);
    const long = node(1, 533);
    cache.keep(long.hash, long.rlp);
    expect(cache.take(long.hash)).to.equal(undefined);
    const first = node(2, 532);
    cache.keep(first.hash, first.rlp);
    const other = node(3, 70);
    cache.keep(other.hash, other.rlp);
    expect(cache.take(other.hash)).to.equal(undefined);
    expect(cache.take(first.hash)).to.deep.equal(first.rlp);
    const none = new NodeCache(0);
    none.keep(first.hash, first.rlp);
    expect(none.take(first.hash)).to.equal(undefined);
    expect(none.bytes).to.be.lessThan(100_000);
  });
});
