import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { InterfaceAbi } from "ethers";

const require = createRequire(import.meta.url);

type Compiled = { abi: InterfaceAbi; bytecode: string };

/** Compiles a small contract with the compiler that npm installed. */
export function compile(file: URL, name: string): Compiled {
  const solc = require("solc") as { compile(input: string): string };
  const input = {
    language: "Solidity",
    sources: { main: { content: readFileSync(file, "utf8") } },
    settings: { evmVersion: "cancun", outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } } },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input))) as {
    contracts: { main: Record<string, { abi: InterfaceAbi; evm: { bytecode: { object: string } } }> };
  };
  const found = output.contracts.main[name];
  if (found === undefined) throw new Error(`no contract ${name}`);
  return { abi: found.abi, bytecode: found.evm.bytecode.object };
}
