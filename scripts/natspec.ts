/**
 * Fails where an external function, an error or an event of ours lacks its NatSpec: what it is (`@notice`), each parameter, and what is
 * returned where that is several values or an act's. A reviewer reads the interfaces as the law text. Needs compiled contracts.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

type Parameter = { name: string; type: string; components?: Parameter[] };
type Item = { type: string; name: string; inputs: Parameter[]; outputs?: Parameter[]; stateMutability?: string };
type Doc = { notice?: string; params?: Record<string, string>; returns?: Record<string, string> };
type Docs = Partial<Record<"methods" | "events", Record<string, Doc>>> & { errors?: Record<string, Doc[]> };
type Artifact = { contractName: string; sourceName: string; buildInfoId: string; abi: Item[] };
type Output = {
  output: { contracts: Record<string, Record<string, { userdoc: Docs; devdoc: Docs }>> };
};

const root = new URL("..", import.meta.url).pathname;
const artifacts = join(root, "artifacts/contracts/src");
const read = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

/** OpenZeppelin's own, which say what they say. */
const openZeppelin = ["AccessManager", "AccessManaged", "EIP712"].flatMap((name) =>
  read<Artifact>(join(root, `node_modules/@openzeppelin/contracts/build/contracts/${name}.json`)).abi.map(
    (item) => item.name,
  ),
);
const foreign = new Set([...openZeppelin, "AddressEmptyCode", "FailedCall", "InvalidShortString", "StringTooLong"]);
const typeOf = ({ type, components }: Parameter): string =>
  components === undefined ? type : `(${components.map(typeOf).join(",")})${type.slice("tuple".length)}`;

const outputs = new Map<string, Output>();
const faults = new Set<string>();
let looked = 0;
for (const entry of readdirSync(artifacts, { recursive: true })) {
  if (!String(entry).endsWith(".json")) continue;
  const { contractName, sourceName, buildInfoId, abi } = read<Artifact>(join(artifacts, String(entry)));
  // The rare acts' code is reached through its registry only, and points to its interface.
  if (abi === undefined || contractName.endsWith("RareActs")) continue;
  if (!outputs.has(buildInfoId)) {
    outputs.set(buildInfoId, read<Output>(join(root, "artifacts/build-info", `${buildInfoId}.output.json`)));
  }
  const { userdoc, devdoc } = outputs.get(buildInfoId)!.output.contracts[`project/${sourceName}`]![contractName]!;
  for (const item of abi) {
    if (!["function", "event", "error"].includes(item.type) || foreign.has(item.name)) continue;
    const signature = `${item.name}(${item.inputs.map(typeOf).join(",")})`;
    const docOf = (docs: Docs): Doc =>
      (item.type === "function"
        ? docs.methods?.[signature]
        : item.type === "event"
          ? docs.events?.[signature]
          : docs.errors?.[signature]?.[0]) ?? {};
    looked += 1;
    const { params = {}, returns = {} } = docOf(devdoc);
    const say = (what: string): Set<string> => faults.add(`${contractName}: ${item.type} ${item.name} lacks ${what}`);
    if (docOf(userdoc).notice === undefined) say("@notice");
    for (const { name } of item.inputs) if (name !== "" && params[name] === undefined) say(`@param ${name}`);
    const given = item.outputs ?? [];
    if (given.length === 0 || (given.length === 1 && /^(?:view|pure)$/.test(item.stateMutability!))) continue;
    given.forEach(({ name }, i) => {
      if (returns[name === "" ? `_${i}` : name] === undefined) say(`@return ${name}`);
    });
  }
}
for (const fault of faults) console.error(fault);
console.log(`natspec: ${looked} functions, events and errors, ${faults.size} faults`);
process.exit(faults.size === 0 && looked > 0 ? 0 : 1);
