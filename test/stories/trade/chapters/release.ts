import { parties } from "../parties.ts";
import { takeCertificate } from "./certificates.ts";
import type { Trade } from "../playTrade.ts";
import { expect } from "../Story.ts";
import type { Story } from "../Story.ts";

const { carrier, shipper, consignee, forwarder, haulier, terminal, depot, customs } = parties;

/** The driver and the truck that collect the first container. */
export const transport = { driver: "31010119900307001X", plate: "沪A12345" } as const;

/** From the accomplished bill to two containers that a haulier may collect. */
export async function tellRelease(story: Story, trade: Trade): Promise<void> {
  const { reference: bill, containers } = trade;
  const issue = (container: string): string[] => [
    ...["release", "issue", bill, "--container", container, "--terminal", terminal.name],
    ...["--first-party", consignee.name, "--depot", depot.name],
  ];

  story.chapter("The releases");
  await story.refused(
    "early-release",
    carrier,
    "tries to release a container before the bill is accomplished",
    "RELEASE_TITLE_NOT_ACCOMPLISHED",
    issue(containers[0]),
  );
  await story.act("accept-surrender", carrier, "accepts the surrender: the bill is spent", [
    "title",
    "accept-surrender",
    bill,
  ]);
  await takeCertificate(story, trade, "accomplished");
  for (const container of containers) {
    await story.act(`release-${container}`, carrier, `releases container ${container}`, issue(container));
    await story.act(`commercial-${container}`, carrier, `sets the commercial light of ${container} to green`, [
      ...["release", "set-light", container, "--light", "commercial"],
    ]);
    await story.act(`discharge-${container}`, terminal, `confirms the discharge of ${container}`, [
      ...["release", "set-light", container, "--light", "discharge"],
    ]);
  }
  await story.act(`customs-${containers[1]}`, customs, `sets the customs light of ${containers[1]} to green`, [
    ...["release", "set-light", containers[1], "--light", "customs"],
  ]);

  story.chapter("Down the chain");
  for (const container of containers) {
    await story.act(`offer-${container}`, consignee, `passes the right to ${container} to ${forwarder.name}`, [
      ...["release", "offer", container, "--to", forwarder.name, "--depth", "1"],
    ]);
    await story.act(`take-${container}`, forwarder, `accepts the right to ${container}`, [
      "release",
      "accept",
      container,
    ]);
    await story.act(`assign-${container}`, forwarder, `assigns ${haulier.name} to ${container}`, [
      ...["release", "assign", container, "--haulier", haulier.name],
    ]);
    await story.act(`nominate-${container}`, haulier, `names driver and plate for ${container}`, [
      ...["release", "nominate", container, "--driver", transport.driver, "--plate", transport.plate],
    ]);
  }
  await story.refused("outsider", shipper, "asks for a right that is no business of its own", "RELEASE_UNKNOWN", [
    ...["release", "offer", containers[0], "--to", forwarder.name],
  ]);
  await story.ask("orders", haulier, "sees its two orders", ["release", "list"], (data) => {
    const items = data.items as { container: string }[];
    const mine = items.filter(({ container }) => containers.includes(container));
    expect(mine.length >= containers.length, true, "that the haulier sees both releases");
    return containers.join(", ");
  });
}
