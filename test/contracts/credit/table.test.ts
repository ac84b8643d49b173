import { expect } from "chai";
import { NEVER, ZERO, ascii, createPort, encode } from "../release/port.ts";
import type { Party, Port } from "../release/port.ts";
import { DIGEST, FIELD, foundCredit } from "./founding.ts";

const DAY = 86_400;
const STATUS = { None: 0, Active: 1, Suspended: 2, Revoked: 3, Superseded: 4 } as const;
type Status = keyof typeof STATUS;
type View = {
  status: bigint;
  grade: bigint;
  underObjection: boolean;
  hasNext: boolean;
  isRepair: boolean;
  state: string;
};
type Place = { status: Status; objected?: boolean; adverse?: boolean };

/** Every act on an attestation about the buyer, by customs, its agency, or the buyer, its subject. */
const ATTEMPTS: Record<string, { name: string; by: Party; args: (id: string) => unknown[] }> = {
  attest: { name: "attest", by: "customs", args: () => [2, 1, 1, 0, NEVER, DIGEST] },
  suspend: { name: "suspend", by: "customs", args: (id) => [id, 1, ZERO] },
  reinstate: { name: "reinstate", by: "customs", args: (id) => [id, ZERO] },
  revoke: { name: "revoke", by: "customs", args: (id) => [id, 1, ZERO] },
  supersede: { name: "supersede", by: "customs", args: (id) => [id, 3, 0, NEVER, DIGEST] },
  repair: { name: "repair", by: "customs", args: (id) => [id, 3, 0, NEVER, DIGEST] },
  object: { name: "object", by: "buyer", args: (id) => [id, DIGEST] },
  dismiss: { name: "resolve", by: "customs", args: (id) => [id, false, 0, DIGEST] },
  uphold: { name: "resolve", by: "customs", args: (id) => [id, true, 0, DIGEST] },
};

type Row = { from: Place; act: keyof typeof ATTEMPTS; to: Status; event: string; next?: boolean };
const each = (statuses: Status[], row: (status: Status) => Row): Row[] => statuses.map(row);
const rows: Row[] = [
  { from: { status: "None" }, act: "attest", to: "Active", event: "AttestationGiven" },
  { from: { status: "Active" }, act: "suspend", to: "Suspended", event: "AttestationSuspended" },
  { from: { status: "Suspended" }, act: "reinstate", to: "Active", event: "AttestationReinstated" },
  ...each(["Active", "Suspended"], (status) => ({
    from: { status },
    act: "revoke",
    to: "Revoked",
    event: "AttestationRevoked",
  })),
  ...each(["Active", "Suspended"], (status) => ({
    ...{ from: { status }, act: "supersede", to: "Superseded", event: "AttestationSuperseded", next: true },
  })),
  { from: { status: "Revoked" }, act: "repair", to: "Revoked", event: "AttestationSuperseded", next: true },
  ...each(["Active", "Suspended"], (status) => ({
    ...{ from: { status, adverse: true }, act: "repair", to: "Superseded", event: "AttestationSuperseded", next: true },
  })),
  ...each(["Active", "Suspended", "Revoked"], (status) => ({
    ...{ from: { status }, act: "object", to: status, event: "ObjectionRaised" },
  })),
  ...each(["Active", "Suspended", "Revoked"], (status) => ({
    ...{ from: { status, objected: true }, act: "dismiss", to: status, event: "ObjectionResolved" },
  })),
  ...each(["Active", "Suspended"], (status) => ({
    ...{ from: { status, objected: true }, act: "uphold", to: "Revoked", event: "ObjectionResolved" },
  })),
  { from: { status: "Revoked", objected: true }, act: "uphold", to: "Active", event: "ObjectionResolved" },
];
/** Rows that hold whether or not the subject objects. */
const anyObjection = new Set(["suspend", "reinstate", "revoke", "supersede", "repair"]);
/** Rows that hold whether or not the grade is adverse. */
const anyGrade = new Set(Object.keys(ATTEMPTS).filter((act) => act !== "repair"));

const places: Place[] = [
  { status: "None" },
  { status: "Superseded" },
  ...(["Active", "Suspended", "Revoked"] as const).flatMap((status) => [
    { status },
    { status, objected: true },
    { status, adverse: true },
  ]),
];
const nameOf = ({ status, objected, adverse }: Place): string =>
  `${status}${objected === true ? ", under objection" : ""}${adverse === true ? ", adverse" : ""}`;
const inTable = (place: Place, act: string): boolean =>
  rows.some(
    (row) =>
      row.act === act &&
      row.from.status === place.status &&
      (anyObjection.has(act) || (row.from.objected ?? false) === (place.objected ?? false)) &&
      (anyGrade.has(act) || place.status === "Revoked" || (row.from.adverse ?? false) === (place.adverse ?? false)),
  );

describe("the table of attestations", function () {
  this.timeout(120_000);
  let port: Port;
  let id: string;
  let clean: string;
  const view = (attestation = id): Promise<View> => port.read<View>("credit", "getAttestation", attestation, 0);
  async function stage({ status, objected, adverse }: Place): Promise<void> {
    if (status === "None") return;
    const { act, ids } = port;
    await act("customs", "credit", "attest", [ids.buyer, 1, adverse === true ? 4 : 1, 0, NEVER, DIGEST]);
    if (objected === true) await act("buyer", "credit", "object", [id, DIGEST]);
    if (status === "Suspended") await act("customs", "credit", "suspend", [id, 1, ZERO]);
    if (status === "Revoked") await act("customs", "credit", "revoke", [id, 1, ZERO]);
    if (status === "Superseded") await act("customs", "credit", "supersede", [id, 2, 0, NEVER, DIGEST]);
  }
  const argsOf = (act: string): unknown[] => {
    const args = ATTEMPTS[act]!.args(id);
    return act === "attest" ? [port.ids.buyer, ...args.slice(1)] : args;
  };

  before(async () => {
    port = await createPort();
    await foundCredit(port);
    id = encode(["uint32", "bytes32"], [1, `0x${port.ids.buyer.toString(16).padStart(64, "0")}`]);
  });
  beforeEach(async () => {
    clean = await port.snapshot();
  });
  afterEach(async () => port.restore(clean));

  describe("every row", () => {
    for (const row of rows) {
      for (const signed of [false, true]) {
        it(`${nameOf(row.from)} · ${row.act} → ${row.to}${signed ? ", signed" : ""}`, async () => {
          await stage(row.from);
          const { name, by } = ATTEMPTS[row.act]!;
          const done = await port.act(by, "credit", name, argsOf(row.act), { signed });
          const event = done.logs.find((log) => log.name === row.event)!;
          const after = await view();
          expect(Number(after.status)).to.equal(STATUS[row.to]);
          expect(event.args.state).to.equal(after.state);
          expect(after.hasNext).to.equal(row.next === true);
          if (row.next !== true) return;
          const next = await view(done.result as string);
          expect(Number(next.status)).to.equal(STATUS.Active);
          expect(next.isRepair).to.equal(row.act === "repair");
        });
      }
    }
  });

  describe("every other pair of status and act is refused, directly and signed, and changes nothing", () => {
    for (const place of places) {
      it(nameOf(place), async () => {
        await stage(place);
        const before = place.status === "None" ? null : await view();
        for (const [act, { name, by }] of Object.entries(ATTEMPTS)) {
          if (inTable(place, act)) continue;
          for (const signed of [false, true]) {
            const refused = await port.refusal(by, "credit", name, argsOf(act), { signed });
            expect(refused, `${act} must be refused`).to.not.equal(null);
            expect([
              "CreditAttestationUnknown",
              "CreditAttestedAlready",
              "CreditUnexpectedStatus",
              "CreditObjection",
              "CreditNothingToRepair",
              "CreditFollowed",
            ]).to.include(refused!.name);
          }
        }
        if (before !== null) expect((await view()).state).to.equal(before.state);
      });
    }
  });

  describe("who answers for an attestation", () => {
    beforeEach(async () => {
      await port.act("customs", "credit", "accredit", [port.ids.office, FIELD.customs, 0, NEVER, ZERO]);
      await port.act("office", "credit", "attest", [port.ids.buyer, 1, 1, 0, NEVER, DIGEST]);
    });

    it("the office itself, the agency above it and the root", async () => {
      for (const by of ["office", "customs", "port"] as const) {
        expect(await port.refusal(by, "credit", "revoke", [id, 1, ZERO]), by).to.equal(null);
      }
    });

    it("nobody else, until named as successor", async () => {
      const revoke = [id, 1, ZERO];
      for (const by of ["maritime", "court", "buyer", "carrier"] as const) {
        expect((await port.refusal(by, "credit", "revoke", revoke))!.name).to.equal("CreditNotAnswerable");
      }
      await port.act("customs", "credit", "nameSuccessor", [port.ids.office, port.ids.maritime, ZERO]);
      expect(await port.refusal("maritime", "credit", "revoke", revoke)).to.equal(null);
      await port.act("port", "credit", "withdrawAccreditation", [port.ids.maritime, 1, ZERO]);
      expect((await port.refusal("maritime", "credit", "revoke", revoke))!.name).to.equal("CreditNotAccredited");
    });

    it("only the subject objects", async () => {
      expect((await port.refusal("forwarder", "credit", "object", [id, DIGEST]))!.name).to.equal("CreditNotSubject");
    });
  });
});

describe("the tables of accreditation, schemes, flags, rules and consents", function () {
  this.timeout(120_000);
  let port: Port;
  let rule: string;
  let clean: string;
  before(async () => {
    port = await createPort();
    ({ rule } = await foundCredit(port));
  });
  beforeEach(async () => {
    clean = await port.snapshot();
  });
  afterEach(async () => port.restore(clean));
  const refused = async (by: Party, name: string, args: unknown[]): Promise<string | undefined> => {
    const direct = await port.refusal(by, "credit", name, args);
    const signed = await port.refusal(by, "credit", name, args, { signed: true });
    expect(signed?.name).to.equal(direct?.name);
    return direct?.name;
  };

  it("roots are governance's", async () => {
    const { ids } = port;
    for (const by of ["customs", "carrier", "court"] as const) {
      expect(await refused(by, "establishRoot", [ids.court, 1, 1, NEVER, ZERO])).to.equal("AccessManagedUnauthorized");
      expect(await refused(by, "withdrawRoot", [ids.port, 1, ZERO])).to.equal("AccessManagedUnauthorized");
    }
    expect(await refused("port", "establishRoot", [ids.court, 1, 5, NEVER, ZERO])).to.equal("CreditWidened");
    expect(await refused("port", "withdrawRoot", [ids.customs, 1, ZERO])).to.equal("CreditAccreditedAlready");
    expect(await refused("port", "withdrawRoot", [ids.court, 1, ZERO])).to.equal("CreditNotAccredited");
    await port.act("port", "credit", "withdrawRoot", [ids.port, 1, ZERO], { signed: true });
    expect(await port.read("credit", "wasAccreditedAt", ids.customs, FIELD.customs, 0)).to.equal(false);
  });

  it("an accreditation only narrows: fields, depth, time; one parent; no circle", async () => {
    const { ids } = port;
    const soon = (await port.now()) + DAY;
    const args = (agency: number, fields: number, depth: number, until: number): unknown[] => [
      agency,
      fields,
      depth,
      until,
      ZERO,
    ];
    expect(await refused("customs", "accredit", args(ids.office, FIELD.maritime, 0, NEVER))).to.equal("CreditWidened");
    expect(await refused("customs", "accredit", args(ids.office, FIELD.customs, 1, NEVER))).to.equal("CreditWidened");
    expect(await refused("maritime", "accredit", args(ids.office, FIELD.maritime, 0, NEVER))).to.equal("CreditWidened");
    expect(await refused("carrier", "accredit", args(ids.office, FIELD.customs, 0, NEVER))).to.equal(
      "CreditNotAccredited",
    );
    expect(await refused("customs", "accredit", args(ids.maritime, FIELD.customs, 0, NEVER))).to.equal(
      "CreditAccreditedAlready",
    );
    expect(await refused("customs", "accredit", args(ids.port, FIELD.customs, 0, NEVER))).to.equal(
      "CreditAccreditedAlready",
    );
    expect(await refused("customs", "accredit", args(ids.customs, FIELD.customs, 0, NEVER))).to.equal(
      "CreditAccreditedAlready",
    );
    expect(await refused("customs", "accredit", args(ids.office, 0, 0, NEVER))).to.equal("CreditArgumentInvalid");
    await port.act("port", "credit", "accredit", args(ids.customs, FIELD.customs, 1, soon));
    expect(await refused("customs", "accredit", args(ids.office, FIELD.customs, 0, soon + 1))).to.equal(
      "CreditWidened",
    );
    await port.act("customs", "credit", "accredit", args(ids.office, FIELD.customs, 0, soon));
    // What is above is narrowed: the office beneath counts no more.
    await port.act("port", "credit", "accredit", args(ids.customs, FIELD.customs, 0, soon));
    expect(await port.read("credit", "wasAccreditedAt", ids.office, FIELD.customs, 0)).to.equal(false);
  });

  it("withdrawing an agency ends what it and its offices attested, from then on", async () => {
    const { act, ids, read } = port;
    await act("customs", "credit", "accredit", [ids.office, FIELD.customs, 0, NEVER, ZERO]);
    const { result: id } = await act("office", "credit", "attest", [ids.buyer, 1, 1, 0, NEVER, DIGEST]);
    const before = await port.now();
    expect(await read("credit", "wasValidAt", id, 0)).to.equal(true);
    await port.warp(DAY);
    expect(await refused("customs", "withdrawAccreditation", [ids.customs, 1, ZERO])).to.equal("CreditNotAnswerable");
    expect(await refused("maritime", "withdrawAccreditation", [ids.customs, 1, ZERO])).to.equal("CreditNotAnswerable");
    await act("port", "credit", "withdrawAccreditation", [ids.customs, 1, ZERO]);
    expect(await read("credit", "wasValidAt", id, 0)).to.equal(false);
    expect(await read("credit", "wasValidAt", id, before)).to.equal(true);
    expect(((await read("credit", "getAttestation", id, 0)) as { validity: bigint }).validity).to.equal(7n);
    expect(await refused("office", "attest", [ids.forwarder, 1, 1, 0, NEVER, DIGEST])).to.equal("CreditNotAccredited");
    // Its own records it may still revoke.
    expect(await refused("office", "revoke", [id, 1, ZERO])).to.equal(undefined);
    expect(await refused("port", "withdrawAccreditation", [ids.customs, 1, ZERO])).to.equal("CreditNotAccredited");
    await act("port", "credit", "accredit", [ids.customs, FIELD.customs, 1, NEVER, ZERO]);
    expect(await read("credit", "wasValidAt", id, before)).to.equal(true, "the past stays as it was");
  });

  it("schemes: published once, grades named once, closed when retired", async () => {
    const { act, ids, read } = port;
    expect(await refused("customs", "publishScheme", [ascii("GACC-282"), 1, FIELD.customs, 5, DIGEST])).to.equal(
      "CreditSchemeExists",
    );
    for (const [i, value] of [
      [0, ZERO],
      [2, 3],
      [2, 0],
      [3, 0],
      [3, 17],
      [4, ZERO],
    ] as const) {
      const args: unknown[] = [ascii("NEW"), 1, FIELD.customs, 5, DIGEST];
      args[i] = value;
      expect(await refused("customs", "publishScheme", args), String(i)).to.equal("CreditArgumentInvalid");
    }
    const { result } = await act(
      "customs",
      "credit",
      "publishScheme",
      [ascii("GACC-282"), 2, FIELD.customs, 3, DIGEST],
      { signed: true },
    );
    expect(result).to.equal(2n);
    expect(await read("credit", "findScheme", ids.customs, ascii("GACC-282"), 2)).to.equal(2n);
    const attest = [ids.buyer, 2, 1, 0, NEVER, DIGEST];
    expect(await refused("customs", "attest", attest)).to.equal("CreditGradeNamed");
    await act("customs", "credit", "nameGrade", [2, 1, ascii("best"), 1, ZERO], { signed: true });
    expect(await refused("customs", "nameGrade", [2, 1, ascii("other"), 1, ZERO])).to.equal("CreditGradeNamed");
    expect(await refused("customs", "nameGrade", [2, 4, ascii("none"), 1, ZERO])).to.equal("CreditArgumentInvalid");
    expect(await refused("customs", "nameGrade", [2, 2, ZERO, 1, ZERO])).to.equal("CreditArgumentInvalid");
    expect(await refused("maritime", "nameGrade", [2, 2, ascii("x"), 1, ZERO])).to.equal("CreditSchemeForeign");
    expect(await refused("customs", "nameGrade", [9, 2, ascii("x"), 1, ZERO])).to.equal("CreditSchemeUnknown");
    expect(await refused("customs", "attest", attest)).to.equal(undefined);
    expect(await refused("maritime", "retireScheme", [2, ZERO])).to.equal("CreditSchemeForeign");
    await act("customs", "credit", "retireScheme", [2, ZERO]);
    expect(await refused("customs", "attest", attest)).to.equal("CreditSchemeRetired");
    expect(await refused("customs", "retireScheme", [2, ZERO])).to.equal("CreditSchemeRetired");
  });

  it("attesting: arguments, accreditation in the field, beneath the publisher", async () => {
    const { ids } = port;
    const now = await port.now();
    const good = [ids.buyer, 1, 1, 0, NEVER, DIGEST];
    const args = (i: number, value: unknown): unknown[] => good.map((v, j) => (i === j ? value : v));
    expect(await refused("customs", "attest", args(0, 0))).to.equal("CreditArgumentInvalid");
    expect(await refused("customs", "attest", args(0, 999))).to.equal("MemberUnknown");
    expect(await refused("customs", "attest", args(1, 9))).to.equal("CreditSchemeUnknown");
    expect(await refused("customs", "attest", args(2, 0))).to.equal("CreditArgumentInvalid");
    expect(await refused("customs", "attest", args(2, 6))).to.equal("CreditArgumentInvalid");
    expect(await refused("customs", "attest", args(3, now - 10))).to.equal("CreditArgumentInvalid");
    expect(await refused("customs", "attest", args(4, now - 10))).to.equal("CreditArgumentInvalid");
    expect(await refused("customs", "attest", args(5, ZERO))).to.equal("CreditArgumentInvalid");
    expect(await refused("maritime", "attest", good)).to.equal("CreditNotAccredited");
    expect(await refused("port", "attest", good)).to.equal(
      "CreditSchemeForeign",
      "above the publisher is not beneath it",
    );
    expect(
      await refused("customs", "attestPseudonym", [`0x${"00".repeat(28)}00000007`, 1, 1, 0, NEVER, DIGEST]),
    ).to.equal("CreditArgumentInvalid");
    const { result } = await port.act("customs", "credit", "attestPseudonym", [DIGEST, 1, 2, 0, NEVER, DIGEST], {
      signed: true,
    });
    expect(await port.read("credit", "governing", 1, DIGEST, 0)).to.equal(result);
    expect(await port.read("credit", "latest", 1, DIGEST)).to.equal(result);
  });

  it("a downgrade takes effect at once, an upgrade at a date", async () => {
    const { act, ids, read } = port;
    const { result: id } = await act("customs", "credit", "attest", [ids.buyer, 1, 3, 0, NEVER, DIGEST]);
    const date = (await port.now()) + 10 * DAY;
    expect(await refused("customs", "supersede", [id, 4, date, NEVER, DIGEST])).to.equal("CreditDowngradeNotAtOnce");
    const { result: better } = await act("customs", "credit", "supersede", [id, 1, date, NEVER, DIGEST]);
    const buyer = `0x${ids.buyer.toString(16).padStart(64, "0")}`;
    expect(await read("credit", "governing", 1, buyer, 0)).to.equal(id);
    expect(await read("credit", "wasValidAt", id, 0)).to.equal(true);
    expect(await read("credit", "governing", 1, buyer, date)).to.equal(better);
    expect(await read("credit", "wasValidAt", id, date)).to.equal(false);
    expect(await refused("customs", "supersede", [id, 2, 0, NEVER, DIGEST])).to.equal("CreditFollowed");
    // Found out before the date: the downgrade governs at once, and the upgrade never comes.
    const { result: worse } = await act("customs", "credit", "supersede", [better, 4, 0, NEVER, DIGEST]);
    expect(await read("credit", "governing", 1, buyer, 0)).to.equal(worse);
    expect(await read("credit", "governing", 1, buyer, date + 1)).to.equal(worse);
    expect(await read("credit", "wasValidAt", better, date + 1)).to.equal(false);
  });

  it("a seriously adverse grade needs a red flag, which needs two officers and a legal basis", async () => {
    const { act, ids, read } = port;
    const second = await port.appoint("customs", "second customs officer");
    const serious = [ids.buyer, 1, 5, 0, NEVER, DIGEST];
    expect(await refused("customs", "attest", serious)).to.equal("CreditRedFlagNeeded");
    const until = (await port.now()) + 100 * DAY;
    expect(await refused("customs", "proposeFlag", [ids.buyer, ZERO, until, DIGEST])).to.equal("CreditArgumentInvalid");
    expect(await refused("customs", "proposeFlag", [ids.buyer, ascii("Order 282"), 1, DIGEST])).to.equal(
      "CreditArgumentInvalid",
    );
    expect(await refused("customs", "proposeFlag", [ids.buyer, ascii("Order 282"), until, ZERO])).to.equal(
      "CreditArgumentInvalid",
    );
    expect(await refused("carrier", "proposeFlag", [ids.buyer, ascii("Order 282"), until, DIGEST])).to.equal(
      "CreditNotAccredited",
    );
    const { result: flag } = await act(
      "customs",
      "credit",
      "proposeFlag",
      [ids.buyer, ascii("Order 282"), until, DIGEST],
      { signed: true },
    );
    expect(await refused("customs", "attest", serious)).to.equal("CreditRedFlagNeeded");
    expect(await refused("customs", "confirmFlag", [flag, ZERO])).to.equal("CreditSecondOfficerNeeded");
    expect(await refused("maritime", "confirmFlag", [flag, ZERO])).to.equal("CreditNotAnswerable");
    const third = await port.appoint("customs", "third customs officer");
    const { result: dropped } = await act(
      "customs",
      "credit",
      "proposeFlag",
      [ids.buyer, ascii("Order 282"), until, DIGEST],
      { officer: third },
    );
    await act("customs", "members", "dismiss", [third.address]);
    expect(await refused("customs", "confirmFlag", [dropped, ZERO])).to.equal(
      "MemberNotOfficer",
      "who proposed it is no officer any more",
    );
    await act("customs", "credit", "confirmFlag", [flag, ZERO], { officer: second, signed: true });
    expect(await refused("customs", "confirmFlag", [flag, ZERO])).to.equal("CreditFlagUnexpectedStatus");
    const { result: attestation } = await act("customs", "credit", "attest", serious);
    expect(await read("credit", "flagsOf", ids.buyer, 0)).to.deep.equal([flag]);
    expect(await read("credit", "flagsOf", ids.buyer, until + 1)).to.deep.equal(
      [],
      "after the disclosure it is shown no more",
    );
    expect(await refused("maritime", "liftFlag", [flag, 1, ZERO])).to.equal("CreditNotAnswerable");
    await act("port", "credit", "liftFlag", [flag, 1, ZERO]);
    expect(await read("credit", "flagsOf", ids.buyer, 0)).to.deep.equal([]);
    expect(await refused("customs", "liftFlag", [flag, 1, ZERO])).to.equal("CreditFlagUnexpectedStatus");
    expect(await refused("customs", "liftFlag", [DIGEST, 1, ZERO])).to.equal("CreditFlagUnknown");
    const { result: repaired } = await act("customs", "credit", "repair", [attestation, 3, 0, NEVER, DIGEST]);
    expect(((await read("credit", "getAttestation", repaired, 0)) as View).isRepair).to.equal(true);
  });

  it("rules: in force, suspended, resumed, withdrawn, each by its own agency only", async () => {
    const { act, ids } = port;
    const acts = ["suspendRule", "resumeRule", "withdrawRule"] as const;
    for (const name of acts) {
      const foreign = await refused("customs", name, [rule, ZERO]);
      expect(["CreditRuleForeign", "CreditRuleUnexpectedStatus"]).to.include(foreign);
      expect(await refused("maritime", name, [DIGEST, ZERO])).to.equal("CreditRuleUnknown");
    }
    const table: [string, string[]][] = [
      ["suspendRule", ["resumeRule", "withdrawRule"]],
      ["resumeRule", ["suspendRule", "withdrawRule"]],
      ["withdrawRule", []],
    ];
    expect(await refused("maritime", "resumeRule", [rule, ZERO])).to.equal("CreditRuleUnexpectedStatus");
    for (const [name, accepted] of table) {
      await act("maritime", "credit", name, [rule, ZERO], { signed: name !== "resumeRule" });
      for (const other of acts) {
        expect(await refused("maritime", other, [rule, ZERO]), `${other} after ${name}`).to.equal(
          accepted.includes(other) ? undefined : "CreditRuleUnexpectedStatus",
        );
      }
    }
    const good = [1, 1, 1, 0, 0, NEVER, DIGEST];
    for (const [i, value, error] of [
      [0, 9, "CreditSchemeUnknown"],
      [1, 0, "CreditArgumentInvalid"],
      [1, 1 << 5, "CreditArgumentInvalid"],
      [2, 0, "CreditArgumentInvalid"],
      [4, 1, "CreditArgumentInvalid"],
      [5, 1, "CreditArgumentInvalid"],
      [6, ZERO, "CreditArgumentInvalid"],
    ] as const) {
      const args: unknown[] = [...good];
      args[i] = value;
      expect(await refused("maritime", "publishRule", args)).to.equal(error);
    }
    expect(await refused("carrier", "publishRule", good)).to.equal("CreditNotAccredited");
    expect(await port.read("credit", "rulesOf", ids.maritime)).to.deep.equal([rule]);
  });

  it("consents: granted, renewed, withdrawn, and remembered", async () => {
    const { act, ids, read } = port;
    const had = (moment: number): Promise<boolean> =>
      read<boolean>("credit", "hadConsentedAt", ids.buyer, ids.maritime, 1, moment);
    expect(await refused("buyer", "withdrawConsent", [ids.maritime, 1, ZERO])).to.equal("CreditNoConsent");
    expect(await refused("buyer", "grantConsent", [ids.maritime, 0, NEVER, ZERO])).to.equal("CreditArgumentInvalid");
    expect(await refused("buyer", "grantConsent", [ids.maritime, 1, 1, ZERO])).to.equal("CreditArgumentInvalid");
    const before = await port.now();
    const { timestamp: granted } = await act("buyer", "credit", "grantConsent", [
      ids.maritime,
      1,
      (await port.now()) + 10 * DAY,
      ZERO,
    ]);
    expect([
      await had(before),
      await had(granted),
      await had(granted + 9 * DAY),
      await had(granted + 11 * DAY),
    ]).to.deep.equal([false, true, true, false]);
    await port.warp(DAY);
    const { timestamp: renewed } = await act("buyer", "credit", "grantConsent", [ids.maritime, 1, NEVER, ZERO]);
    await port.warp(DAY);
    const { timestamp: withdrawn } = await act("buyer", "credit", "withdrawConsent", [ids.maritime, 1, ZERO], {
      signed: true,
    });
    expect([await had(renewed - 1), await had(renewed), await had(withdrawn - 1), await had(withdrawn)]).to.deep.equal([
      true,
      true,
      true,
      false,
    ]);
    expect(await refused("buyer", "withdrawConsent", [ids.maritime, 1, ZERO])).to.equal("CreditNoConsent");
  });

  it("standing: own grade, directional rules, not transitive, red flags withhold, the past stays", async () => {
    const { act, ids, read } = port;
    type Answer = { grade: bigint; scheme: bigint; benefits: bigint; flagged: boolean; trace: { outcome: bigint }[] };
    const standing = (agency: Party, moment = 0): Promise<Answer> =>
      read<Answer>("credit", "standing", ids.buyer, ids[agency], moment);
    await act("customs", "credit", "attest", [ids.buyer, 1, 1, 0, NEVER, DIGEST]);
    await act("buyer", "credit", "grantConsent", [ids.maritime, 1, NEVER, ZERO]);
    const then = await port.now();
    expect((await standing("customs")).grade).to.equal(1n);
    expect((await standing("customs")).benefits).to.equal(0n, "customs has no rule of its own");
    expect((await standing("maritime")).benefits).to.equal(5n);
    // The port office recognises maritime safety's own scheme: what maritime safety recognises is not in it.
    await act("maritime", "credit", "publishScheme", [ascii("MSA"), 1, FIELD.maritime, 2, DIGEST]);
    await act("maritime", "credit", "nameGrade", [2, 1, ascii("honest"), 1, ZERO]);
    await act("port", "credit", "publishRule", [2, 1, 8, 0, 0, NEVER, DIGEST]);
    const there = await standing("port");
    expect(there.benefits).to.equal(0n);
    expect(there.trace[0]!.outcome).to.equal(3n, "no record in that scheme");
    await act("maritime", "credit", "suspendRule", [rule, ZERO]);
    expect((await standing("maritime")).trace[0]!.outcome).to.equal(1n);
    expect((await standing("maritime", then)).benefits).to.equal(5n);
    await act("maritime", "credit", "resumeRule", [rule, ZERO]);
    const second = await port.appoint("customs", "second customs officer");
    const until = (await port.now()) + 10 * DAY;
    const { result: flag } = await act("customs", "credit", "proposeFlag", [ids.buyer, ascii("law"), until, DIGEST]);
    await act("customs", "credit", "confirmFlag", [flag, ZERO], { officer: second });
    expect((await standing("maritime")).trace[0]!.outcome).to.equal(6n);
    expect((await standing("customs")).flagged).to.equal(true);
    expect((await standing("maritime", then)).benefits).to.equal(5n);
    expect((await standing("maritime", until + 1)).benefits).to.equal(5n);
    const pseudonymous = await read<Answer>("credit", "standingOfPseudonym", DIGEST, ids.maritime, 0);
    expect(pseudonymous.trace[0]!.outcome).to.equal(2n, "who is no member cannot have consented");
  });

  it("what is asked of instruments, moments and grades", async () => {
    const { act, ids, read } = port;
    const { result: id } = await act("customs", "credit", "attest", [ids.buyer, 1, 3, 0, NEVER, DIGEST]);
    expect(await refused("buyer", "object", [id, ZERO])).to.equal("CreditArgumentInvalid");
    await act("buyer", "credit", "object", [id, DIGEST]);
    expect(await refused("customs", "resolve", [id, true, 0, ZERO])).to.equal("CreditArgumentInvalid");
    expect(await refused("customs", "supersede", [id, 2, 0, NEVER, ZERO])).to.equal("CreditArgumentInvalid");
    await act("customs", "credit", "supersede", [id, 2, 0, NEVER, DIGEST]);
    // Decided after another took its place: on record, without effect on status.
    await act("customs", "credit", "resolve", [id, true, 0, DIGEST]);
    expect(((await read("credit", "getAttestation", id, 0)) as View).status).to.equal(4n);
    expect(await refused("customs", "nameSuccessor", [ids.customs, ids.customs, ZERO])).to.equal(
      "CreditArgumentInvalid",
    );
    expect(await refused("carrier", "nameSuccessor", [ids.carrier, ids.liner, ZERO])).to.equal("CreditNotAccredited");
    await act("customs", "credit", "nameSuccessor", [ids.customs, ids.office, ZERO], { signed: true });
    expect(await refused("port", "accredit", [ids.office, FIELD.customs, 0, 1, ZERO])).to.equal(
      "CreditArgumentInvalid",
    );
  });

  it("reading: each record, and nothing of what is not there", async () => {
    const { ids, read } = port;
    const unread = async (name: string, ...args: unknown[]): Promise<string> => {
      try {
        await read("credit", name, ...args);
      } catch (error) {
        const text = JSON.stringify(error, (_, value: unknown) =>
          value instanceof Error ? { ...value, cause: value.cause } : value,
        );
        const found = [
          "CreditAttestationUnknown",
          "CreditSchemeUnknown",
          "CreditRuleUnknown",
          "CreditFlagUnknown",
        ].find((candidate) => text.includes(port.interfaces.credit.getError(candidate)!.selector.slice(2)));
        return found ?? text;
      }
      return "answered";
    };
    expect(await unread("getAttestation", DIGEST, 0)).to.equal("CreditAttestationUnknown");
    expect(await unread("getScheme", 9)).to.equal("CreditSchemeUnknown");
    expect(await unread("getRule", DIGEST)).to.equal("CreditRuleUnknown");
    expect(await unread("getFlag", DIGEST)).to.equal("CreditFlagUnknown");
    const [scheme, code] = await read<[{ grades: bigint; favoured: bigint; serious: bigint }, string]>(
      "credit",
      "getScheme",
      1,
    );
    expect([scheme.grades, scheme.favoured, scheme.serious, code]).to.deep.equal([
      5n,
      0b11n,
      0b10000n,
      ascii("GACC-282"),
    ]);
    expect(await read("credit", "gradeName", 1, 1)).to.equal(ascii("advanced certified"));
    expect(await read("credit", "latest", 1, DIGEST)).to.equal(ZERO);
    const [accreditation, successor] = await read<[{ parent: bigint; depth: bigint }, bigint]>(
      "credit",
      "getAccreditation",
      ids.customs,
    );
    expect([accreditation.parent, accreditation.depth, successor]).to.deep.equal([BigInt(ids.port), 1n, 0n]);
    const [found, trail] = await read<[{ benefits: bigint }, string]>("credit", "getRule", rule);
    expect(found.benefits).to.equal(5n);
    expect(trail).to.not.equal(ZERO);
    const { result: flag } = await port.act("customs", "credit", "proposeFlag", [
      ids.buyer,
      ascii("law"),
      NEVER,
      DIGEST,
    ]);
    expect((await read<{ legalBasis: string }>("credit", "getFlag", flag)).legalBasis).to.equal(ascii("law"));
  });

  it("standing: a grade that the rule does not recognise, and a rule before and after its time", async () => {
    const { act, ids, read } = port;
    const outcome = async (index: number, moment: number): Promise<bigint> =>
      (await read<{ trace: { outcome: bigint }[] }>("credit", "standing", ids.buyer, ids.maritime, moment)).trace[
        index
      ]!.outcome;
    await act("customs", "credit", "attest", [ids.buyer, 1, 3, 0, NEVER, DIGEST]);
    await act("buyer", "credit", "grantConsent", [ids.maritime, 1, NEVER, ZERO]);
    expect(await outcome(0, 0)).to.equal(5n);
    const start = (await port.now()) + DAY;
    await act("maritime", "credit", "publishRule", [1, 0b100, 2, 0, start, start + DAY, DIGEST]);
    expect([await outcome(1, start - 1), await outcome(1, start), await outcome(1, start + DAY + 1)]).to.deep.equal([
      1n,
      0n,
      1n,
    ]);
    await act("maritime", "credit", "withdrawRule", [rule, ZERO]);
    expect([await outcome(0, 0), await outcome(0, start - DAY)]).to.deep.equal([1n, 5n]);
  });

  it("an attestation's worth at any moment: pending, suspended, reinstated, expired", async () => {
    const { act, ids, read } = port;
    const start = (await port.now()) + DAY;
    const { result: id } = await act("customs", "credit", "attest", [
      ids.buyer,
      1,
      1,
      start,
      start + 100 * DAY,
      DIGEST,
    ]);
    await port.warp(10 * DAY);
    const { timestamp: suspended } = await act("customs", "credit", "suspend", [id, 1, ZERO]);
    await port.warp(10 * DAY);
    const { timestamp: reinstated } = await act("customs", "credit", "reinstate", [id, ZERO]);
    const worth = async (moment: number): Promise<number> =>
      Number(((await read("credit", "getAttestation", id, moment)) as { validity: bigint }).validity);
    expect(
      await Promise.all(
        [start - 1, start, suspended - 1, suspended, reinstated - 1, reinstated, start + 101 * DAY].map(worth),
      ),
    ).to.deep.equal([2, 1, 1, 4, 4, 1, 3]);
    await act("customs", "credit", "suspend", [id, 1, ZERO]);
    await port.warp(DAY);
    const { timestamp: revoked } = await act("customs", "credit", "revoke", [id, 2, ZERO]);
    expect(await Promise.all([revoked - 1, revoked, suspended - 1].map(worth))).to.deep.equal([4, 5, 1]);
  });
});
