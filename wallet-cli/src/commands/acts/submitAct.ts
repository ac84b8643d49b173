import { randomUUID } from "node:crypto";
import { findAct } from "@lading/sdk/acts";
import type { SignedAct } from "@lading/sdk/signedAct";
import type { Result } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { renderFacts } from "../../ui/table.ts";
import { nextCommands } from "./nextCommands.ts";

/**
 * Sends a signed act and says what changed.
 *
 * @throws ACT_… · API_UNREACHABLE, and every refusal of the contracts by its code
 */
export async function submitAct(
  act: SignedAct,
  context: Context,
  options: { idempotencyKey?: string | undefined } = {},
): Promise<Result> {
  const client = await api(context);
  const receipt = await client.acts.submit({ body: act, idempotencyKey: options.idempotencyKey ?? randomUUID() });
  const events = receipt.events.map(({ event, args }) => [event, renderArguments(args)] as const);
  const facts = [
    [context.say("done"), findAct(act.right, act.act).summary[context.language]],
    ...(receipt.subject === null ? [] : [[context.say("about"), receipt.subject] as const]),
    [context.say("block"), receipt.blockNumber],
    [context.say("transaction"), receipt.transactionHash],
    ...events,
  ] as const;
  return { data: receipt, text: renderFacts(facts), next: nextCommands(act, receipt.subject) };
}

/**
 * Asks whether the ledger would admit an act; changes nothing.
 *
 * @throws as {@link submitAct}
 */
export async function simulateAct(act: SignedAct, context: Context): Promise<Result> {
  const answer = await (await api(context)).acts.simulate({ body: act });
  return { data: answer, text: context.say("wouldBeAdmitted", { act: `${act.right} ${act.act}` }) };
}

function renderArguments(args: Record<string, unknown>): string {
  return Object.entries(args)
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
    .join(", ");
}
