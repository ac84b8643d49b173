import { expect } from "chai";
import { startAnvil, startHardhat, startLading } from "../../bench/ledger/engines.ts";
import { conformance, type Manifest, type Outcome } from "./suite.ts";

const everything: Manifest = { proofs: true, revertAsGeth: true, answersUnknownBlocks: true, methodNotFoundCode: true };

const outcomes = new Map<string, Outcome>();

conformance("the embedded node", startLading, everything, outcomes);
conformance("anvil", () => startAnvil(), everything, outcomes);
conformance(
  "Hardhat's node",
  startHardhat,
  {
    ...everything,
    revertAsGeth: false, // It has its own error object around the data.
    methodNotFoundCode: false, // It answers -32004.
  },
  outcomes,
);

describe("the same acts on every engine", () => {
  it("use the same gas, act by act, and leave the same trail", () => {
    const [ours, ...others] = [...outcomes.values()];
    expect(others).to.have.length(2);
    for (const other of others) expect(other).to.deep.equal(ours);
  });
});
