import { expect } from "chai";
import type { Wallet } from "ethers";
import { NEVER, ZERO, ascii, createPort } from "../release/port.ts";
import type { Party, Port } from "../release/port.ts";
import { DIGEST, FIELD, foundCredit } from "./founding.ts";

const DAY = 86_400;

/** What the steps of a table work on. */
type Scene = { port: Port; ids: Port["ids"]; rule: string; id: unknown; second: Wallet; soon: number };
type Step = (scene: Scene) => Promise<void>;
type Attempt = { name: string; by: Party; args: (scene: Scene) => unknown[]; second?: true };
/** One kind of record of {ICreditRegistry}: how it comes to stand where, each act by its rightful party, and what the table says. */
type Table = {
  record: string;
  situations: Record<string, Step[]>;
  attempts: Record<string, Attempt>;
  /** The event of each row; a pair that is not here is refused. */
  rows: Record<string, Record<string, string>>;
};

const step =
  (by: Party, name: string, args: (scene: Scene) => unknown[], officer?: "second"): Step =>
  async (scene) => {
    const options = officer === undefined ? {} : { officer: scene.second };
    const { result } = await scene.port.act(by, "credit", name, args(scene), options);
    if (result !== null) scene.id = result;
  };
const wait =
  (seconds: number): Step =>
  ({ port }) =>
    port.warp(seconds);

const underCustoms = step("customs", "accredit", ({ ids, soon }) => [ids.office, FIELD.customs, 0, soon, ZERO]);
const withdrawn = step("customs", "withdrawAccreditation", ({ ids }) => [ids.office, 1, ZERO]);
const published = step("customs", "publishScheme", () => [ascii("NEW"), 1, FIELD.customs, 3, DIGEST]);
const scheme = ({ port }: Scene) => port.read("credit", "findScheme", port.ids.customs, ascii("NEW"), 1);
const proposed = step("customs", "proposeFlag", ({ ids, soon }) => [ids.buyer, ascii("Order 282"), soon, DIGEST]);
const confirmed = step("customs", "confirmFlag", ({ id }) => [id, ZERO], "second");
const lifted = step("customs", "liftFlag", ({ id }) => [id, 1, ZERO]);
const suspended = step("maritime", "suspendRule", ({ rule }) => [rule, ZERO]);
const consented = step("buyer", "grantConsent", ({ ids, soon }) => [ids.maritime, 1, soon, ZERO]);

const TABLES: Table[] = [
  {
    record: "accreditation",
    situations: {
      none: [],
      accredited: [underCustoms],
      "run out": [underCustoms, wait(2 * DAY)],
      withdrawn: [underCustoms, withdrawn],
      "a root": [step("port", "establishRoot", ({ ids }) => [ids.office, FIELD.maritime, 1, NEVER, ZERO])],
    },
    attempts: {
      establishRoot: {
        name: "establishRoot",
        by: "port",
        args: ({ ids }) => [ids.office, FIELD.customs, 0, NEVER, ZERO],
      },
      withdrawRoot: { name: "withdrawRoot", by: "port", args: ({ ids }) => [ids.office, 1, ZERO] },
      accredit: { name: "accredit", by: "customs", args: ({ ids }) => [ids.office, FIELD.customs, 0, NEVER, ZERO] },
      withdrawAccreditation: {
        name: "withdrawAccreditation",
        by: "customs",
        args: ({ ids }) => [ids.office, 1, ZERO],
      },
      nameSuccessor: { name: "nameSuccessor", by: "office", args: ({ ids }) => [ids.office, ids.maritime, ZERO] },
    },
    rows: {
      none: { establishRoot: "AgencyAccredited", accredit: "AgencyAccredited" },
      accredited: {
        establishRoot: "AgencyAccredited",
        accredit: "AgencyAccredited",
        withdrawAccreditation: "AccreditationWithdrawn",
        nameSuccessor: "SuccessorNamed",
      },
      "run out": { establishRoot: "AgencyAccredited", accredit: "AgencyAccredited", nameSuccessor: "SuccessorNamed" },
      withdrawn: { establishRoot: "AgencyAccredited", accredit: "AgencyAccredited", nameSuccessor: "SuccessorNamed" },
      "a root": {
        establishRoot: "AgencyAccredited",
        withdrawRoot: "AccreditationWithdrawn",
        nameSuccessor: "SuccessorNamed",
      },
    },
  },
  {
    record: "scheme",
    situations: {
      none: [],
      open: [published],
      named: [published, step("customs", "nameGrade", ({ id }) => [id, 1, ascii("best"), 1, ZERO])],
      retired: [published, step("customs", "retireScheme", ({ id }) => [id, ZERO])],
    },
    attempts: {
      publishScheme: {
        name: "publishScheme",
        by: "customs",
        args: () => [ascii("NEW"), 1, FIELD.customs, 3, DIGEST],
      },
      nameGrade: { name: "nameGrade", by: "customs", args: ({ id }) => [id, 1, ascii("best"), 1, ZERO] },
      retireScheme: { name: "retireScheme", by: "customs", args: ({ id }) => [id, ZERO] },
    },
    rows: {
      none: { publishScheme: "SchemePublished" },
      open: { nameGrade: "GradeNamed", retireScheme: "SchemeRetired" },
      named: { retireScheme: "SchemeRetired" },
      retired: {},
    },
  },
  {
    record: "flag",
    situations: {
      none: [],
      proposed: [proposed],
      "in force": [proposed, confirmed],
      "dropped before it was in force": [proposed, lifted],
      lifted: [proposed, confirmed, lifted],
    },
    attempts: {
      confirmFlag: { name: "confirmFlag", by: "customs", args: ({ id }) => [id, ZERO], second: true },
      liftFlag: { name: "liftFlag", by: "customs", args: ({ id }) => [id, 1, ZERO] },
    },
    rows: {
      none: {},
      proposed: { confirmFlag: "FlagConfirmed", liftFlag: "FlagLifted" },
      "in force": { liftFlag: "FlagLifted" },
      "dropped before it was in force": {},
      lifted: {},
    },
  },
  {
    record: "rule",
    situations: {
      none: [],
      "in force": [
        async (scene) => {
          scene.id = scene.rule;
        },
      ],
      suspended: [
        suspended,
        async (scene) => {
          scene.id = scene.rule;
        },
      ],
      withdrawn: [
        step("maritime", "withdrawRule", ({ rule }) => [rule, ZERO]),
        async (scene) => {
          scene.id = scene.rule;
        },
      ],
    },
    attempts: {
      suspendRule: { name: "suspendRule", by: "maritime", args: ({ id }) => [id, ZERO] },
      resumeRule: { name: "resumeRule", by: "maritime", args: ({ id }) => [id, ZERO] },
      withdrawRule: { name: "withdrawRule", by: "maritime", args: ({ id }) => [id, ZERO] },
    },
    rows: {
      none: {},
      "in force": { suspendRule: "RuleSuspended", withdrawRule: "RuleWithdrawn" },
      suspended: { resumeRule: "RuleResumed", withdrawRule: "RuleWithdrawn" },
      withdrawn: {},
    },
  },
  {
    record: "consent",
    situations: {
      none: [],
      "in force": [consented],
      "run out": [consented, wait(2 * DAY)],
      withdrawn: [consented, step("buyer", "withdrawConsent", ({ ids }) => [ids.maritime, 1, ZERO])],
    },
    attempts: {
      grantConsent: { name: "grantConsent", by: "buyer", args: ({ ids }) => [ids.maritime, 1, NEVER, ZERO] },
      withdrawConsent: { name: "withdrawConsent", by: "buyer", args: ({ ids }) => [ids.maritime, 1, ZERO] },
    },
    rows: {
      none: { grantConsent: "ConsentGranted" },
      "in force": { grantConsent: "ConsentGranted", withdrawConsent: "ConsentWithdrawn" },
      "run out": { grantConsent: "ConsentGranted" },
      withdrawn: { grantConsent: "ConsentGranted" },
    },
  },
];

/** The acts that are about whoever does them: another member's would be about that member. */
const ONES_OWN = new Set(["publishScheme", "grantConsent", "withdrawConsent"]);
const STRANGERS = ["carrier", "buyer", "terminal", "border", "court", "forwarder"] as const;
const UNKNOWN = `0x${"0".repeat(63)}1`;

for (const table of TABLES) {
  describe(`the table of credit: ${table.record}`, function () {
    this.timeout(120_000);
    let scene: Scene;
    let clean: string;
    before(async () => {
      const port = await createPort();
      const { rule } = await foundCredit(port);
      const second = await port.appoint("customs", "second customs officer");
      const soon = (await port.now()) + DAY;
      scene = { port, ids: port.ids, rule, id: UNKNOWN, second, soon };
    });
    beforeEach(async () => {
      clean = await scene.port.snapshot();
      scene.id = table.record === "scheme" ? 99 : UNKNOWN;
    });
    afterEach(async () => scene.port.restore(clean));

    for (const [situation, steps] of Object.entries(table.situations)) {
      describe(situation, () => {
        beforeEach(async () => {
          for (const one of steps) await one(scene);
          if (table.record === "scheme" && situation !== "none") scene.id = await scheme(scene);
        });
        for (const [act, attempt] of Object.entries(table.attempts)) {
          const event = table.rows[situation]![act];
          const officer = (): { officer?: Wallet } => (attempt.second === true ? { officer: scene.second } : {});
          if (event !== undefined) {
            for (const signed of [false, true]) {
              it(`${act} → ${event}${signed ? ", signed" : ""}`, async () => {
                const { logs } = await scene.port.act(attempt.by, "credit", attempt.name, attempt.args(scene), {
                  signed,
                  ...officer(),
                });
                expect(logs.map(({ name }) => name)).to.include(event);
              });
            }
          } else {
            it(`${act} is refused, directly and signed`, async () => {
              for (const signed of [false, true]) {
                const refused = await scene.port.refusal(attempt.by, "credit", attempt.name, attempt.args(scene), {
                  signed,
                  ...officer(),
                });
                expect(refused, act).to.not.equal(null);
                expect(refused!.name).to.match(/^Credit/);
              }
            });
          }
          if (ONES_OWN.has(act)) continue;
          it(`${act} is refused to everyone else`, async () => {
            for (const by of STRANGERS) {
              const refused = await scene.port.refusal(by, "credit", attempt.name, attempt.args(scene));
              expect(refused, `${by} ${act}`).to.not.equal(null);
              expect(refused!.name).to.match(/^(?:Credit|AccessManagedUnauthorized)/);
            }
          });
        }
      });
    }
  });
}
