import { createHash } from "node:crypto";
import { expect } from "chai";
import { bytesDigest, canonicalJson, instrumentDigest, jsonDigest } from "../../../sdk/src/domain/digest.ts";
import { refusalOf, vector } from "../support.ts";

type Vectors = {
  documents: { name: string; text: string; canonicalHex?: string; digest?: string; order?: string[] }[];
  numbers: [bits: string, text: string][];
  refusedNumbers: string[];
  weights: [text: string, canonical: string][];
  digests: [canonical: string, digest: string][];
};

const vectors = vector("rfc8785.json") as Vectors;
const fromBits = (hex: string): number => Buffer.from(hex, "hex").readDoubleBE();
const text = (value: unknown): string => new TextDecoder().decode(canonicalJson(value));

describe("canonicalJson", () => {
  for (const { name, text: input, canonicalHex, order } of vectors.documents) {
    it(`writes ${name} as the standard does`, () => {
      const bytes = canonicalJson(JSON.parse(input));
      if (canonicalHex !== undefined) expect(Buffer.from(bytes).toString("hex")).to.equal(canonicalHex);
      if (order !== undefined)
        expect(Object.values(JSON.parse(new TextDecoder().decode(bytes)) as object)).to.have.members(order);
      if (order !== undefined) {
        const written = new TextDecoder().decode(bytes);
        expect([...order].sort((a, b) => written.indexOf(a) - written.indexOf(b))).to.deep.equal(order);
      }
    });
  }
  it("writes the numbers of RFC 8785 appendix B", () => {
    for (const [bits, written] of vectors.numbers) expect(text(fromBits(bits)), bits).to.equal(written);
  });
  it("writes non-integer weights plainly, not in exponent form", () => {
    for (const [input, canonical] of vectors.weights) expect(text(JSON.parse(input))).to.equal(canonical);
  });
  it("fails as JSON_NOT_CANONICAL on what has no JSON form", () => {
    const cycle: Record<string, unknown> = {};
    cycle["self"] = cycle;
    const values = [...vectors.refusedNumbers.map(fromBits), undefined, () => 1, 7n, "\ud83d", { "\ude00": 1 }, cycle];
    for (const value of values) expect(refusalOf(() => canonicalJson(value)).code).to.equal("JSON_NOT_CANONICAL");
  });
});

describe("jsonDigest", () => {
  it("is SHA-256 over the canonical text, whatever the order and spelling of the input", () => {
    const own = vectors.documents.filter(({ digest }) => digest !== undefined);
    expect(own).to.have.length.above(0);
    for (const { text: input, digest } of own) expect(jsonDigest(JSON.parse(input))).to.equal(digest);
    for (const [canonical, digest] of vectors.digests) expect(jsonDigest(JSON.parse(canonical))).to.equal(digest);
    expect(jsonDigest({ b: 1, a: [12000.5] })).to.equal(jsonDigest(JSON.parse('{"a":[1.20005E4],"b":1.0}')));
    expect(instrumentDigest({ b: 1 })).to.equal(jsonDigest({ b: 1 }));
  });
});

describe("bytesDigest", () => {
  it("is SHA-256 of the bytes as they are", () => {
    const bytes = new Uint8Array([0, 255, 13, 10]);
    expect(bytesDigest(bytes)).to.equal(`0x${createHash("sha256").update(bytes).digest("hex")}`);
  });
});
