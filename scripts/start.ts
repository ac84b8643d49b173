/**
 * Starts ledger, API and console on the loopback, plays one whole trade through them, then serves until interrupted.
 *
 *   npm start                     serve after the trade
 *   npm start -- --once           exit after it: 0 if every step and every refusal came out as told
 *   npm start -- --no-trade       serve only
 *   npm start -- --data DIR       where everything is kept (default: data)
 *   LADING_RPC_URL=http://…       use a ledger that runs already, instead of the embedded node
 *   LADING_RPC_TOKEN_FILE=…       file with the bearer token that such a ledger asks for
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { randomBytes } from "node:crypto";
import { assertLedger, createProvider } from "../sdk/src/chain/createLedgerClient.ts";
import { parseRpcToken } from "../sdk/src/chain/RpcEndpoint.ts";
import { Wallet } from "ethers";
import type { Deployment } from "../sdk/src/domain/ledger/Deployment.ts";
import { legalIdHash } from "../sdk/src/domain/identifiers/legalId.ts";
import { lading } from "../test/stories/trade/Lading.ts";
import { portOffice } from "../test/stories/trade/parties.ts";
import { playTrade } from "../test/stories/trade/playTrade.ts";
import { ensureDeployment, fund } from "./network/ensureDeployment.ts";
import { entry, freePort, startServer } from "./network/processes.ts";
import type { Running } from "./network/processes.ts";
import { root, runStage } from "./stage.ts";

const { values: options } = parseArgs({
  options: {
    once: { type: "boolean", default: false },
    "no-trade": { type: "boolean", default: false },
    data: { type: "string", default: "data" },
    "ledger-port": { type: "string", default: "8545" },
    "api-port": { type: "string", default: "8080" },
  },
});

const data = resolve(root, options.data);
const running: Running[] = [];
/** The exit code of an interruption: that of the trade once everything stands and only serves, before that the shell's own. */
let whenInterrupted = 130;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  // A key for this run: until there is a members registry, nobody else may send to the embedded ledger.
  const deployer = Wallet.createRandom();
  const embedded =
    process.env.LADING_RPC_URL === undefined ? await startLedger(["--admit", deployer.address]) : undefined;
  const rpcUrl = embedded?.url ?? process.env.LADING_RPC_URL!;
  const provider = createProvider({ url: rpcUrl, ...ledgerToken() });
  const genesis = await provider.getBlock(0).catch(() => null);
  const genesisHash = genesis?.hash ?? null;
  if (genesisHash === null) throw new Error(`No ledger answers at ${rpcUrl}. Is it running?`);
  const { chainId } = await provider.getNetwork();
  // One folder per ledger: the same machine may serve the embedded node today and another engine tomorrow.
  const home = join(data, `ledger-${chainId}-${genesisHash.slice(2, 10)}`);
  mkdirSync(home, { recursive: true });

  const file = join(home, "deployment.json");
  if (!existsSync(file)) say("ledger: deploying the registries …");
  const deployment = await ensureDeployment(
    provider,
    deployer,
    file,
    async () => ({
      identity: await founderIdentity(home, rpcUrl),
      legalId: legalIdHash(portOffice.legalId),
      name: portOffice.name,
    }),
    (step) => say(`  ${step}`),
  );
  await assertLedger(provider, deployment, rpcUrl);
  if (embedded !== undefined) await restrictLedger(embedded, deployment, home);

  const api = await startApi(rpcUrl, home, file);
  const relayer = await relayerOf(api.url);
  await fund(provider, relayer);
  provider.destroy();
  const pids = running.map(({ name, process: { pid } }) => `${name} ${pid}`).join(", ");
  say(`ledger     ${rpcUrl}  chain ${chainId}`);
  say(`api        ${api.url}  documentation at ${api.url}/docs`);
  say(`console    ${api.url}/`);
  say(`processes  ${pids}`);

  let asExpected = true;
  if (!options["no-trade"]) asExpected = await playTrade({ home, apiUrl: api.url, rpcUrl, say });
  if (options.once) return asExpected ? 0 : 1;
  say(`\nServing until interrupted (Ctrl-C). Wallets of the trade: ${join(home, "wallets")}`);
  whenInterrupted = asExpected ? 0 : 1;
  const ended = await Promise.race([
    interrupted,
    ...running.map(({ name, ended: end }) => end.then((code) => `${name} ended with code ${code}`)),
  ]);
  if (ended !== undefined) throw new Error(`${ended}; its log is in ${data}`);
  return asExpected ? 0 : 1;
}

/** The token of a ledger that runs already. The API and the wallets read the same file by themselves. */
function ledgerToken(): { token?: string } {
  const file = process.env.LADING_RPC_TOKEN_FILE;
  return file === undefined || file === "" ? {} : { token: parseRpcToken(readFileSync(file, "utf8"), file) };
}

async function startLedger(args: readonly string[], wanted = Number(options["ledger-port"])): Promise<Running> {
  const port = await freePort(wanted);
  say("ledger: starting …");
  const ledger = await startServer({
    name: "ledger",
    args: [entry("ledger-node"), "start", "--data", join(data, "chain"), "--port", String(port), ...args],
    log: join(data, "logs", "ledger.log"),
  });
  running.push(ledger);
  return ledger;
}

/** Starts the embedded ledger again, open from now on to those whom the members registry lets send, and to the API's relayer. */
async function restrictLedger(ledger: Running, deployment: Deployment, home: string): Promise<void> {
  const relayer = await runStage(["node", entry("api"), "relayer", "--data", join(home, "api")]);
  const address = /0x[0-9a-fA-F]{40}/.exec(relayer.output)?.[0];
  if (relayer.status !== 0 || address === undefined) throw new Error(`The API names no relayer: ${relayer.output}`);
  running.splice(running.indexOf(ledger), 1);
  await ledger.stop();
  const members = deployment.registries["members"];
  if (members === undefined) throw new Error("This ledger has no members registry");
  await startLedger(["--members", members, "--admit", address], Number(new URL(ledger.url).port));
}

async function startApi(rpcUrl: string, home: string, deployment: string): Promise<Running> {
  const port = await freePort(Number(options["api-port"]));
  say("api: starting …");
  const api = await startServer({
    name: "api",
    args: [
      entry("api"),
      "start",
      "--rpc-url",
      rpcUrl,
      "--data",
      join(home, "api"),
      "--deployment",
      deployment,
      "--port",
      String(port),
    ],
    log: join(data, "logs", "api.log"),
  });
  running.push(api);
  return api;
}

/** The port office's identity: its wallet is the first there is, since it founds the ledger. */
async function founderIdentity(home: string, rpcUrl: string): Promise<string> {
  const wallet = join(home, "wallets", portOffice.key);
  // There is no API yet, and these two commands need none.
  const desk = { wallet, passphraseFile: passphraseOf(home), apiUrl: "http://127.0.0.1:8080", rpcUrl };
  if (!existsSync(wallet)) {
    const made = await lading(desk, ["wallet", "create"]);
    if (made.error !== undefined) throw new Error(`${made.error.code}: ${made.error.message}`);
  }
  const shown = await lading(desk, ["wallet", "show"]);
  const address = shown.data.address;
  if (typeof address !== "string")
    throw new Error(`The port office's wallet shows no address: ${shown.error?.message ?? ""}`);
  return address;
}

/** The passphrase of the trade's wallets: made at random once, readable by this user only. */
function passphraseOf(home: string): string {
  const file = join(home, "passphrase");
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  return file;
}

async function relayerOf(apiUrl: string): Promise<string> {
  const answer = await fetch(`${apiUrl}/v1/network`);
  const { relayer } = (await answer.json()) as { relayer?: string };
  if (relayer === undefined) throw new Error(`${apiUrl}/v1/network names no relayer`);
  return relayer;
}

/** Settles when the user or the system asks us to end, also in the middle of the trade: no server may outlive us. */
const interrupted = new Promise<undefined>((settle) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => settle(undefined));
});

let exitCode = 1;
try {
  exitCode = (await Promise.race([main(), interrupted])) ?? whenInterrupted;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
// The API first: it reads the ledger.
for (const server of running.reverse()) await server.stop();
process.exit(exitCode);
