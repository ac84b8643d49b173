import { LadingError } from "@lading/sdk/errors";
import type { Run } from "../../framework/command.ts";
import { actingDid } from "./show.ts";

/** Resolves a DID on the ledger. */
export const run: Run = async (input, context) => {
  const { createResolver } = await import("../../agent/createAgent.ts");
  const { assertDid } = await import("@lading/sdk");
  const { Resolver } = await import("did-resolver");
  const { resolver, chainId, network, ready } = await createResolver(context);
  await ready();
  const given = input.args[0] ?? (await actingDid(context)).did;
  const { did } = assertDid(given, chainId);
  const result = await new Resolver(resolver).resolve(did);
  network.provider.destroy();
  const { error, message } = result.didResolutionMetadata;
  if (error !== undefined) {
    throw new LadingError("DID_UNRESOLVED", "unavailable", `${did} cannot be resolved: ${String(message ?? error)}`, {
      did,
      reason: error,
    });
  }
  return { data: result, text: JSON.stringify(result.didDocument, null, 2) };
};
