import { expect } from "chai";
import { SigningKey, Wallet, getBytes, keccak256 } from "ethers";
import { toHex } from "../../../ledger-node/src/codec/bytes.ts";
import { KnownSigners } from "../../../ledger-node/src/crypto/KnownSigners.ts";
import { SenderRecovery } from "../../../ledger-node/src/crypto/SenderRecovery.ts";
import type { Signed } from "../../../ledger-node/src/crypto/recoveryTask.ts";
import { createEngine, type Engine } from "../../../ledger-node/src/evm/createEngine.ts";
import { evmBlock, runMessage } from "../../../ledger-node/src/evm/executeTransaction.ts";

const wallets = Array.from({ length: 8 }, (_, index) => new Wallet(keccak256(Uint8Array.of(index))));

function signedBy(wallet: Wallet, text: string): Signed {
  const hash = keccak256(new TextEncoder().encode(text));
  const { r, s, yParity } = new SigningKey(wallet.privateKey).sign(hash);
  return { signingHash: getBytes(hash), signature: getBytes(r + s.slice(2)), yParity };
}

/** What ECRECOVER is given for a signature. */
function inputOf({ signingHash, signature, yParity }: Signed): Uint8Array {
  const input = new Uint8Array(128);
  input.set(signingHash);
  input[63] = 27 + yParity;
  input.set(signature, 64);
  return input;
}

const word = (address: string): string => `0x${"00".repeat(12)}${address.slice(2).toLowerCase()}`;

/** The precompile's answer. */
async function ask(engine: Engine, data: Uint8Array): Promise<string> {
  const context = { number: 1, timestamp: 1, coinbase: new Uint8Array(20), gasLimit: 1_000_000n };
  engine.state.reset({
    root: null,
    source: {
      accountNodes: { stored: () => undefined },
      storageNodes: () => ({ stored: () => undefined }),
      code: () => new Uint8Array(0),
    },
  });
  const to = new Uint8Array(20);
  to[19] = 1;
  const message = { from: new Uint8Array(20), to, data, value: 0n, gasLimit: 100_000n, gasPrice: 0n, accessList: [] };
  return toHex((await runMessage(engine, message, evmBlock(context), context)).returnValue);
}

describe("signers known ahead", () => {
  for (const [who, isIdle] of [
    ["the second thread", false],
    ["both threads", true],
  ] as const)
    it(`come with the sender of their transaction from ${who}, and the sender stays who it is`, async () => {
      const known = new KnownSigners();
      const recovery = new SenderRecovery(known, () => isIdle);
      try {
        const all = wallets.map((wallet, index) => signedBy(wallet, `act ${index}`));
        const broken = { ...all[1]!, signature: new Uint8Array(64) };
        const [first, second] = await Promise.all([
          recovery.senderOf(all[0]!, [...all.slice(2, 5), broken]),
          recovery.senderOf(all[1]!, all.slice(5)),
        ]);
        expect([first, second].map(toHex)).to.deep.equal(
          wallets.slice(0, 2).map(({ address }) => address.toLowerCase()),
        );
        for (const [index, signed] of all.entries()) {
          const found = known.get(inputOf(signed));
          expect(found === undefined ? undefined : toHex(found)).to.equal(
            index < 2 ? undefined : word(wallets[index]!.address),
          );
        }
        expect(known.get(inputOf(broken))).to.equal(undefined);
      } finally {
        await recovery.close();
      }
    });

  it("are what ECRECOVER answers, of the very same input only; the plain engine computes all", async () => {
    const options = { chainId: 1, blockHash: () => new Uint8Array(32) };
    const ours = await createEngine(options);
    const plain = await createEngine({ ...options, plain: true });
    const signed = signedBy(wallets[0]!, "asked");
    const input = inputOf(signed);
    // A wrong answer shows who gives it.
    for (const engine of [ours, plain]) engine.known.add(signed, getBytes(wallets[1]!.address));
    expect(await ask(ours, input)).to.equal(word(wallets[1]!.address));
    expect(await ask(plain, input)).to.equal(word(wallets[0]!.address));
    const longer = new Uint8Array(160);
    longer.set(input);
    expect(await ask(ours, longer)).to.equal(word(wallets[0]!.address));
    const other = signedBy(wallets[0]!, "asked too");
    expect(await ask(ours, inputOf(other))).to.equal(word(wallets[0]!.address));
  });

  it("are forgotten, the oldest first, when there are many", () => {
    const known = new KnownSigners();
    const numbered = (number: number): Signed => {
      const signature = new Uint8Array(64);
      new DataView(signature.buffer).setUint32(0, number);
      return { signingHash: new Uint8Array(32), signature, yParity: 0 };
    };
    for (let number = 0; number < 10_000; number++) known.add(numbered(number), new Uint8Array(20));
    const kept = Array.from({ length: 10_000 }, (_, number) => known.get(inputOf(numbered(number))) !== undefined);
    expect(kept.indexOf(true)).to.equal(10_000 - 8_192);
    expect(kept.lastIndexOf(false)).to.equal(10_000 - 8_192 - 1);
  });

  it("are known for the message, the signature and the parity they were recovered from, and for nothing that shares a part", () => {
    const known = new KnownSigners();
    const signed: Signed = {
      signingHash: new Uint8Array(32).fill(1),
      signature: new Uint8Array(64).fill(2),
      yParity: 0,
    };
    known.add(signed, new Uint8Array(20).fill(3));
    const input = inputOf(signed);
    expect(known.get(input)).to.not.equal(undefined);
    for (let at = 0; at < input.length; at++) {
      const other = input.slice();
      other[at]! ^= 1;
      expect(known.get(other), String(at)).to.equal(undefined);
    }
  });
});
