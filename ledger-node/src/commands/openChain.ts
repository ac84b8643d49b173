import { existsSync } from "node:fs";
import { NodeError } from "../errors.ts";
import { Ledger } from "../chain/Ledger.ts";
import { Store } from "../store/Store.ts";

/**
 * Opens the chain of a directory for a command; the node on it must be stopped.
 *
 * @throws NodeError OPTION_MISSING, CHAIN_MISSING, STORE_IN_USE, STORE_DAMAGED
 */
export async function openChain(directory: string | undefined): Promise<Ledger> {
  const data = neededOption("data", directory);
  if (!existsSync(data))
    throw new NodeError("CHAIN_MISSING", "notFound", `${data} does not exist`, { directory: data });
  const store = await Store.open(data);
  try {
    return await Ledger.open({ store, directory: data, begin: undefined });
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** An option that a command cannot do without. @throws NodeError OPTION_MISSING */
export function neededOption(name: string, value: string | undefined): string {
  if (value === undefined || value === "")
    throw new NodeError("OPTION_MISSING", "invalid", `--${name} is needed`, { option: name });
  return value;
}
