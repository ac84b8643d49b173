import { governanceAbi, memberRegistryAbi, titleRegistryAbi } from "@lading/contracts";
import { governanceBytecode, memberRegistryBytecode, titleRegistryBytecode } from "@lading/contracts/bytecode";
import { AbiCoder, Interface, Wallet, concat, getCreateAddress, id, keccak256 } from "ethers";
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

/** Waits until a transaction has a receipt. */
export async function confirmed(url: string, hash: string): Promise<{ status: string; gasUsed: string }> {
  for (;;) {
    const receipt = (await rpc(url, "eth_getTransactionReceipt", [hash])) as { status: string; gasUsed: string } | null;
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
  const send = async (who: number, name: string, args: unknown[]): Promise<void> => {
    const wallet = officers[who] as Wallet;
    const nonce = nonces[who] as number;
    nonces[who] = nonce + 1;
    raw.push(await sign(engine, wallet, nonce, registry, titles.encodeFunctionData(name, args), 400_000n));
  };
  const abi = AbiCoder.defaultAbiCoder();
  const zero = `0x${"00".repeat(32)}`;
  for (let at = 0; at < acts; at += size) {
    const bills = Array.from({ length: Math.min(size, acts - at) }, (_, index) => {
      const member = ledger.firstMember + index;
      const bl = reference(first + at + index);
      return { index, member, bl, title: keccak256(abi.encode(["uint32", "bytes32"], [member, bl])) };
    });
    for (const { index, member, bl } of bills) {
      await send(index, "issue", [member, bl, 1, member, member, keccak256(bl), zero]);
    }
    for (const { index, title } of bills) await send(index, "sign", [title, keccak256(title)]);
    for (const { index, title } of bills) await send(index, "endorseBlank", [title, zero]);
  }
  return raw.slice(0, count);
}

/** Acts of one signed batch. */
const ACTS_PER_BATCH = 50;

/** What its officer signs of each act, as the contract reads it (contracts/base/Acts.sol). */
const SIGNED = {
  issue: [
    { name: "carrier", type: "uint32" },
    { name: "transportDocumentReference", type: "bytes32" },
    { name: "kind", type: "uint8" },
    { name: "holder", type: "uint32" },
    { name: "endorsee", type: "uint32" },
    { name: "contentDigest", type: "bytes32" },
    { name: "instrument", type: "bytes32" },
  ],
  sign: [
    { name: "title", type: "bytes32" },
    { name: "instrument", type: "bytes32" },
  ],
  endorseBlank: [
    { name: "title", type: "bytes32" },
    { name: "instrument", type: "bytes32" },
  ],
};

const PROOF = [
  { name: "nonce", type: "uint256" },
  { name: "notAfter", type: "uint256" },
];

/**
 * The acts of {@link signActs} in the same shares, signed by their officers and relayed in batches: what the API does with many acts at
 * once. The three acts on one bill stand in one batch, since batches of several relayers have no order among themselves.
 */
export async function signBatchedActs(
  ledger: BenchLedger,
  count: number,
  first: number,
): Promise<{ raw: string[]; acts: number }> {
  const { officers, nonces, engine, registry, firstMember } = ledger;
  const domain = { name: "Lading Title", version: "1", chainId: 19_524, verifyingContract: registry };
  const zero = `0x${"00".repeat(32)}`;
  const abi = AbiCoder.defaultAbiCoder();
  const raw: string[] = [];
  // A page of numbers for each officer, used up one by one, as the wallet does (wallet-cli/src/commands/acts/nextNonce.ts).
  const actNonces = officers.map(() => first * 256);
  let bill = first;
  const act = async (index: number, name: keyof typeof SIGNED, args: unknown[]): Promise<object> => {
    const wallet = officers[index] as Wallet;
    const nonce = actNonces[index]!++;
    const fields = SIGNED[name];
    const values = Object.fromEntries([
      ...fields.map((field, at) => [field.name, args[at]]),
      ["nonce", nonce],
      ["notAfter", FOR_EVER],
    ]) as Record<string, unknown>;
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}`;
    const signature = await wallet.signTypedData(domain, { [type]: [...fields, ...PROOF] }, values);
    const call = titles.encodeFunctionData(name, args);
    return { call, officer: wallet.address, nonce, notAfter: FOR_EVER, signature, countersignatures: [] };
  };
  for (let at = 0; at < count; at += ACTS_PER_BATCH) {
    const bills = Array.from({ length: Math.ceil(ACTS_PER_BATCH / 3) }, () => {
      const index = bill % officers.length;
      const member = firstMember + index;
      const bl = reference(bill++);
      return { index, member, bl, title: keccak256(abi.encode(["uint32", "bytes32"], [member, bl])) };
    });
    const signed: object[] = [];
    for (const { index, member, bl } of bills) {
      signed.push(await act(index, "issue", [member, bl, 1, member, member, keccak256(bl), zero]));
    }
    for (const { index, title } of bills) signed.push(await act(index, "sign", [title, keccak256(title)]));
    for (const { index, title } of bills) signed.push(await act(index, "endorseBlank", [title, zero]));
    const relayer = (at / ACTS_PER_BATCH) % officers.length;
    const nonce = nonces[relayer] as number;
    nonces[relayer] = nonce + 1;
    raw.push(
      await sign(
        engine,
        officers[relayer] as Wallet,
        nonce,
        registry,
        titles.encodeFunctionData("actBatch", [signed.slice(0, ACTS_PER_BATCH)]),
        20_000_000n,
      ),
    );
  }
  return { raw, acts: raw.length * ACTS_PER_BATCH };
}
