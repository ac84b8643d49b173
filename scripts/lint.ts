/** Everything that can be said about the sources without running them. `npm run lint -- --fix` mends what can be mended. */
import { runStage } from "./stage.ts";

const fix = process.argv.includes("--fix");
const stages: [string, string[]][] = [
  ["eslint", ["eslint", "--max-warnings", "0", ...(fix ? ["--fix"] : []), "."]],
  ["solhint", ["solhint", "--max-warnings", "0", "--disc", "contracts/src/**/*.sol"]],
  ["prettier", ["prettier", fix ? "--write" : "--check", "--log-level", "warn", "."]],
];
let failed = 0;
for (const [name, command] of stages) {
  const { status, output } = await runStage(command);
  if (status !== 0) {
    failed += 1;
    process.stdout.write(output);
  }
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name}`);
}
process.exit(failed === 0 ? 0 : 1);
