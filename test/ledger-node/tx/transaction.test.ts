import { expect } from "chai";
import fc from "fast-check";
import { Transaction, Wallet, encodeRlp, decodeRlp } from "ethers";
import { fromHex, toHex } from "../../../ledger-node/src/codec/bytes.ts";
import { addressOf, ORDER, recoverPublicKey } from "../../../ledger-node/src/crypto/secp256k1.ts";
import { NodeError } from "../../../ledger-node/src/errors.ts";
import { decodeTransaction, intrinsicGas } from "../../../ledger-node/src/tx/transaction.ts";

const wallet = new Wallet(`0x${"42".repeat(32)}`);

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toHex);

const request = fc.record({
  type: fc.constantFrom(0, 1, 2),
  nonce: fc.integer({ min: 0, max: 2 ** 40 }),
  to: fc.option(bytes(20), { nil: undefined }),
  value: fc.bigInt({ min: 0n, max: 2n ** 200n }),
  gasLimit: fc.bigInt({ min: 21_000n, max: 2n ** 40n }),
  fee: fc.bigInt({ min: 0n, max: 2n ** 100n }),
  data: fc.uint8Array({ maxLength: 200 }).map(toHex),
  accessList: fc.array(fc.record({ address: bytes(20), storageKeys: fc.array(bytes(32), { maxLength: 3 }) }), {
    maxLength: 3,
  }),
});

describe("decodeTransaction", () => {
  it("reads what ethers signed, of every type, and finds its signer", async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ type, nonce, to, value, gasLimit, fee, data, accessList }) => {
        const fees = type === 2 ? { maxFeePerGas: fee, maxPriorityFeePerGas: fee / 2n } : { gasPrice: fee };
        const lists = type === 0 ? {} : { accessList };
        const raw = await wallet.signTransaction({
          type,
          chainId: 19_524,
          nonce,
          to,
          value,
          gasLimit,
          data,
          ...fees,
          ...lists,
        });
        const ours = decodeTransaction(fromHex(raw));
        const theirs = Transaction.from(raw);
        expect(toHex(ours.hash)).to.equal(theirs.hash);
        expect(toHex(ours.signingHash)).to.equal(theirs.unsignedHash);
        expect(Number(ours.nonce)).to.equal(theirs.nonce);
        expect(ours.value).to.equal(theirs.value);
        expect(ours.to === undefined ? null : toHex(ours.to)).to.equal(
          theirs.to === null ? null : theirs.to.toLowerCase(),
        );
        expect(toHex(ours.data)).to.equal(theirs.data);
        expect(ours.maxFeePerGas).to.equal(theirs.maxFeePerGas ?? theirs.gasPrice);
        const signer = addressOf(recoverPublicKey(ours.signingHash, ours.signature, ours.yParity));
        expect(toHex(signer)).to.equal(wallet.address.toLowerCase());
      }),
      { numRuns: 60 },
    );
  });

  it("refuses the twin of a signature with a high s (EIP-2)", async () => {
    const raw = await wallet.signTransaction({
      type: 0,
      chainId: 19_524,
      nonce: 1,
      to: wallet.address,
      gasLimit: 21_000n,
      gasPrice: 0n,
    });
    const fields = decodeRlp(raw) as string[];
    const s = ORDER - BigInt(fields[8] as string);
    const twin = encodeRlp([
      ...fields.slice(0, 6),
      `0x${(BigInt(fields[6] as string) ^ 1n).toString(16)}`,
      fields[7] as string,
      `0x${s.toString(16).padStart(64, "0")}`,
    ]);
    expect(() => decodeTransaction(fromHex(twin)))
      .to.throw(NodeError)
      .with.property("code", "TRANSACTION_MALFORMED");
  });

  it("never fails but by a NodeError, whatever bytes come", async () => {
    const raw = fromHex(
      await wallet.signTransaction({
        type: 2,
        chainId: 19_524,
        nonce: 1,
        to: wallet.address,
        gasLimit: 21_000n,
        maxFeePerGas: 0n,
        maxPriorityFeePerGas: 0n,
      }),
    );
    const attempt = (input: Uint8Array): void => {
      try {
        decodeTransaction(input);
      } catch (error) {
        expect(error).to.be.instanceOf(NodeError);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), attempt), { numRuns: 500 });
    for (let at = 0; at < raw.length; at++) {
      for (const bit of [1, 0x80]) {
        const flipped = raw.slice();
        flipped[at]! ^= bit;
        attempt(flipped);
      }
      attempt(raw.subarray(0, at));
    }
  });

  it("refuses blob transactions by name", () => {
    expect(() => decodeTransaction(new Uint8Array([3, 0xc0])))
      .to.throw(NodeError)
      .with.property("code", "TRANSACTION_TYPE_UNSUPPORTED");
  });
});

describe("intrinsicGas", () => {
  it("counts bytes, creation and access lists as Cancun does", () => {
    const none = new Uint8Array(0);
    expect(intrinsicGas({ data: none, to: new Uint8Array(20), accessList: [] })).to.equal(21_000n);
    expect(intrinsicGas({ data: new Uint8Array([0, 1]), to: new Uint8Array(20), accessList: [] })).to.equal(21_020n);
    expect(intrinsicGas({ data: new Uint8Array(33).fill(1), to: undefined, accessList: [] })).to.equal(
      21_000n + 33n * 16n + 32_000n + 4n,
    );
    const list = [{ address: new Uint8Array(20), slots: [new Uint8Array(32), new Uint8Array(32)] }];
    expect(intrinsicGas({ data: none, to: new Uint8Array(20), accessList: list })).to.equal(21_000n + 2_400n + 3_800n);
  });
});
