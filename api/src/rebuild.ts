import type { Logger } from "pino";
import { assertLedger, createProvider } from "@lading/sdk/chain";
import { endpointOf, type Config } from "./config.ts";
import { clearDerived } from "./projector/applyLogs.ts";
import { openProjector } from "./projector/openProjector.ts";
import { readDeployment } from "./startApi.ts";
import { lockDataDir } from "./store/lockDataDir.ts";
import { openStore } from "./store/openStore.ts";

/**
 * Throws every derived row away and makes it again from the ledger. Documents, answers given, tokens used and the access log stay. The
 * API must not run meanwhile.
 *
 * @throws LadingError `DATA_IN_USE`, and as the start of the API
 * @example
 * const { events } = await rebuild(config, log);
 */
export async function rebuild(
  config: Config,
  log: Logger,
): Promise<{ events: number; blockNumber: number; milliseconds: number }> {
  const begun = Date.now();
  const deployment = readDeployment(config.deployment);
  const endpoint = endpointOf(config);
  const provider = createProvider(endpoint);
  const unlock = await lockDataDir(config.dataDir);
  const store = await openStore(config.dataDir);
  try {
    await assertLedger(provider, deployment, endpoint.url);
    await store.transact(async (queries) => {
      await queries.event.deleteMany();
      await queries.block.deleteMany();
      await queries.checkpoint.deleteMany();
      await clearDerived(queries);
    });
    const projector = await openProjector({
      store,
      deployment,
      endpoint,
      pollInterval: config.pollInterval,
      log,
    });
    await projector.catchUp();
    const events = await store.read.event.count();
    return { events, blockNumber: projector.position()?.blockNumber ?? 0, milliseconds: Date.now() - begun };
  } finally {
    await store.close();
    unlock();
    provider.destroy();
  }
}
