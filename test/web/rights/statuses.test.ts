import { expect } from "chai";
import { RELEASE_STATES } from "../../../sdk/src/http/index.ts";
import { releaseTone } from "../../../web/src/rights/releaseStatuses.ts";
import { statusesOf } from "../../../web/src/rights/statusesOf.ts";

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
