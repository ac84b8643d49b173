import { encodeBase64 } from "ethers";
import type { TrailStep } from "../domain/trail.ts";
import type { Certificate } from "./Certificate.ts";
import { headerFromRpc, type RpcBlock } from "./headerFromRpc.ts";
import { hexQuantity, type Request } from "./ledgerEvents.ts";

/** What `eth_getProof` answers. */
export type RpcProof = { accountProof: string[]; storageProof: { proof: string[]; value: string }[] };

/** A ledger at its newest block: its sealed header and proofs of what contracts store there. */
export type LedgerProver = {
  number: number;
  /** RLP, 0x-hex. */
  header: string;
  prove: (address: string, slots: readonly string[]) => Promise<RpcProof>;
};

/** Takes hold of the newest block, so that all proofs of one certificate are of one state. */
export async function ledgerProver(request: Request): Promise<LedgerProver> {
  const block = (await request({ method: "eth_getBlockByNumber", params: ["latest", false] })) as RpcBlock;
  const number = Number(block["number"]);
  return {
    number,
    header: headerFromRpc(block),
    prove: async (address, slots) =>
      (await request({ method: "eth_getProof", params: [address, slots, hexQuantity(number)] })) as RpcProof,
  };
}

/** The trie nodes of proofs, each once. A node shorter than a hash stands inside its parent already. */
export function nodesOf(proofs: readonly RpcProof[]): string[] {
  const paths = proofs.flatMap(({ accountProof, storageProof }) => [
    accountProof,
    ...storageProof.map(({ proof }) => proof),
  ]);
  return [...new Set(paths.flat().filter((node) => node.length >= 66))].map((node) => encodeBase64(node));
}

/** What every certificate carries beside its own subject and the nodes. */
export function certificateBase(
  wanted: { chainId: number; changes?: readonly string[]; statements?: readonly object[] },
  header: string,
  acts: readonly TrailStep[],
): Pick<Certificate, "version" | "chainId" | "acts" | "header" | "changes" | "statements"> {
  return {
    version: 1,
    chainId: wanted.chainId,
    acts: acts.map((step) => [step.act, step.from, step.to, step.state, step.instrument, step.timestamp]),
    header: encodeBase64(header),
    ...(wanted.changes === undefined || wanted.changes.length === 0
      ? {}
      : { changes: wanted.changes.map((change) => encodeBase64(change)) }),
    ...(wanted.statements === undefined
      ? {}
      : { statements: wanted.statements.map((statement) => ({ ...statement })) }),
  };
}
