import { z } from "zod";
import { deploymentSchema } from "../../domain/ledger/Deployment.ts";
import { endpoint } from "../endpoint.ts";
import { address, hash, seconds } from "../schemas.ts";

/** Which ledger this API serves. */
export const network = {
  show: endpoint({
    method: "GET",
    path: "/v1/network",
    access: "public",
    summary: {
      en: "The ledger behind this API: chain, registries, height, and the audience of tokens",
      zh: "本接口所接的账本：链号、各登记合约地址、高度，以及令牌的受众",
    },
    response: z.object({
      name: z.string(),
      /** Where the registries are; what a wallet signs for. */
      deployment: deploymentSchema,
      /** What the `aud` of a token must be. A wallet uses the URL that it connects to, and compares. */
      audience: z.string(),
      relayer: address,
      /** How far the read model is; null before the first block. */
      head: z.object({ blockNumber: z.int(), blockHash: hash, blockTime: seconds }).nullable(),
      version: z.string(),
    }),
    errors: ["LEDGER_UNREACHABLE"],
  }),
} as const;
