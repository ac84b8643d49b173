import { readFileSync } from "node:fs";
import { expect } from "chai";
import { desk, type Desk } from "../support/inFolder.ts";

const vector = (type: string): string =>
  readFileSync(new URL(`../../vectors/trade-documents/${type}.json`, import.meta.url), "utf8");

describe("lading document check --type", () => {
  let here: Desk;
  before(() => (here = desk()));
  after(() => here.remove());

  for (const type of ["delivery-order", "permit"]) {
    it(`answers schema, digest and validity of a good ${type}, without ledger or wallet`, async () => {
      const file = here.file(`${type}.json`, vector(type));
      const { data, exitCode, stderr } = await here.run(["document", "check", file, "--type", type, "--json"]);
      expect(exitCode, stderr).to.equal(0);
      expect(data.type).to.equal(type);
      expect(data.schema).to.match(/^0x[0-9a-f]{64}$/);
      const found = await here.run(["document", "digest", file, "--json"]);
      expect(data.digest).to.equal(found.data.digest);
      expect(data.validFrom).to.be.a("number").greaterThan(1_700_000_000);
    });
  }

  it("refuses a document of another type, naming its faults, and a type that is none, naming all", async () => {
    const file = here.file("order.json", vector("delivery-order"));
    const wrong = await here.run(["document", "check", file, "--type", "permit", "--json"]);
    expect([wrong.exitCode, wrong.code]).to.deep.equal([1, "DOCUMENT_INVALID"]);
    const unknown = await here.run(["document", "check", file, "--type", "poem", "--json"]);
    expect([unknown.exitCode, unknown.code]).to.deep.equal([1, "TRADE_DOCUMENT_TYPE_UNKNOWN"]);
    expect(unknown.stderr).to.contain("carbon-statement");
  });
});

describe("lading document digest", () => {
  let here: Desk;
  before(() => (here = desk()));
  after(() => here.remove());

  // The same file is read by the tests of the sdk and, for Solidity, by test/contracts/vectors.test.ts.
  const vectors = JSON.parse(readFileSync(new URL("../../vectors/rfc8785.json", import.meta.url), "utf8")) as {
    documents: { name: string; text: string; digest?: string }[];
    weights: [text: string, canonical: string][];
    digests: [canonical: string, digest: string][];
  };
  const digestOf = async (name: string, text: string): Promise<unknown> => {
    const { data, exitCode, stderr } = await here.run(["document", "digest", here.file(name, text), "--json"]);
    expect(exitCode, stderr).to.equal(0);
    return data.digest;
  };

  it("is the vectors': RFC 8785's own, and weights that are no integers, however they are spelt", async () => {
    for (const [i, { text, digest }] of vectors.documents.entries()) {
      if (digest !== undefined) expect(await digestOf(`own-${i}.json`, text)).to.equal(digest);
    }
    for (const [i, [text, canonical]] of vectors.weights.entries()) {
      const [, digest] = vectors.digests.find(([known]) => known === canonical)!;
      expect(await digestOf(`weight-${i}.json`, text), text).to.equal(digest);
    }
  });
});
