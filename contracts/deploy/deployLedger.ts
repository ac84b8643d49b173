import { ContractFactory } from "ethers";
import type { Contract, InterfaceAbi, Signer } from "ethers";
import * as abis from "../bindings/index.ts";
import * as bytecodes from "../bindings/bytecode/index.ts";
import { ADMIN_ROLE, GOVERNOR_ROLE, REGISTRAR_ROLE, governedFunctions } from "./governedFunctions.ts";

/** The member that founds a ledger: the port office that admits the others. */
export type Founder = {
  /** Address of its DID. */
  identity: string;
  /** Hash of its legal identifier. */
  legalId: string;
  /** Registered name. */
  name: string;
};

/** Where the contracts of a new ledger are. */
export type DeployedLedger = {
  fromBlock: number;
  authority: string;
  registries: Record<string, string>;
};

/** Addresses of what was deployed before, by the name of the registry; `authority` is the AccessManager. */
type Deployed = Readonly<Record<string, string>>;

/** One registry: its code, and what its constructor takes. */
type Registry = {
  name: string;
  abi: InterfaceAbi;
  bytecode: string;
  arguments: (deployed: Deployed, founder: Founder) => unknown[];
};

/** The registries of a ledger, in the order in which they build on each other. */
const registries: readonly Registry[] = [
  {
    name: "members",
    abi: abis.memberRegistryAbi,
    bytecode: bytecodes.memberRegistryBytecode,
    arguments: ({ authority }, founder) => [authority, founder.identity, founder.legalId, founder.name],
  },
  { name: "did", abi: abis.didRegistryAbi, bytecode: bytecodes.didRegistryBytecode, arguments: () => [] },
  {
    name: "title",
    abi: abis.titleRegistryAbi,
    bytecode: bytecodes.titleRegistryBytecode,
    arguments: ({ members, authority }) => [members, authority],
  },
  {
    name: "release",
    abi: abis.releaseRegistryAbi,
    bytecode: bytecodes.releaseRegistryBytecode,
    arguments: ({ members, title }) => [members, title],
  },
  {
    name: "credit",
    abi: abis.creditRegistryAbi,
    bytecode: bytecodes.creditRegistryBytecode,
    arguments: ({ members, authority }) => [members, authority],
  },
  {
    name: "finance",
    abi: abis.financeRegistryAbi,
    bytecode: bytecodes.financeRegistryBytecode,
    arguments: ({ members, title }) => [members, title],
  },
  {
    name: "document",
    abi: abis.documentRegistryAbi,
    bytecode: bytecodes.documentRegistryBytecode,
    arguments: ({ members, authority, title, release }) => [members, authority, title, release],
  },
];

/**
 * Deploys the registries of a ledger, gives their government to the founder, and leaves the deployer without any power.
 *
 * @param signer Who sends the deployment; afterwards it can be forgotten
 * @param report Told what is being deployed
 * @example
 * const ledger = await deployLedger(signer, { identity: "0x…", legalId: "0x…", name: "Port Office" });
 */
export async function deployLedger(
  signer: Signer,
  founder: Founder,
  report: (step: string) => void = () => {},
): Promise<DeployedLedger> {
  const deployer = await signer.getAddress();
  const overrides = await gasPriceOf(signer);
  const fromBlock = await signer.provider!.getBlockNumber();

  const deploy = (name: string, abi: InterfaceAbi, bytecode: string, args: unknown[]): Promise<Contract> => {
    report(name);
    return deployContract(signer, abi, bytecode, [...args, overrides]);
  };
  const manager = await deploy("authority", abis.governanceAbi, bytecodes.governanceBytecode, [deployer]);
  const govern = async (name: string, args: unknown[]): Promise<void> => {
    const sent = await manager.getFunction(name).send(...args, overrides);
    await sent.wait();
  };

  const deployed: Record<string, string> = { authority: await manager.getAddress() };
  for (const registry of registries) {
    const contract = await deploy(
      registry.name,
      registry.abi,
      registry.bytecode,
      registry.arguments(deployed, founder),
    );
    deployed[registry.name] = await contract.getAddress();
    for (const [role, functions] of governedFunctions[registry.name] ?? []) {
      const selectors = functions.map((name) => contract.interface.getFunction(name)!.selector);
      await govern("setTargetFunctionRole", [deployed[registry.name], selectors, role]);
    }
  }
  report("government");
  for (const role of [REGISTRAR_ROLE, GOVERNOR_ROLE, ADMIN_ROLE])
    await govern("grantRole", [role, founder.identity, 0]);
  await govern("renounceRole", [ADMIN_ROLE, deployer]);

  const { authority, ...addresses } = deployed;
  // Governance is a registry too: its acts are signed like all others.
  return { fromBlock, authority: authority!, registries: { ...addresses, governance: authority! } };
}

/**
 * Adds the registries that an earlier version did not know to a ledger that it deployed. Nobody's rights change: what is there stays where
 * it is, and a restricted function of a new registry is governance's own (AccessManager's default) until governance gives it a role.
 *
 * @returns the addresses of the registries added; empty where none is missing
 * @example
 * const added = await addRegistries(signer, { authority, registries });
 */
export async function addRegistries(
  signer: Signer,
  ledger: Pick<DeployedLedger, "authority"> & { registries: Readonly<Record<string, string | undefined>> },
  report: (step: string) => void = () => {},
): Promise<Record<string, string>> {
  const overrides = await gasPriceOf(signer);
  const known: Record<string, string> = { authority: ledger.authority };
  for (const [name, address] of Object.entries(ledger.registries)) if (address !== undefined) known[name] = address;
  const added: Record<string, string> = {};
  for (const registry of registries) {
    if (known[registry.name] !== undefined) continue;
    // The members registry names the founder, and a ledger without one is none of ours.
    const args = registry.arguments(known, { identity: "", legalId: "", name: "" });
    report(registry.name);
    const contract = await deployContract(signer, registry.abi, registry.bytecode, [...args, overrides]);
    known[registry.name] = added[registry.name] = await contract.getAddress();
  }
  return added;
}

async function deployContract(signer: Signer, abi: InterfaceAbi, bytecode: string, args: unknown[]): Promise<Contract> {
  const contract = await new ContractFactory(abi, bytecode, signer).deploy(...args);
  await contract.waitForDeployment();
  return contract as Contract;
}

/** On a ledger with free gas every transaction says so; elsewhere ethers asks the node. */
async function gasPriceOf(signer: Signer): Promise<{ gasPrice?: bigint }> {
  const { gasPrice } = await signer.provider!.getFeeData();
  return gasPrice === 0n ? { gasPrice: 0n } : {};
}
