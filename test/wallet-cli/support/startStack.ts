import { Wallet } from "ethers";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProvider } from "../../../sdk/src/chain/createLedgerClient.ts";
import { legalIdHash } from "../../../sdk/src/domain/identifiers/legalId.ts";
import { ensureDeployment, fund } from "../../../scripts/network/ensureDeployment.ts";
import { entry, startServer, type Running } from "../../../scripts/network/processes.ts";
import { lading, type Outcome } from "./lading.ts";

/** A ledger, an API and wallets, all real, on the loopback. */
export type Stack = {
  rpcUrl: string;
  apiUrl: string;
  chainId: number;
  folder: string;
  /** Runs a command at a party's wallet. */
  at: (
    party: string,
    words: readonly string[],
    options?: { input?: string; env?: Record<string, string> },
  ) => Promise<Outcome>;
  stop: () => Promise<void>;
};

/** The founder's legal identifier (GB 32100-2015, invented, valid check character). */
export const FOUNDER_LEGAL_ID = "1131000000248A017P";

/** Starts the embedded ledger (or takes the one at LADING_RPC_URL) and the API, founded by the wallet `port-office`. */
export async function startStack(): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), "lading-cli-"));
  const passphraseFile = join(folder, "passphrase");
  writeFileSync(passphraseFile, `${randomBytes(12).toString("hex")}\n`, { mode: 0o600 });
  const given = process.env.LADING_RPC_URL;
  const embedded = given === undefined ? await startLedger(folder) : undefined;
  const rpcUrl = given ?? embedded?.url ?? "";
  let apiUrl = "http://127.0.0.1:1";
  const at: Stack["at"] = (party, words, options = {}) =>
    lading([...words, "--json", "--wallet", join(folder, "wallets", party), "--passphrase-file", passphraseFile], {
      ...options,
      env: { LADING_API_URL: apiUrl, LADING_RPC_URL: rpcUrl, ...options.env },
    });
  const founder = await at("port-office", ["wallet", "create"]);
  const provider = createProvider(rpcUrl);
  const file = join(folder, "deployment.json");
  const identity = String(founder.data.address);
  const deployment = await ensureDeployment(
    provider,
    Wallet.createRandom(),
    file,
    async () => ({ identity, legalId: legalIdHash(FOUNDER_LEGAL_ID), name: "Port Office" }),
    () => undefined,
  );
  const api = await startServer({
    name: "The API",
    args: [
      entry("api"),
      "start",
      "--rpc-url",
      rpcUrl,
      "--data",
      join(folder, "api"),
      "--deployment",
      file,
      "--port",
      "0",
    ],
    log: join(folder, "api.log"),
  });
  apiUrl = api.url;
  const { relayer } = (await (await fetch(`${apiUrl}/v1/network`)).json()) as { relayer: string };
  await fund(provider, relayer);
  provider.destroy();
  return {
    rpcUrl,
    apiUrl,
    chainId: deployment.chainId,
    folder,
    at,
    stop: async () => {
      await api.stop();
      await embedded?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startLedger(folder: string): Promise<Running> {
  return startServer({
    name: "The ledger",
    args: [entry("ledger-node"), "start", "--data", join(folder, "chain"), "--port", "0"],
    log: join(folder, "ledger.log"),
  });
}
