import { expect } from "chai";
import { Interface, TypedDataEncoder, ZeroHash, concat, dataLength, id, toBeHex, zeroPadValue } from "ethers";
import type { FunctionFragment, Wallet } from "ethers";
import { financeRegistryAbi, memberRegistryAbi, titleRegistryAbi } from "../../../contracts/bindings/index.ts";
import { NEVER, SCOPE, ZERO, createWorld, key, reference, titleIdOf } from "../support/world.ts";
import type { World } from "../support/world.ts";

const ABIS = { members: memberRegistryAbi, title: titleRegistryAbi, finance: financeRegistryAbi };

/** What every act's type ends with. */
const NUMBERED = [
  { name: "nonce", type: "uint256" },
  { name: "notAfter", type: "uint256" },
];

type Signed = {
  call: string;
  officer: string;
  nonce: bigint;
  notAfter: number;
  signature: string;
  countersignatures: { officer: string; signature: string }[];
};

/** Acts by signature: one body with the direct act, replay-proof, relayed by anyone, countersigned, batched, cancelled. */
describe("Acts", () => {
  let world: World;
  let fresh: Awaited<ReturnType<World["networkHelpers"]["takeSnapshot"]>>;
  let title: string;

  before(async () => {
    world = await createWorld();
    title = titleIdOf(world.ids.carrier, "BL1");
    await world.act("carrier", "title", "issue", issueArgs("BL1"));
    fresh = await world.networkHelpers.takeSnapshot();
  });
  beforeEach(async () => {
    await fresh.restore();
    fresh = await world.networkHelpers.takeSnapshot();
  });

  const issueArgs = (number: string): unknown[] => [
    world.ids.carrier,
    reference(number),
    1,
    world.ids.shipper,
    world.ids.shipper,
    id("content"),
    ZERO,
  ];
  const digestOf = async (call: string, nonce: bigint, notAfter: number): Promise<string> =>
    (await world.read("title", "actDigest", call, nonce, notAfter)) as string;

  async function sign(
    officer: Wallet,
    name: string,
    args: unknown[],
    { nonce = 7n, notAfter = NEVER, cosigners = [] as Wallet[] } = {},
  ): Promise<Signed> {
    const call = world.contracts.title.interface.encodeFunctionData(name, args);
    const digest = await digestOf(call, nonce, notAfter);
    const signatureOf = (wallet: Wallet): string => wallet.signingKey.sign(digest).serialized;
    return {
      call,
      officer: officer.address,
      nonce,
      notAfter,
      signature: signatureOf(officer),
      countersignatures: cosigners
        .sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1))
        .map((wallet) => ({ officer: wallet.address, signature: signatureOf(wallet) })),
    };
  }
  const relay = (signed: Signed) => world.act("haulier", "title", "actBySignature", [signed]);
  const refused = async (signed: Signed): Promise<string> =>
    (await world.refusal("haulier", "title", "actBySignature", [signed]))?.name ?? "passes";
  const signTitle = (options = {}) => sign(world.wallets.shipper, "sign", [title, id("text")], options);

  it("does what the officer signed, whoever relays it, and says so", async () => {
    const { logs } = await relay(await signTitle());
    expect(logs.map((log) => log.name)).to.deep.equal(["TitleSigned", "ActSigned"]);
    expect(logs[1]!.args.officer).to.equal(world.wallets.shipper.address);
    expect(logs[0]!.args.from).to.equal(BigInt(world.ids.shipper));
    expect(await world.read("title", "isNonceUsed", world.wallets.shipper.address, 7n)).to.equal(true);
  });
  it("refuses a replayed signature, and any other act under the same number", async () => {
    const signed = await signTitle();
    await relay(signed);
    expect(await refused(signed)).to.equal("ActNonceUsed");
    const other = await sign(world.wallets.shipper, "surrender", [title, 1, ZERO]);
    expect(await refused(other)).to.equal("ActNonceUsed");
  });
  it("takes numbers in any order, far apart, and one of another officer", async () => {
    for (const nonce of [300n, 2n, 2n ** 255n, 299n]) await relay(await signTitle({ nonce }));
    await world.act("shipper", "title", "offer", [title, world.ids.buyer, 0, NEVER, ZERO]);
    await relay(await sign(world.wallets.buyer, "accept", [title, ZERO], { nonce: 300n }));
  });
  it("refuses a signature after its last moment, and takes it at that moment", async () => {
    const now = await world.now();
    const signed = await signTitle({ notAfter: now + 100 });
    await world.networkHelpers.time.increaseTo(now + 99);
    expect(await refused(signed)).to.equal("passes");
    await world.networkHelpers.time.increaseTo(now + 100);
    expect(await refused(signed)).to.equal("ActSignatureExpired");
  });
  it("refuses another's signature, and a changed call, number, moment or signature", async () => {
    const signed = await signTitle();
    const call = world.contracts.title.interface.encodeFunctionData("sign", [title, id("another text")]);
    const flipped = `${signed.signature.slice(0, 20)}${signed.signature[20] === "0" ? "1" : "0"}${signed.signature.slice(21)}`;
    for (const changed of [
      { ...signed, officer: world.wallets.buyer.address },
      { ...signed, call },
      { ...signed, nonce: 8n },
      { ...signed, notAfter: NEVER - 1 },
      { ...signed, signature: flipped },
      { ...signed, signature: "0x" },
    ]) {
      expect(await refused(changed)).to.equal("ActSignatureInvalid");
    }
  });
  it("refuses the malleable twin of a signature", async () => {
    const signed = await signTitle();
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const s = order - BigInt(`0x${signed.signature.slice(66, 130)}`);
    const v = signed.signature.slice(130) === "1b" ? "1c" : "1b";
    const twin = `${signed.signature.slice(0, 66)}${s.toString(16).padStart(64, "0")}${v}`;
    expect(await refused({ ...signed, signature: twin })).to.equal("ActSignatureInvalid");
  });
  it("binds a signature to this registry and this chain", async () => {
    const call = world.contracts.title.interface.encodeFunctionData("sign", [title, id("text")]);
    const elsewhere = await world.ethers.deployContract("TitleRegistry", [
      world.addresses.members,
      await world.manager.getAddress(),
    ]);
    const foreign = (await elsewhere.getFunction("actDigest").staticCall(call, 7n, NEVER)) as string;
    expect(foreign).to.not.equal(await digestOf(call, 7n, NEVER));
    const signed = await signTitle();
    const { signingKey } = world.wallets.shipper;
    expect(await refused({ ...signed, signature: signingKey.sign(foreign).serialized })).to.equal(
      "ActSignatureInvalid",
    );
    const { chainId } = (await world.read("title", "eip712Domain")) as { chainId: bigint };
    const domain = {
      name: "Lading Title",
      version: "1",
      chainId: chainId + 1n,
      verifyingContract: world.addresses.title,
    };
    const types = {
      Sign: [
        { name: "title", type: "bytes32" },
        { name: "instrument", type: "bytes32" },
        { name: "nonce", type: "uint256" },
        { name: "notAfter", type: "uint256" },
      ],
    };
    const message = { title, instrument: id("text"), nonce: 7n, notAfter: NEVER };
    const otherChain = await world.wallets.shipper.signTypedData(domain, types, message);
    expect(await refused({ ...signed, signature: otherChain })).to.equal("ActSignatureInvalid");
    const thisChain = await world.wallets.shipper.signTypedData({ ...domain, chainId }, types, message);
    expect(await refused({ ...signed, signature: thisChain })).to.equal("passes");
  });
  it("refuses what may not be signed: views, and the entry points themselves", async () => {
    for (const [name, args] of [
      ["getTitle", [title]],
      ["actBatch", [[]]],
    ] as const) {
      const call = world.contracts.title.interface.encodeFunctionData(name, args);
      const signed = { ...(await signTitle()), call };
      expect(await refused(signed)).to.equal("ActNotSignable");
      expect((await world.refusal("port", "title", "actDigest", [call, 1, 1]))!.name).to.equal("ActNotSignable");
    }
    const { selector } = world.contracts.title.interface.getFunction("actBySignature")!;
    expect(await world.read("title", "actTypeHash", selector)).to.equal(ZeroHash);
  });
  it("keeps the number when the act is refused, and hands on the act's own error", async () => {
    const signed = await sign(world.wallets.buyer, "sign", [title, id("text")]);
    expect(await refused(signed)).to.equal("TitleNotHolder");
    expect(await world.read("title", "isNonceUsed", world.wallets.buyer.address, 7n)).to.equal(false);
  });
  it("leaves no signer behind: a direct act later in the same transaction is the caller's own", async () => {
    // Calls one address with several call data, each preceded by its length, and hands on a revert.
    const code =
      "0x5f3560205b36811015602d578035906020018181" + "5f375f5f835f5f875af16028573d5f5f3e3d5ffd5b016004565b00";
    const caller = key("caller").address;
    await world.networkHelpers.setCode(caller, code);
    const { interface: abi } = world.contracts.title;
    const word = (value: string | number): string => zeroPadValue(toBeHex(value), 32);
    const together = (...calls: string[]): string =>
      concat([word(world.addresses.title), ...calls.flatMap((call) => [word(dataLength(call)), call])]);
    const signed = abi.encodeFunctionData("actBySignature", [await signTitle()]);
    const direct = abi.encodeFunctionData("sign", [title, id("text")]);
    const outcome = async (data: string): Promise<string> => {
      try {
        await world.provider.send("eth_call", [{ from: world.relayer.address, to: caller, data }]);
        return "passes";
      } catch (error) {
        return world.describe(world.revertData(error)).name;
      }
    };
    expect(await outcome(together(signed))).to.equal("passes");
    expect(await outcome(together(signed, direct))).to.equal("MemberNotOfficer");
  });

  describe("cancellation", () => {
    it("makes an unused signature unusable, directly or by signature", async () => {
      const signed = await signTitle();
      const { logs } = await world.act("shipper", "title", "cancelSignature", [7n]);
      expect(logs[0]!.name).to.equal("ActSignatureCancelled");
      expect(await refused(signed)).to.equal("ActNonceUsed");
      const next = await signTitle({ nonce: 9n });
      await relay(await sign(world.wallets.shipper, "cancelSignature", [9n], { nonce: 10n }));
      expect(await refused(next)).to.equal("ActNonceUsed");
      expect((await world.refusal("shipper", "title", "cancelSignature", [9n]))!.name).to.equal("ActNonceUsed");
    });
    it("touches one's own numbers only", async () => {
      await world.act("buyer", "title", "cancelSignature", [7n]);
      expect(await refused(await signTitle())).to.equal("passes");
    });
  });

  describe("countersignatures", () => {
    const second = key("second");
    const third = key("third");
    beforeEach(async () => {
      for (const wallet of [second, third]) {
        await world.act("shipper", "members", "appoint", [wallet.address, SCOPE.TITLE, NEVER]);
      }
      await world.act("shipper", "members", "requireSignatures", [SCOPE.TITLE, 3]);
    });

    it("make several officers one person", async () => {
      const signed = await signTitle({ cosigners: [second, third] });
      const { logs } = await relay(signed);
      expect(logs.at(-2)!.name).to.equal("TitleSigned");
    });
    it("must be as many as the member asks for", async () => {
      expect(await refused(await signTitle())).to.equal("MemberSignaturesMissing");
      expect(await refused(await signTitle({ cosigners: [second] }))).to.equal("MemberSignaturesMissing");
      expect((await world.refusal("shipper", "title", "sign", [title, id("text")]))!.name).to.equal(
        "MemberSignaturesMissing",
      );
    });
    it("must each be another officer's, in order, and of this very act", async () => {
      const signed = await signTitle({ cosigners: [second, third] });
      const [first, last] = signed.countersignatures as [
        { officer: string; signature: string },
        { officer: string; signature: string },
      ];
      expect(await refused({ ...signed, countersignatures: [last, first] })).to.equal("ActCountersignatureOrder");
      expect(await refused({ ...signed, countersignatures: [first, first] })).to.equal("ActCountersignatureOrder");
      const swapped = { ...last, signature: first.signature };
      expect(await refused({ ...signed, countersignatures: [first, swapped] })).to.equal("ActSignatureInvalid");
      const own = await signTitle({ cosigners: [second, world.wallets.shipper] });
      expect(await refused(own)).to.equal("MemberCountersignerForeign");
      const foreign = await signTitle({ cosigners: [second, world.wallets.buyer] });
      expect(await refused(foreign)).to.equal("MemberCountersignerForeign");
    });
    it("do not linger: the next act in a batch stands alone", async () => {
      const jointly = await signTitle({ cosigners: [second, third] });
      const alone = await signTitle({ nonce: 8n });
      const { logs } = await world.act("haulier", "title", "actBatch", [[jointly, alone]]);
      const refusal = logs.find((log) => log.name === "ActRefused")!;
      expect(refusal.args.index).to.equal(1n);
      expect(world.describe(refusal.args.reason as string).name).to.equal("MemberSignaturesMissing");
    });
    it("serve acts of a counterparty and of a member's administration too", async () => {
      const offer = await sign(world.wallets.shipper, "offer", [title, world.ids.buyer, 1, NEVER, ZERO], {
        cosigners: [second, third],
      });
      const { logs } = await relay(offer);
      expect(logs.at(-2)!.name).to.equal("TitleOffered");
      await world.act("shipper", "members", "appoint", [second.address, SCOPE.ADMINISTER, NEVER]);
      await world.act("shipper", "members", "requireSignatures", [SCOPE.ADMINISTER, 2]);
      const call = world.contracts.members.interface.encodeFunctionData("dismiss", [third.address]);
      const digest = (await world.read("members", "actDigest", call, 1n, NEVER)) as string;
      const by = (wallet: Wallet) => ({
        officer: wallet.address,
        signature: wallet.signingKey.sign(digest).serialized,
      });
      const signed = {
        call,
        ...by(world.wallets.shipper),
        nonce: 1n,
        notAfter: NEVER,
        countersignatures: [by(second)],
      };
      const foreign = { ...signed, countersignatures: [by(world.wallets.buyer)] };
      expect((await world.refusal("haulier", "members", "actBySignature", [foreign]))!.name).to.equal(
        "MemberCountersignerForeign",
      );
      const done = await world.act("haulier", "members", "actBySignature", [signed]);
      expect(done.logs.at(-2)!.name).to.equal("OfficerDismissed");
    });
  });

  it("asks a contract officer by ERC-1271", async () => {
    // A wallet that approves the one digest in its first slot, else reverts.
    const wallet = key("contract officer");
    const code = "0x6004355f54141560185763" + "1626ba7e" + "60e01b5f5260205ff35b5f5ffd";
    await world.networkHelpers.setCode(wallet.address, code);
    await world.act("shipper", "members", "appoint", [wallet.address, SCOPE.TITLE, NEVER]);
    const signed = { ...(await sign(wallet, "sign", [title, id("text")])), signature: "0x" };
    expect(await refused(signed)).to.equal("ActSignatureInvalid");
    const digest = await digestOf(signed.call, signed.nonce, signed.notAfter);
    await world.networkHelpers.setStorageAt(wallet.address, 0n, zeroPadValue(toBeHex(digest), 32));
    const { logs } = await relay(signed);
    expect(logs.at(-2)!.name).to.equal("TitleSigned");
  });

  describe("batches", () => {
    it("do what can be done and report each bad item", async () => {
      const good = await signTitle();
      const items = [
        good,
        good,
        await sign(world.wallets.buyer, "surrender", [title, 1, ZERO]),
        await signTitle({ nonce: 8n, notAfter: 1 }),
        await sign(world.wallets.shipper, "surrender", [title, 1, ZERO], { nonce: 9n }),
      ];
      const results = (await world.contracts.title.getFunction("actBatch").staticCall(items)) as {
        success: boolean;
        result: string;
      }[];
      expect(results.map((result) => result.success)).to.deep.equal([true, false, false, false, true]);
      const reasons = results.filter(({ success }) => !success).map(({ result }) => world.describe(result).name);
      expect(reasons).to.deep.equal(["ActNonceUsed", "TitleNotHolder", "ActSignatureExpired"]);
      const { logs } = await world.act("haulier", "title", "actBatch", [items]);
      const refusals = logs.filter((log) => log.name === "ActRefused");
      expect(refusals.map((log) => [log.args.index, world.describe(log.args.reason as string).name])).to.deep.equal([
        [1n, "ActNonceUsed"],
        [2n, "TitleNotHolder"],
        [3n, "ActSignatureExpired"],
      ]);
      expect(((await world.read("title", "getTitle", title)) as { state: bigint }).state).to.equal(3n);
    });
    it("tell of each act after what it did, and leave the signature of a refused one usable", async () => {
      const early = await sign(world.wallets.shipper, "surrender", [title, 1, ZERO], { nonce: 9n });
      const foreign = await sign(world.wallets.buyer, "sign", [title, id("text")], { nonce: 9n });
      const { logs } = await world.act("haulier", "title", "actBatch", [[await signTitle(), foreign, early]]);
      expect(logs.map((log) => log.name)).to.deep.equal([
        "TitleSigned",
        "ActSigned",
        "ActRefused",
        "TitleSurrendered",
        "ActSigned",
      ]);
      expect(await world.read("title", "isNonceUsed", world.wallets.buyer.address, 9n)).to.equal(false);
      expect(await world.read("title", "isNonceUsed", world.wallets.shipper.address, 9n)).to.equal(true);
    });
    it("leave the neighbours of a refused number as they are", async () => {
      for (const nonce of [8n, 10n]) await relay(await signTitle({ nonce }));
      const refusedOnce = await sign(world.wallets.shipper, "accept", [title, ZERO], { nonce: 9n });
      await world.act("haulier", "title", "actBatch", [[refusedOnce]]);
      for (const [nonce, used] of [
        [8n, true],
        [9n, false],
        [10n, true],
      ] as const) {
        expect(await world.read("title", "isNonceUsed", world.wallets.shipper.address, nonce)).to.equal(used);
      }
    });
    it("go on after data that is no act's: too short, of an unknown function, or not decoding", async () => {
      const good = await signTitle();
      const { selector } = world.contracts.title.interface.getFunction("replace")!;
      const calls = ["0x", "0x112233", "0x11223344", selector, concat([selector, "0x".padEnd(130, "f")])];
      const items = calls.map((call, index) => ({ ...good, call, nonce: BigInt(20 + index) }));
      const { logs } = await world.act("haulier", "title", "actBatch", [[...items, good]]);
      expect(logs.slice(0, calls.length).map((log) => world.describe(log.args.reason as string).name)).to.deep.equal(
        calls.map(() => "ActNotSignable"),
      );
      expect(logs.slice(calls.length).map((log) => log.name)).to.deep.equal(["TitleSigned", "ActSigned"]);
    });
    it("may be empty", async () => {
      expect((await world.act("haulier", "title", "actBatch", [[]])).logs).to.deep.equal([]);
    });
    it("hand back what an act returns", async () => {
      const issue = await sign(world.wallets.carrier, "issue", issueArgs("BL2"));
      const [{ result }] = (await world.contracts.title.getFunction("actBatch").staticCall([issue])) as [
        { result: string },
      ];
      expect(result).to.equal(titleIdOf(world.ids.carrier, "BL2"));
    });
  });

  it("signs an act without arguments", async () => {
    const call = world.contracts.members.interface.encodeFunctionData("vetoRecovery", []);
    expect(dataLength(call)).to.equal(4);
    expect(await world.read("members", "actDigest", call, 1n, NEVER)).to.match(/^0x[0-9a-f]{64}$/);
    await world.act("port", "members", "approveRecovery", [world.ids.shipper, key("heir").address]);
    const { logs } = await world.act("shipper", "members", "vetoRecovery", [], { signed: true });
    expect(logs.map((log) => log.name)).to.include("RecoveryVetoed");
  });
  it("hands on why data cannot be read, and says so where there is no reason", async () => {
    const signed = await signTitle();
    const { selector } = world.contracts.title.interface.getFunction("replace")!;
    const word = (value: bigint): string => zeroPadValue(toBeHex(value), 32);
    // A list longer than any memory; and nothing where arguments should be.
    const endless = concat([selector, word(2n), word(128n), word(160n), ZERO, word(2n ** 255n), word(0n)]);
    expect(await refused({ ...signed, call: endless })).to.equal("Panic");
    expect(await refused({ ...signed, call: selector })).to.equal("ActNotSignable");
  });

  it("signs the digest of arrays as EIP-712 says", async () => {
    const call = world.contracts.title.interface.encodeFunctionData("replace", [
      world.ids.carrier,
      [title, id("other")],
      [[reference("BL3"), 1, world.ids.shipper, id("next")]],
      id("statement"),
    ]);
    const { chainId } = (await world.read("title", "eip712Domain")) as { chainId: bigint };
    const digest = TypedDataEncoder.hash(
      { name: "Lading Title", version: "1", chainId, verifyingContract: world.addresses.title },
      {
        Replace: [
          { name: "carrier", type: "uint32" },
          { name: "replaced", type: "bytes32[]" },
          { name: "replacements", type: "Replacement[]" },
          { name: "instrument", type: "bytes32" },
          { name: "nonce", type: "uint256" },
          { name: "notAfter", type: "uint256" },
        ],
        Replacement: [
          { name: "transportDocumentReference", type: "bytes32" },
          { name: "kind", type: "uint8" },
          { name: "endorsee", type: "uint32" },
          { name: "contentDigest", type: "bytes32" },
        ],
      },
      {
        carrier: world.ids.carrier,
        replaced: [title, id("other")],
        replacements: [
          {
            transportDocumentReference: reference("BL3"),
            kind: 1,
            endorsee: world.ids.shipper,
            contentDigest: id("next"),
          },
        ],
        instrument: id("statement"),
        nonce: 5n,
        notAfter: NEVER,
      },
    );
    expect(await digestOf(call, 5n, NEVER)).to.equal(digest);
  });

  it("types the acts of governance by their functions' own parameters, a call as its bytes", async () => {
    const { manager } = world;
    const ask = (name: string, ...args: unknown[]): Promise<unknown> => manager.getFunction(name)(...args);
    const target = world.addresses.title;
    const caller = world.wallets.court.address;
    const { chainId } = await world.ethers.provider.getNetwork();
    const domain = {
      name: "Lading Governance",
      version: "1",
      chainId,
      verifyingContract: await manager.getAddress(),
    };
    const values = {
      ...{ roleId: 2n, account: caller, executionDelay: 5n, newDelay: 6n, guardian: 1n },
      ...{ target, data: "0x12345678aa", when: 7n, caller },
    } as const;
    for (const name of ["grantRole", "revokeRole", "setGrantDelay", "setRoleGuardian", "schedule", "cancel"]) {
      const { inputs, selector } = manager.interface.getFunction(name as never)! as unknown as FunctionFragment;
      const fields = [...inputs.map((input) => ({ name: input.name, type: input.type })), ...NUMBERED];
      const primary = `${name[0]!.toUpperCase()}${name.slice(1)}`;
      const type = fields.map((field) => `${field.type} ${field.name}`).join(",");
      expect(await ask("actTypeHash", selector), name).to.equal(id(`${primary}(${type})`));
      const given = inputs.map((input) => values[input.name as keyof typeof values]);
      const message = Object.fromEntries(inputs.map((input, i) => [input.name, given[i]]));
      const call = manager.interface.encodeFunctionData(name as never, given as never);
      expect(await ask("actDigest", call, 5n, NEVER), name).to.equal(
        TypedDataEncoder.hash(domain, { [primary]: fields }, { ...message, nonce: 5n, notAfter: NEVER }),
      );
    }
  });

  for (const registry of ["members", "title", "finance"] as const) {
    it(`types every act of ${registry} by its function's own parameters`, async () => {
      const ways = ["actBySignature", "actBatch"];
      const fragments: FunctionFragment[] = [];
      new Interface(ABIS[registry]).forEachFunction((fragment) => fragments.push(fragment));
      for (const { name, selector, inputs, stateMutability } of fragments) {
        const act = stateMutability === "nonpayable" && !ways.includes(name) && name !== "setAuthority";
        // Data shorter than a selector is read with zeros after it, and so is no act's.
        if (act) expect(selector.endsWith("00"), name).to.equal(false);
        const referred: string[] = [];
        const members = inputs.map(({ type, name: parameter, arrayChildren }) => {
          if (arrayChildren === null || arrayChildren.components === null) return `${type} ${parameter}`;
          const fields = arrayChildren.components.map((field) => `${field.type} ${field.name}`);
          referred.push(`Replacement(${fields.join(",")})`);
          return `Replacement[] ${parameter}`;
        });
        const primary = `${name[0]!.toUpperCase()}${name.slice(1)}`;
        const type = `${primary}(${[...members, "uint256 nonce", "uint256 notAfter"].join(",")})${referred.join("")}`;
        await world.sendRaw({
          from: world.relayer.address,
          to: world.addresses[registry],
          data: world.contracts[registry].interface.encodeFunctionData("actTypeHash", [selector]),
        });
        expect(await world.read(registry, "actTypeHash", selector), name).to.equal(act ? id(type) : ZeroHash);
      }
    });
  }
});
