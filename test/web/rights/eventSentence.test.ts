import { expect } from "chai";
import { Interface } from "ethers";
import { releaseRegistryAbi, titleRegistryAbi } from "@lading/contracts";
import type { LedgerEvent } from "../../../sdk/src/http/index.ts";
import { chainOf } from "../../../web/src/rights/chainOf.ts";
import { eventSentence } from "../../../web/src/rights/eventSentence.ts";

const HASH = `0x${"00".repeat(32)}` as const;
const nameOf = (member: number): string => `M${member}`;

function event(right: string, name: string, args: Record<string, unknown>): LedgerEvent {
  return {
    ...{ cursor: "1-0", right, event: name, subject: HASH, args, transactionHash: HASH },
    ...{ blockNumber: 1, blockTime: 1, logIndex: 0 },
  };
}

describe("eventSentence", () => {
  for (const [right, abi, acts] of [
    ["title", titleRegistryAbi, /^Title/],
    ["release", releaseRegistryAbi, /^(Release|Transport|Container|ManualGateOut|Empty|Hold)/],
  ] as const) {
    it(`has a sentence in both languages for every event of the ${right} registry that is about a right`, () => {
      const names: string[] = [];
      new Interface(abi).forEachEvent(({ name }) => names.push(name));
      const own = names.filter((name) => acts.test(name));
      expect(own.length).to.be.above(20);
      for (const name of own) {
        const said = event(right, name, { from: 3, to: 4 });
        expect(eventSentence(said, "zh", nameOf), name).to.match(/[\u4e00-\u9fff]/);
        expect(eventSentence(said, "en", nameOf), name)
          .to.match(/M[34]|lapsed/)
          .and.not.contain("{");
      }
    });
  }

  it("says an event that it does not know by its name and members", () => {
    expect(eventSentence(event("title", "TitleTurnedUpsideDown", { from: 3, to: 4 }), "en", nameOf)).to.equal(
      "title turned upside down: M3 → M4",
    );
  });
});

describe("chainOf", () => {
  const word = (holder: number, at: bigint): string => `0x${(BigInt(holder) << at).toString(16).padStart(64, "0")}`;

  it("follows the holder in the packed state, through acts that do not say", () => {
    const title = [
      event("title", "TitleIssued", { state: word(3, 192n) }),
      event("title", "TitleNoted", {}),
      event("title", "TitleAccepted", { state: word(4, 192n) }),
    ];
    expect(chainOf(title).map(({ controller }) => controller)).to.deep.equal([3, 3, 4]);
    const release = [
      event("release", "ReleaseIssued", { state: word(5, 80n) }),
      // The state of a hold is the container's.
      event("release", "HoldPlaced", { state: word(9, 80n) }),
      event("release", "ReleaseAccepted", { state: word(6, 80n) }),
    ];
    expect(chainOf(release).map(({ controller }) => controller)).to.deep.equal([5, 5, 6]);
  });
});
