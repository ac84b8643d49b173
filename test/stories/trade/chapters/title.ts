import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parties } from "../parties.ts";
import type { Party } from "../parties.ts";
import { tampered } from "../bill.ts";
import { takeCertificate } from "./certificates.ts";
import { tellPolicy } from "./documents.ts";
import type { Trade } from "../playTrade.ts";
import { expect } from "../Story.ts";
import type { Story } from "../Story.ts";

const { carrier, shipper, bank, consignee } = parties;

/** The bill from issue through the bank to its surrender. */
export async function tellTitle(story: Story, trade: Trade): Promise<void> {
  const bill = trade.reference;
  story.chapter(`The bill ${bill}`);
  await story.act("issue", carrier, `issues the e-B/L ${bill} to the order of ${shipper.name}`, [
    ...["document", "issue", trade.document, "--holder", shipper.name, "--endorsee", shipper.name],
  ]);
  await story.refused("second-bill", carrier, "tries to issue a second bill with the same number", "TITLE_EXISTS", [
    ...["title", "issue", "--transport-document-reference", bill, "--kind", "to-order", "--holder", shipper.name],
    ...["--endorsee", shipper.name, "--content-digest", `@${trade.document}`],
  ]);

  await story.refused(
    "too-early-to-read",
    consignee,
    "tries to read the bill before it is a party",
    "DOCUMENT_UNKNOWN",
    [...["document", "fetch", "--title", bill]],
  );
  await takeCertificate(story, trade, "live");

  // An offer that nobody answers in time.
  await story.act("late-offer", shipper, `offers the bill to ${consignee.name} for three seconds`, [
    ...["title", "offer", bill, "--to", consignee.name, "--endorsement", "to-order", "--valid-until", "+3s"],
  ]);
  await sleep(5_000);
  await story.refused("late-accept", consignee, "accepts after the deadline", "TITLE_OFFER_EXPIRED", [
    "title",
    "accept",
    bill,
  ]);
  await story.act("lapse", shipper, "has the bill back as it was before the offer", ["title", "lapse", bill]);

  story.chapter("The bank");
  await story.act("offer-pledge", shipper, `offers the bill to ${bank.name} in pledge`, [
    ...["title", "offer-pledge", bill, "--to", bank.name, "--release-to", consignee.name],
    ...["--enforceable-from", "+90d", "--valid-until", "+1d"],
  ]);
  await story.ask("verdict", bank, "asks for a verdict before it lends", ["title", "verdict", bill], (verdict) => {
    expect(verdict.status, "offered", "the bill's status");
    return String(verdict.status);
  });
  await reads(story, trade, bank, "before it lends");
  await tellPolicy(story, trade);
  await nightDesk(story, bill);
  await story.act("accept-pledge", bank, "accepts the pledge", ["title", "accept-pledge", bill]);
  await takeCertificate(story, trade, "pledged");
  await story.refused(
    "surrender-pledged",
    bank,
    "tries to surrender the bill while it is pledged",
    "TITLE_IS_PLEDGED",
    [...["title", "surrender", bill]],
  );
  await forgery(story, trade);
  await story.act("release-pledge", bank, `is paid, and releases the bill to ${consignee.name}`, [
    ...["title", "release-pledge", bill, "--to", consignee.name],
  ]);
  await story.act("accept-release", consignee, "accepts the bill", ["title", "accept", bill]);
  await reads(story, trade, consignee, "that it now holds");
  await story.refused(
    "former-holder",
    shipper,
    "tries to transfer the bill that it no longer holds",
    "TITLE_NOT_HOLDER",
    [...["title", "offer", bill, "--to", consignee.name, "--endorsement", "to-order"]],
  );
  await replay(story, trade);
}

/** The API has ciphertext only: a party opens it with its own key and compares it with the ledger's digest. */
async function reads(story: Story, trade: Trade, party: Party, when: string): Promise<void> {
  const fetched = await story.prepare(`fetch-${party.key}`, party, `fetches and opens the document ${when}`, [
    ...[
      "document",
      "fetch",
      "--title",
      trade.reference,
      "--out",
      join(story.folder(), `${party.key}-${Date.now()}.json`),
    ],
  ]);
  await story.ask(
    `read-${party.key}`,
    party,
    "compares it with what was issued",
    ["document", "verify", String(fetched.file), "--title", trade.reference],
    ({ same }) => {
      expect(same, true, "that it is the document that was issued");
      return "sealed for it by the holder before, and the same to the last digit";
    },
  );
}

/** The bank's night desk may act for three seconds only. */
async function nightDesk(story: Story, bill: string): Promise<void> {
  await story.prepare("night-key", bank, "makes a key for its night desk", [
    "wallet",
    "add-key",
    "--alias",
    `night-${bill}`,
  ]);
  const shown = await story.run(bank, ["wallet", "show"]);
  const keys = shown.data.keys as { alias: string; address?: string }[];
  const address = keys.find(({ alias }) => alias === `night-${bill}`)!.address!;
  await story.act("appoint-night-desk", bank, "lets its night desk act on pledges for three seconds", [
    ...["member", "appoint", "--officer", address, "--scopes", "finance", "--valid-until", "+3s"],
  ]);
  await sleep(5_000);
  await story.refused(
    "expired-officer",
    bank,
    "has its night desk accept, whose authority has ended",
    "MEMBER_OFFICER_EXPIRED",
    [...["title", "accept-pledge", bill, "--key", `night-${bill}`]],
  );
}

/** A document with one figure changed is not the document that was issued. */
async function forgery(story: Story, trade: Trade): Promise<void> {
  const forged = join(story.folder(), "forged.json");
  writeFileSync(forged, tampered(trade.document));
  await story.denied("tampered", bank, "is shown a document with one package more", "DOCUMENT_DIGEST_DIFFERS", [
    ...["document", "verify", forged, "--title", trade.reference],
  ]);
}

/** A signature is good once. */
async function replay(story: Story, trade: Trade): Promise<void> {
  const file = join(story.folder(), "surrender.json");
  const signed = await story.prepare("sign-surrender", consignee, "signs the surrender of the bill", [
    ...["title", "surrender", trade.reference, "--purpose", "delivery", "--sign-only", "--not-after", "+1d"],
  ]);
  writeFileSync(file, JSON.stringify(signed));
  await story.act("surrender", consignee, "surrenders the bill for delivery", ["act", "submit", file]);
  await story.act("refuse-surrender", carrier, "refuses once: freight is unpaid", [
    ...["title", "refuse-surrender", trade.reference, "--reason", "FREIGHT-UNPAID"],
  ]);
  await story.refused(
    "replay",
    carrier,
    "finds the consignee's signed surrender and sends it again",
    "ACT_NONCE_USED",
    [...["act", "submit", file]],
  );
  await story.act("surrender-again", consignee, "pays, and surrenders the bill again", [
    "title",
    "surrender",
    trade.reference,
  ]);
}
