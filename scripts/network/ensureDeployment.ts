import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { HDNodeWallet, JsonRpcProvider } from "ethers";
import { addRegistries, deployLedger } from "@lading/contracts/deploy";
import type { Founder } from "@lading/contracts/deploy";
import { RIGHTS } from "../../sdk/src/domain/acts/Act.ts";
import { deploymentSchema } from "../../sdk/src/domain/ledger/Deployment.ts";
import type { Deployment } from "../../sdk/src/domain/ledger/Deployment.ts";

/**
 * Gives an account what a transaction costs where gas is not free: only on a development node, whose unlocked accounts are
 * rich by definition (anvil, `hardhat node`). On a ledger with free gas there is nothing to do.
 *
 * @throws when gas costs something and the node has no unlocked account to take it from
 */
export async function fund(provider: JsonRpcProvider, account: string): Promise<void> {
  const [price, balance] = await Promise.all([provider.send("eth_gasPrice", []), provider.getBalance(account)]);
  if (BigInt(price as string) === 0n || balance > 10n ** 18n) return;
  const [rich] = (await provider.send("eth_accounts", [])) as string[];
  if (rich === undefined) {
    throw new Error(
      `This ledger asks ${BigInt(price as string)} wei per gas, ${account} has ${balance} wei, and the node has no unlocked account. Send it some, or use a ledger with free gas.`,
    );
  }
  const hash = (await provider.send("eth_sendTransaction", [
    { from: rich, to: account, value: "0x56bc75e2d63100000" },
  ])) as string;
  // Asked for again and again: `waitForTransaction` waits for a further block if this one is sealed while it begins to wait, and a
  // node that seals on demand makes none.
  for (let attempt = 0; (await provider.getTransactionReceipt(hash)) === null; attempt += 1) {
    if (attempt === 300) throw new Error(`The transaction ${hash} that funds ${account} was not sealed in 30 s.`);
    await sleep(100);
  }
}

/**
 * The deployment recorded in a file, or a new one on a ledger that has none of ours.
 *
 * @param wallet deploys; has no authority afterwards, so its key may be forgotten
 * @param file where the record is kept
 * @param founder asked for only when there is something to deploy
 */
export async function ensureDeployment(
  provider: JsonRpcProvider,
  wallet: HDNodeWallet,
  file: string,
  founder: () => Promise<Founder>,
  report: (step: string) => void,
): Promise<Deployment> {
  if (existsSync(file)) return completed(provider, wallet, file, report);
  const deployer = wallet.connect(provider);
  await fund(provider, deployer.address);
  const deployed = await deployLedger(deployer, await founder(), report);
  const deployment = deploymentSchema.parse({
    chainId: Number((await provider.getNetwork()).chainId),
    genesisHash: (await provider.getBlock(0))!.hash,
    ...deployed,
  });
  record(file, deployment);
  return deployment;
}

/** A ledger that an earlier version deployed gets the registries that it lacks; everything else stays as it is. */
async function completed(
  provider: JsonRpcProvider,
  wallet: HDNodeWallet,
  file: string,
  report: (step: string) => void,
): Promise<Deployment> {
  const known = deploymentSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  // Who governs a ledger is fixed in its contracts: one with a plain AccessManager keeps that.
  if (RIGHTS.every((right) => right === "governance" || known.registries[right] !== undefined)) return known;
  const deployer = wallet.connect(provider);
  await fund(provider, deployer.address);
  const added = await addRegistries(deployer, known, (name) =>
    report(`${name}: this ledger was deployed before there was such a registry; it is added`),
  );
  const deployment = deploymentSchema.parse({ ...known, registries: { ...known.registries, ...added } });
  record(file, deployment);
  return deployment;
}

/** Renamed into place: a deployment that was interrupted leaves no record, and the next start deploys anew. */
function record(file: string, deployment: Deployment): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, `${JSON.stringify(deployment, null, 2)}\n`);
  renameSync(`${file}.part`, file);
}
