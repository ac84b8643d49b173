import { expect } from "chai";
import { encodeBytes32String, id } from "ethers";
import type { Wallet } from "ethers";
import { NEVER, ROLE, SCOPE, ZERO, createWorld, key } from "../support/world.ts";
import type { Party, World } from "../support/world.ts";

const DAY = 86_400;

/** The state table of IMemberRegistry and who may act for whom. */
describe("MemberRegistry", () => {
  let world: World;
  let fresh: Awaited<ReturnType<World["networkHelpers"]["takeSnapshot"]>>;

  before(async () => {
    world = await createWorld();
    fresh = await world.networkHelpers.takeSnapshot();
  });
  beforeEach(async () => {
    await fresh.restore();
    fresh = await world.networkHelpers.takeSnapshot();
  });

  /** A further officer of a party, appointed by its identity. */
  async function officer(party: Party, name: string, scopes: number, validUntil = NEVER): Promise<Wallet> {
    const wallet = key(name);
    await world.networkHelpers.impersonateAccount(wallet.address);
    await world.networkHelpers.setBalance(wallet.address, 10n ** 24n);
    await world.act(party, "members", "appoint", [wallet.address, scopes, validUntil]);
    return wallet;
  }
  const authorise = async (wallet: Wallet, scope: number): Promise<string> =>
    (await world.refusal("port", "members", "authorise", [wallet.address, scope]))?.name ?? "passes";
  const name = async (party: Party, act: string, args: unknown[], officer?: Wallet): Promise<string> =>
    (await world.refusal(party, "members", act, args, officer === undefined ? {} : { officer }))?.name ?? "passes";

  describe("admission", () => {
    const args = (address: string, legal: string, roles: number, text: string): unknown[] => [
      address,
      legal,
      roles,
      text,
    ];
    it("numbers members from 1 and makes the identity its first officer", async () => {
      const { logs } = await world.act(
        "port",
        "members",
        "admit",
        args(key("new").address, id("new"), ROLE.TRADER, "New"),
      );
      expect(logs.map((log) => log.name)).to.deep.equal(["MemberAdmitted", "OfficerAppointed"]);
      expect(await world.read("members", "memberCount")).to.equal(12n);
      expect(await world.read("members", "memberOfLegalId", id("new"))).to.equal(12n);
      expect(await authorise(key("new"), SCOPE.TITLE)).to.equal("passes");
      const member = (await world.read("members", "getMember", 12)) as {
        identity: string;
        roles: bigint;
        status: bigint;
      };
      expect(member.identity).to.equal(key("new").address);
      expect([member.roles, member.status]).to.deep.equal([BigInt(ROLE.TRADER), 1n]);
    });
    for (const [what, party, given, error] of [
      ["anyone but a registrar", "carrier", ["new", "new", 1, "New"], "AccessManagedUnauthorized"],
      ["a key in use", "port", ["carrier", "new", 1, "New"], "MemberKeyTaken"],
      ["a legal identifier in use", "port", ["new", "legal carrier", 1, "New"], "MemberLegalIdTaken"],
      ["no role", "port", ["new", "new", 0, "New"], "MemberArgumentInvalid"],
      ["an unknown role", "port", ["new", "new", 1 << 16, "New"], "MemberArgumentInvalid"],
      ["no name", "port", ["new", "new", 1, ""], "MemberArgumentInvalid"],
    ] as const) {
      it(`refuses ${what}`, async () => {
        const [wallet, legal, roles, text] = given;
        expect(await name(party, "admit", args(key(wallet).address, id(legal), roles, text))).to.equal(error);
      });
    }
    it("refuses a zero identity and a zero legal identifier", async () => {
      const zero = "0x0000000000000000000000000000000000000000";
      expect(await name("port", "admit", args(zero, id("new"), 1, "New"))).to.equal("MemberArgumentInvalid");
      expect(await name("port", "admit", args(key("new").address, ZERO, 1, "New"))).to.equal("MemberArgumentInvalid");
    });
    it("takes a registrar's signature", async () => {
      const done = await world.act("port", "members", "admit", args(key("new").address, id("new"), 1, "上海港"), {
        signed: true,
      });
      expect(done.logs.at(0)!.args.name ?? done.logs.at(1)!.args.name).to.equal("上海港");
    });
  });

  describe("standing", () => {
    const standings = {
      unknown: [],
      active: [],
      suspended: [["suspend", ZERO]],
      left: [["strike", ZERO]],
    } as const;
    const passes: Record<string, readonly string[]> = {
      active: ["suspend", "strike", "reviseRoles"],
      suspended: ["reinstate", "strike"],
    };
    for (const [standing, steps] of Object.entries(standings)) {
      for (const [act, argument] of [
        ["suspend", id("case")],
        ["reinstate", id("case")],
        ["strike", id("case")],
        ["reviseRoles", ROLE.TRADER | ROLE.FORWARDER],
      ] as const) {
        const allowed = passes[standing]?.includes(act) === true;
        it(`${standing}: ${act} ${allowed ? "passes" : "is refused"}, and to others always`, async () => {
          const member = standing === "unknown" ? 99 : world.ids.shipper;
          for (const [step, value] of steps) await world.act("port", "members", step, [member, value]);
          for (const signed of [false, true]) {
            const refusal = await world.refusal("port", "members", act, [member, argument], { signed });
            expect(refusal?.name ?? "passes").to.match(
              allowed ? /^passes$/ : standing === "unknown" ? /^MemberUnknown$/ : /^MemberUnexpectedStatus$/,
            );
          }
          expect(await name("shipper", act, [member, argument])).to.equal("AccessManagedUnauthorized");
        });
      }
    }
    it("a suspended member's officers cannot act until it is reinstated", async () => {
      const second = await officer("shipper", "second", SCOPE.TITLE);
      await world.act("port", "members", "suspend", [world.ids.shipper, ZERO]);
      for (const wallet of [world.wallets.shipper, second]) {
        expect(await authorise(wallet, SCOPE.TITLE)).to.equal("MemberNotActive");
      }
      expect(await world.read("members", "maySend", second.address)).to.equal(false);
      await world.act("port", "members", "reinstate", [world.ids.shipper, ZERO]);
      expect(await authorise(second, SCOPE.TITLE)).to.equal("passes");
      expect(await world.read("members", "maySend", second.address)).to.equal(true);
    });
    it("a struck member's officers can never act again", async () => {
      await world.act("port", "members", "strike", [world.ids.shipper, ZERO]);
      expect(await authorise(world.wallets.shipper, SCOPE.TITLE)).to.equal("MemberNotActive");
      expect((await world.refusal("port", "members", "requireActive", [world.ids.shipper]))!.name).to.equal(
        "MemberNotActive",
      );
      expect((await world.refusal("port", "members", "requireActive", [99]))!.name).to.equal("MemberUnknown");
      expect((await world.refusal("port", "members", "getMember", [99]))!.name).to.equal("MemberUnknown");
    });
    it("revised roles reach every officer at once", async () => {
      const second = await officer("shipper", "second", SCOPE.TITLE);
      await world.act("port", "members", "reviseRoles", [world.ids.shipper, ROLE.BANK]);
      for (const wallet of [world.wallets.shipper, second]) {
        const [, roles] = (await world.read("members", "authorise", wallet.address, SCOPE.TITLE)) as [bigint, bigint];
        expect(roles).to.equal(BigInt(ROLE.BANK));
      }
      expect(await name("port", "reviseRoles", [world.ids.shipper, 0])).to.equal("MemberArgumentInvalid");
    });
  });

  describe("officers", () => {
    it("act within their scopes and until their date", async () => {
      const until = (await world.now()) + DAY;
      const clerk = await officer("shipper", "clerk", SCOPE.TITLE | SCOPE.GATE, until);
      expect(await authorise(clerk, SCOPE.TITLE)).to.equal("passes");
      expect(await authorise(clerk, SCOPE.GATE)).to.equal("passes");
      expect(await authorise(clerk, SCOPE.FINANCE)).to.equal("MemberScopeMissing");
      // The question is asked of the block after the one whose time is set.
      await world.networkHelpers.time.increaseTo(until - 1);
      expect(await authorise(clerk, SCOPE.TITLE)).to.equal("passes");
      await world.networkHelpers.time.increaseTo(until);
      expect(await authorise(clerk, SCOPE.TITLE)).to.equal("MemberOfficerExpired");
      await world.networkHelpers.mine();
      expect(await world.read("members", "maySend", clerk.address)).to.equal(false);
    });
    it("are dismissed for good, and never enter another's service", async () => {
      const clerk = await officer("shipper", "clerk", SCOPE.TITLE);
      await world.act("shipper", "members", "dismiss", [clerk.address]);
      expect(await authorise(clerk, SCOPE.TITLE)).to.equal("MemberScopeMissing");
      expect(await name("buyer", "appoint", [clerk.address, SCOPE.TITLE, NEVER])).to.equal("MemberKeyTaken");
      expect(await name("buyer", "dismiss", [clerk.address])).to.equal("MemberNotOfficer");
      await world.act("shipper", "members", "appoint", [clerk.address, SCOPE.GATE, NEVER]);
      expect(await authorise(clerk, SCOPE.GATE)).to.equal("passes");
    });
    it("can be re-appointed with other scopes, and dismissed from the middle of the list", async () => {
      const [a, b, c] = [
        await officer("shipper", "a", SCOPE.TITLE),
        await officer("shipper", "b", SCOPE.TITLE),
        await officer("shipper", "c", SCOPE.TITLE),
      ];
      await world.act("shipper", "members", "appoint", [a.address, SCOPE.GATE, NEVER]);
      await world.act("shipper", "members", "dismiss", [b.address]);
      await world.act("shipper", "members", "dismiss", [b.address]);
      await world.act("port", "members", "suspend", [world.ids.shipper, ZERO]);
      for (const wallet of [a, c]) expect(await authorise(wallet, SCOPE.GATE)).to.equal("MemberNotActive");
      await world.act("port", "members", "reinstate", [world.ids.shipper, ZERO]);
      expect(await authorise(a, SCOPE.GATE)).to.equal("passes");
      expect(await authorise(a, SCOPE.TITLE)).to.equal("MemberScopeMissing");
      expect(await authorise(c, SCOPE.TITLE)).to.equal("passes");
      const seen = (await world.read("members", "getOfficer", a.address)) as { member: bigint; scopes: bigint };
      expect([seen.member, seen.scopes]).to.deep.equal([BigInt(world.ids.shipper), BigInt(SCOPE.GATE)]);
    });
    it("are appointed only by an administrator, with known scopes and a date ahead", async () => {
      const clerk = await officer("shipper", "clerk", SCOPE.TITLE);
      const args = [key("x").address, SCOPE.TITLE, NEVER];
      expect(await name("shipper", "appoint", args, clerk)).to.equal("MemberScopeMissing");
      expect(await name("shipper", "appoint", args, key("stranger"))).to.equal("MemberNotOfficer");
      expect(await name("shipper", "appoint", [args[0], 0, NEVER])).to.equal("MemberArgumentInvalid");
      expect(await name("shipper", "appoint", [args[0], 1 << 9, NEVER])).to.equal("MemberArgumentInvalid");
      expect(await name("shipper", "appoint", [args[0], SCOPE.TITLE, 1])).to.equal("MemberArgumentInvalid");
      const zero = "0x0000000000000000000000000000000000000000";
      expect(await name("shipper", "appoint", [zero, SCOPE.TITLE, NEVER])).to.equal("MemberArgumentInvalid");
    });
    it("are sixty-four at most", async () => {
      for (let i = 1; i < 64; i++) {
        await world.act("shipper", "members", "appoint", [key(`o${i}`).address, SCOPE.TITLE, NEVER]);
      }
      expect(await name("shipper", "appoint", [key("o64").address, SCOPE.TITLE, NEVER])).to.equal(
        "MemberTooManyOfficers",
      );
      // One of the sixty-four may be given other scopes.
      expect(await name("shipper", "appoint", [key("o5").address, SCOPE.GATE, NEVER])).to.equal("passes");
      await world.act("shipper", "members", "dismiss", [key("o5").address]);
      expect(await name("shipper", "appoint", [key("o64").address, SCOPE.TITLE, NEVER])).to.equal("passes");
      const { gasUsed } = await world.act("port", "members", "suspend", [world.ids.shipper, ZERO]);
      expect(Number(gasUsed)).to.be.lessThan(1_000_000);
      expect(await authorise(key("o63"), SCOPE.TITLE)).to.equal("MemberNotActive");
    });
    it("of nobody cannot act", async () => {
      expect(await authorise(key("stranger"), SCOPE.TITLE)).to.equal("MemberNotOfficer");
      expect(await world.read("members", "maySend", key("stranger").address)).to.equal(false);
    });
    it("answer with a counterparty's roles, zero unless it is active", async () => {
      const ask = async (other: number): Promise<bigint> =>
        (
          (await world.read("members", "authoriseWith", world.wallets.shipper.address, SCOPE.TITLE, other)) as bigint[]
        )[2]!;
      expect(await ask(world.ids.bank)).to.equal(BigInt(ROLE.BANK));
      expect(await ask(0)).to.equal(0n);
      expect(await ask(99)).to.equal(0n);
      await world.act("port", "members", "suspend", [world.ids.bank, ZERO]);
      expect(await ask(world.ids.bank)).to.equal(0n);
      expect(await world.read("members", "activeRoles", world.ids.bank)).to.equal(0n);
    });
  });

  describe("maker-checker", () => {
    it("asks for as many officers as the member said, on that scope only", async () => {
      await world.act("shipper", "members", "requireSignatures", [SCOPE.TITLE, 2]);
      expect(await authorise(world.wallets.shipper, SCOPE.TITLE)).to.equal("MemberSignaturesMissing");
      expect(await authorise(world.wallets.shipper, SCOPE.FINANCE)).to.equal("passes");
      expect(await world.read("members", "signaturesRequired", world.ids.shipper, SCOPE.TITLE)).to.equal(2n);
      expect(await world.read("members", "signaturesRequired", world.ids.shipper, SCOPE.GATE)).to.equal(1n);
      await world.act("shipper", "members", "requireSignatures", [SCOPE.TITLE, 1]);
      expect(await authorise(world.wallets.shipper, SCOPE.TITLE)).to.equal("passes");
    });
    it("counts distinct officers of the same member with the scope", async () => {
      const second = await officer("shipper", "second", SCOPE.TITLE);
      const gateman = await officer("shipper", "gateman", SCOPE.GATE);
      await world.act("shipper", "members", "requireSignatures", [SCOPE.TITLE, 2]);
      const jointly = async (others: Wallet[]): Promise<string> =>
        (
          await world.refusal("port", "members", "authoriseJointly", [
            world.wallets.shipper.address,
            others.map((wallet) => wallet.address),
            SCOPE.TITLE,
          ])
        )?.name ?? "passes";
      expect(await jointly([second])).to.equal("passes");
      expect(await jointly([])).to.equal("MemberSignaturesMissing");
      expect(await jointly([world.wallets.shipper])).to.equal("MemberCountersignerForeign");
      expect(await jointly([world.wallets.buyer])).to.equal("MemberCountersignerForeign");
      expect(await jointly([gateman])).to.equal("MemberScopeMissing");
      expect(await jointly([key("stranger")])).to.equal("MemberNotOfficer");
    });
    it("refuses several scopes at once, none, and more officers than eight", async () => {
      for (const [scope, count] of [
        [0, 2],
        [3, 2],
        [1 << 9, 2],
        [SCOPE.TITLE, 0],
        [SCOPE.TITLE, 9],
      ] as const) {
        expect(await name("shipper", "requireSignatures", [scope, count])).to.equal("MemberArgumentInvalid");
      }
    });
    it("binds a member's own administration too", async () => {
      await world.act("shipper", "members", "requireSignatures", [SCOPE.ADMINISTER, 2]);
      expect(await name("shipper", "appoint", [key("x").address, SCOPE.TITLE, NEVER])).to.equal(
        "MemberSignaturesMissing",
      );
    });
    it("an officer does not countersign its own administration", async () => {
      await world.act("shipper", "members", "requireSignatures", [SCOPE.ADMINISTER, 2]);
      const call = world.contracts.members.interface.encodeFunctionData("appoint", [
        key("x").address,
        SCOPE.TITLE,
        NEVER,
      ]);
      const digest = (await world.read("members", "actDigest", call, 1, NEVER)) as string;
      const { address: officer, signingKey } = world.wallets.shipper;
      const signature = signingKey.sign(digest).serialized;
      const countersignatures = [{ officer, signature }];
      const signed = { call, officer, nonce: 1, notAfter: NEVER, signature, countersignatures };
      expect(await name("port", "actBySignature", [signed])).to.equal("MemberCountersignerForeign");
    });
  });

  describe("agents", () => {
    const isAgent = async (scope: number): Promise<unknown> =>
      world.read("members", "isAgent", world.ids.carrier, world.ids.agent, scope);

    it("act for the carrier that listed them, within scopes, until a date, while both are active", async () => {
      const until = (await world.now()) + DAY;
      await world.act("carrier", "members", "listAgent", [world.ids.agent, SCOPE.ISSUE, until]);
      expect(await isAgent(SCOPE.ISSUE)).to.equal(true);
      expect(await isAgent(SCOPE.RELEASE)).to.equal(false);
      expect(await world.read("members", "getAgent", world.ids.carrier, world.ids.agent)).to.deep.equal([
        BigInt(SCOPE.ISSUE),
        BigInt(until),
      ]);
      for (const party of ["carrier", "agent"] as const) {
        await world.act("port", "members", "suspend", [world.ids[party], ZERO]);
        expect(await isAgent(SCOPE.ISSUE)).to.equal(false);
        await world.act("port", "members", "reinstate", [world.ids[party], ZERO]);
      }
      await world.networkHelpers.time.increaseTo(until + 1);
      expect(await isAgent(SCOPE.ISSUE)).to.equal(false);
    });
    it("act no more once the registrar withdrew their role, and again when it is given back", async () => {
      await world.act("carrier", "members", "listAgent", [world.ids.agent, SCOPE.ISSUE, NEVER]);
      await world.act("port", "members", "reviseRoles", [world.ids.agent, ROLE.TRADER]);
      expect(await isAgent(SCOPE.ISSUE)).to.equal(false);
      await world.act("port", "members", "reviseRoles", [world.ids.agent, ROLE.TRADER | ROLE.CARRIER_AGENT]);
      expect(await isAgent(SCOPE.ISSUE)).to.equal(true);
    });
    it("are taken off the list", async () => {
      await world.act("carrier", "members", "listAgent", [world.ids.agent, SCOPE.ISSUE, NEVER]);
      await world.act("carrier", "members", "delistAgent", [world.ids.agent]);
      expect(await isAgent(SCOPE.ISSUE)).to.equal(false);
    });
    it("are carrier's agents by admission, and listed by carriers only", async () => {
      expect(await name("carrier", "listAgent", [world.ids.shipper, SCOPE.ISSUE, NEVER])).to.equal("MemberRoleMissing");
      expect(await name("shipper", "listAgent", [world.ids.agent, SCOPE.ISSUE, NEVER])).to.equal("MemberRoleMissing");
      expect(await name("carrier", "listAgent", [99, SCOPE.ISSUE, NEVER])).to.equal("MemberUnknown");
      expect(await name("carrier", "listAgent", [world.ids.agent, 0, NEVER])).to.equal("MemberArgumentInvalid");
      expect(await name("carrier", "listAgent", [world.ids.agent, 1 << 9, NEVER])).to.equal("MemberArgumentInvalid");
      expect(await name("carrier", "listAgent", [world.ids.agent, SCOPE.ISSUE, 1])).to.equal("MemberArgumentInvalid");
    });
  });

  describe("recovery", () => {
    const WAIT = 7 * DAY;
    /** Two further governors beside the port office. */
    async function governors(): Promise<void> {
      await world.manager.getFunction("grantRole").send(2n, world.wallets.court.address, 0);
      await world.manager.getFunction("grantRole").send(2n, world.wallets.bank.address, 0);
      await world.act("port", "members", "setRecoveryRule", [2, WAIT]);
    }
    const approve = (party: Party, to: string): Promise<unknown> =>
      world.act(party, "members", "approveRecovery", [world.ids.shipper, key(to).address]);

    it("needs k of n governors and the waiting time; then every officer of before is void", async () => {
      await governors();
      const clerk = await officer("shipper", "clerk", SCOPE.TITLE);
      await world.act("shipper", "members", "requireSignatures", [SCOPE.TITLE, 2]);
      await approve("port", "heir");
      expect(await name("port", "approveRecovery", [world.ids.shipper, key("heir").address])).to.equal(
        "MemberRecoveryApprovedAlready",
      );
      expect(await name("haulier", "executeRecovery", [world.ids.shipper])).to.equal("MemberRecoveryNotReady");
      await approve("court", "heir");
      expect(await name("haulier", "executeRecovery", [world.ids.shipper])).to.equal("MemberRecoveryNotReady");
      const { executableAt } = (await world.read("members", "getRecovery", world.ids.shipper)) as {
        executableAt: bigint;
      };
      await world.networkHelpers.time.increaseTo(Number(executableAt) - 2);
      expect(await name("haulier", "executeRecovery", [world.ids.shipper])).to.equal("MemberRecoveryNotReady");
      await world.networkHelpers.time.increaseTo(executableAt);
      // A third approval after the quorum moves nothing.
      await approve("bank", "heir");
      const { logs } = await world.act("haulier", "members", "executeRecovery", [world.ids.shipper]);
      expect(logs.map((log) => log.name)).to.deep.equal(["RecoveryExecuted"]);
      expect(await authorise(key("heir"), SCOPE.TITLE)).to.equal("passes");
      for (const wallet of [world.wallets.shipper, clerk]) {
        expect(await authorise(wallet, SCOPE.TITLE)).to.equal("MemberNotOfficer");
        expect(await world.read("members", "maySend", wallet.address)).to.equal(false);
      }
      expect(await name("haulier", "executeRecovery", [world.ids.shipper])).to.equal("MemberRecoveryNotReady");
      await world.networkHelpers.impersonateAccount(key("heir").address);
      await world.networkHelpers.setBalance(key("heir").address, 10n ** 24n);
      await world.act("shipper", "members", "appoint", [clerk.address, SCOPE.TITLE, NEVER], { officer: key("heir") });
      expect(await authorise(clerk, SCOPE.TITLE)).to.equal("passes");
    });
    it("may go to a key that the member has already", async () => {
      const clerk = await officer("shipper", "clerk", SCOPE.TITLE);
      await world.act("port", "members", "setRecoveryRule", [1, 0]);
      await approve("port", "clerk");
      await world.act("haulier", "members", "executeRecovery", [world.ids.shipper]);
      expect(await authorise(clerk, SCOPE.ADMINISTER)).to.equal("passes");
      expect(await authorise(world.wallets.shipper, SCOPE.TITLE)).to.equal("MemberNotOfficer");
    });
    it("voids an officer who stood alone, and lets the same key be taken on again", async () => {
      const clerk = await officer("shipper", "clerk", SCOPE.TITLE);
      await world.act("port", "members", "setRecoveryRule", [1, 0]);
      await approve("port", "heir");
      expect(await authorise(clerk, SCOPE.TITLE)).to.equal("passes");
      await world.act("haulier", "members", "executeRecovery", [world.ids.shipper]);
      for (const wallet of [world.wallets.shipper, clerk]) {
        expect(await authorise(wallet, SCOPE.TITLE)).to.equal("MemberNotOfficer");
      }
    });
    it("keeps its key from everybody else's service while it waits: nobody can stand in its way by taking the heir on", async () => {
      await world.act("port", "members", "setRecoveryRule", [1, WAIT]);
      await approve("port", "heir");
      const heir = key("heir").address;
      for (const signed of [false, true]) {
        const refusal = await world.refusal("buyer", "members", "appoint", [heir, SCOPE.TITLE, NEVER], { signed });
        expect(refusal!.name).to.equal("MemberKeyTaken");
      }
      expect(await name("port", "admit", [heir, id("new"), ROLE.TRADER, "New"])).to.equal("MemberKeyTaken");
      expect(await authorise(key("heir"), SCOPE.TITLE)).to.equal("MemberOfficerExpired");
      expect(await world.read("members", "maySend", heir)).to.equal(false);
      await world.networkHelpers.time.increase(WAIT);
      await world.act("haulier", "members", "executeRecovery", [world.ids.shipper]);
      expect(await authorise(key("heir"), SCOPE.TITLE)).to.equal("passes");
    });
    it("can be stopped by the old administrator while it waits", async () => {
      await governors();
      await approve("port", "heir");
      await approve("court", "heir");
      await world.act("shipper", "members", "vetoRecovery", []);
      await world.networkHelpers.time.increase(WAIT + 1);
      expect(await name("haulier", "executeRecovery", [world.ids.shipper])).to.equal("MemberRecoveryNotReady");
      expect(await name("shipper", "vetoRecovery", [])).to.equal("MemberRecoveryNotReady");
      expect(await authorise(world.wallets.shipper, SCOPE.TITLE)).to.equal("passes");
      // A fresh round counts from nothing.
      await approve("port", "heir");
      expect(
        ((await world.read("members", "getRecovery", world.ids.shipper)) as { approvals: bigint }).approvals,
      ).to.equal(1n);
    });
    it("counts no governor twice, who also asks through governance's own execution", async () => {
      await governors();
      await approve("port", "heir");
      const call = world.contracts.members.interface.encodeFunctionData("approveRecovery", [
        world.ids.shipper,
        key("heir").address,
      ]);
      const port = await world.ethers.getSigner(world.wallets.port.address);
      const refusal = await world.manager
        .connect(port)
        .getFunction("execute")
        .staticCall(world.addresses.members, call)
        .then(
          () => "passes",
          (error: unknown) => world.describe(world.revertData(error)).name,
        );
      expect(refusal).to.equal("AccessManagedUnauthorized");
    });
    it("starts anew for another administrator", async () => {
      await governors();
      await approve("port", "heir");
      await approve("court", "other heir");
      const recovery = (await world.read("members", "getRecovery", world.ids.shipper)) as {
        approvals: bigint;
        executableAt: bigint;
      };
      expect([recovery.approvals, recovery.executableAt]).to.deep.equal([1n, 0n]);
    });
    it("is for governors, to a key that is free, of a member that has not left", async () => {
      const heir = key("heir").address;
      expect(await name("bank", "approveRecovery", [world.ids.shipper, heir])).to.equal("AccessManagedUnauthorized");
      expect(await name("bank", "setRecoveryRule", [1, 0])).to.equal("AccessManagedUnauthorized");
      expect(await name("port", "setRecoveryRule", [0, 0])).to.equal("MemberArgumentInvalid");
      expect(await name("port", "approveRecovery", [world.ids.shipper, world.wallets.buyer.address])).to.equal(
        "MemberKeyTaken",
      );
      const zero = "0x0000000000000000000000000000000000000000";
      expect(await name("port", "approveRecovery", [world.ids.shipper, zero])).to.equal("MemberArgumentInvalid");
      expect(await name("port", "approveRecovery", [99, heir])).to.equal("MemberUnknown");
      await approve("port", "heir");
      // The member leaves while the recovery waits.
      await world.networkHelpers.time.increase(WAIT + 1);
      await world.act("port", "members", "strike", [world.ids.shipper, ZERO]);
      expect(await name("haulier", "executeRecovery", [world.ids.shipper])).to.equal("MemberUnexpectedStatus");
      expect(await name("port", "approveRecovery", [world.ids.shipper, heir])).to.equal("MemberUnexpectedStatus");
    });
  });

  describe("facts", () => {
    const at = (moment: number): Promise<void> => world.networkHelpers.time.setNextBlockTimestamp(moment);
    const told = async (party: Party, act: string, args: unknown[]): Promise<string[][]> => {
      const { logs } = await world.act(party, "members", act, args);
      return logs.map((log) => [log.name, ...Object.values(log.args)].map(String));
    };

    it("a member's own administration, and recovery, tell who, whom and what", async () => {
      const { carrier, agent, shipper } = world.ids;
      const [heir, clerk] = [key("heir").address, key("clerk").address];
      const { address: governor } = world.wallets.port;
      await world.act("port", "members", "setRecoveryRule", [1, DAY]);
      const t = (await world.now()) + 10;
      for (const [party, act, args, ...events] of [
        ["carrier", "listAgent", [agent, SCOPE.ISSUE, NEVER], ["AgentListed", carrier, agent, SCOPE.ISSUE, NEVER]],
        ["carrier", "delistAgent", [agent], ["AgentDelisted", carrier, agent]],
        ["shipper", "requireSignatures", [SCOPE.GATE, 8], ["SignaturesRequired", shipper, SCOPE.GATE, 8]],
        ["port", "approveRecovery", [shipper, heir], ["RecoveryApproved", shipper, heir, governor, 1, t + DAY]],
        ["shipper", "vetoRecovery", [], ["RecoveryVetoed", shipper, world.wallets.shipper.address]],
        ["port", "approveRecovery", [shipper, clerk], ["RecoveryApproved", shipper, clerk, governor, 1, t + 2 * DAY]],
        [
          ...["port", "admit", [key("new").address, id("new"), ROLE.TRADER, "新港"]],
          ["MemberAdmitted", 12, key("new").address, id("new"), ROLE.TRADER, "新港"],
          ["OfficerAppointed", 12, key("new").address, SCOPE.ALL, NEVER],
        ],
      ] as unknown as [Party, string, unknown[], ...unknown[][]][]) {
        if (act === "approveRecovery") await at(t + (args[1] === clerk ? DAY : 0));
        expect(await told(party, act, args), act).to.deep.equal(events.map((event) => event.map(String)));
      }
      await at(t + 2 * DAY);
      expect(await told("haulier", "executeRecovery", [shipper])).to.deep.equal([
        ["RecoveryExecuted", shipper, clerk, 1].map(String),
      ]);
    });

    it("a refusal tells who, whom and what", async () => {
      const { carrier, agent, shipper, bank } = world.ids;
      const { shipper: own, buyer: other } = world.wallets;
      const clerk = await officer("shipper", "clerk", SCOPE.TITLE);
      const invalid = (what: string): [string, unknown[]] => ["MemberArgumentInvalid", [encodeBytes32String(what)]];
      const legal = id("legal carrier");
      const zero = `0x${"00".repeat(20)}`;
      const x = key("x").address;
      await world.act("shipper", "members", "requireSignatures", [SCOPE.FINANCE, 2]);
      await world.act("port", "members", "suspend", [bank, ZERO]);
      for (const [party, act, args, [error, facts], by] of [
        ["port", "admit", [other.address, id("n"), 1, "N"], ["MemberKeyTaken", [other.address, world.ids.buyer]]],
        ["port", "admit", [x, legal, 1, "N"], ["MemberLegalIdTaken", [legal, carrier]]],
        ["port", "admit", [zero, id("n"), 1, "N"], invalid("identity")],
        ["port", "admit", [x, ZERO, 1, "N"], invalid("legalId")],
        ["port", "admit", [x, id("n"), 1, ""], invalid("name")],
        ["port", "admit", [x, id("n"), 0, "N"], invalid("roles")],
        ["port", "suspend", [99, ZERO], ["MemberUnknown", [99]]],
        ["port", "suspend", [bank, ZERO], ["MemberUnexpectedStatus", [bank, 2]]],
        ["port", "setRecoveryRule", [0, 0], invalid("quorum")],
        ["port", "approveRecovery", [shipper, zero], invalid("administrator")],
        [
          ...["port", "approveRecovery", [shipper, other.address]],
          ["MemberKeyTaken", [other.address, world.ids.buyer]],
        ],
        ["shipper", "appoint", [zero, 1, NEVER], invalid("officer")],
        ["shipper", "appoint", [x, 0, NEVER], invalid("scopes")],
        ["shipper", "appoint", [x, 1, 1], invalid("validUntil")],
        ["shipper", "appoint", [other.address, 1, NEVER], ["MemberKeyTaken", [other.address, world.ids.buyer]]],
        ["shipper", "dismiss", [other.address], ["MemberNotOfficer", [other.address]]],
        ["shipper", "requireSignatures", [3, 2], invalid("scope")],
        ["shipper", "requireSignatures", [2, 9], invalid("count")],
        ["shipper", "listAgent", [agent, 1, NEVER], ["MemberRoleMissing", [shipper, ROLE.TRADER, ROLE.CARRIER]]],
        [
          ...["carrier", "listAgent", [shipper, 1, NEVER]],
          ["MemberRoleMissing", [shipper, ROLE.TRADER, ROLE.CARRIER_AGENT]],
        ],
        ["carrier", "listAgent", [bank, 1, NEVER], ["MemberNotActive", [bank, 2]]],
        ["carrier", "listAgent", [agent, 0, NEVER], invalid("scopes")],
        ["carrier", "listAgent", [agent, 1, 1], invalid("validUntil")],
        ["shipper", "vetoRecovery", [], ["MemberRecoveryNotReady", [shipper, 0, 0]]],
        ["port", "executeRecovery", [shipper], ["MemberRecoveryNotReady", [shipper, 0, 0]]],
        ["port", "authorise", [x, 1], ["MemberNotOfficer", [x]]],
        ["port", "authorise", [clerk.address, 1], ["MemberScopeMissing", [clerk.address, SCOPE.TITLE, 1]]],
        [
          "port",
          "authorise",
          [own.address, SCOPE.FINANCE],
          ["MemberSignaturesMissing", [shipper, SCOPE.FINANCE, 1, 2]],
        ],
        [
          ...["port", "authoriseJointly", [own.address, [other.address], SCOPE.TITLE]],
          ["MemberCountersignerForeign", [other.address, shipper]],
        ],
        ["shipper", "appoint", [x, 1, NEVER], ["MemberScopeMissing", [clerk.address, SCOPE.TITLE, 256]], clerk],
      ] as [Party, string, unknown[], [string, unknown[]], Wallet?][]) {
        const refused = await world.refusal(party, "members", act, args, by === undefined ? {} : { officer: by });
        const facts_ = [refused?.name, ...(refused?.args ?? [])].map(String);
        expect(facts_, `${act} ${args.join(" ")}`).to.deep.equal([error, ...facts].map(String));
      }
    });

    it("a last moment is one at which it still holds", async () => {
      const t = (await world.now()) + DAY;
      // The question is asked of the block that comes next.
      const clerk = await officer("shipper", "clerk", SCOPE.TITLE, t);
      await world.act("carrier", "members", "listAgent", [world.ids.agent, SCOPE.ISSUE, t]);
      await world.act("port", "members", "setRecoveryRule", [1, DAY]);
      await at(t - DAY + 100);
      await world.act("port", "members", "approveRecovery", [world.ids.buyer, key("heir").address]);
      await world.networkHelpers.mine();
      await at(t);
      await world.networkHelpers.mine();
      const may = (): Promise<unknown> => world.read("members", "maySend", clerk.address);
      const isAgent = (): Promise<unknown> =>
        world.read("members", "isAgent", world.ids.carrier, world.ids.agent, SCOPE.ISSUE);
      const jointly = async (): Promise<unknown> => {
        try {
          return await world.read("members", "authoriseJointly", clerk.address, [], SCOPE.TITLE);
        } catch {
          return "refused";
        }
      };
      expect([await may(), await isAgent()]).to.deep.equal([true, true]);
      expect(await jointly()).to.deep.equal([BigInt(world.ids.shipper), BigInt(ROLE.TRADER)]);
      await world.networkHelpers.mine();
      expect([await may(), await isAgent(), await jointly()]).to.deep.equal([false, false, "refused"]);
      await at(t + 100);
      await world.act("haulier", "members", "executeRecovery", [world.ids.buyer]);
      for (const [party, act, args] of [
        ["shipper", "appoint", [clerk.address, SCOPE.TITLE]],
        ["carrier", "listAgent", [world.ids.agent, SCOPE.ISSUE]],
      ] as const) {
        const moment = (await world.now()) + 100;
        await at(moment);
        expect((await world.act(party, "members", act, [...args, moment])).timestamp).to.equal(moment);
      }
    });

    it("a second approval for another key does not inherit the waiting time of the first, nor a veto leave any", async () => {
      const { shipper } = world.ids;
      const recovery = async (): Promise<string[]> =>
        [...((await world.read("members", "getRecovery", shipper)) as unknown[])].map(String);
      await world.act("port", "members", "setRecoveryRule", [1, DAY]);
      await world.act("port", "members", "approveRecovery", [shipper, key("heir").address]);
      await world.act("port", "members", "setRecoveryRule", [2, DAY]);
      await world.act("port", "members", "approveRecovery", [shipper, key("other").address]);
      expect(await recovery()).to.deep.equal([key("other").address, "1", "0", "2"]);
      expect(await name("haulier", "executeRecovery", [shipper])).to.equal("MemberRecoveryNotReady");
      await world.act("shipper", "members", "vetoRecovery", []);
      expect(await recovery()).to.deep.equal([`0x${"00".repeat(20)}`, "0", "0", "2"]);
    });

    it("maker-checker is off again when no scope asks for a second officer, and after a recovery", async () => {
      const { shipper } = world.ids;
      const asks = async (): Promise<unknown[]> => [
        ((await world.read("members", "getMember", shipper)) as { makerChecker: boolean }).makerChecker,
        ...(await Promise.all(
          [SCOPE.ISSUE, SCOPE.TITLE, SCOPE.ADMINISTER].map((scope) =>
            world.read("members", "signaturesRequired", shipper, scope),
          ),
        )),
      ];
      await world.act("shipper", "members", "requireSignatures", [SCOPE.TITLE, 2]);
      await world.act("shipper", "members", "requireSignatures", [SCOPE.ISSUE, 8]);
      expect(await asks()).to.deep.equal([true, 8n, 2n, 1n]);
      await world.act("shipper", "members", "requireSignatures", [SCOPE.TITLE, 1]);
      expect(await asks()).to.deep.equal([true, 8n, 1n, 1n]);
      await world.act("shipper", "members", "requireSignatures", [SCOPE.ISSUE, 1]);
      expect(await asks()).to.deep.equal([false, 1n, 1n, 1n]);
      await world.act("shipper", "members", "requireSignatures", [SCOPE.ISSUE, 3]);
      await world.act("port", "members", "setRecoveryRule", [1, 0]);
      await world.act("port", "members", "approveRecovery", [shipper, key("heir").address]);
      await world.act("haulier", "members", "executeRecovery", [shipper]);
      expect(await asks()).to.deep.equal([false, 1n, 1n, 1n]);
    });

    it("a change of standing reaches who was dismissed and taken on again, and who took a dismissed one's place", async () => {
      const [a, b, c] = [
        await officer("shipper", "a", SCOPE.TITLE),
        await officer("shipper", "b", SCOPE.TITLE),
        await officer("shipper", "c", SCOPE.TITLE),
      ];
      await world.act("shipper", "members", "dismiss", [b.address]);
      expect(await world.read("members", "maySend", b.address)).to.equal(false);
      await world.act("shipper", "members", "appoint", [b.address, SCOPE.TITLE, NEVER]);
      await world.act("shipper", "members", "dismiss", [c.address]);
      await world.act("shipper", "members", "dismiss", [a.address]);
      await world.act("shipper", "members", "appoint", [c.address, SCOPE.TITLE, NEVER]);
      await world.act("port", "members", "suspend", [world.ids.shipper, ZERO]);
      for (const wallet of [b, c]) expect(await authorise(wallet, SCOPE.TITLE)).to.equal("MemberNotActive");
    });

    it("a change of standing after a recovery reaches the new officers, and wakes none of the old", async () => {
      const clerk = await officer("shipper", "clerk", SCOPE.TITLE);
      await world.act("port", "members", "setRecoveryRule", [1, 0]);
      await world.act("port", "members", "approveRecovery", [world.ids.shipper, key("heir").address]);
      await world.act("haulier", "members", "executeRecovery", [world.ids.shipper]);
      const heir = key("heir");
      await world.networkHelpers.impersonateAccount(heir.address);
      await world.networkHelpers.setBalance(heir.address, 10n ** 24n);
      await world.act("shipper", "members", "appoint", [clerk.address, SCOPE.TITLE, NEVER], { officer: heir });
      await world.act("port", "members", "suspend", [world.ids.shipper, ZERO]);
      for (const wallet of [heir, clerk]) expect(await authorise(wallet, SCOPE.TITLE)).to.equal("MemberNotActive");
      await world.act("port", "members", "reinstate", [world.ids.shipper, ZERO]);
      for (const wallet of [heir, clerk]) expect(await authorise(wallet, SCOPE.TITLE)).to.equal("passes");
      expect(await authorise(world.wallets.shipper, SCOPE.TITLE)).to.equal("MemberNotOfficer");
    });

    it("who is reinstated is asked for no more than before", async () => {
      const asks = (): Promise<unknown> =>
        world.provider.send("eth_estimateGas", [
          {
            to: world.addresses.members,
            data: world.contracts.members.interface.encodeFunctionData("authorise", [
              world.wallets.shipper.address,
              SCOPE.TITLE,
            ]),
          },
        ]);
      const before = await asks();
      await world.act("port", "members", "suspend", [world.ids.shipper, ZERO]);
      await world.act("port", "members", "reinstate", [world.ids.shipper, ZERO]);
      expect(await asks()).to.equal(before);
    });
  });

  it("every act tells what it changed", async () => {
    const { shipper, buyer } = world.ids;
    const relayer = key("relayer").address;
    const clerk = key("clerk").address;
    for (const [party, act, args, event] of [
      ["port", "reviseRoles", [shipper, ROLE.BANK], ["MemberRolesRevised", shipper, ROLE.BANK]],
      ["port", "suspend", [shipper, id("case")], ["MemberSuspended", shipper, id("case")]],
      ["port", "reinstate", [shipper, id("appeal")], ["MemberReinstated", shipper, id("appeal")]],
      ["port", "strike", [shipper, id("end")], ["MemberLeft", shipper, id("end")]],
      ["port", "setRecoveryRule", [3, 5 * DAY], ["RecoveryRuleSet", 3, 5 * DAY]],
      ["port", "admitRelayer", [relayer], ["RelayerAdmitted", relayer]],
      ["port", "removeRelayer", [relayer], ["RelayerRemoved", relayer]],
      ["buyer", "appoint", [clerk, SCOPE.TITLE, NEVER], ["OfficerAppointed", buyer, clerk, SCOPE.TITLE, NEVER]],
      ["buyer", "dismiss", [clerk], ["OfficerDismissed", buyer, clerk]],
    ] as const) {
      const { logs } = await world.act(party, "members", act, args);
      const told = logs.map((log) => [log.name, ...Object.values(log.args)].map(String));
      expect(told, act).to.deep.equal([event.map(String)]);
    }
  });

  it("relayers may send until removed", async () => {
    const relayer = key("relayer").address;
    await world.act("port", "members", "admitRelayer", [relayer]);
    expect(await world.read("members", "maySend", relayer)).to.equal(true);
    await world.act("port", "members", "removeRelayer", [relayer]);
    expect(await world.read("members", "maySend", relayer)).to.equal(false);
    expect(await name("carrier", "admitRelayer", [relayer])).to.equal("AccessManagedUnauthorized");
    expect(await name("carrier", "removeRelayer", [relayer])).to.equal("AccessManagedUnauthorized");
  });

  it("every act has a type and takes a signature of the right officer only", async () => {
    for (const act of ["appoint", "dismiss", "requireSignatures", "listAgent", "delistAgent"]) {
      const args: Record<string, unknown[]> = {
        appoint: [key("x").address, SCOPE.TITLE, NEVER],
        dismiss: [world.wallets.carrier.address],
        requireSignatures: [SCOPE.GATE, 2],
        listAgent: [world.ids.agent, SCOPE.ISSUE, NEVER],
        delistAgent: [world.ids.agent],
      };
      expect(await world.refusal("carrier", "members", act, args[act]!, { signed: true })).to.equal(null);
      expect(
        (await world.refusal("carrier", "members", act, args[act]!, { signed: true, officer: key("stranger") }))!.name,
      ).to.equal("MemberNotOfficer");
    }
  });
});
