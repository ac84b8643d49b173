import { existsSync } from "node:fs";
import { join } from "node:path";
import { parties } from "../parties.ts";
import type { Trade } from "../playTrade.ts";
import { expect, Surprise } from "../Story.ts";
import type { Story } from "../Story.ts";

const { bank, shipper, carrier, consignee } = parties;

/** Moments of a bill at which its holder takes a certificate, with who does and how the verdict must turn out. */
const MOMENTS = {
  live: { party: shipper, outcome: "clean", exitCode: 0 },
  pledged: { party: bank, outcome: "encumbered", exitCode: 0 },
  accomplished: { party: carrier, outcome: "spent", exitCode: 3 },
} as const;

/** Takes a certificate of the bill as it stands; nothing where the ledger's engine does not seal its blocks (anvil). */
export async function takeCertificate(story: Story, trade: Trade, moment: keyof typeof MOMENTS): Promise<void> {
  if ((await anchorOf(story)) === undefined) return;
  await story.prepare(`certificate-${moment}`, MOMENTS[moment].party, `takes a certificate of the bill: ${moment}`, [
    ...["certificate", "export", trade.reference, "--out", join(story.folder(), `${moment}-${Date.now()}.lading.json`)],
  ]);
}

/** Verifies the three certificates in processes that a socket would end, and shows that none of them says simply "valid". */
export async function tellCertificates(story: Story): Promise<void> {
  story.chapter("The certificates, offline");
  const anchor = await anchorOf(story);
  if (anchor === undefined) {
    story.remark("this ledger's blocks carry no validators' seals: it gives no certificates");
    return;
  }
  for (const [moment, { outcome, exitCode }] of Object.entries(MOMENTS)) {
    const file = story.recordOf(`certificate-${moment}`).file;
    await story.ask(
      `offline-${moment}`,
      consignee,
      `verifies, without a network, the certificate taken when the bill was ${moment}`,
      ["certificate", "verify", String(file), "--anchor", anchor],
      (verdict) => {
        expect(verdict.status, moment, "the proven status");
        expect(verdict.outcome, outcome, "the outcome");
        const { number } = verdict.block as { number: number };
        return `${moment}, ${outcome}, as of block ${number} (exit code ${exitCode})`;
      },
      { exitCode, offline: true },
    );
  }
}

/** The validators and registries that the parties trust, kept once for each trade. */
async function anchorOf(story: Story): Promise<string | undefined> {
  const file = join(story.folder(), "anchor.json");
  if (existsSync(file)) return file;
  const { error } = await story.run(bank, ["certificate", "anchor", "--out", file]);
  if (error === undefined) return file;
  if (error.code === "HEADER_UNSEALED") return undefined;
  throw new Surprise(`${bank.name} could not keep a trust anchor: ${error.code}: ${error.message}`);
}
