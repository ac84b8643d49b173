import { titleRegistryAbi } from "@lading/contracts";
import { expect } from "chai";
import { Interface } from "ethers";
import fc from "fast-check";
import { fromHex, toHex } from "../../../ledger-node/src/codec/bytes.ts";
import { readSignedActs } from "../../../ledger-node/src/tx/signedActs.ts";

const titles = new Interface(titleRegistryAbi);
const OFFICER = `0x${"ab".repeat(20)}`;

const act = (call: string, nonce: bigint, countersignatures: [string, string][] = []): unknown[] => [
  call,
  OFFICER,
  nonce,
  2n ** 40n - 1n,
  `0x${"11".repeat(65)}`,
  countersignatures,
];

const shown = (data: string, most = 10): unknown[] =>
  readSignedActs(fromHex(data), most).map(({ call, nonce, notAfter, signatures }) => ({
    call: toHex(call),
    nonce: BigInt(toHex(nonce)),
    notAfter: BigInt(toHex(notAfter)),
    signatures: signatures.map(toHex),
  }));

describe("the signed acts in a transaction's data", () => {
  const batch = titles.encodeFunctionData("actBatch", [
    [act("0x11223344", 1n), act(`0x${"55".repeat(68)}`, 2n ** 255n, [[OFFICER, "0x22"]]), act("0x", 0n)],
  ]);

  it("are read as they were encoded, with every signature over them", () => {
    const signature = `0x${"11".repeat(65)}`;
    const notAfter = 2n ** 40n - 1n;
    const second = { call: `0x${"55".repeat(68)}`, nonce: 2n ** 255n, notAfter, signatures: [signature, "0x22"] };
    const first = { call: "0x11223344", nonce: 1n, notAfter, signatures: [signature] };
    expect(shown(batch)).to.deep.equal([first, second, { call: "0x", nonce: 0n, notAfter, signatures: [signature] }]);
    expect(shown(titles.encodeFunctionData("actBySignature", [act("0x11223344", 1n)]))).to.deep.equal([first]);
  });

  it("are none in other data, in too long a batch, and in data that ends early", () => {
    expect(shown(titles.encodeFunctionData("cancelSignature", [1n]))).to.deep.equal([]);
    expect(shown("0x")).to.deep.equal([]);
    expect(shown(batch, 2)).to.deep.equal([]);
    for (let length = 8; length < batch.length - 64; length += 2)
      expect(shown(batch.slice(0, length + 2)), String(length)).to.deep.equal([]);
  });

  it("are read or none, whatever the data says", () => {
    const data = fromHex(batch);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(data.length - 5), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (changes) => {
          const changed = Uint8Array.from(data);
          for (const [at, byte] of changes) changed[at + 4] = byte;
          for (const { nonce, notAfter } of readSignedActs(changed, 10)) {
            expect([nonce.length, notAfter.length]).to.deep.equal([32, 32]);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
