import { Interface } from "ethers";
import {
  creditRegistryAbi,
  didRegistryAbi,
  documentRegistryAbi,
  financeRegistryAbi,
  governanceAbi,
  memberRegistryAbi,
  releaseRegistryAbi,
  titleRegistryAbi,
} from "@lading/contracts";
import type { Right } from "../acts/Act.ts";

/** A parameter as the compiler's ABI describes it. */
export type AbiParameter = {
  readonly name: string;
  readonly type: string;
  readonly internalType?: string;
  readonly components?: readonly AbiParameter[];
};

/** An entry of a compiler's ABI. */
export type AbiEntry = { readonly type: string; readonly name?: string; readonly inputs?: readonly AbiParameter[] };

/** The compiler's ABI of each registry. */
export const registryAbis: Readonly<Record<Right, readonly AbiEntry[]>> = {
  members: memberRegistryAbi,
  did: didRegistryAbi,
  title: titleRegistryAbi,
  release: releaseRegistryAbi,
  credit: creditRegistryAbi,
  finance: financeRegistryAbi,
  document: documentRegistryAbi,
  governance: governanceAbi,
};

/** The same, parsed once for encoding. */
export const registryInterfaces: Readonly<Record<Right, Interface>> = Object.fromEntries(
  Object.entries(registryAbis).map(([right, abi]) => [right, new Interface(abi)]),
) as Record<Right, Interface>;
