import { expect } from "chai";
import { NEVER, SCOPE, ZERO, createWorld, key } from "../support/world.ts";
import type { Party, World } from "../support/world.ts";

const DAY = 86_400;
type Step = (world: World) => Promise<unknown>;

const governed =
  (name: string, ...args: unknown[]): Step =>
  (w) =>
    w.act("port", "members", name, [w.ids.carrier, ...args]);
const approve = governed("approveRecovery", key("heir").address);
const bySelf =
  (name: string, ...args: unknown[]): Step =>
  (w) =>
    w.act("carrier", "members", name, args);
const listed: Step = (w) => w.act("carrier", "members", "listAgent", [w.ids.agent, SCOPE.ISSUE, NEVER]);
const clerk: Step = (w) => w.act("carrier", "members", "appoint", [key("clerk").address, SCOPE.TITLE, NEVER]);

/** The ways in which a member (here a carrier, with a clerk and an agent) can stand. */
const situations: Record<string, Step[]> = {
  active: [clerk, listed],
  suspended: [clerk, listed, governed("suspend", ZERO)],
  left: [clerk, listed, governed("strike", ZERO)],
  "a recovery waits": [clerk, listed, approve],
  "a recovery is ripe": [clerk, listed, approve, (w) => w.networkHelpers.time.increase(8 * DAY)],
  "a recovery is ripe, and the member suspended": [
    clerk,
    listed,
    approve,
    governed("suspend", ZERO),
    (w) => w.networkHelpers.time.increase(8 * DAY),
  ],
  "a recovery was vetoed": [clerk, listed, approve, bySelf("vetoRecovery")],
};

/** Each act by its rightful party. The registrar's acts on a member's standing are in MemberRegistry.test.ts. */
const attempts: Record<string, { by: Party; args: (w: World) => unknown[]; anyone?: true }> = {
  appoint: { by: "carrier", args: () => [key("new officer").address, SCOPE.TITLE, NEVER] },
  dismiss: { by: "carrier", args: () => [key("clerk").address] },
  requireSignatures: { by: "carrier", args: () => [SCOPE.TITLE, 2] },
  listAgent: { by: "carrier", args: (w) => [w.ids.agent, SCOPE.ALL, NEVER] },
  delistAgent: { by: "carrier", args: (w) => [w.ids.agent] },
  approveRecovery: { by: "port", args: (w) => [w.ids.carrier, key("other heir").address] },
  vetoRecovery: { by: "carrier", args: () => [] },
  executeRecovery: { by: "haulier", args: (w) => [w.ids.carrier], anyone: true },
};
const OWN = {
  appoint: "OfficerAppointed",
  dismiss: "OfficerDismissed",
  requireSignatures: "SignaturesRequired",
  listAgent: "AgentListed",
  delistAgent: "AgentDelisted",
};
const APPROVED = { approveRecovery: "RecoveryApproved" };
const VETOED = { vetoRecovery: "RecoveryVetoed" };
const EXECUTED = { executeRecovery: "RecoveryExecuted" };
/** The rows of the table in IMemberRegistry: where each act passes, and its event. */
const rows: Record<string, Record<string, string>> = {
  active: { ...OWN, ...APPROVED },
  suspended: { ...APPROVED },
  left: {},
  "a recovery waits": { ...OWN, ...APPROVED, ...VETOED },
  "a recovery is ripe": { ...OWN, ...APPROVED, ...VETOED, ...EXECUTED },
  "a recovery is ripe, and the member suspended": { ...APPROVED, ...EXECUTED },
  "a recovery was vetoed": { ...OWN, ...APPROVED },
};

describe("MemberRegistry, the state table", () => {
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

  for (const [situation, steps] of Object.entries(situations)) {
    describe(situation, () => {
      beforeEach(async () => {
        for (const step of steps) await step(world);
      });
      for (const [act, { by, args, anyone }] of Object.entries(attempts)) {
        const event = rows[situation]![act];
        if (event !== undefined) {
          for (const signed of [false, true]) {
            it(`${act} → ${event}${signed ? ", signed" : ""}`, async () => {
              const { logs } = await world.act(by, "members", act, args(world), { signed });
              expect(logs.map(({ name }) => name)).to.include(event);
            });
          }
        } else {
          it(`${act} is refused, directly and signed`, async () => {
            for (const signed of [false, true]) {
              const refusal = await world.refusal(by, "members", act, args(world), { signed });
              expect(refusal, act).to.not.equal(null);
              expect(refusal!.name).to.match(/^Member/);
            }
          });
        }
        if (anyone === true || act !== "approveRecovery") continue;
        it(`${act} is refused to everyone else`, async () => {
          for (const other of ["carrier", "court", "bank", "haulier"] as const) {
            const refusal = await world.refusal(other, "members", act, args(world));
            expect(refusal!.name, other).to.equal("AccessManagedUnauthorized");
          }
        });
      }
    });
  }

  it("another member's officers, agents and recovery are nobody's to touch", async () => {
    await clerk(world);
    await listed(world);
    await approve(world);
    expect((await world.refusal("shipper", "members", "dismiss", [key("clerk").address]))!.name).to.equal(
      "MemberNotOfficer",
    );
    expect((await world.refusal("shipper", "members", "vetoRecovery", []))!.name).to.equal("MemberRecoveryNotReady");
    await world.act("liner", "members", "delistAgent", [world.ids.agent]);
    expect(
      await world.read("members", "isAgent", world.ids.carrier, world.ids.agent, SCOPE.ISSUE),
      "a carrier's list is its own",
    ).to.equal(true);
    expect((await world.refusal("agent", "members", "listAgent", [world.ids.agent, SCOPE.ALL, NEVER]))!.name).to.equal(
      "MemberRoleMissing",
    );
  });

  it("the ledger's own settings are governance's", async () => {
    for (const [act, args, event] of [
      ["setRecoveryRule", [2, DAY], "RecoveryRuleSet"],
      ["admitRelayer", [key("relayer").address], "RelayerAdmitted"],
      ["removeRelayer", [key("relayer").address], "RelayerRemoved"],
    ] as const) {
      for (const signed of [false, true]) {
        const { logs } = await world.act("port", "members", act, args, { signed });
        expect(logs.map(({ name }) => name)).to.include(event);
        const refusal = await world.refusal("carrier", "members", act, args, { signed });
        expect(refusal!.name).to.equal("AccessManagedUnauthorized");
      }
    }
  });
});
