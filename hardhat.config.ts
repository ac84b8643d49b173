import { createRequire } from "node:module";
import { defineConfig } from "hardhat/config";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import { branchCoverage } from "./scripts/coverage/plugin.ts";

const require = createRequire(import.meta.url);

/** The compiler comes from npm (`solc`), so set-up needs no download beyond the registry. */
const compiler = {
  version: "0.8.37",
  path: require.resolve("solc/soljson.js"),
  settings: {
    evmVersion: "cancun",
    optimizer: { enabled: true, runs: 200 },
    metadata: { bytecodeHash: "none" },
    outputSelection: { "*": { "*": ["storageLayout", "userdoc", "devdoc"] } },
  },
};

/** Code measured for coverage is larger than what is deployed. */
const covering = process.argv.includes("--coverage");

export default defineConfig({
  plugins: [hardhatEthers, hardhatMocha, hardhatChaiMatchers, hardhatNetworkHelpers, branchCoverage],
  solidity: { profiles: { default: compiler, production: compiler } },
  paths: {
    sources: "./contracts/src",
    // Marked code is no artifact for anybody else.
    ...(covering ? { artifacts: "./coverage/artifacts", cache: "./coverage/cache" } : {}),
    tests: { mocha: "./test/contracts", solidity: "./test/contracts" },
  },
  // A million calls: LADING_INVARIANT_RUNS=2000 hardhat test solidity
  test: { solidity: { invariant: { runs: Number(process.env.LADING_INVARIANT_RUNS ?? 32), depth: 500 } } },
  networks: {
    default: {
      type: "edr-simulated",
      chainType: "l1",
      hardfork: "cancun",
      allowUnlimitedContractSize: covering,
      blockGasLimit: covering ? 1_000_000_000n : 30_000_000n,
    },
    ...(process.env.LADING_RPC_URL
      ? { ledger: { type: "http", chainType: "l1", url: process.env.LADING_RPC_URL } }
      : {}),
  },
});
