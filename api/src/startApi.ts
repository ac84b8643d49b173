import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Logger } from "pino";
import { assertLedger, createLedgerClient, createProvider } from "@lading/sdk/chain";
import { LadingError } from "@lading/sdk/errors";
import { deploymentSchema, type Deployment } from "@lading/sdk/http";
import { openAudit } from "./auth/audit.ts";
import { createAuthenticator } from "./auth/createAuthenticator.ts";
import { openSessions } from "./auth/openSessions.ts";
import { createDidResolver } from "./auth/resolveDid.ts";
import { withSessions } from "./auth/withSessions.ts";
import { endpointOf, type Config } from "./config.ts";
import { createApp } from "./http/createApp.ts";
import { createMetrics } from "./http/createMetrics.ts";
import type { Dependencies } from "./impl/Dependencies.ts";
import { createHandlers } from "./impl/index.ts";
import { sendBatch } from "./ledger/jsonRpc.ts";
import { openProjector } from "./projector/openProjector.ts";
import { openRelay } from "./relay/openRelay.ts";
import { openRelayerKey } from "./relay/openRelayerKey.ts";
import { createSubmitter } from "./relay/submitAct.ts";
import { lockDataDir } from "./store/lockDataDir.ts";
import { openStore } from "./store/openStore.ts";
import { VERSION } from "./version.ts";

/** A running API. */
export type Api = { url: string; relayer: string; stop(): Promise<void> };

/** Milliseconds that requests under way have to end when the API stops. */
const GRACE = 5_000;

/**
 * Starts the API: opens the read model, catches up with the ledger, and listens.
 *
 * @throws LadingError `DEPLOYMENT_MISSING`, `DEPLOYMENT_INVALID`, `LEDGER_UNREACHABLE`, `LEDGER_OTHER`, `DATA_IN_USE`,
 * `PORT_TAKEN`
 * @example
 * const api = await startApi(config, log);
 * console.log(api.url);
 */
export async function startApi(config: Config, log: Logger): Promise<Api> {
  const now = (): number => Math.floor(Date.now() / 1000);
  const deployment = readDeployment(config.deployment);
  const endpoint = endpointOf(config);
  const { url } = endpoint;
  // Asked before an ethers provider is, which would wait for ever.
  await sendBatch(endpoint, [{ method: "eth_chainId", params: [] }]);
  const provider = createProvider(endpoint);
  await assertLedger(provider, deployment, url);
  const ledger = createLedgerClient({ provider, deployment, url });
  const unlock = await lockDataDir(config.dataDir);
  const wallet = openRelayerKey(join(config.dataDir, "relayer.key"));
  const store = await openStore(config.dataDir);
  const audit = await openAudit(store, now);
  const projector = await openProjector({
    store,
    deployment,
    endpoint,
    pollInterval: config.pollInterval,
    log,
  });
  await projector.catchUp();
  projector.start();

  const resolver = createDidResolver({ provider, deployment, url });
  projector.onCommit((logs) => {
    if (logs.some((each) => each.right === "did")) resolver.forget();
  });
  const relay = openRelay({ ledger, wallet, log, url });
  const submit = createSubmitter({ store, ledger, relay, projector, now, url });
  const sessions = openSessions(now);
  let urls: string[] = [];
  const dependencies: Dependencies = {
    store,
    audit,
    sessions,
    ledger,
    deployment,
    projector,
    relay,
    submit,
    endpoint,
    audiences: () => urls,
    now,
    version: VERSION,
  };
  const metrics = createMetrics({ head: () => projector.position()?.blockNumber ?? 0, relayDepth: relay.depth });
  const app = createApp({
    handlers: createHandlers(dependencies),
    authenticate: withSessions(
      createAuthenticator({
        store,
        audit,
        resolver,
        chainId: deployment.chainId,
        audiences: () => urls,
        now,
      }),
      { sessions, store, now },
    ),
    hosts: () => urls.map((url) => new URL(url).host),
    serverUrl: () => urls[0]!,
    fault: projector.fault,
    metrics,
    rateLimit: config.rateLimit,
    log,
    version: VERSION,
  });
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 15_000, maxHeaderSize: 16_384 }, app);
  await listen(server, config);
  const { port } = server.address() as AddressInfo;
  urls = urlsOf(config, port);

  return {
    url: urls[0]!,
    relayer: relay.address,
    async stop() {
      await relay.stop();
      server.close();
      server.closeIdleConnections();
      const closed = new Promise<void>((resolve) => server.once("close", resolve));
      const timer = setTimeout(() => server.closeAllConnections(), GRACE);
      server.closeIdleConnections();
      await closed;
      clearTimeout(timer);
      await projector.stop();
      await store.close();
      unlock();
      provider.destroy();
    },
  };
}

/** The deployment record of a ledger, from its file. */
export function readDeployment(path: string): Deployment {
  if (!existsSync(path)) {
    throw new LadingError(
      "DEPLOYMENT_MISSING",
      "invalid",
      `There is no deployment record at ${path}; deploy the registries first, or name the record with --deployment`,
      { path },
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new LadingError("DEPLOYMENT_INVALID", "invalid", `${path} is no JSON`, { path }, { cause });
  }
  const parsed = deploymentSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new LadingError(
      "DEPLOYMENT_INVALID",
      "invalid",
      `${path} is no deployment record: /${issue.path.join("/")} ${issue.message}`,
      { path },
    );
  }
  return parsed.data;
}

function listen(server: ReturnType<typeof createServer>, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new LadingError("PORT_TAKEN", "invalid", `Port ${port} of ${host} is taken; choose another with --port`, {
              port,
              host,
            })
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
}

/** The URLs under which callers know this API; the first is the one to show. */
function urlsOf({ publicUrl, host }: Config, port: number): string[] {
  const local = ["127.0.0.1", "::1", "localhost", "0.0.0.0", "::"].includes(host)
    ? [`http://127.0.0.1:${port}`, `http://localhost:${port}`, `http://[::1]:${port}`]
    : [`http://${host.includes(":") ? `[${host}]` : host}:${port}`];
  return publicUrl === null ? local : [new URL(publicUrl).origin, ...local];
}
