import { expect } from "chai";
import { AbiCoder, encodeBytes32String, id, keccak256 } from "ethers";
import type { Result } from "ethers";
import { NEVER, SCOPE, ZERO, createWorld, key, parties, reference, titleIdOf } from "../support/world.ts";
import type { Done, Party, World } from "../support/world.ts";

const STATUS = [
  "None",
  "Pending",
  "RegisteredUnique",
  "RegisteredDuplicate",
  "DuplicateFinanced",
  "Financed",
  "Cancelled",
];
const abi = AbiCoder.defaultAbiCoder();
const FINGERPRINT = id("keyed fingerprint");
const SALT = id("salt");

/** The blind lock against double financing: its state table, its statuses, its secret and its tie to the pledge. */
describe("FinanceRegistry", () => {
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

  const act = (party: Party, name: string, ...args: unknown[]) => world.act(party, "finance", name, args);
  const refused = async (party: Party, name: string, ...args: unknown[]): Promise<string> =>
    (await world.refusal(party, "finance", name, args))?.name ?? "passes";
  const commitment = (bank: Party, salt = SALT, fingerprint = FINGERPRINT): string =>
    keccak256(abi.encode(["bytes32", "uint32", "bytes32"], [fingerprint, world.ids[bank], salt]));
  const idOf = (bank: Party, salt = SALT, fingerprint = FINGERPRINT): string =>
    keccak256(abi.encode(["bytes32", "bytes32"], [fingerprint, commitment(bank, salt, fingerprint)]));
  const status = async (bank: Party, salt = SALT): Promise<string> =>
    STATUS[Number(await world.read("finance", "statusOf", idOf(bank, salt)))]!;
  const register = (bank: Party, { by = bank, salt = SALT, title = ZERO } = {}) =>
    act(by, "register", FINGERPRINT, commitment(bank, salt), title, ZERO);
  const title = (): string => titleIdOf(world.ids.carrier, "BL1");
  async function bill(): Promise<void> {
    const { carrier, shipper } = world.ids;
    await world.act("carrier", "title", "issue", [carrier, reference("BL1"), 1, shipper, shipper, id("content"), ZERO]);
  }
  async function pledge(bank: Party): Promise<void> {
    await world.act("shipper", "title", "offerPledge", [title(), world.ids[bank], world.ids.buyer, 0, NEVER, ZERO]);
    await world.act(bank, "title", "acceptPledge", [title(), ZERO]);
  }

  describe("the state table", () => {
    const situations: Record<string, () => Promise<unknown>> = {
      None: async () => undefined,
      Open: () => register("bank"),
      Financed: async () => {
        await register("bank");
        await act("bank", "finance", idOf("bank"), ZERO);
      },
      Cancelled: async () => {
        await register("bank");
        await act("bank", "cancel", idOf("bank"), ZERO);
      },
    };
    const attempts: Record<string, () => unknown[]> = {
      register: () => [FINGERPRINT, commitment("bank"), ZERO, ZERO],
      finance: () => [idOf("bank"), ZERO],
      cancel: () => [idOf("bank"), ZERO],
      settle: () => [idOf("bank")],
      disclose: () => [idOf("bank"), world.ids.bank, SALT, ZERO],
    };
    const rows: Record<string, { by: Party[]; event: string }> = {
      "None register": { by: ["bank", "rival", "port"], event: "FinancingRegistered" },
      "Open finance": { by: ["bank"], event: "FinancingLocked" },
      "Open cancel": { by: ["bank"], event: "FinancingCancelled" },
      "Financed cancel": { by: ["bank"], event: "FinancingCancelled" },
    };
    for (const [situation, arrange] of Object.entries(situations)) {
      for (const [name, args] of Object.entries(attempts)) {
        const row = rows[`${situation} ${name}`];
        it(`${situation}: ${name} ${row === undefined ? "is refused to everyone" : `→ ${row.event}`}`, async () => {
          await arrange();
          for (const party of parties) {
            for (const signed of [false, true]) {
              const refusal = await world.refusal(party, "finance", name, args(), { signed });
              if (row?.by.includes(party) === true) expect(refusal, party).to.equal(null);
              else expect(refusal?.name ?? "passes", party).to.match(/^(Financing|Member)/);
            }
          }
          if (row === undefined) return;
          for (const signed of [false, true]) {
            const before = await world.networkHelpers.takeSnapshot();
            const { logs } = await world.act(row.by[0]!, "finance", name, args(), { signed });
            const last = logs.filter((log) => log.name !== "ActSigned").at(-1)!;
            expect(last.name).to.equal(row.event);
            expect(last.args.financing).to.equal(idOf("bank"));
            expect(last.args.state).to.equal(await world.read("finance", "stateOf", idOf("bank")));
            await before.restore();
          }
        });
      }
    }
  });

  it("registers with a fingerprint and a commitment, by a bank or a registrar with the scope", async () => {
    expect(await refused("bank", "register", ZERO, id("c"), ZERO, ZERO)).to.equal("FinancingArgumentInvalid");
    expect(await refused("bank", "register", FINGERPRINT, ZERO, ZERO, ZERO)).to.equal("FinancingArgumentInvalid");
    expect(await refused("shipper", "register", FINGERPRINT, id("c"), ZERO, ZERO)).to.equal("MemberRoleMissing");
    expect(await refused("bank", "register", FINGERPRINT, id("c"), id("no bill"), ZERO)).to.equal(
      "FinancingTitleUnknown",
    );
    const clerk = key("clerk");
    await world.act("bank", "members", "appoint", [clerk.address, SCOPE.TITLE, NEVER]);
    const args = [FINGERPRINT, id("c"), ZERO, ZERO];
    expect((await world.refusal("bank", "finance", "register", args, { officer: clerk, signed: true }))!.name).to.equal(
      "MemberScopeMissing",
    );
    expect(await world.read("finance", "financingIdFor", FINGERPRINT, commitment("bank"))).to.equal(idOf("bank"));
  });

  it("REGU, REDU, FNCD, DFIN, CANC: first come, first financed, one at a time", async () => {
    await register("bank");
    expect(await status("bank")).to.equal("RegisteredUnique");
    await register("rival");
    expect(await status("rival")).to.equal("RegisteredDuplicate");
    expect(await refused("rival", "finance", idOf("rival"), ZERO)).to.equal("FinancingNotUnique");
    await act("bank", "finance", idOf("bank"), ZERO);
    expect([await status("bank"), await status("rival")]).to.deep.equal(["Financed", "DuplicateFinanced"]);
    expect(await refused("rival", "finance", idOf("rival"), ZERO)).to.equal("FinancingNotUnique");
    expect(await world.read("finance", "financedOf", FINGERPRINT)).to.equal(idOf("bank"));
    expect(await world.read("finance", "openOf", FINGERPRINT)).to.deep.equal([idOf("rival")]);
    await act("bank", "cancel", idOf("bank"), ZERO);
    expect([await status("bank"), await status("rival")]).to.deep.equal(["Cancelled", "RegisteredUnique"]);
    await act("rival", "finance", idOf("rival"), ZERO);
    expect(await status("rival")).to.equal("Financed");
    expect(await status("bank", id("never"))).to.equal("None");
  });
  it("whoever came later moves up when an earlier one cancels, in order", async () => {
    const salts = ["a", "b", "c"].map(id);
    for (const salt of salts) await register("bank", { salt });
    await act("bank", "cancel", idOf("bank", salts[1]), ZERO);
    expect(await world.read("finance", "openOf", FINGERPRINT)).to.deep.equal([
      idOf("bank", salts[0]),
      idOf("bank", salts[2]),
    ]);
    await act("bank", "cancel", idOf("bank", salts[0]), ZERO);
    expect(await status("bank", salts[2])).to.equal("RegisteredUnique");
  });
  it("whoever may not act for the time being stands behind the others, so that nobody holds the documents up", async () => {
    await register("bank");
    await register("rival");
    await world.act("port", "members", "suspend", [world.ids.bank, ZERO]);
    expect([await status("bank"), await status("rival")]).to.deep.equal(["RegisteredDuplicate", "RegisteredUnique"]);
    await world.act("port", "members", "reinstate", [world.ids.bank, ZERO]);
    expect([await status("bank"), await status("rival")]).to.deep.equal(["RegisteredUnique", "RegisteredDuplicate"]);
    expect(await refused("rival", "finance", idOf("rival"), ZERO)).to.equal("FinancingNotUnique");
    await world.act("port", "members", "strike", [world.ids.bank, ZERO]);
    await act("rival", "finance", idOf("rival"), ZERO);
    expect([await status("bank"), await status("rival")]).to.deep.equal(["DuplicateFinanced", "Financed"]);
  });
  it("of several who may not act the first stands first", async () => {
    await register("bank");
    await register("rival");
    for (const party of ["bank", "rival"] as const) {
      await world.act("port", "members", "suspend", [world.ids[party], ZERO]);
    }
    expect([await status("bank"), await status("rival")]).to.deep.equal(["RegisteredUnique", "RegisteredDuplicate"]);
  });
  it("is registered once; a second try takes a fresh salt, and no more than sixteen wait", async () => {
    await register("bank");
    expect(await refused("bank", "register", FINGERPRINT, commitment("bank"), ZERO, ZERO)).to.equal("FinancingExists");
    for (let i = 1; i < 16; i++) await register("bank", { salt: id(String(i)) });
    expect(await refused("bank", "register", FINGERPRINT, commitment("bank", id("16")), ZERO, ZERO)).to.equal(
      "FinancingTooMany",
    );
  });

  describe("the bank", () => {
    it("is nowhere on the record while a registrar files for it, until it is in conflict and discloses itself", async () => {
      const { logs } = await register("bank", { by: "port" });
      expect(logs[0]!.args.from).to.equal(BigInt(world.ids.port));
      const read = async () => ((await world.read("finance", "getFinancing", idOf("bank"))) as Result).toObject();
      expect(await read()).to.include({ filer: BigInt(world.ids.port), bank: 0n });
      const disclosure = [idOf("bank"), world.ids.bank, SALT, ZERO];
      expect(await refused("port", "disclose", ...disclosure)).to.equal("FinancingNoConflict");
      await register("rival");
      expect(await refused("port", "disclose", idOf("bank"), world.ids.rival, SALT, ZERO)).to.equal(
        "FinancingDisclosureInvalid",
      );
      expect(await refused("port", "disclose", idOf("bank"), world.ids.bank, id("other"), ZERO)).to.equal(
        "FinancingDisclosureInvalid",
      );
      expect(await refused("rival", "disclose", ...disclosure)).to.equal("FinancingNotFiler");
      const done = await act("port", "disclose", ...disclosure);
      expect(done.logs[0]!.name).to.equal("FinancierDisclosed");
      expect(await read()).to.include({ bank: BigInt(world.ids.bank) });
      await act("rival", "disclose", idOf("rival"), world.ids.rival, SALT, ZERO);
    });
    it("discloses itself against a financing too", async () => {
      await register("bank");
      await act("bank", "finance", idOf("bank"), ZERO);
      expect(await refused("bank", "disclose", idOf("bank"), world.ids.bank, SALT, ZERO)).to.equal(
        "FinancingNoConflict",
      );
      await register("rival");
      await act("bank", "disclose", idOf("bank"), world.ids.bank, SALT, ZERO);
    });
    it("that files itself cannot point at another, and what is disclosed is a bank", async () => {
      await act("rival", "register", FINGERPRINT, commitment("bank"), ZERO, ZERO);
      await register("rival");
      expect(await refused("rival", "disclose", idOf("bank"), world.ids.bank, SALT, ZERO)).to.equal(
        "FinancingDisclosureInvalid",
      );
      await register("shipper", { by: "port" });
      expect(await refused("port", "disclose", idOf("shipper"), world.ids.shipper, SALT, ZERO)).to.equal(
        "MemberRoleMissing",
      );
    });
  });

  describe("a bill of this ledger", () => {
    beforeEach(bill);

    it("PNDG: waits for the pledge, which makes it financeable", async () => {
      await register("bank", { title: title() });
      expect(await status("bank")).to.equal("Pending");
      expect(await refused("bank", "finance", idOf("bank"), ZERO)).to.equal("FinancingNotUnique");
      await pledge("bank");
      expect(await status("bank")).to.equal("RegisteredUnique");
      await act("bank", "finance", idOf("bank"), ZERO);
    });
    it("pledged to another bank stays pending", async () => {
      await register("bank", { title: title() });
      await pledge("rival");
      expect(await status("bank")).to.equal("Pending");
    });
    it("is filed by the bank itself", async () => {
      expect(await refused("port", "register", FINGERPRINT, commitment("bank"), title(), ZERO)).to.equal(
        "MemberRoleMissing",
      );
    });
    it("holds the lock as long as the pledge, and anyone may settle it after", async () => {
      await register("bank", { title: title() });
      await pledge("bank");
      await act("bank", "finance", idOf("bank"), ZERO);
      expect(await refused("bank", "cancel", idOf("bank"), ZERO)).to.equal("FinancingStillPledged");
      expect(await refused("haulier", "settle", idOf("bank"))).to.equal("FinancingStillPledged");
      await world.act("bank", "title", "releasePledge", [title(), world.ids.shipper, 0, ZERO]);
      expect(await refused("bank", "cancel", idOf("bank"), ZERO)).to.equal("passes");
      const { logs } = await act("haulier", "settle", idOf("bank"));
      expect(logs[0]!.name).to.equal("FinancingSettled");
      expect(await status("bank")).to.equal("Cancelled");
    });
    it("holds the lock through the bill's replacement, and ends with the replacing bills' pledges", async () => {
      await register("bank", { title: title() });
      await pledge("bank");
      await act("bank", "finance", idOf("bank"), ZERO);
      const t = (party: Party, name: string, ...args: unknown[]) => world.act(party, "title", name, args);
      await t("bank", "entrust", title(), world.ids.buyer, NEVER, ZERO);
      await t("buyer", "accept", title(), ZERO);
      await t("bank", "consentSurrender", title(), 2, ZERO);
      await t("buyer", "surrender", title(), 2, ZERO);
      const parts = ["P1", "P2"].map((number) => [reference(number), 1, world.ids.buyer, id(number)]);
      await t("carrier", "replace", world.ids.carrier, [title()], parts, ZERO);
      expect(await refused("haulier", "settle", idOf("bank"))).to.equal("FinancingStillPledged");
      for (const number of ["P1", "P2"]) {
        const part = titleIdOf(world.ids.carrier, number);
        await t("bank", "releasePledge", part, world.ids.buyer, 0, ZERO);
        expect(await refused("haulier", "settle", idOf("bank"))).to.equal(
          number === "P1" ? "FinancingStillPledged" : "passes",
        );
      }
      await act("haulier", "settle", idOf("bank"));
    });
    it("holds the lock while any part of the bill is pledged, also where one keeps the number, and replaces itself again", async () => {
      await register("bank", { title: title() });
      await pledge("bank");
      await act("bank", "finance", idOf("bank"), ZERO);
      const t = (party: Party, name: string, ...args: unknown[]) => world.act(party, "title", name, args);
      const other = titleIdOf(world.ids.carrier, "P2");
      const [own] = (await world.read("title", "lineageOf", title())) as [string[]];
      expect(own).to.deep.equal([]);
      const bills = (numbers: string[]): unknown[] =>
        numbers.map((number) => [reference(number), 1, world.ids.buyer, id(number)]);
      await t("bank", "entrust", title(), world.ids.buyer, NEVER, ZERO);
      await t("buyer", "accept", title(), ZERO);
      // Twice, so that each part names the other as what it replaced and was replaced by.
      for (const parts of [[title()], [title(), other]]) {
        for (const part of parts) {
          await t("bank", "consentSurrender", part, 2, ZERO);
          await t("buyer", "surrender", part, 2, ZERO);
        }
        await t("carrier", "replace", world.ids.carrier, parts, bills(["BL1", "P2"]), ZERO);
      }
      await t("bank", "releasePledge", title(), world.ids.buyer, 0, ZERO);
      expect(await refused("haulier", "settle", idOf("bank"))).to.equal("FinancingStillPledged");
      await t("buyer", "surrender", title(), 1, ZERO);
      await t("carrier", "acceptSurrender", title(), ZERO);
      expect(await refused("haulier", "settle", idOf("bank"))).to.equal("FinancingStillPledged");
      await t("bank", "releasePledge", other, world.ids.buyer, 0, ZERO);
      await act("haulier", "settle", idOf("bank"));
    });
    it("holds the lock where more than 256 bills came of one, rather than end it too early", async () => {
      await register("bank", { title: title() });
      await pledge("bank");
      await act("bank", "finance", idOf("bank"), ZERO);
      const { carrier, buyer } = world.ids;
      const t = (party: Party, name: string, ...args: unknown[]) => world.act(party, "title", name, args);
      const of = (number: string): string => titleIdOf(carrier, number);
      const split = async (whole: string, letter: string): Promise<void> => {
        await t("buyer", "surrender", of(whole), 2, ZERO);
        const parts = Array.from({ length: 30 }, (_, i) => `${letter}${i}`);
        const bills = parts.map((number) => [reference(number), 1, buyer, id(number)]);
        await t("carrier", "replace", carrier, [of(whole)], bills, ZERO);
      };
      /** Asked with all the gas of a block: it looks at hundreds of bills. */
      const settled = async (): Promise<string> => {
        const data = world.contracts.finance.interface.encodeFunctionData("settle", [idOf("bank")]);
        const call = { from: world.wallets.haulier.address, to: world.addresses.finance, data };
        try {
          await world.provider.send("eth_call", [call, "pending"]);
          return "passes";
        } catch (error) {
          return world.describe(world.revertData(error)).name;
        }
      };
      await t("bank", "entrust", title(), buyer, NEVER, ZERO);
      await t("buyer", "accept", title(), ZERO);
      await t("bank", "consentSurrender", title(), 2, ZERO);
      await split("BL1", "P");
      for (let i = 0; i < 30; i++) await t("bank", "releasePledge", of(`P${i}`), buyer, 0, ZERO);
      // 1 + 30, and 30 more with each that is split: 241 with the seventh, 271 with the eighth.
      for (let i = 0; i < 8; i++) {
        await split(`P${i}`, "ABCDEFGH"[i]!);
        const told = i < 7 ? "passes" : "FinancingStillPledged";
        if (i >= 6) expect(await settled(), String(i)).to.equal(told);
      }
    });
    it("ends with the bill's accomplishment", async () => {
      await register("bank", { title: title() });
      await pledge("bank");
      await act("bank", "finance", idOf("bank"), ZERO);
      const t = (party: Party, name: string, ...args: unknown[]) => world.act(party, "title", name, args);
      await t("bank", "entrust", title(), world.ids.buyer, NEVER, ZERO);
      await t("buyer", "accept", title(), ZERO);
      await t("bank", "consentSurrender", title(), 1, ZERO);
      await t("buyer", "surrender", title(), 1, ZERO);
      await t("carrier", "acceptSurrender", title(), ZERO);
      expect(await refused("haulier", "settle", idOf("bank"))).to.equal("passes");
    });
  });

  it("a refusal tells who and what", async () => {
    const { port, rival, bank } = world.ids;
    await register("bank", { by: "port" });
    await register("rival");
    const financing = idOf("bank");
    const what = encodeBytes32String;
    for (const [by, name, args, ...facts] of [
      ["rival", "finance", [financing, ZERO], "FinancingNotFiler", financing, rival, port],
      ["rival", "cancel", [financing, ZERO], "FinancingNotFiler", financing, rival, port],
      ["rival", "disclose", [financing, bank, SALT, ZERO], "FinancingNotFiler", financing, rival, port],
      ["rival", "finance", [idOf("rival"), ZERO], "FinancingNotUnique", idOf("rival"), 3],
      ["port", "register", [FINGERPRINT, commitment("bank"), ZERO, ZERO], "FinancingExists", financing],
      ["bank", "register", [ZERO, id("x"), ZERO, ZERO], "FinancingArgumentInvalid", what("fingerprint")],
      ["bank", "register", [id("x"), ZERO, ZERO, ZERO], "FinancingArgumentInvalid", what("commitment")],
      ["bank", "register", [id("x"), id("y"), title(), ZERO], "FinancingTitleUnknown", title()],
      ["haulier", "settle", [financing], "FinancingUnexpectedStage", financing, 1, 1 << 2],
    ] as [Party, string, unknown[], ...unknown[]][]) {
      const refusal = await world.refusal(by, "finance", name, args);
      expect([refusal?.name, ...(refusal?.args ?? [])].map(String), `${by} ${name}`).to.deep.equal(facts.map(String));
    }
  });

  it("an act tells who and what, and keeps when it was registered", async () => {
    const { port, bank } = world.ids;
    const told = ({ logs }: Done): string[][] => logs.map((log) => [log.name, ...Object.values(log.args)].map(String));
    const [financing, contract] = [idOf("bank"), id("contract")];
    const state = (): Promise<unknown> => world.read("finance", "stateOf", financing);
    const registered = await act("port", "register", FINGERPRINT, commitment("bank"), ZERO, contract);
    expect(told(registered)).to.deep.equal([
      [
        ...["FinancingRegistered", financing, FINGERPRINT, port, commitment("bank"), ZERO],
        ...[STATUS.indexOf("RegisteredUnique"), await state(), contract],
      ].map(String),
    ]);
    const read = ((await world.read("finance", "getFinancing", financing)) as Result).toObject();
    expect(read).to.deep.include({ registeredAt: BigInt(registered.timestamp), filer: BigInt(port), title: ZERO });
    expect(told(await act("port", "finance", financing, contract))).to.deep.equal([
      ["FinancingLocked", financing, FINGERPRINT, port, await state(), contract].map(String),
    ]);
    expect(await world.read("finance", "financedOf", FINGERPRINT)).to.equal(financing);
    await register("rival");
    const head = (await world.read("finance", "trailOf", financing)) as string;
    const disclosed = await act("port", "disclose", financing, bank, SALT, contract);
    expect(told(disclosed)).to.deep.equal([
      ["FinancierDisclosed", financing, FINGERPRINT, port, bank, await state(), contract].map(String),
    ]);
    const types = ["bytes32", "uint8", "uint32", "uint32", "bytes32", "bytes32", "uint256"];
    expect(await world.read("finance", "trailOf", financing)).to.equal(
      keccak256(abi.encode(types, [head, 5, port, bank, await state(), contract, disclosed.timestamp])),
    );
    expect(told(await act("port", "cancel", financing, contract))).to.deep.equal([
      ["FinancingCancelled", financing, FINGERPRINT, port, await state(), contract].map(String),
    ]);
    expect(await world.read("finance", "financedOf", FINGERPRINT)).to.equal(ZERO);
  });

  it("what anyone settles goes into the trail as the filer's, and frees the lock", async () => {
    await bill();
    await register("bank", { title: title() });
    await pledge("bank");
    await act("bank", "finance", idOf("bank"), ZERO);
    await world.act("bank", "title", "releasePledge", [title(), world.ids.shipper, 0, ZERO]);
    const head = (await world.read("finance", "trailOf", idOf("bank"))) as string;
    const { logs, timestamp } = await act("haulier", "settle", idOf("bank"));
    const state = await world.read("finance", "stateOf", idOf("bank"));
    const { bank } = world.ids;
    expect(Object.values(logs[0]!.args).map(String)).to.deep.equal(
      [idOf("bank"), FINGERPRINT, bank, state, ZERO].map(String),
    );
    const types = ["bytes32", "uint8", "uint32", "uint32", "bytes32", "bytes32", "uint256"];
    expect(await world.read("finance", "trailOf", idOf("bank"))).to.equal(
      keccak256(abi.encode(types, [head, 4, bank, 0, state, ZERO, timestamp])),
    );
    expect(await world.read("finance", "financedOf", FINGERPRINT)).to.equal(ZERO);
    await register("rival");
    await act("rival", "finance", idOf("rival"), ZERO);
  });

  it("a bill on paper is pledged on this ledger no more", async () => {
    await bill();
    await register("bank", { title: title() });
    await pledge("bank");
    await act("bank", "finance", idOf("bank"), ZERO);
    const t = (party: Party, name: string, ...args: unknown[]) => world.act(party, "title", name, args);
    await t("bank", "entrust", title(), world.ids.buyer, NEVER, ZERO);
    await t("buyer", "accept", title(), ZERO);
    await t("bank", "consentSurrender", title(), 5, ZERO);
    await t("buyer", "surrender", title(), 5, ZERO);
    expect(await refused("haulier", "settle", idOf("bank"))).to.equal("FinancingStillPledged");
    await t("carrier", "convertToPaper", title(), id("serials"), id("statement"));
    expect(await refused("haulier", "settle", idOf("bank"))).to.equal("passes");
  });

  it("a financing off the ledger is settled by nobody but its filer", async () => {
    await register("bank");
    await act("bank", "finance", idOf("bank"), ZERO);
    expect(await refused("haulier", "settle", idOf("bank"))).to.equal("FinancingUnbound");
  });

  it("its trail is recomputed from its events", async () => {
    await register("bank");
    await register("rival");
    await act("bank", "finance", idOf("bank"), id("contract"));
    await act("bank", "disclose", idOf("bank"), world.ids.bank, SALT, ZERO);
    await act("bank", "cancel", idOf("bank"), ZERO);
    const acts: Record<string, number> = {
      FinancingRegistered: 1,
      FinancingLocked: 2,
      FinancingCancelled: 3,
      FinancierDisclosed: 5,
    };
    let head = idOf("bank");
    for (const log of await world.provider.getLogs({ address: world.addresses.finance, fromBlock: 0 })) {
      const event = world.contracts.finance.interface.parseLog(log)!;
      if (event.args.financing !== idOf("bank")) continue;
      const { timestamp } = (await world.provider.getBlock(log.blockNumber))!;
      const { from, state, instrument } = event.args;
      const to = event.name === "FinancierDisclosed" ? event.args.bank : 0;
      const types = ["bytes32", "uint8", "uint32", "uint32", "bytes32", "bytes32", "uint256"];
      head = keccak256(abi.encode(types, [head, acts[event.name], from, to, state, instrument, timestamp]));
    }
    expect(await world.read("finance", "trailOf", idOf("bank"))).to.equal(head);
  });
});
