import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parties } from "../parties.ts";
import type { Trade } from "../playTrade.ts";
import { expect } from "../Story.ts";
import type { Story } from "../Story.ts";
import { attestReceipt, checkReceipt, digestOf, tellInspection, writeReceipt } from "./documents.ts";
import { transport } from "./release.ts";

const { haulier, terminal, depot, customs } = parties;

/** The gate: shut three times for three reasons, then open; and the empty container's way back. */
export async function tellGate(story: Story, trade: Trade): Promise<void> {
  story.chapter("The gate");
  for (const container of trade.containers) {
    const pass = join(story.folder(), `pass-${container}.json`);
    if (!existsSync(pass)) {
      const made = await story.prepare(`pass-${container}`, haulier, `gives the driver a pass for ${container}`, [
        ...["gate", "pass", container, "--driver", transport.driver, "--plate", transport.plate],
      ]);
      writeFileSync(pass, JSON.stringify(made));
    }
    const verdict = (plate: string): string[] => [
      ...["gate", "verdict", container, "--pass", pass, "--plate", plate, "--driver", transport.driver],
    ];
    if (container === trade.containers[0]) await refusals(story, container, verdict);
    await story.ask(
      `go-${container}`,
      terminal,
      `asks whether ${container} may leave`,
      verdict(transport.plate),
      (data) => {
        expect(data.go, true, "the gate verdict");
        return "go";
      },
    );
    await gateOut(story, container, pass);
  }
}

async function refusals(story: Story, container: string, verdict: (plate: string) => string[]): Promise<void> {
  await story.denied(
    "customs-off",
    terminal,
    `asks whether ${container} may leave`,
    "CUSTOMS_LIGHT",
    verdict(transport.plate),
  );
  await story.refused("own-light", haulier, "tries to set the customs light itself", "RELEASE_ROLE_MISSING", [
    ...["release", "set-light", container, "--light", "customs"],
  ]);
  await story.act("customs-on", customs, `sets the customs light of ${container} to green`, [
    ...["release", "set-light", container, "--light", "customs"],
  ]);
  await story.act("inspection", customs, `picks ${container} for inspection`, [
    ...["release", "place-hold", "--container", container, "--hold", "inspection", "--reason", "17"],
  ]);
  await story.denied("inspection-hold", terminal, "asks again", "INSPECTION_HOLD", verdict(transport.plate));
  await story.act("inspected", customs, "finds nothing and lifts the hold", [
    ...["release", "lift-hold", "--container", container, "--hold", "inspection"],
  ]);
  await tellInspection(story, container);
  await story.denied("other-plate", terminal, "sees another truck at the gate", "WRONG_PLATE", verdict("苏E88888"));
}

async function gateOut(story: Story, container: string, pass: string): Promise<void> {
  const { driver, plate } = JSON.parse(readFileSync(pass, "utf8")) as Record<
    "driver" | "plate",
    { commitment: string }
  >;
  const out = writeReceipt(story, container, "GATE_OUT");
  const empty = writeReceipt(story, container, "GATE_IN");
  await story.act(`arrive-${container}`, terminal, "lets the truck in and locks the right", [
    ...[
      "release",
      "arrive",
      container,
      "--haulier",
      haulier.name,
      "--driver",
      driver.commitment,
      "--plate",
      plate.commitment,
    ],
  ]);
  await story.act(`out-${container}`, terminal, `lets ${container} out`, [
    ...["release", "gate-out", container, "--interchange", await digestOf(story, terminal, out)],
  ]);
  await attestReceipt(story, terminal, out, container);
  await checkReceipt(story, out, container);
  await story.act(`empty-${container}`, depot, `takes the empty ${container} back`, [
    ...["release", "return-empty", container, "--interchange", await digestOf(story, depot, empty)],
  ]);
  await attestReceipt(story, depot, empty, container);
}
