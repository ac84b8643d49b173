import type { RpcRequest } from "./rpcRequest.ts";

/** A way to the ledger itself, and where its registries are. */
export type ReadableLedger = { request: RpcRequest; registries: { title: string; members: string } };

/**
 * What a registry answers now, asked of the ledger and not of an API.
 *
 * @throws LEDGER_UNREACHABLE · LEDGER_ERROR
 * @example
 * const [digest] = await readRegistry(ledger, "title", "contentDigestOf", [title]);
 */
export async function readRegistry(
  { request, registries }: ReadableLedger,
  right: "title" | "members",
  view: string,
  args: readonly unknown[],
): Promise<readonly unknown[]> {
  const { registryInterface } = await import("@lading/sdk/typedData");
  const abi = registryInterface(right);
  const call = { to: registries[right], data: abi.encodeFunctionData(view, args) };
  return abi.decodeFunctionResult(view, String(await request({ method: "eth_call", params: [call, "latest"] })));
}
