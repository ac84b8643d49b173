import { expect } from "chai";
import { TITLE_STATES } from "../../../../sdk/src/domain/acts/title.ts";
import { decodeTitleState, type TitleState } from "../../../../sdk/src/domain/title/TitleState.ts";
import { titleVerdict } from "../../../../sdk/src/domain/title/titleVerdict.ts";
import { QUESTIONS } from "../../../../sdk/src/domain/title/Verdict.ts";

const DIGEST = `0x${"11".repeat(32)}`;
const plain: TitleState = {
  ...decodeTitleState(0n),
  state: "live",
  kind: "to-order",
  carrier: 2,
  holder: 3,
  endorsee: 3,
};

/** The verdict of the ledger on a bill in a state, its carrier in good standing and its acts complete. */
function judge(change: Partial<TitleState>, source: "ledger" | "certificate" = "ledger", replacedBy = 0) {
  return titleVerdict({
    title: DIGEST,
    source,
    block: { number: 1, hash: DIGEST, timestamp: 1 },
    state: { ...plain, ...change },
    contentDigest: DIGEST,
    issuer: { active: true, carrier: true },
    presented: { digest: DIGEST },
    chain: { complete: true, acts: 1 },
    control: { proven: true },
    replacedBy,
  });
}

describe("titleVerdict", () => {
  it("calls a bill clean only where it is live, and neither offered, pledged, frozen nor delivered", () => {
    for (const state of TITLE_STATES) {
      for (const pledgee of [0, 4]) {
        for (const frozen of [false, true]) {
          for (const delivered of [false, true]) {
            const { outcome, status } = judge({ state, pledgee, frozen, delivered });
            const free = state === "live" && pledgee === 0 && !frozen && !delivered;
            expect(outcome === "clean", `${state} ${pledgee} ${frozen} ${delivered}`).to.equal(free);
            expect(status === "live", `${state} ${pledgee} ${frozen} ${delivered}`).to.equal(free);
          }
        }
      }
    }
  });

  it("calls members by their names where it is told them, and by their numbers else", () => {
    const reasonsOf = (nameOf?: (member: number) => string | null): string => {
      const { answers } = titleVerdict({
        title: DIGEST,
        source: "ledger",
        block: { number: 1, hash: DIGEST, timestamp: 1 },
        state: { ...plain, pledgee: 4 },
        contentDigest: DIGEST,
        issuer: { active: true, carrier: true },
        ...(nameOf === undefined ? {} : { nameOf }),
      });
      return answers.map(({ reason }) => `${reason.en} ${reason.zh}`).join("; ");
    };
    expect(reasonsOf()).to.contain("member 2 is an active carrier").and.contain("成员 4 享有质权");
    const names = ["", "", "Jianghai", "Hansa", null];
    const named = reasonsOf((member) => names[member] ?? null);
    expect(named).to.contain("Jianghai is an active carrier").and.contain("Hansa holds it");
    // One that has no name is still somebody.
    expect(named).to.contain("member 4 has a security interest");
  });

  it("names each condition, and tells superseded from void", () => {
    const statusOf = (change: Partial<TitleState>, replacedBy?: number) => {
      const { status, outcome } = judge(change, "ledger", replacedBy);
      return `${status}, ${outcome}`;
    };
    expect(statusOf({ state: "accomplished" })).to.equal("accomplished, spent");
    expect(statusOf({ state: "paper" })).to.equal("paper, spent");
    expect(statusOf({ state: "superseded" }, 0)).to.equal("void, spent");
    expect(statusOf({ state: "superseded" }, 2)).to.equal("superseded, spent");
    expect(statusOf({ delivered: true })).to.equal("delivered-without-presentation, spent");
    expect(statusOf({ state: "surrender-pending", purpose: "delivery" })).to.equal("surrendered, encumbered");
    expect(statusOf({ frozen: true })).to.equal("frozen, encumbered");
    expect(statusOf({ pledgee: 4 })).to.equal("pledged, encumbered");
    expect(statusOf({ state: "offered", offeree: 5 })).to.equal("offered, encumbered");
    expect(judge({ state: "offered", offeree: 5, pledgee: 4, frozen: true }).conditions).to.deep.equal([
      ...["frozen", "offered", "pledged"],
    ]);
  });

  it("answers each of the twelve questions with yes, no or unknown, and why in both languages", () => {
    for (const source of ["ledger", "certificate"] as const) {
      const { answers } = judge({}, source);
      expect(answers.map(({ check }) => check)).to.deep.equal(QUESTIONS.map(({ id }) => id));
      for (const { answer, code, reason } of answers) {
        expect(answer).to.be.oneOf(["yes", "no", "unknown"]);
        expect([code, reason.en, reason.zh]).to.not.include("");
      }
    }
    const financed = judge({}, "certificate").answers.find(({ check }) => check === "notFinanced");
    expect(financed).to.include({ answer: "unknown", code: "FINANCING_OFFLINE" });
  });
});
