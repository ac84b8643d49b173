import hre, { network } from "hardhat";
import { AbiCoder, Interface, Wallet, ZeroHash, encodeBytes32String, id, keccak256 } from "ethers";
import type { InterfaceAbi } from "ethers";
import * as abis from "../../../contracts/bindings/index.ts";
import { GOVERNOR_ROLE, REGISTRAR_ROLE, governedFunctions } from "../../../contracts/deploy/governedFunctions.ts";

/** Role bits, in the numbers of contracts/src/members/Roles.sol. */
const ROLE = {
  carrier: 1,
  agent: 1 << 1,
  trader: 1 << 2,
  bank: 1 << 3,
  forwarder: 1 << 5,
  haulier: 1 << 6,
  terminal: 1 << 7,
  depot: 1 << 8,
  customs: 1 << 9,
  maritime: 1 << 10,
  border: 1 << 11,
  court: 1 << 14,
} as const;

/** The members of the test port and what each is admitted as; each has one officer, its identity. */
const PARTIES = {
  port: 0,
  carrier: ROLE.carrier,
  liner: ROLE.carrier,
  agent: ROLE.agent,
  shipper: ROLE.trader,
  buyer: ROLE.trader,
  trader: ROLE.trader,
  forwarder: ROLE.forwarder,
  broker: ROLE.forwarder,
  haulier: ROLE.haulier,
  trucker: ROLE.haulier,
  terminal: ROLE.terminal,
  quay: ROLE.terminal,
  depot: ROLE.depot,
  yard: ROLE.depot,
  customs: ROLE.customs,
  office: ROLE.customs,
  maritime: ROLE.maritime,
  border: ROLE.border,
  court: ROLE.court,
} as const;

export type Party = keyof typeof PARTIES;
export const parties = Object.keys(PARTIES) as Party[];
export type Registry = "members" | "did" | "title" | "release" | "credit";

/** An act's refusal: the Solidity error's name and arguments. */
export type Refusal = { name: string; args: unknown[] };
export type Log = { name: string; args: Record<string, unknown> };
export type Done = { logs: Log[]; result: unknown; gasUsed: bigint; timestamp: number };
export type Options = { signed?: boolean; officer?: Wallet; countersigners?: Wallet[] };

export const ZERO = ZeroHash;
export const NEVER = 2 ** 40 - 1;
const GAS = "0xf42400";

/** A deterministic key. */
export const key = (name: string): Wallet => new Wallet(id(`lading port ${name}`));

/** Up to 31 ASCII characters, left-aligned in 32 bytes. */
export const ascii = encodeBytes32String;

/** The salted commitment that stands for a driver or a plate. */
export const commitment = (value: string): string => id(`salt ${value}`);

export const encode = (types: string[], values: unknown[]): string =>
  keccak256(AbiCoder.defaultAbiCoder().encode(types, values));

/**
 * A ledger in memory with all its registries, and twenty members that act directly or by relayed
 * signatures. Transactions are sent raw, without estimates or polling, so that thousands of acts run in seconds.
 */
export async function createPort() {
  const { ethers, networkHelpers } = await network.create({
    // Instrumented code is larger than any ledger takes; without coverage the limit holds here as there.
    override: hre.globalOptions.coverage ? { allowUnlimitedContractSize: true, blockGasLimit: 1_000_000_000n } : {},
  });
  const provider = ethers.provider;
  const [relayer] = await ethers.getSigners();
  const wallets = Object.fromEntries(parties.map((name) => [name, key(name)])) as Record<Party, Wallet>;
  // From the artifacts and not from the bindings, so that coverage sees it.
  const address = async (contract: Promise<{ getAddress(): Promise<string> }>): Promise<string> =>
    (await contract).getAddress();
  const manager = await ethers.deployContract("Governance", [relayer!.address]);
  const authority = await manager.getAddress();
  const founder = [wallets.port.address, id("legal port"), "Port Office"];
  const members = await address(ethers.deployContract("MemberRegistry", [authority, ...founder]));
  const title = await address(ethers.deployContract("TitleRegistry", [members, authority]));
  const addresses: Record<Registry, string> = {
    members,
    title,
    did: await address(ethers.deployContract("DidRegistry")),
    release: await address(ethers.deployContract("ReleaseRegistry", [members, title])),
    credit: await address(ethers.deployContract("CreditRegistry", [members, authority])),
  };
  const interfaces: Record<Registry, Interface> = {
    members: new Interface(abis.memberRegistryAbi as InterfaceAbi),
    did: new Interface(abis.didRegistryAbi as InterfaceAbi),
    title: new Interface(abis.titleRegistryAbi as InterfaceAbi),
    release: new Interface(abis.releaseRegistryAbi as InterfaceAbi),
    credit: new Interface(abis.creditRegistryAbi as InterfaceAbi),
  };
  const all = [...Object.values(interfaces), new Interface(abis.governanceAbi as InterfaceAbi)];
  for (const registry of ["members", "credit"] as const) {
    for (const [role, functions] of governedFunctions[registry]!) {
      const selectors = functions.map((name) => interfaces[registry].getFunction(name)!.selector);
      await manager.getFunction("setTargetFunctionRole").send(addresses[registry], selectors, role);
    }
  }
  for (const role of [REGISTRAR_ROLE, GOVERNOR_ROLE])
    await manager.getFunction("grantRole").send(role, wallets.port.address, 0);

  async function employ(wallet: Wallet): Promise<Wallet> {
    await networkHelpers.impersonateAccount(wallet.address);
    await networkHelpers.setBalance(wallet.address, 10n ** 24n);
    return wallet;
  }
  for (const wallet of Object.values(wallets)) await employ(wallet);

  function describe(error: unknown): Refusal {
    let e = error as { data?: unknown; error?: unknown; cause?: unknown } | undefined;
    while (e !== undefined && e !== null) {
      const data = typeof e.data === "object" && e.data !== null && "data" in e.data ? e.data.data : e.data;
      if (typeof data === "string") {
        for (const candidate of all) {
          const parsed = candidate.parseError(data);
          if (parsed !== null) return { name: parsed.name, args: [...parsed.args] };
        }
        return { name: data, args: [] };
      }
      e = (e.error ?? e.cause) as typeof e;
    }
    throw error;
  }

  let nonce = 1n;
  /** The transaction that performs an act, directly or by signature (always so where it is countersigned). */
  async function transaction(
    party: Party,
    registry: Registry,
    name: string,
    args: readonly unknown[],
    options: Options,
  ) {
    const abi = interfaces[registry];
    const officer = options.officer ?? wallets[party];
    const call = abi.encodeFunctionData(name, args);
    const to = addresses[registry];
    if (options.signed !== true && options.countersigners === undefined)
      return { from: officer.address, to, data: call, gas: GAS };
    const number = nonce++;
    const [digest] = abi.decodeFunctionResult(
      "actDigest",
      (await provider.send("eth_call", [
        { to, data: abi.encodeFunctionData("actDigest", [call, number, NEVER]) },
        "latest",
      ])) as string,
    ) as unknown as [string];
    const sign = (wallet: Wallet): string => wallet.signingKey.sign(digest).serialized;
    const countersignatures = [...(options.countersigners ?? [])]
      .sort((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1))
      .map((wallet) => ({ officer: wallet.address, signature: sign(wallet) }));
    const signed = {
      call,
      officer: officer.address,
      nonce: number,
      notAfter: NEVER,
      signature: sign(officer),
      countersignatures,
    };
    return { from: relayer!.address, to, data: abi.encodeFunctionData("actBySignature", [signed]), gas: GAS };
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
    let result: string;
    let hash: string;
    try {
      result = (await provider.send("eth_call", [tx, "pending"])) as string;
      hash = (await provider.send("eth_sendTransaction", [tx])) as string;
    } catch (error) {
      const refused = describe(error);
      throw new Error(`${party} ${name}: refused as ${refused.name}(${refused.args.map(String).join(", ")})`, {
        cause: error,
      });
    }
    const receipt = await provider.getTransactionReceipt(hash);
    if (receipt!.status !== 1) throw new Error(`${party} ${name}: reverted`);
    const block = await provider.getBlock(receipt!.blockNumber);
    const logs = receipt!.logs.flatMap((log) => {
      const parsed = interfaces[registry].parseLog(log);
      return parsed === null ? [] : [{ name: parsed.name, args: parsed.args.toObject() }];
    });
    if (tx.from === relayer!.address) {
      [result] = interfaces[registry].decodeFunctionResult("actBySignature", result) as unknown as [string];
    }
    const outputs = interfaces[registry].decodeFunctionResult(name, result);
    return {
      logs,
      result: outputs.length === 0 ? null : (outputs[0] as unknown),
      gasUsed: receipt!.gasUsed,
      timestamp: block!.timestamp,
    };
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
      return describe(error);
    }
  }

  async function read<T = unknown>(registry: Registry, name: string, ...args: unknown[]): Promise<T> {
    const abi = interfaces[registry];
    const data = (await provider.send("eth_call", [
      { to: addresses[registry], data: abi.encodeFunctionData(name, args) },
      "latest",
    ])) as string;
    const outputs = abi.decodeFunctionResult(name, data);
    return (outputs.length === 1 ? outputs[0] : outputs) as T;
  }

  const ids = { port: 1 } as Record<Party, number>;
  for (const name of parties) {
    if (name === "port") continue;
    const { result } = await act("port", "members", "admit", [
      wallets[name].address,
      id(`legal ${name}`),
      PARTIES[name],
      name,
    ]);
    ids[name] = Number(result);
  }

  /** A further officer of a party. */
  async function appoint(party: Party, name: string, scopes = (1 << 9) - 1): Promise<Wallet> {
    const officer = await employ(key(name));
    await act(party, "members", "appoint", [officer.address, scopes, NEVER]);
    return officer;
  }

  let bills = 0;
  /** A straight bill to the buyer, live in its hands; `accomplish` surrenders it and the carrier accepts. */
  async function bill(options: { accomplish?: boolean; carrier?: Party; holder?: Party } = {}): Promise<string> {
    const { accomplish = true, carrier = "carrier", holder = "buyer" } = options;
    const number = ascii(`BILL${++bills}`);
    const { result } = await act(carrier, "title", "issue", [
      ids[carrier],
      number,
      0,
      ids[holder],
      ids[holder],
      id(number),
      ZERO,
    ]);
    const title = result as string;
    if (accomplish) await spend(title, carrier, holder);
    return title;
  }
  async function spend(title: string, carrier: Party = "carrier", holder: Party = "buyer"): Promise<void> {
    await act(holder, "title", "surrender", [title, 1, ZERO]);
    await act(carrier, "title", "acceptSurrender", [title, ZERO]);
  }

  return {
    provider,
    networkHelpers,
    relayer: relayer!,
    addresses,
    interfaces,
    wallets,
    ids,
    act,
    refusal,
    read,
    appoint,
    bill,
    spend,
    now: async (): Promise<number> => (await provider.getBlock("latest"))!.timestamp,
    /** The next block's time. */
    warp: async (seconds: number): Promise<void> => {
      await networkHelpers.time.increase(seconds);
    },
    snapshot: async (): Promise<string> => (await provider.send("evm_snapshot", [])) as string,
    restore: async (snapshot: string): Promise<void> => {
      await provider.send("evm_revert", [snapshot]);
    },
  };
}

/** See {@link createPort}. */
export type Port = Awaited<ReturnType<typeof createPort>>;
