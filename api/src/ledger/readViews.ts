import { LadingError } from "@lading/sdk/errors";
import { decodeRevertData, type LedgerClient, type RpcEndpoint } from "@lading/sdk/chain";
import type { Right } from "@lading/sdk/acts";
import { plainValue } from "../projector/decodeLog.ts";
import type { EventValue } from "../projector/LedgerLog.ts";
import { sendBatch } from "./jsonRpc.ts";

/** A view of a registry. */
export type ViewCall = { right: Right; name: string; args: readonly unknown[] };

/** What a view returned, by the ABI's names; a single unnamed value stands under `value`. */
export type ViewResult = { [name: string]: EventValue };

/**
 * Calls several views of the ledger at one block, so that their answers belong together.
 *
 * @throws LadingError `REGISTRY_ABSENT`, `LEDGER_UNREACHABLE`, or the registry's own error
 * @example
 * const [title, pledge] = await readViews(ledger, endpoint, 42, [
 *   { right: "title", name: "getTitle", args: [id] }, { right: "title", name: "pledgeOf", args: [id] }]);
 */
export async function readViews(
  ledger: LedgerClient,
  endpoint: RpcEndpoint,
  blockNumber: number,
  calls: readonly ViewCall[],
): Promise<ViewResult[]> {
  const requests = calls.map(({ right, name, args }) => {
    const registry = ledger.registry(right);
    const fragment = registry.interface.getFunction(name)!;
    return { registry, fragment, data: registry.interface.encodeFunctionData(fragment, args) };
  });
  const answers = await sendBatch(
    endpoint,
    requests.map(({ registry, data }) => ({
      method: "eth_call",
      params: [{ to: registry.target, data }, `0x${blockNumber.toString(16)}`],
    })),
  );
  return requests.map(({ registry, fragment }, index) => {
    const data = answers[index];
    if (typeof data !== "string" || data === "0x") {
      throw new LadingError("LEDGER_ERROR", "unavailable", `${endpoint.url} has no answer to ${fragment.name}`, {
        url: endpoint.url,
      });
    }
    const refused = data.length === 10 ? decodeRevertData(data) : undefined;
    if (refused !== undefined) throw refused;
    const values = registry.interface.decodeFunctionResult(fragment, data);
    const [only] = fragment.outputs;
    // A single struct is its own fields.
    if (fragment.outputs.length === 1 && only!.baseType === "tuple") return plainValue(values[0], only!) as ViewResult;
    return Object.fromEntries(
      fragment.outputs.map((output, position) => [
        output.name || (fragment.outputs.length === 1 ? "value" : `value${position}`),
        plainValue(values[position] as unknown, output),
      ]),
    );
  });
}
