/**
 * Runs tests once per mutant, in a copy of the workspace whose contracts hold all mutants: `node worker.ts <tests> <mutants>`, both
 * separated by commas. Prints one line of JSON per mutant. Started by run.ts.
 */
import hre from "hardhat";
import Mocha from "mocha";
import { coinbaseOf } from "./switch.ts";

const [tests, numbers] = process.argv.slice(2).map((list) => list.split(",")) as [string[], string[]];
let current = 0;
hre.hooks.registerHandlers("network", {
  newConnection: async (context, next) => {
    const connection = await next(context);
    // Contracts ask the block's beneficiary which mutant is switched on.
    await connection.provider.request({ method: "hardhat_setCoinbase", params: [coinbaseOf(current)] });
    return connection;
  },
});

const mocha = new Mocha({ bail: true, timeout: 120_000, reporter: class {} as never });
// What an act costs is asked of the code as it is deployed.
mocha.grep(/costs no more than/).invert();
mocha.cleanReferencesAfterRun(false);
for (const test of tests) mocha.addFile(test);
await mocha.loadFilesAsync();

/** The first test that fails, or null if all pass. */
function firstFailure(): Promise<string | null> {
  let failure: string | null = null;
  return new Promise((done) => {
    mocha
      .run(() => done(failure))
      .on("fail", (test: Mocha.Test, error: Error) => {
        failure ??= `${test.titlePath().join(" › ")}\n${error.message.split("\n")[0]}`;
      });
  });
}

const print = console.log;
console.log = () => undefined;
for (const number of numbers) {
  current = Number(number);
  const failure = await firstFailure();
  print(JSON.stringify({ number: current, failure }));
}
process.exit(0);
