import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../../scripts/stage.ts";
import { parties } from "../parties.ts";
import type { Party } from "../parties.ts";
import type { Trade } from "../playTrade.ts";
import { expect } from "../Story.ts";
import type { Story } from "../Story.ts";

const { carrier, shipper, bank, insurer, customs, forwarder, haulier, terminal, depot } = parties;

/** A trade document of test/vectors with the figures of this trade: written once, so that a resumed story attests the same text. */
function write(story: Story, name: string, vector: string, changes: Record<string, unknown>): string {
  const file = join(story.folder(), `${name}.json`);
  if (!existsSync(file)) {
    const example = readFileSync(join(root, `test/vectors/trade-documents/${vector}.json`), "utf8");
    writeFileSync(file, `${JSON.stringify({ ...(JSON.parse(example) as object), ...changes }, null, 2)}\n`);
  }
  return file;
}

const number = (story: Story, prefix: string, what: string): string =>
  `${prefix}-${story.folder().split("-").at(-1)}-${what}`.slice(0, 35);
const today = (): string => new Date().toISOString().slice(0, 10);

async function stands(story: Story, key: string, party: Party, text: string, words: readonly string[]): Promise<void> {
  await story.ask(key, party, text, ["document", "verdict", ...words], (verdict) => {
    expect(verdict.outcome, "stands", "the outcome");
    return `${String(verdict.type)}: ${String(verdict.status)}, ${String(verdict.outcome)}`;
  });
}

/** The policy that a bank wants to see before it lends. */
export async function tellPolicy(story: Story, { reference }: Trade): Promise<void> {
  const about = ["--subject", `title:${reference}`];
  const policy = write(story, "policy", "insurance-certificate", {
    documentNumber: number(story, "PICC-26", reference),
    issuer: { name: insurer.name },
    insurer: { name: insurer.name },
    transportDocumentReference: reference,
  });
  await story.refused("own-policy", shipper, "tries to attest its own insurance certificate", "MEMBER_ROLE_MISSING", [
    ...["document", "attest", policy, ...about],
  ]);
  await story.act("policy", insurer, `attests the insurance certificate of the bill, sealed for ${bank.name}`, [
    ...["document", "attest", policy, ...about, "--to", bank.name],
  ]);
  const { document } = story.recordOf("policy");
  const received = await story.prepare("receive-policy", bank, "receives the policy and opens it", [
    ...["document", "receive", String(document), "--out", join(story.folder(), `received-${Date.now()}.json`)],
  ]);
  await stands(story, "policy-verdict", bank, "asks whether it stands for this bill", [
    String(received.file),
    ...about,
  ]);
  const inflated = join(story.folder(), "inflated-policy.json");
  writeFileSync(inflated, readFileSync(policy, "utf8").replace(/"amount":\s*\d+/, '"amount": 9'));
  await story.denied("inflated", bank, "is shown a policy over another sum", "TRADE_DOCUMENT_NOT_ATTESTED", [
    ...["document", "verdict", inflated, ...about],
  ]);
}

/** A delivery order with the wrong terminal: revoked, and shown as such to whoever holds a copy. */
export async function tellDeliveryOrder(story: Story, { reference, containers }: Trade): Promise<void> {
  const order = write(story, "delivery-order", "delivery-order", {
    documentNumber: number(story, "DO-26", reference),
    issuer: { name: carrier.name },
    issueDate: today(),
    validUntil: new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10),
    releaseTo: { name: forwarder.name },
    transportDocumentReference: reference,
    containers,
    terminal: { name: "Waigaoqiao Phase V", unLocode: "CNSHA" },
  });
  await story.act("delivery-order", carrier, `attests a delivery order for both containers`, [
    ...["document", "attest", order, "--subject", `title:${reference}`],
  ]);
  await story.act("revoke-order", carrier, "revokes it: it names the wrong terminal", [
    ...["document", "revoke", order, "--reason", "3"],
  ]);
  await story.denied("revoked-order", forwarder, "asks whether its copy still stands", "TRADE_DOCUMENT_REVOKED", [
    ...["document", "verdict", order],
  ]);
}

/** What customs found, on the ledger for whoever collects the container. */
export async function tellInspection(story: Story, container: string): Promise<void> {
  const found = write(story, `inspection-${container}`, "inspection-certificate", {
    documentNumber: number(story, "CIQ-26", container),
    issuer: { name: customs.name },
    issueDate: today(),
    inspectedOn: today(),
  });
  await story.act("inspection-certificate", customs, `attests its inspection certificate for ${container}`, [
    ...["document", "attest", found, "--subject", `container:${container}`],
  ]);
  await stands(story, "inspection-verdict", haulier, "asks whether it stands", [
    ...[found, "--subject", `container:${container}`],
  ]);
}

/** An equipment interchange receipt: what terminal or depot and haulier agree on at the gate. */
export function writeReceipt(story: Story, container: string, event: "GATE_OUT" | "GATE_IN"): string {
  const by = event === "GATE_OUT" ? terminal : depot;
  return write(story, `eir-${event.toLowerCase()}-${container}`, "equipment-interchange-receipt", {
    documentNumber: number(story, event === "GATE_OUT" ? "EIR-O" : "EIR-I", container),
    issuer: { name: by.name },
    issueDate: today(),
    container,
    event,
    emptyIndicator: event === "GATE_OUT" ? "LADEN" : "EMPTY",
    eventDateTime: new Date().toISOString(),
    place: { name: by.name, unLocode: "CNSHA" },
    haulier: { name: haulier.name },
  });
}

/** The digest under which a receipt stands on the ledger, in the release and in its attestation alike. */
export async function digestOf(story: Story, party: Party, file: string): Promise<string> {
  const { data } = await story.run(party, ["document", "digest", file]);
  return String(data.digest);
}

/** Attests a receipt about its container. */
export async function attestReceipt(story: Story, party: Party, file: string, container: string): Promise<void> {
  const way = party === terminal ? "out" : "in";
  await story.act(`eir-${way}-${container}`, party, `attests the interchange receipt of ${container}`, [
    ...["document", "attest", file, "--subject", `container:${container}`],
  ]);
}

/** The receipt that the haulier keeps says what the ledger says. */
export async function checkReceipt(story: Story, file: string, container: string): Promise<void> {
  await stands(story, `eir-verdict-${container}`, haulier, `checks the receipt of ${container} that it was given`, [
    ...[file, "--subject", `container:${container}`],
  ]);
}
