import { governanceAbi, memberRegistryAbi, titleRegistryAbi } from "@lading/contracts";
import { governanceBytecode, memberRegistryBytecode, titleRegistryBytecode } from "@lading/contracts/bytecode";
import { AbiCoder, Interface, Wallet, concat, getCreateAddress, id, keccak256 } from "ethers";
import { actTypes } from "../../sdk/src/domain/typedData/typedData.ts";
import { rpc, type RunningEngine } from "./engines.ts";

const members = new Interface(memberRegistryAbi);
const titles = new Interface(titleRegistryAbi);
const manager = new Interface(governanceAbi);

/** Roles.CARRIER | Roles.TRADER | Roles.BANK, Scopes.ALL and the last moment there is: what the benchmark's members may do. */
const ROLES = 0b1101;
const ALL_SCOPES = 511;
const FOR_EVER = 2n ** 40n - 1n;
const FIRST_ADMITTED = 2;

/** A ledger with members, each with its key, ready for acts. */
export type BenchLedger = {
  engine: RunningEngine;
  /** One key for each member; member numbers follow on {@link firstMember}. */
  officers: Wallet[];
  nonces: number[];
  firstMember: number;
  registry: string;
};

const GAS = 3_000_000n;

async function sign(
  engine: RunningEngine,
  wallet: Wallet,
  nonce: number,
  to: string | null,
  data: string,
  gas = GAS,
): Promise<string> {
  return wallet.signTransaction({
    type: 2,
    chainId: 19_524,
    nonce,
    to,
    data,
    gasLimit: gas,
    maxFeePerGas: engine.maxFeePerGas,
    maxPriorityFeePerGas: engine.maxFeePerGas === 0n ? 0n : 1_000_000_000n,
  });
}

/** Sends raw transactions in JSON-RPC batches over one connection. Hashes in order. */
export async function sendBatch(url: string, raw: readonly string[]): Promise<string[]> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(
      raw.map((transaction, id) => ({ jsonrpc: "2.0", id, method: "eth_sendRawTransaction", params: [transaction] })),
    ),
  });
  const answers = (await response.json()) as { id: number; result?: string; error?: { message: string } }[];
  const hashes: string[] = [];
  for (const answer of answers) {
    if (answer.result === undefined) throw new Error(`transaction refused: ${answer.error?.message ?? "no answer"}`);
    hashes[answer.id] = answer.result;
  }
  return hashes;
}

/** What the benchmark looks at of a receipt. */
export type BenchReceipt = { status: string; gasUsed: string; logs: { topics: string[] }[] };

/** How many signed acts a transaction performed; a batch succeeds as a transaction whatever becomes of its items. */
export function signedActsOf({ logs }: BenchReceipt): number {
  const performed = titles.getEvent("ActSigned")?.topicHash;
  return logs.filter(({ topics }) => topics[0] === performed).length;
}

/** Waits until a transaction has a receipt. */
export async function confirmed(url: string, hash: string): Promise<BenchReceipt> {
  for (;;) {
    const receipt = (await rpc(url, "eth_getTransactionReceipt", [hash])) as BenchReceipt | null;
    if (receipt !== null) return receipt;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function mustSucceed(engine: RunningEngine, raw: readonly string[]): Promise<void> {
  const hashes: string[] = [];
  for (let at = 0; at < raw.length; at += 50) hashes.push(...(await sendBatch(engine.url, raw.slice(at, at + 50))));
  for (const hash of hashes) {
    const receipt = await confirmed(engine.url, hash);
    if (receipt.status !== "0x1") throw new Error(`a set-up transaction failed on ${engine.name}: ${hash}`);
  }
}

/** A key that is the same in every run. */
function key(name: string): Wallet {
  return new Wallet(id(`lading bench ${name}`));
}

/** Deploys the registries and admits members. */
export async function prepareLedger(engine: RunningEngine, memberCount: number): Promise<BenchLedger> {
  const deployer = key("deployer");
  const officers = Array.from({ length: memberCount }, (_, index) => key(`officer ${index}`));
  for (const wallet of [deployer, ...officers]) await engine.fund(wallet.address);
  let nonce = 0;
  const abi = AbiCoder.defaultAbiCoder();
  const deploy = async (bytecode: string, types: string[], args: unknown[]): Promise<string> => {
    const address = getCreateAddress({ from: deployer.address, nonce });
    const data = concat([bytecode, abi.encode(types, args)]);
    await mustSucceed(engine, [await sign(engine, deployer, nonce++, null, data, 16_000_000n)]);
    return address;
  };
  const authority = await deploy(governanceBytecode, ["address"], [deployer.address]);
  const memberRegistry = await deploy(
    memberRegistryBytecode,
    ["address", "address", "bytes32", "string"],
    [authority, deployer.address, id("office"), "Port Office"],
  );
  const registry = await deploy(titleRegistryBytecode, ["address", "address"], [memberRegistry, authority]);
  const admit = members.getFunction("admit");
  if (admit === null) throw new Error("the bindings have no admit");
  const setUp = [
    [authority, manager.encodeFunctionData("setTargetFunctionRole", [memberRegistry, [admit.selector], 1])],
    [authority, manager.encodeFunctionData("grantRole", [1, deployer.address, 0])],
    ...officers.map((officer, index) => [
      memberRegistry,
      members.encodeFunctionData("admit", [officer.address, id(`member ${index}`), ROLES, `Member ${index}`]),
    ]),
  ] as [string, string][];
  const signed: string[] = [];
  for (const [to, data] of setUp) signed.push(await sign(engine, deployer, nonce++, to, data));
  await mustSucceed(engine, signed);
  const appointments: string[] = [];
  for (const officer of officers) {
    appointments.push(
      await sign(
        engine,
        officer,
        0,
        memberRegistry,
        members.encodeFunctionData("appoint", [officer.address, ALL_SCOPES, FOR_EVER]),
      ),
    );
  }
  await mustSucceed(engine, appointments);
  return { engine, officers, nonces: officers.map(() => 1), firstMember: FIRST_ADMITTED, registry };
}

/** A bill's number as the ledger holds it: left-aligned ASCII. */
export function reference(number: number): string {
  return `0x${Buffer.from(`BL${number}`).toString("hex").padEnd(64, "0")}`;
}

/** One act of the benchmark: which officer, what, and with what. */
type BenchAct = { who: number; name: string; args: unknown[] };

/** The three acts on each of some bills, given by their numbers: its officer issues it, signs it and endorses it in blank. */
function actsOn({ officers, firstMember }: BenchLedger, bills: readonly number[]): BenchAct[] {
  const abi = AbiCoder.defaultAbiCoder();
  const zero = `0x${"00".repeat(32)}`;
  const issued = bills.map((number) => {
    const who = number % officers.length;
    const member = firstMember + who;
    const bl = reference(number);
    return { who, member, bl, title: keccak256(abi.encode(["uint32", "bytes32"], [member, bl])) };
  });
  return [
    ...issued.map(({ who, member, bl }) => ({
      who,
      name: "issue",
      args: [member, bl, 1, member, member, keccak256(bl), zero],
    })),
    ...issued.map(({ who, title }) => ({ who, name: "sign", args: [title, keccak256(title)] })),
    ...issued.map(({ who, title }) => ({ who, name: "endorseBlank", args: [title, zero] })),
  ];
}

const numbersFrom = (first: number, length: number): number[] => Array.from({ length }, (_, index) => first + index);

/**
 * Signed transactions for a run of acts: each officer issues a bill, signs it and endorses it in blank. The acts on one bill have one
 * sender, because only a sender's own order is the same on every engine.
 *
 * @param first number of the first bill, so that runs do not meet
 */
export async function signActs(ledger: BenchLedger, count: number, first: number): Promise<string[]> {
  const { officers, nonces, engine, registry } = ledger;
  const raw: string[] = [];
  const acts = Math.ceil(count / 3);
  const size = officers.length;
  for (let at = 0; at < acts; at += size) {
    for (const { who, name, args } of actsOn(ledger, numbersFrom(first + at, Math.min(size, acts - at)))) {
      const nonce = nonces[who]!++;
      const data = titles.encodeFunctionData(name, args);
      raw.push(await sign(engine, officers[who] as Wallet, nonce, registry, data, 400_000n));
    }
  }
  return raw.slice(0, count);
}

/** Acts of one signed batch. */
const ACTS_PER_BATCH = 50;

/**
 * The acts of {@link signActs} in the same shares, signed by their officers and relayed in batches: what the API does with many acts at
 * once. The three acts on one bill stand in one batch, since batches of several relayers have no order among themselves.
 */
export async function signBatchedActs(
  ledger: BenchLedger,
  count: number,
  first: number,
): Promise<{ raw: string[]; acts: number }> {
  const { officers, nonces, engine, registry } = ledger;
  const domain = { name: "Lading Title", version: "1", chainId: 19_524, verifyingContract: registry };
  const raw: string[] = [];
  // A page of numbers for each officer, used up one by one, as the wallet does (wallet-cli/src/commands/acts/nextNonce.ts).
  const actNonces = officers.map(() => first * 256);
  const signed = async ({ who, name, args }: BenchAct): Promise<object> => {
    const wallet = officers[who] as Wallet;
    const nonce = actNonces[who]!++;
    const types = actTypes("title", name);
    const fields = Object.values(types)[0] as { name: string }[];
    const values = Object.fromEntries(
      [...args, nonce, FOR_EVER].map((value, index) => [fields[index]!.name, value]),
    ) as Record<string, unknown>;
    const signature = await wallet.signTypedData(domain, types, values);
    const call = titles.encodeFunctionData(name, args);
    return { call, officer: wallet.address, nonce, notAfter: FOR_EVER, signature, countersignatures: [] };
  };
  const bills = Math.ceil(ACTS_PER_BATCH / 3);
  for (let batch = 0; batch * ACTS_PER_BATCH < count; batch++) {
    const acts = actsOn(ledger, numbersFrom(first + batch * bills, bills)).slice(0, ACTS_PER_BATCH);
    const items: object[] = [];
    for (const act of acts) items.push(await signed(act));
    const relayer = batch % officers.length;
    const data = titles.encodeFunctionData("actBatch", [items]);
    raw.push(await sign(engine, officers[relayer] as Wallet, nonces[relayer]!++, registry, data, 20_000_000n));
  }
  return { raw, acts: raw.length * ACTS_PER_BATCH };
}
