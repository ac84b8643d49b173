import { expect } from "chai";
import fc from "fast-check";
import { toHex } from "../../../ledger-node/src/codec/bytes.ts";
import { createEngine, type Engine } from "../../../ledger-node/src/evm/createEngine.ts";
import { evmBlock, runMessage } from "../../../ledger-node/src/evm/executeTransaction.ts";
import type { World } from "../../../ledger-node/src/state/world.ts";

const context = { number: 10, timestamp: 1_795_000_000, coinbase: new Uint8Array(20).fill(9), gasLimit: 60_000_000n };

const contracts = [1, 2, 3].map((number) => new Uint8Array(20).fill(0xa0 + number));

const world = (): World => ({
  root: null,
  source: {
    accountNode: () => undefined,
    storageNode: () => () => undefined,
    code: () => {
      throw new Error("no code below");
    },
  },
});

/** Everything an observer could tell: outcome, gas, data, events, and the state afterwards. */
async function observe(
  engine: Engine,
  codes: readonly Uint8Array[],
  data: Uint8Array,
  create: boolean,
): Promise<unknown> {
  engine.state.reset(world());
  codes.forEach((code, index) => {
    engine.state.poke(contracts[index] as Uint8Array, { nonce: 1n, balance: 5n, codeHash: engine.state.addCode(code) });
  });
  const message = {
    from: new Uint8Array(20).fill(7),
    to: create ? undefined : contracts[0],
    data: create ? (codes[0] as Uint8Array) : data,
    value: 0n,
    gasLimit: 400_000n,
    gasPrice: 0n,
    accessList: [],
  };
  const outcome = await runMessage(engine, message, evmBlock(context), context);
  const logs = outcome.logs.map((log) => [toHex(log.address), log.topics.map(toHex), toHex(log.data)]);
  const state = engine.state
    .changes()
    .map((change) => ({
      address: toHex(change.address),
      after:
        change.after === undefined
          ? null
          : [String(change.after.nonce), String(change.after.balance), toHex(change.after.codeHash)],
      slots: change.slots.map((slot) => [toHex(slot.slot), toHex(slot.after)]).sort(),
    }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  // Ethereum knows two failures: a revert, and a halt that takes all gas. Which of several causes of one halt is named first may differ.
  // Seen with fast-check's seed -140924180, test 12742: "stack underflow" here, "out of gas" there; status, gas, data, logs and state equal.
  const error = outcome.error === undefined || outcome.error === "revert" ? outcome.error : "halt";
  return {
    succeeded: outcome.succeeded,
    gas: String(outcome.gasUsed),
    data: toHex(outcome.returnValue),
    error,
    logs,
    state,
  };
}

const push = (value: number, length = 1): number[] => [
  0x5f + length,
  ...Array.from({ length }, (_, i) => (value >>> (8 * (length - 1 - i))) & 255),
];

/** Pieces of programs: single instructions of every kind, jumps to likely places, calls between the contracts, copies of code. */
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 255 }).map((value) => push(value)) },
  { weight: 2, arbitrary: fc.constantFrom(0x5b, 0x80, 0x81, 0x90, 0x50, 0x5a, 0x58, 0x38, 0x59).map((op) => [op]) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(0x01, 0x02, 0x03, 0x04, 0x06, 0x10, 0x14, 0x15, 0x16, 0x17, 0x1b, 0x1c, 0x0a)
      .map((op) => [op]),
  },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 120 }).map((to) => [...push(to), 0x56]) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 120 }).map((to) => [...push(1), ...push(to), 0x57]) },
  { weight: 2, arbitrary: fc.tuple(fc.nat(64), fc.nat(64)).map(([a, b]) => [...push(a), ...push(b), 0x52]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(40), fc.nat(40), fc.nat(40))
      .map(([a, b, c]) => [...push(a), ...push(b), ...push(c), 0x5e]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(60), fc.nat(20), fc.nat(20))
      .map(([a, b, c]) => [...push(a), ...push(b), ...push(c), 0x39]),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 3 })
      .map((n) => [...push(40), 0x5f, 0x5f, 0x73, ...(contracts[n - 1] as Uint8Array), 0x3c]),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 3 }).map((n) => [0x73, ...(contracts[n - 1] as Uint8Array), 0x3f]),
  },
  { weight: 1, arbitrary: fc.tuple(fc.nat(3), fc.nat(3)).map(([a, b]) => [...push(a), ...push(b), 0x55]) },
  { weight: 1, arbitrary: fc.nat(3).map((a) => [...push(a), 0x54]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom([0x5f, 0x5f, 0xa0], [0x60, 0x40, 0x5f, 0xf3], [0x60, 0x20, 0x5f, 0xfd], [0x00]),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(0xf1, 0xf4, 0xfa), fc.integer({ min: 1, max: 3 }))
      .map(([op, n]) => [
        ...push(32),
        0x5f,
        ...push(32),
        0x5f,
        ...(op === 0xf1 ? [0x5f] : []),
        0x73,
        ...(contracts[n - 1] as Uint8Array),
        ...push(60_000, 3),
        op,
      ]),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }).map((op) => [op]) },
  { weight: 1, arbitrary: fc.constantFrom(0x0c, 0x0d, 0x0e, 0x0f, 0xfe).map((op) => [op]) },
);

const program = fc.array(piece, { minLength: 1, maxLength: 40 }).map((pieces) => Uint8Array.from(pieces.flat()));

describe("preparedCode", () => {
  it("changes nothing that a program, a caller or the state could show", async () => {
    const options = { chainId: 19_524, blockHash: () => new Uint8Array(32) };
    // From the first time on, so that each program shows what its compiled paths do.
    const prepared = await createEngine({ ...options, compileAfter: Number(process.env["LADING_COMPILE_AFTER"] ?? 0) });
    const plain = await createEngine({ ...options, plain: true });
    let succeeded = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(program, program, program),
        fc.uint8Array({ maxLength: 40 }),
        fc.integer({ min: 0, max: 9 }),
        async (codes, data, mode) => {
          const ours = await observe(prepared, codes, data, mode === 0);
          expect(ours).to.deep.equal(await observe(plain, codes, data, mode === 0));
          if ((ours as { succeeded: boolean }).succeeded) succeeded++;
        },
      ),
      { numRuns: Number(process.env["LADING_FUZZ_RUNS"] ?? 1_500) },
    );
    expect(succeeded).to.be.greaterThan(50);
  }).timeout(600_000);
});
