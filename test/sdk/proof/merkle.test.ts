import { createMerkleProof, createMPT } from "@ethereumjs/mpt";
import { expect } from "chai";
import { encodeRlp, getBytes, hexlify, keccak256, toBeHex } from "ethers";
import { collectNodes, proveValue } from "../../../sdk/src/proof/merkle.ts";
import { refusalOf } from "../support.ts";

const key = (i: number): string => keccak256(toBeHex(i, 32));
const value = (i: number): string => encodeRlp(i % 3 === 0 ? toBeHex(i + 1) : keccak256(key(i)));

describe("proveValue", () => {
  it("finds every value of tries of many sizes that another library made, and proves the absence of others", async () => {
    for (const size of [1, 2, 3, 17, 250]) {
      const trie = await createMPT();
      for (let i = 0; i < size; i++) await trie.put(getBytes(key(i)), getBytes(value(i)));
      const root = hexlify(trie.root());
      for (let i = 0; i < size + 20; i++) {
        const proof = (await createMerkleProof(trie, getBytes(key(i)))).map((node) => hexlify(node));
        expect(proveValue(root, key(i), collectNodes(proof)), `${i} of ${size}`).to.equal(i < size ? value(i) : null);
      }
    }
  });
  it("finds values in nodes that stand inside their parents, and in long shared paths", async () => {
    const trie = await createMPT();
    const near = [0x10, 0x11, 0x12, 0x20].map((last) => `0x${"ab".repeat(31)}${last.toString(16)}`);
    for (const each of near) await trie.put(getBytes(each), getBytes("0x05"));
    for (const each of near) {
      const proof = (await createMerkleProof(trie, getBytes(each))).map((node) => hexlify(node));
      expect(proveValue(hexlify(trie.root()), each, collectNodes(proof))).to.equal("0x05");
    }
  });
  it("fails as PROOF_INCOMPLETE without a node and as PROOF_MALFORMED on a node that is none", () => {
    expect(refusalOf(() => proveValue(key(1), key(2), collectNodes([]))).code).to.equal("PROOF_INCOMPLETE");
    for (const node of [
      "0x",
      "0x01",
      "0xc0",
      encodeRlp(["0x", "0x01"]),
      encodeRlp(["0x40", "0x01"]),
      encodeRlp(Array(17).fill("0x1234")),
    ]) {
      expect(refusalOf(() => proveValue(keccak256(node), key(2), collectNodes([node]))).code, node).to.equal(
        "PROOF_MALFORMED",
      );
    }
  });
});
