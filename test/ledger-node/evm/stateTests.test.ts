/**
 * Ethereum's own state tests of the hardfork Cancun, through our state, our trie and all forms of code: as it is, prepared, compiled.
 *
 * No npm package has them, and they are too large to keep here, so this runs only when asked for: with a checkout of the repository
 * `ethereum/tests`, `LADING_STATE_TESTS=<checkout>/GeneralStateTests mocha test/ledger-node/evm/stateTests.test.ts`.
 * `LADING_STATE_TESTS_ONLY=stSStore` runs the files whose path contains that; `stTimeConsuming` has one
 * that takes half an hour for each form.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { runStateTest, stateTestEngine, type StateTest } from "./stateTest.ts";

const folder = process.env["LADING_STATE_TESTS"];
const only = process.env["LADING_STATE_TESTS_ONLY"] ?? "";
if (folder === undefined) console.log("Ethereum's state tests: not asked for (LADING_STATE_TESTS=<folder>)");

/** This chain has no blobs: the precompile that proves them always fails, so these tests must differ, and no others may. */
const PROVES_BLOBS = /point_evaluation/;

(folder === undefined ? () => undefined : describe)("Ethereum's state tests", () => {
  const root = folder ?? "";
  const files = readdirSync(root, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".json") && file.includes(only))
    .sort();

  for (const form of ["compiled", "prepared", "plain"] as const) {
    it(`hold with ${form} code`, async () => {
      const engine = await stateTestEngine(form);
      const sum = { compared: 0, notOurs: 0, blobs: 0 };
      const wrong: string[] = [];
      for (const file of files) {
        const tests = JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, StateTest>;
        for (const [name, test] of Object.entries(tests)) {
          const { compared, notOurs, findings } = await runStateTest(engine, `${file} ${name}`, test);
          sum.compared += compared;
          sum.notOurs += notOurs;
          for (const finding of findings) {
            if (PROVES_BLOBS.test(finding.name)) sum.blobs++;
            else wrong.push(`${finding.name}: ${finding.what}`);
          }
        }
      }
      console.log(
        `      ${files.length} files, ${sum.compared} transactions compared, ${sum.notOurs} blob transactions left out, ${sum.blobs} differ because the precompile for blobs is off`,
      );
      expect(wrong).to.deep.equal([]);
    }).timeout(7_200_000);
  }
});
