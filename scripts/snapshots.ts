/**
 * Writes `contracts/snapshots`: what a reviewer must see in a diff and the compiler does not show. `sizes.json` bytes of code,
 * `storage.json` where each variable lies, `gas.json` what each act costs. `--check` writes nothing and fails when one is stale.
 * Needs compiled contracts (`hardhat build`).
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run as measureGas } from "../bench/gas.ts";

const root = new URL("..", import.meta.url).pathname;
const artifacts = join(root, "artifacts/contracts/src");
const target = join(root, "contracts/snapshots");
/** EIP-170. */
const LIMIT = 24_576;

type Artifact = { contractName: string; sourceName: string; deployedBytecode: string; buildInfoId: string };
type Variable = { label: string; slot: string; offset: number; type: string };
type Types = Record<string, { label: string; members?: Variable[] }>;
type Output = {
  output: {
    contracts: Record<string, Record<string, { storageLayout?: { storage: Variable[]; types: Types | null } }>>;
  };
};

const deployable = readdirSync(artifacts, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
  .map((entry) => JSON.parse(readFileSync(join(entry.parentPath, entry.name), "utf8")) as Artifact)
  .filter(({ deployedBytecode }) => deployedBytecode.length > 1000)
  .sort((a, b) => (a.contractName < b.contractName ? -1 : 1));

const sizes = Object.fromEntries(
  deployable.map(({ contractName, deployedBytecode }) => [contractName, (deployedBytecode.length - 2) / 2]),
);

const outputs = new Map<string, Output>();
function layoutOf({ contractName, sourceName, buildInfoId }: Artifact): string[] {
  if (!outputs.has(buildInfoId)) {
    const file = join(root, "artifacts/build-info", `${buildInfoId}.output.json`);
    outputs.set(buildInfoId, JSON.parse(readFileSync(file, "utf8")) as Output);
  }
  const { storageLayout } = outputs.get(buildInfoId)!.output.contracts[`project/${sourceName}`]![contractName]!;
  // The compiler numbers types by its syntax tree; the number says nothing about the layout.
  const line = ({ label, slot, offset, type }: Variable): string =>
    `${slot}+${offset} ${label}: ${type.replaceAll(/\)\d+/g, ")")}`;
  const structs = Object.values(storageLayout?.types ?? {})
    .flatMap(({ label, members }) => (members ?? []).map((member) => `${label} ${line(member)}`))
    .sort();
  return [...(storageLayout?.storage ?? []).map(line), ...structs];
}
const storage = Object.fromEntries(deployable.map((artifact) => [artifact.contractName, layoutOf(artifact)]));

// Rare acts run by delegate call on their registry's storage, so both must see the same variables in the same places.
const askew = Object.keys(storage).filter((name) => {
  const registry = storage[name.replace(/RareActs$/, "Registry")];
  return registry !== undefined && registry.join() !== storage[name]!.join();
});

const gas = Object.fromEntries((await measureGas({ quick: true })).map(({ what, ours }) => [what, ours]));

const check = process.argv.includes("--check");
const stale: string[] = [];
mkdirSync(target, { recursive: true });
for (const [name, content] of Object.entries({ sizes, storage, gas })) {
  const path = join(target, `${name}.json`);
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  if (check) stale.push(`${name}.json`);
  else writeFileSync(path, text);
}
const oversized = Object.entries(sizes).filter(([, bytes]) => bytes > LIMIT);
for (const [name, bytes] of oversized) console.error(`${name} has ${bytes} bytes of code; the limit is ${LIMIT}.`);
for (const name of askew) console.error(`${name} does not lay out its storage as its registry does.`);
if (stale.length > 0) console.error(`Stale snapshots: ${stale.join(", ")}. Run: node scripts/snapshots.ts`);
if (stale.length + oversized.length + askew.length > 0) process.exit(1);
