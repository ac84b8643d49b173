import { network } from "hardhat";
import { Wallet, ZeroHash, encodeBytes32String, id, keccak256, AbiCoder } from "ethers";
import type { Contract, ErrorDescription, Interface } from "ethers";
import { GOVERNOR_ROLE, REGISTRAR_ROLE, governedFunctions } from "../../../contracts/deploy/governedFunctions.ts";

/** Role bits, in the numbers of contracts/src/members/Roles.sol. */
export const ROLE = {
  CARRIER: 1,
  CARRIER_AGENT: 1 << 1,
  TRADER: 1 << 2,
  BANK: 1 << 3,
  INSURER: 1 << 4,
  FORWARDER: 1 << 5,
  HAULIER: 1 << 6,
  TERMINAL: 1 << 7,
  REGISTRAR: 1 << 13,
  COURT: 1 << 14,
} as const;

/** Scope bits, in the numbers of contracts/src/members/Roles.sol. */
export const SCOPE = {
  ISSUE: 1,
  TITLE: 1 << 1,
  FINANCE: 1 << 2,
  RELEASE: 1 << 3,
  GATE: 1 << 4,
  HOLD: 1 << 5,
  ATTEST: 1 << 6,
  RECOGNISE: 1 << 7,
  ADMINISTER: 1 << 8,
  ALL: (1 << 9) - 1,
} as const;

/** A moment later than any that a test reaches. */
export const NEVER = 2 ** 40 - 1;
export const ZERO = ZeroHash;

const PARTIES = {
  port: 0,
  carrier: ROLE.CARRIER,
  agent: ROLE.CARRIER_AGENT,
  shipper: ROLE.TRADER,
  buyer: ROLE.TRADER,
  forwarder: ROLE.FORWARDER,
  bank: ROLE.BANK,
  rival: ROLE.BANK,
  court: ROLE.COURT,
  haulier: ROLE.HAULIER,
  liner: ROLE.CARRIER,
} as const;

/** The members of the test ledger; each has one officer, its identity. */
export type Party = keyof typeof PARTIES;
export const parties = Object.keys(PARTIES) as Party[];
export type Registry = "members" | "title" | "finance" | "document";

/** An act's refusal: the Solidity error's name and arguments. */
export type Refusal = { name: string; args: unknown[] };
export type Log = { name: string; args: Record<string, unknown>; address: string };
export type Done = { logs: Log[]; gasUsed: bigint; hash: string; timestamp: number };
export type Options = { signed?: boolean; officer?: Wallet; notAfter?: number };

/** A deterministic key. */
export const key = (name: string): Wallet => new Wallet(id(`lading test ${name}`));

/** A bill's number as the contracts take it. */
export const reference = (number: string): string => encodeBytes32String(number);

/** The id of a title. */
export const titleIdOf = (carrier: number, number: string): string =>
  keccak256(AbiCoder.defaultAbiCoder().encode(["uint32", "bytes32"], [carrier, reference(number)]));

/**
 * A ledger in memory with eleven members, each acting directly or by a relayed signature. Transactions are sent raw, without
 * estimates or polling, so that thousands of acts run in seconds.
 */
export async function createWorld() {
  const connection = await network.create();
  const { ethers, networkHelpers } = connection;
  const provider = ethers.provider;
  const [relayer] = await ethers.getSigners();
  const wallets = Object.fromEntries(parties.map((name) => [name, key(name)])) as Record<Party, Wallet>;

  const manager = await ethers.deployContract("Governance", [relayer!.address]);
  const members = await ethers.deployContract("MemberRegistry", [
    await manager.getAddress(),
    wallets.port.address,
    id("legal port"),
    "Port Office",
  ]);
  const title = await ethers.deployContract("TitleRegistry", [await members.getAddress(), await manager.getAddress()]);
  const finance = await ethers.deployContract("FinanceRegistry", [
    await members.getAddress(),
    await title.getAddress(),
  ]);
  const release = await ethers.deployContract("ReleaseRegistry", [
    await members.getAddress(),
    await title.getAddress(),
  ]);
  const document = await ethers.deployContract("DocumentRegistry", [
    await members.getAddress(),
    await manager.getAddress(),
    await title.getAddress(),
    await release.getAddress(),
  ]);
  const contracts = { members, title, finance, document } as unknown as Record<Registry, Contract>;
  const addresses = {
    members: await members.getAddress(),
    title: await title.getAddress(),
    finance: await finance.getAddress(),
    document: await document.getAddress(),
  };

  const interfaces = { ...contracts } as unknown as Record<Registry, { interface: Interface }>;
  const all = [...Object.values(interfaces).map((c) => c.interface), manager.interface];
  const parse = (data: string): ErrorDescription | null => {
    for (const candidate of all) {
      const parsed = candidate.parseError(data);
      if (parsed !== null) return parsed;
    }
    return null;
  };
  const revertData = (error: unknown): string => {
    let e = error as { data?: unknown; error?: unknown; cause?: unknown } | undefined;
    while (e !== undefined && e !== null) {
      if (typeof e.data === "string") return e.data;
      if (typeof e.data === "object" && e.data !== null && "data" in e.data) return String(e.data.data);
      e = (e.error ?? e.cause) as typeof e;
    }
    throw error;
  };

  const relayerAddress = relayer!.address;
  for (const wallet of Object.values(wallets)) await networkHelpers.impersonateAccount(wallet.address);
  for (const wallet of Object.values(wallets)) await networkHelpers.setBalance(wallet.address, 10n ** 24n);

  let nonce = 1n;
  /** The transaction that performs an act, directly or by signature. */
  async function transaction(
    party: Party,
    registry: Registry,
    name: string,
    args: readonly unknown[],
    options: Options = {},
  ): Promise<{ from: string; to: string; data: string; gas: string }> {
    const abi = interfaces[registry].interface;
    const wallet = options.officer ?? wallets[party];
    const call = abi.encodeFunctionData(name, args);
    const to = addresses[registry];
    const gas = "0xf42400";
    if (options.signed !== true) return { from: wallet.address, to, data: call, gas };
    const number = nonce++;
    const notAfter = options.notAfter ?? NEVER;
    const digest = (await contracts[registry]!.getFunction("actDigest").staticCall(call, number, notAfter)) as string;
    const signed = {
      call,
      officer: wallet.address,
      nonce: number,
      notAfter,
      signature: wallet.signingKey.sign(digest).serialized,
      countersignatures: [],
    };
    return { from: relayerAddress, to, data: abi.encodeFunctionData("actBySignature", [signed]), gas };
  }

  async function sendRaw(tx: { from: string; to: string; data: string; gas?: string }): Promise<Done> {
    const hash = (await provider.send("eth_sendTransaction", [{ gas: "0xf42400", ...tx }])) as string;
    const receipt = await provider.getTransactionReceipt(hash);
    const block = await provider.getBlock(receipt!.blockNumber);
    const logs = receipt!.logs.map((log) => {
      for (const candidate of all) {
        const parsed = candidate.parseLog(log);
        if (parsed !== null) return { name: parsed.name, args: parsed.args.toObject(), address: log.address };
      }
      return { name: log.topics[0]!, args: {}, address: log.address };
    });
    return { logs, gasUsed: receipt!.gasUsed, hash, timestamp: block!.timestamp };
  }

  /** Performs an act; throws if it is refused. */
  async function act(
    party: Party,
    registry: Registry,
    name: string,
    args: readonly unknown[],
    options: Options = {},
  ): Promise<Done> {
    const tx = await transaction(party, registry, name, args, options);
    try {
      return await sendRaw(tx);
    } catch (error) {
      const refusal = describe(revertData(error));
      throw new Error(`${party} ${name}: refused as ${refusal.name}(${refusal.args.map(String).join(", ")})`, {
        cause: error,
      });
    }
  }

  function describe(data: string): Refusal {
    const parsed = parse(data);
    return parsed === null ? { name: data, args: [] } : { name: parsed.name, args: [...parsed.args] };
  }

  /** Why an act would be refused, or null if it would not. Changes nothing. */
  async function refusal(
    party: Party,
    registry: Registry,
    name: string,
    args: readonly unknown[],
    options: Options = {},
  ): Promise<Refusal | null> {
    const tx = await transaction(party, registry, name, args, options);
    try {
      await provider.send("eth_call", [tx, "pending"]);
      return null;
    } catch (error) {
      return describe(revertData(error));
    }
  }

  const ids = { port: 1 } as Record<Party, number>;
  for (const [registry, restricted] of Object.entries(governedFunctions)) {
    if (!(registry in addresses)) continue;
    const name = registry as keyof typeof addresses;
    for (const [role, functions] of restricted) {
      const selectors = functions.map((one) => interfaces[name].interface.getFunction(one)!.selector);
      await manager.getFunction("setTargetFunctionRole").send(addresses[name], selectors, role);
    }
  }
  for (const role of [REGISTRAR_ROLE, GOVERNOR_ROLE])
    await manager.getFunction("grantRole").send(role, wallets.port.address, 0);
  for (const name of parties) {
    if (name === "port") continue;
    await act("port", "members", "admit", [wallets[name].address, id(`legal ${name}`), PARTIES[name], name]);
    ids[name] = Object.keys(ids).length + 1;
  }

  return {
    connection,
    ethers,
    provider,
    networkHelpers,
    manager,
    contracts,
    /** The registry that documents may be about; this ledger has no acts of its own there. */
    release: release as unknown as Contract,
    addresses,
    wallets,
    ids,
    relayer: relayer!,
    act,
    refusal,
    transaction,
    sendRaw,
    describe,
    revertData,
    now: async (): Promise<number> => Number((await provider.getBlock("latest"))!.timestamp),
    read: async (registry: Registry, name: string, ...args: unknown[]): Promise<unknown> =>
      contracts[registry]!.getFunction(name).staticCall(...args),
  };
}

/** See {@link createWorld}. */
export type World = Awaited<ReturnType<typeof createWorld>>;
