import { expect } from "chai";
import { startStack, type Stack } from "../support/startStack.ts";

const REFERENCE = "JHCL26HAM004217";
const DELAY = 3;

/** Governance from the desks: roles with a delay, schedules that wait in sight of all, a recovery by two governors. */
describe("lading governance", () => {
  let stack: Stack;
  const addresses: Record<string, string> = {};

  const ok = async (party: string, words: readonly string[]): Promise<Record<string, unknown>> => {
    const outcome = await stack.at(party, words);
    expect(outcome.exitCode, `${words.join(" ")}: ${outcome.stderr}${outcome.stdout}`).to.equal(0);
    return outcome.data;
  };
  const refused = async (party: string, words: readonly string[], code: string): Promise<void> => {
    const outcome = await stack.at(party, words);
    expect(outcome.code ?? outcome.data.code, `${words.join(" ")}: ${outcome.stderr}`).to.equal(code);
  };
  const grant = (role: string, party: string, ...more: string[]): Promise<Record<string, unknown>> =>
    ok("port-office", ["governance", "grant-role", "--role-id", role, "--account", addresses[party]!, ...more]);

  before(async () => {
    stack = await startStack();
    for (const [party, legalId, roles, name] of [
      ["carrier", "300300JHCLINES000066", "carrier,trader", "Jianghai Container Lines"],
      ["court", "11310000MA1FL4A1XF", "court", "Maritime Court"],
      ["trader", "91310000MA1FL00900", "trader", "Lingang Machinery"],
    ] as const) {
      addresses[party] = String((await ok(party, ["wallet", "create"])).address);
      const admission = ["--identity", addresses[party], "--legal-id", legalId, "--roles", roles, "--name", name];
      await ok("port-office", ["member", "admit", ...admission]);
    }
    await ok("carrier", [
      ...["title", "issue", "--transport-document-reference", REFERENCE, "--kind", "to-order"],
      ...["--holder", "Jianghai", "--endorsee", "Jianghai", "--content-digest", `0x${"11".repeat(32)}`],
    ]);
    await ok("court", ["title", "freeze", REFERENCE, "--instrument", `0x${"22".repeat(32)}`]);
  });
  after(() => stack.stop());

  it("moves a frozen bill only after the delay of the court's role, and once", async () => {
    const order = ["title", "reassign", REFERENCE, "--holder", "Lingang", "--endorsee", "Lingang"];
    order.push("--instrument", `0x${"33".repeat(32)}`, "--yes");
    await refused("court", order, "ACCESS_MANAGED_UNAUTHORIZED");
    await refused(
      "carrier",
      ["governance", "grant-role", "--role-id", "governor", "--account", addresses.carrier!],
      "ACCESS_MANAGER_UNAUTHORIZED_ACCOUNT",
    );
    await grant("governor", "court", "--execution-delay", `${DELAY}s`);
    await refused("court", order, "ACCESS_MANAGER_NOT_SCHEDULED");
    const scheduled = await ok("court", [...order, "--schedule"]);
    expect(JSON.stringify(scheduled)).to.include("OperationScheduled");
    // Whoever watches sees what is going to happen, and when.
    const { items } = (await ok("trader", ["events", "list", "--right", "governance"])) as {
      items: { event: string; args: Record<string, unknown> }[];
    };
    const seen = items.find(({ event }) => event === "OperationScheduled")!;
    expect(seen.args.caller).to.equal(addresses.court!.toLowerCase());
    await new Promise((resolve) => setTimeout(resolve, (DELAY + 2) * 1000));
    await ok("court", order);
    const bill = (await ok("trader", ["title", "show", REFERENCE])) as { holder: { name: string } };
    expect(bill.holder.name).to.equal("Lingang Machinery");
  });

  it("cancels what was scheduled", async () => {
    const suspension = ["member", "suspend", "Jianghai"];
    await grant("registrar", "court", "--execution-delay", "1d");
    await ok("court", [...suspension, "--schedule"]);
    await refused("court", suspension, "ACCESS_MANAGER_NOT_READY");
    const { items } = (await ok("court", ["events", "list", "--right", "governance"])) as {
      items: { event: string; args: Record<string, string> }[];
    };
    const { caller, target, data } = items.filter(({ event }) => event === "OperationScheduled").at(-1)!.args;
    const words = ["governance", "cancel", "--caller", caller!, "--target", target!, "--data", data!];
    await refused("trader", words, "ACCESS_MANAGER_UNAUTHORIZED_CANCEL");
    await ok("court", words);
    await refused("court", suspension, "ACCESS_MANAGER_NOT_SCHEDULED");
  });

  it("recovers a member by two governors of two, after the waiting time", async () => {
    await grant("governor", "trader");
    await ok("port-office", ["member", "set-recovery-rule", "--quorum", "2", "--waiting-time", "2s"]);
    const heir = String((await ok("heir", ["wallet", "create"])).address);
    const approve = ["member", "approve-recovery", "Jianghai", "--administrator", heir];
    await ok("port-office", approve);
    await refused("trader", ["member", "execute-recovery", "Jianghai", "--yes"], "MEMBER_RECOVERY_NOT_READY");
    await ok("trader", approve);
    await new Promise((resolve) => setTimeout(resolve, 4000));
    await ok("port-office", ["member", "execute-recovery", "Jianghai", "--yes"]);
    const me = (await ok("heir", ["member", "whoami"])) as { name?: string };
    expect(JSON.stringify(me)).to.include("Jianghai Container Lines");
    await refused("carrier", ["title", "sign", REFERENCE, "--instrument", `0x${"44".repeat(32)}`], "OFFICER_UNKNOWN");
  });
});
