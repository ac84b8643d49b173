import { parties } from "../parties.ts";
import type { Trade } from "../playTrade.ts";
import { expect } from "../Story.ts";
import type { Story } from "../Story.ts";

/** Every party sees the finished story, as far as it is a party of it. */
export async function tellEnd(story: Story, trade: Trade): Promise<void> {
  story.chapter("The finished story");
  const { carrier, shipper, bank, consignee, forwarder, haulier, terminal, depot, customs, maritime, portOffice } =
    parties;
  for (const party of [carrier, shipper, bank, consignee]) {
    await story.ask(`end-bill-${party.key}`, party, "sees the bill", ["title", "show", trade.reference], (title) => {
      expect(title.state, "accomplished", "the bill's state");
      return `${String(title.state)} after ${String(title.acts)} acts`;
    });
  }
  for (const party of [carrier, consignee, forwarder, haulier, terminal, depot, customs]) {
    await story.ask(
      `end-container-${party.key}`,
      party,
      "sees the first container",
      ["release", "show", trade.containers[0]],
      (release) => {
        expect(release.state, "returned", "the release's state");
        return `${String(release.state)} after ${String(release.acts)} acts`;
      },
    );
  }
  for (const party of [portOffice, maritime]) {
    await story.ask(`end-members-${party.key}`, party, "sees who is admitted", ["member", "list"], (data) => {
      const { length } = data.items as unknown[];
      expect(length >= Object.keys(parties).length, true, "that all parties are members");
      return `${length} members`;
    });
  }
  await story.ask(
    "end-verdict",
    bank,
    "asks for a verdict on the bill once more",
    ["title", "verdict", trade.reference],
    (verdict) => {
      expect(verdict.status, "accomplished", "the bill's status");
      return `${String(verdict.status)}: nobody can lend on it again`;
    },
    { exitCode: 3 },
  );
}
