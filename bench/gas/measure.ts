import type {
  BaseContract,
  ContractTransactionReceipt,
  ContractTransactionResponse,
  InterfaceAbi,
  Signer,
  Contract,
} from "ethers";
import { ContractFactory } from "ethers";

/** A contract whose functions answer with the gas they used. */
export type Metered = (from: Signer, name: string, ...args: unknown[]) => Promise<number>;

/** Deploys a contract from its npm artifact or binding. */
export async function deploy(
  signer: Signer,
  artifact: { abi: InterfaceAbi; bytecode: string },
  ...args: unknown[]
): Promise<Contract> {
  const contract = await new ContractFactory(artifact.abi, artifact.bytecode, signer).deploy(...args);
  await contract.waitForDeployment();
  return contract as Contract;
}

/** Sends a transaction and waits for its receipt. */
export async function send(
  contract: BaseContract,
  from: Signer,
  name: string,
  ...args: unknown[]
): Promise<ContractTransactionReceipt> {
  const sent = (await (contract.connect(from) as Contract)
    .getFunction(name)
    .send(...args)) as ContractTransactionResponse;
  return (await sent.wait())!;
}

/** Gas of each transaction on a contract. */
export function metered(contract: Contract): Metered {
  return async (from, name, ...args) => Number((await send(contract, from, name, ...args)).gasUsed);
}
