import { ContractFactory, Contract, Interface } from "ethers";
import type { InterfaceAbi, Signer } from "ethers";
import { accessManagerAbi, memberRegistryAbi } from "../bindings/index.ts";
import { accessManagerBytecode, memberRegistryBytecode } from "../bindings/bytecode/index.ts";

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

/** AccessManager's role that governs: OpenZeppelin's ADMIN_ROLE. */
export const ADMIN_ROLE = 0n;
/** Role of those who admit members and answer for them. */
export const REGISTRAR_ROLE = 1n;
/** Role of those who approve recoveries. */
export const GOVERNOR_ROLE = 2n;

/** The functions of each registry that AccessManager restricts, and the role that may call them. */
const restricted: Record<string, { role: bigint; functions: readonly string[] }[]> = {
  members: [
    {
      role: REGISTRAR_ROLE,
      functions: ["admit", "reviseRoles", "suspend", "reinstate", "strike", "admitRelayer", "removeRelayer"],
    },
    { role: GOVERNOR_ROLE, functions: ["approveRecovery", "setRecoveryRule"] },
  ],
};

/**
 * Deploys the registries of a ledger, gives their government to the founder, and leaves the deployer without any power.
 *
 * @param signer Who sends the deployment; afterwards it can be forgotten
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
  const deploy = async (name: string, abi: InterfaceAbi, bytecode: string, args: unknown[]): Promise<Contract> => {
    report(name);
    const contract = await new ContractFactory(abi, bytecode, signer).deploy(...args, overrides);
    await contract.waitForDeployment();
    return contract as Contract;
  };

  const fromBlock = await signer.provider!.getBlockNumber();
  const authority = await deploy("AccessManager", accessManagerAbi, accessManagerBytecode, [deployer]);
  const manager = await authority.getAddress();
  const members = await deploy("MemberRegistry", memberRegistryAbi, memberRegistryBytecode, [
    manager,
    founder.identity,
    founder.legalId,
    founder.name,
  ]);
  const contracts: Record<string, Contract> = { members };

  const send = async (name: string, args: unknown[]): Promise<void> => {
    const sent = await authority.getFunction(name).send(...args, overrides);
    await sent.wait();
  };
  for (const [right, rules] of Object.entries(restricted)) {
    const contract = contracts[right]!;
    for (const { role, functions } of rules) {
      const selectors = functions.map((name) => (contract.interface as Interface).getFunction(name)!.selector);
      await send("setTargetFunctionRole", [await contract.getAddress(), selectors, role]);
    }
  }
  report("government");
  for (const role of [REGISTRAR_ROLE, GOVERNOR_ROLE, ADMIN_ROLE]) await send("grantRole", [role, founder.identity, 0]);
  await send("renounceRole", [ADMIN_ROLE, deployer]);

  const registries: Record<string, string> = {};
  for (const [right, contract] of Object.entries(contracts)) registries[right] = await contract.getAddress();
  return { fromBlock, authority: manager, registries };
}

/** On a ledger with free gas every transaction says so; elsewhere ethers asks the node. */
async function gasPriceOf(signer: Signer): Promise<{ gasPrice?: bigint }> {
  const { gasPrice } = await signer.provider!.getFeeData();
  return gasPrice === 0n ? { gasPrice: 0n } : {};
}
