import { expect } from "chai";
import { getCreateAddress } from "ethers";
import { createEngine } from "../../../ledger-node/src/evm/createEngine.ts";
import { evmBlock, runMessage } from "../../../ledger-node/src/evm/executeTransaction.ts";
import { fromHex } from "../../../ledger-node/src/codec/bytes.ts";
import { memoryState } from "../../../ledger-node/src/state/memoryState.ts";

describe("a declared slot of a contract that the transaction makes", () => {
  const from = fromHex(`0x${"0a".repeat(20)}`);
  const context = { number: 1, timestamp: 1, coinbase: new Uint8Array(20), gasLimit: 60_000_000n };
  const contract = getCreateAddress({ from: `0x${"0a".repeat(20)}`, nonce: 0 });

  /** Gas of init code that writes slot 0. */
  async function gasOf(form: object, slots: Uint8Array[]): Promise<bigint> {
    const engine = await createEngine({ chainId: 1, blockHash: () => new Uint8Array(32), ...form });
    engine.state.reset({ root: null, source: memoryState().source });
    const message = { from, to: undefined, data: fromHex("0x60015f55"), value: 0n, gasLimit: 200_000n, gasPrice: 0n };
    const accessList = [{ address: fromHex(contract), slots }];
    const { succeeded, gasUsed } = await runMessage(engine, { ...message, accessList }, evmBlock(context), context);
    expect(succeeded).to.equal(true);
    return gasUsed;
  }

  for (const [name, form] of Object.entries({ plain: { plain: true }, prepared: {}, compiled: { compileAfter: 0 } })) {
    it(`is warm (EIP-2930) with ${name} code: it costs 1,900 to declare and 2,100 less to write`, async () => {
      const [declared, undeclared] = [await gasOf(form, [new Uint8Array(32)]), await gasOf(form, [])];
      expect(declared - undeclared).to.equal(1_900n - 2_100n);
    });
  }
});
