import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  creditRegistryAbi,
  documentRegistryAbi,
  memberRegistryAbi,
  releaseRegistryAbi,
  titleRegistryAbi,
} from "@lading/contracts";
import { deployLedger } from "@lading/contracts/deploy";
import { Contract, JsonRpcProvider, Wallet, keccak256, toBeHex } from "ethers";

/**
 * How acts are sent here: with gas to spare. An estimate is exact to the second: a hold that is lifted in the second in which it was placed
 * rewrites the same moment, and costs 2,824 less than one second later.
 */
export const SENDING = { gasPrice: 0, gasLimit: 2_000_000 } as const;

/** The embedded node as its own process, with the registries of a new ledger and members admitted. */
export type RunningLedger = {
  provider: JsonRpcProvider;
  chainId: number;
  registries: { title: string; members: string; release: string; credit: string; document: string };
  /** Members 1, 2, …, in the order of `roles`, each with one officer. */
  member: (id: number) => {
    id: number;
    officer: Wallet;
    title: Contract;
    release: Contract;
    credit: Contract;
    document: Contract;
  };
  /** Stops the node, gives the chain to a new validator key, and starts it again at the same address. */
  rotateKey: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Bits of Roles.sol. */
export const CARRIER = 1;
export const TRADER = 4;
export const BANK = 8;
export const FORWARDER = 32;
export const HAULIER = 64;
export const TERMINAL = 128;
export const DEPOT = 256;
export const CUSTOMS = 512;

/** Starts one; member 1 is the port office. */
export async function startLedger(roles: readonly number[]): Promise<RunningLedger> {
  const directory = mkdtempSync(join(tmpdir(), "lading-proof-"));
  const main = new URL("../../../ledger-node/src/main.ts", import.meta.url).pathname;
  const data = join(directory, "chain");
  const start = (port: string): ChildProcess =>
    spawn(process.execPath, [main, "start", "--data", data, "--port", port], { stdio: ["ignore", "pipe", "ignore"] });
  let child = start("0");
  const end = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    await new Promise((resolve) => {
      child.once("exit", resolve);
      child.kill("SIGTERM");
    });
  };
  const stop = async (): Promise<void> => {
    await end();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const url = await addressOf(child);
    const ledger = await prepare(url, roles, stop);
    const rotateKey = async (): Promise<void> => {
      await end();
      execFileSync(process.execPath, [main, "rotate-key", "--data", data]);
      child = start(new URL(url).port);
      await addressOf(child);
    };
    return { ...ledger, rotateKey };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function prepare(
  url: string,
  roles: readonly number[],
  stop: () => Promise<void>,
): Promise<Omit<RunningLedger, "rotateKey">> {
  const provider = new JsonRpcProvider(url, undefined, {
    pollingInterval: 20,
    cacheTimeout: -1,
    batchMaxCount: 1,
  });
  const wallets = [0, ...roles].map((_, i) => new Wallet(keccak256(toBeHex(i + 100, 32)), provider));
  const office = wallets[0] as Wallet;
  const { registries } = await deployLedger(office, {
    identity: office.address,
    legalId: keccak256("0x01"),
    name: "Port office",
  });
  const members = new Contract(registries["members"] ?? "", memberRegistryAbi, office);
  for (const [i, role] of roles.entries()) {
    const wallet = wallets[i + 1] as Wallet;
    const sent = await members
      .getFunction("admit")
      .send(wallet.address, keccak256(toBeHex(i + 2, 32)), role, `Member ${i + 2}`, SENDING);
    await sent.wait();
  }
  const { title = "", release = "", credit = "", document = "", members: membersAddress = "" } = registries;
  return {
    provider,
    chainId: Number((await provider.getNetwork()).chainId),
    registries: { title, release, credit, document, members: membersAddress },
    member: (id) => {
      const officer = wallets[id - 1] as Wallet;
      return {
        id,
        officer,
        title: new Contract(title, titleRegistryAbi, officer),
        release: new Contract(release, releaseRegistryAbi, officer),
        credit: new Contract(credit, creditRegistryAbi, officer),
        document: new Contract(document, documentRegistryAbi, officer),
      };
    },
    stop: async () => {
      provider.destroy();
      await stop();
    },
  };
}

/** The URL that the node announces. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const url = /http:\/\/[\d.]+:\d+/.exec(text)?.[0];
      if (url !== undefined) resolve(url);
    });
    child.once("exit", (code) => reject(new Error(`the node stopped with ${code}: ${text}`)));
  });
}
