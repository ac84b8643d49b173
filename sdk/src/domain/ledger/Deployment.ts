import { z } from "zod";
import { RIGHTS } from "../acts/Act.ts";

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);

/**
 * Where the registries of one ledger are. Written once by the deployment; a server reads it from its file, a wallet from
 * `GET /v1/network`.
 */
export const deploymentSchema = z.object({
  /** EIP-155 chain id. */
  chainId: z.int().positive(),
  /** Hash of block 0: tells two ledgers with one chain id apart. */
  genesisHash: z.string().regex(/^0x[0-9a-f]{64}$/),
  /** First block that can hold an event of these registries. */
  fromBlock: z.int().nonnegative(),
  /** OpenZeppelin AccessManager: who governs. */
  authority: address,
  /** Address of each registry. */
  registries: z.partialRecord(z.enum(RIGHTS), address),
});

/** See {@link deploymentSchema}. */
export type Deployment = z.infer<typeof deploymentSchema>;
