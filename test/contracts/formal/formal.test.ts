import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "chai";

const require = createRequire(import.meta.url);

type Compiler = { compile(input: string, callbacks?: { smtSolver: (query: string) => unknown }): string };
type Message = { severity: string; message: string };

/** Runs solc's CHC model checker, with the Z3 inside the npm package, over a source; what it says. */
function check(source: string): string[] {
  const solc = require("solc") as Compiler;
  const { smtSolver } = require("solc/smtsolver") as { smtSolver: (query: string) => unknown };
  const input = {
    language: "Solidity",
    sources: { "Machine.sol": { content: source } },
    settings: {
      modelChecker: { engine: "chc", solvers: ["z3"], targets: ["assert"], showUnproved: true, showProvedSafe: true },
      outputSelection: { "*": { "*": ["abi"] } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { smtSolver })) as { errors?: Message[] };
  return (output.errors ?? []).map(({ message }) => message);
}

const MACHINES = [
  {
    name: "ControlMachine",
    from: "(state, holder) = (State.Live, offeree);",
    to: "(state, holder) = (State.Live, endorseeBefore);",
  },
  {
    name: "PledgeMachine",
    from: "(place == Place.Free || (place == Place.Entrusted && consented))",
    to: "place != Place.AtPledgee",
  },
  {
    name: "GateMachine",
    from: "require(state == State.AtGate && (flagged || !billLive));",
    to: "require(state == State.AtGate);",
  },
  {
    name: "AttestationMachine",
    from: "if (upheld && !followed) {",
    to: "if (upheld) {",
  },
  {
    name: "FlagMachine",
    from: " && officer != proposer",
    to: "",
  },
];

/** Proven by solc's own model checker, for sequences of acts of any length; the tests of the state tables bind the contracts to the tables. */
describe("the abstract state machines of the rights", function () {
  this.timeout(0);
  before(function () {
    if (process.env.LADING_FORMAL !== undefined) return;
    console.log("    the proofs take three minutes: set LADING_FORMAL=1 to run them");
    this.skip();
  });

  for (const { name, from, to } of MACHINES) {
    const source = readFileSync(new URL(`${name}.sol`, import.meta.url), "utf8");
    const assertions = source.split("assert(").length - 1;

    it(`${name}: all ${assertions} assertions hold`, () => {
      const said = check(source);
      expect(said.filter((message) => /Assertion violation (happens|might happen)/.test(message))).to.deep.equal([]);
      expect(said.filter((message) => /Assertion violation check is safe/.test(message))).to.have.length(assertions);
    });

    it(`${name}: a rule left out is found out`, () => {
      expect(source).to.include(from);
      const said = check(source.replace(from, to));
      expect(said.some((message) => /Assertion violation happens here/.test(message))).to.equal(true);
    });
  }
});
