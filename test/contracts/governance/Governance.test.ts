import { expect } from "chai";
import { network } from "hardhat";
import { Interface, Wallet, ZeroHash, encodeBytes32String, id } from "ethers";
import type { HDNodeWallet, InterfaceAbi, Signer } from "ethers";
import { RIGHTS, isGoverned } from "../../../sdk/src/domain/acts/index.ts";
import type { Right } from "../../../sdk/src/domain/acts/index.ts";
import type { ActArguments } from "../../../sdk/src/domain/typedData/SignedAct.ts";
import {
  actDigest,
  buildTypedData,
  contractAct,
  encodeActCall,
  randomNonce,
  registryInterface,
} from "../../../sdk/src/domain/typedData/typedData.ts";
import { deployLedger } from "../../../contracts/deploy/deployLedger.ts";
import { ADMIN_ROLE, GOVERNOR_ROLE, REGISTRAR_ROLE } from "../../../contracts/deploy/governedFunctions.ts";
import type { DeployedLedger } from "../../../contracts/deploy/deployLedger.ts";
import { NEVER } from "../support/world.ts";

const DAY = 86_400;
const WEEK = 7 * DAY;
const CASE = id("case");
const ROLE = { administration: 0, registrar: 1, governor: 2 } as const;
const keyOf = (name: string): Wallet => new Wallet(id(`lading governance ${name}`));

/** Who governs, on a ledger as it is deployed: every act directly and by a relayed signature. */
describe("Governance", function () {
  this.timeout(60_000);
  let ledger: DeployedLedger;
  let deployer: Signer;
  let chainId: number;
  let provider: Awaited<ReturnType<typeof network.create>>["ethers"]["provider"];
  let helpers: Awaited<ReturnType<typeof network.create>>["networkHelpers"];
  let title: string;
  let clean: Awaited<ReturnType<(typeof helpers)["takeSnapshot"]>>;
  const office = keyOf("port office");
  const court = keyOf("court");
  const guard = keyOf("guard");
  const stranger = keyOf("stranger");
  const addressOf = (right: Right): string => ledger.registries[right]!;
  const errors = RIGHTS.map((right) => registryInterface(right));

  type Wanted = { right: Right; act: string; args: ActArguments };
  async function transaction(by: Wallet, { right, act, args }: Wanted, signed: boolean) {
    const to = addressOf(right);
    if (!signed) return { from: by.address, to, data: encodeActCall(right, act, args), gas: "0xf42400" };
    const unsigned = { right, act, args, nonce: randomNonce(), notAfter: NEVER };
    const { domain, types, message } = buildTypedData(unsigned, { chainId, registry: to });
    const signature = await by.signTypedData(domain, types, message);
    const whole = { ...unsigned, officer: by.address, signature, countersignatures: [] };
    const data = registryInterface(right).encodeFunctionData("actBySignature", [contractAct(whole)]);
    return { from: await deployer.getAddress(), to, data, gas: "0xf42400" };
  }
  const nameOf = (error: unknown): string => {
    let e = error as { data?: unknown; error?: unknown; cause?: unknown } | undefined;
    while (e !== undefined && e !== null) {
      const data = typeof e.data === "object" && e.data !== null && "data" in e.data ? e.data.data : e.data;
      if (typeof data === "string") return errors.map((abi) => abi.parseError(data)?.name).find(Boolean) ?? data;
      e = (e.error ?? e.cause) as typeof e;
    }
    throw error;
  };
  /** Performs an act; the names of its events, or throws with the name of the error. */
  async function act(by: Wallet, wanted: Wanted, signed = false): Promise<string[]> {
    const tx = await transaction(by, wanted, signed);
    try {
      await provider.send("eth_call", [tx, "pending"]);
    } catch (error) {
      throw new Error(nameOf(error), { cause: error });
    }
    const receipt = await provider.getTransactionReceipt((await provider.send("eth_sendTransaction", [tx])) as string);
    expect(receipt!.status).to.equal(1);
    return receipt!.logs.flatMap((log) => errors.map((abi) => abi.parseLog(log)?.name).find(Boolean) ?? []);
  }
  /** The name of the error that an act would meet, directly and by signature. */
  async function refused(by: Wallet, wanted: Wanted): Promise<string> {
    const names: string[] = [];
    for (const signed of [false, true]) {
      try {
        await provider.send("eth_call", [await transaction(by, wanted, signed), "pending"]);
        names.push("passes");
      } catch (error) {
        names.push(nameOf(error));
      }
    }
    expect(names[1], "by signature as directly").to.equal(names[0]);
    return names[0]!;
  }
  const governance = (name: string, args: ActArguments): Wanted => ({ right: "governance", act: name, args });
  const grant = (roleId: number, account: Wallet, executionDelay = 0): Wanted =>
    governance("grantRole", { roleId, account: account.address, executionDelay });
  const reassign = (holder = 2): Wanted => ({
    right: "title",
    act: "reassign",
    args: { title, holder, endorsee: holder, pledgee: 0, instrument: CASE },
  });
  const schedule = ({ right, act: name, args }: Wanted, when = 0): Wanted =>
    governance("schedule", { target: addressOf(right), data: encodeActCall(right, name, args), when });
  const cancel = (caller: Wallet, { right, act: name, args }: Wanted): Wanted =>
    governance("cancel", {
      caller: caller.address,
      target: addressOf(right),
      data: encodeActCall(right, name, args),
    });
  const read = async (right: Right, name: string, ...args: unknown[]): Promise<unknown[]> => {
    const abi = registryInterface(right);
    const data = await provider.send("eth_call", [
      { to: addressOf(right), data: abi.encodeFunctionData(name, args) },
      "latest",
    ]);
    return [...abi.decodeFunctionResult(name, data as string)];
  };

  before(async () => {
    const connection = await network.create();
    provider = connection.ethers.provider;
    helpers = connection.networkHelpers;
    [deployer] = (await connection.ethers.getSigners()) as unknown as [Signer & HDNodeWallet];
    chainId = Number((await provider.getNetwork()).chainId);
    ledger = await deployLedger(deployer, { identity: office.address, legalId: id("port"), name: "Port Office" });
    for (const { address } of [office, court, guard, stranger]) {
      await helpers.impersonateAccount(address);
      await helpers.setBalance(address, 10n ** 24n);
    }
    // A carrier, which holds its own bill, and a court; the bill is frozen.
    const carrier = keyOf("carrier");
    await helpers.impersonateAccount(carrier.address);
    await helpers.setBalance(carrier.address, 10n ** 24n);
    for (const [wallet, roles] of [
      [carrier, 1],
      [court, 1 << 14],
    ] as const) {
      const args = { identity: wallet.address, legalId: id(wallet.address), roles, name: "A member" };
      await act(office, { right: "members", act: "admit", args }, true);
    }
    const reference = encodeBytes32String("BL1");
    [title] = (await read("title", "titleIdFor", 2, reference)) as [string];
    const bill = { transportDocumentReference: reference, kind: 1, contentDigest: id("text"), instrument: ZeroHash };
    await act(carrier, { right: "title", act: "issue", args: { carrier: 2, holder: 2, endorsee: 2, ...bill } });
    await act(court, { right: "title", act: "freeze", args: { title, instrument: CASE } });
    clean = await helpers.takeSnapshot();
  });
  beforeEach(async () => {
    await clean.restore();
    clean = await helpers.takeSnapshot();
  });

  it("is the founder's after deployment, and the deployer's no more", async () => {
    for (const role of [ADMIN_ROLE, REGISTRAR_ROLE, GOVERNOR_ROLE]) {
      expect(await read("governance", "hasRole", role, office.address)).to.deep.equal([true, 0n]);
      expect(await read("governance", "hasRole", role, await deployer.getAddress())).to.deep.equal([false, 0n]);
    }
    expect(ledger.registries.governance).to.equal(ledger.authority);
  });

  it("restricts the functions that the sdk calls governed, and no others", async () => {
    for (const right of RIGHTS) {
      if (right === "governance") continue;
      const abi = registryInterface(right);
      const acts: string[] = [];
      abi.forEachFunction(({ name, stateMutability }) => {
        if (!/view|pure/.test(stateMutability)) acts.push(name);
      });
      for (const name of acts) {
        const [role] = await read(
          "governance",
          "getTargetFunctionRole",
          addressOf(right),
          abi.getFunction(name)!.selector,
        );
        if (name === "setAuthority") continue;
        // Without a role of its own a function is administration's, if it asks for a role at all.
        expect(role !== 0n, `${right} ${name}`).to.equal(isGoverned({ right, name }));
      }
    }
  });

  for (const signed of [false, true]) {
    const how = signed ? ", signed" : "";
    it(`grants and revokes roles, sets grant delays and guardians${how}`, async () => {
      expect(await act(office, grant(ROLE.governor, court, DAY), signed)).to.include("RoleGranted");
      expect(await read("governance", "hasRole", ROLE.governor, court.address)).to.deep.equal([true, BigInt(DAY)]);
      expect(
        await act(office, governance("revokeRole", { roleId: ROLE.governor, account: court.address }), signed),
      ).to.include("RoleRevoked");
      expect(await read("governance", "hasRole", ROLE.governor, court.address)).to.deep.equal([false, 0n]);
      expect(
        await act(office, governance("setGrantDelay", { roleId: ROLE.governor, newDelay: DAY }), signed),
      ).to.include("RoleGrantDelayChanged");
      expect(
        await act(office, governance("setRoleGuardian", { roleId: ROLE.governor, guardian: ROLE.registrar }), signed),
      ).to.include("RoleGuardianChanged");
      // A grant delay counts from five days on, so that nobody shortens what others rely on overnight.
      await helpers.time.increase(5 * DAY + 1);
      await act(office, grant(ROLE.governor, stranger), signed);
      expect(await read("governance", "hasRole", ROLE.governor, stranger.address)).to.deep.equal([false, 0n]);
      await helpers.time.increase(DAY + 1);
      expect(await read("governance", "hasRole", ROLE.governor, stranger.address)).to.deep.equal([true, 0n]);
    });

    it(`a delayed governor schedules a reassignment, waits, and performs it once${how}`, async () => {
      await act(office, grant(ROLE.governor, court, DAY));
      expect(await refused(court, reassign())).to.equal("AccessManagerNotScheduled");
      expect(await act(court, schedule(reassign()), signed)).to.include("OperationScheduled");
      expect(await refused(court, schedule(reassign()))).to.equal("AccessManagerAlreadyScheduled");
      expect(await refused(court, reassign())).to.equal("AccessManagerNotReady");
      expect(await refused(court, reassign(1))).to.equal(
        "AccessManagerNotScheduled",
        "another act is another schedule",
      );
      await helpers.time.increase(DAY);
      expect(await act(court, reassign(), signed)).to.include.members(["OperationExecuted", "TitleReassigned"]);
      expect(await refused(court, reassign())).to.equal("AccessManagerNotScheduled", "a schedule serves once");
    });

    it(`what is scheduled is cancelled by its author or the role's guardian, and by nobody else${how}`, async () => {
      await act(office, grant(ROLE.governor, court, DAY));
      await act(office, governance("setRoleGuardian", { roleId: ROLE.governor, guardian: ROLE.registrar }));
      await act(office, grant(ROLE.registrar, guard));
      for (const by of [court, guard, office]) {
        await act(court, schedule(reassign()), signed);
        expect(await refused(stranger, cancel(court, reassign()))).to.equal("AccessManagerUnauthorizedCancel");
        expect(await act(by, cancel(court, reassign()), signed)).to.include("OperationCanceled");
        expect(await refused(by, cancel(court, reassign()))).to.equal("AccessManagerNotScheduled");
      }
      await helpers.time.increase(DAY);
      expect(await refused(court, reassign())).to.equal("AccessManagerNotScheduled");
    });
  }

  it("admission and suspension wait where the registrar has a delay", async () => {
    await act(office, grant(ROLE.registrar, court, DAY));
    const suspend: Wanted = { right: "members", act: "suspend", args: { member: 2, instrument: CASE } };
    const identity = keyOf("newcomer").address;
    const admit: Wanted = {
      right: "members",
      act: "admit",
      args: { identity, legalId: id("newcomer"), roles: 4, name: "货主 Newcomer" },
    };
    for (const wanted of [suspend, admit]) {
      expect(await refused(court, wanted)).to.equal("AccessManagerNotScheduled");
      await act(court, schedule(wanted), true);
    }
    await helpers.time.increase(DAY);
    for (const wanted of [suspend, admit]) await act(court, wanted, true);
    expect((await read("members", "memberCount"))[0]).to.equal(4n);
  });

  it("administration itself can be put under a delay", async () => {
    await act(office, grant(ROLE.administration, court, 2 * DAY));
    const wanted = grant(ROLE.governor, stranger);
    expect(await refused(court, wanted)).to.equal("AccessManagerNotScheduled");
    await act(court, schedule(wanted), true);
    await helpers.time.increase(2 * DAY);
    expect(await act(court, wanted, true)).to.include("RoleGranted");
  });

  it("a schedule is not for who may act at once or not at all, nor too early, and lapses a week after its delay", async () => {
    expect(await refused(office, schedule(reassign()))).to.equal("AccessManagerUnauthorizedCall");
    expect(await refused(stranger, schedule(reassign()))).to.equal("AccessManagerUnauthorizedCall");
    await act(office, grant(ROLE.governor, court, DAY));
    const soon = (await helpers.time.latest()) + DAY / 2;
    expect(await refused(court, schedule(reassign(), soon))).to.equal("AccessManagerUnauthorizedCall");
    await act(court, schedule(reassign()));
    await helpers.time.increase(DAY + WEEK);
    expect(await refused(court, reassign())).to.equal("AccessManagerExpired");
    await act(court, schedule(reassign()));
  });

  it("is nobody else's", async () => {
    for (const by of [court, stranger]) {
      expect(await refused(by, grant(ROLE.governor, by))).to.equal("AccessManagerUnauthorizedAccount");
      for (const [name, args] of [
        ["revokeRole", { roleId: ROLE.governor, account: office.address }],
        ["setGrantDelay", { roleId: ROLE.governor, newDelay: 0 }],
        ["setRoleGuardian", { roleId: ROLE.governor, guardian: ROLE.governor }],
      ] as const) {
        expect(await refused(by, governance(name, args)), name).to.equal("AccessManagerUnauthorizedAccount");
      }
    }
    // Relaying an administrator's act lends the relayer nothing, in the same transaction or later.
    await act(office, grant(ROLE.governor, court), true);
    const relayer = await deployer.getAddress();
    expect(await read("governance", "hasRole", ROLE.administration, relayer)).to.deep.equal([false, 0n]);
  });

  it("takes no signature for what calls other contracts, nor one that is not the signer's", async () => {
    const abi = new Interface(registryInterface("governance").fragments as unknown as InterfaceAbi);
    const target = addressOf("title");
    for (const [name, args] of [
      ["execute", [target, "0x"]],
      ["updateAuthority", [target, stranger.address]],
      ["setTargetFunctionRole", [target, ["0x00000000"], ROLE.governor]],
      ["setTargetClosed", [target, true]],
      ["setTargetAdminDelay", [target, 1]],
      ["setRoleAdmin", [ROLE.governor, ROLE.governor]],
      ["labelRole", [ROLE.governor, "x"]],
      ["renounceRole", [ROLE.governor, office.address]],
      ["consumeScheduledOp", [office.address, "0x"]],
      ["multicall", [[]]],
    ] as const) {
      const data = abi.encodeFunctionData("actDigest", [abi.encodeFunctionData(name, args), 1, NEVER]);
      const asked = provider.send("eth_call", [{ to: addressOf("governance"), data }, "latest"]);
      const refusal = await asked.then(() => "signable", nameOf);
      expect(refusal, name).to.equal("ActNotSignable");
    }
    const unsigned = { ...grant(ROLE.governor, stranger), nonce: randomNonce(), notAfter: NEVER };
    const digest = actDigest(unsigned, { chainId, registry: addressOf("governance") });
    const forged = {
      ...unsigned,
      officer: office.address,
      signature: stranger.signingKey.sign(digest).serialized,
      countersignatures: [],
    };
    const data = abi.encodeFunctionData("actBySignature", [contractAct(forged)]);
    const sent = provider.send("eth_call", [{ to: addressOf("governance"), data }, "latest"]);
    expect(await sent.then(() => "passes", nameOf)).to.equal("ActSignatureInvalid");
  });
});
