import { expect } from "chai";
import { VERDICT_STATUSES } from "../../../sdk/src/domain/title/Verdict.ts";
import { RELEASE_STATES, TITLE_STATES } from "../../../sdk/src/http/index.ts";
import { releaseTone } from "../../../web/src/rights/releaseStatuses.ts";
import { statusesOf } from "../../../web/src/rights/statusesOf.ts";
import { verdictSentence } from "../../../web/src/rights/verdict.ts";

describe("verdictSentence", () => {
  it("has words for every status and every state of the registry, none of which is “valid”", () => {
    for (const status of [...VERDICT_STATUSES, ...TITLE_STATES, "contradicted"]) {
      for (const language of ["en", "zh"] as const) {
        const { title, text } = verdictSentence(status, language);
        expect(title, status).not.to.equal(status);
        expect(`${title} ${text}`, status).not.to.match(/\bvalid\b|有效(?!力)/i);
      }
    }
  });

  it("is good only of a live bill, and stops the reader where there is no right to be had", () => {
    const toneOf = (status: string): string => verdictSentence(status, "en").tone;
    expect(VERDICT_STATUSES.filter((status) => toneOf(status) === "good")).to.deep.equal(["live"]);
    for (const status of ["accomplished", "superseded", "void", "paper", "frozen", "delivered-without-presentation"]) {
      expect(toneOf(status), status).to.equal("stop");
    }
    expect(toneOf("something-new")).to.equal("unknown");
  });
});

describe("statusesOf", () => {
  it("shows every flag beside the state", () => {
    const pledgee = { member: 4, name: null, did: null };
    expect(statusesOf({ state: "live", pledgee, frozen: true, deliveredWithoutPresentation: true })).to.deep.equal([
      ...["live", "pledged", "frozen", "delivered-without-presentation"],
    ]);
    expect(
      statusesOf({ state: "live", pledgee: null, frozen: false, deliveredWithoutPresentation: false }),
    ).to.deep.equal(["live"]);
  });
});

describe("releaseTone", () => {
  it("knows every state of the registry, and calls none good that it does not know", () => {
    for (const state of RELEASE_STATES.filter((each) => each !== "none")) {
      expect(releaseTone(state), state).not.to.equal("unknown");
    }
    expect(releaseTone("something-new")).to.equal("unknown");
  });
});
