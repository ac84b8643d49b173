import type { Run } from "../../framework/command.ts";
import { renderFacts } from "../../ui/table.ts";
import { decodeCredential, findCredential } from "./decode.ts";

/** Shows one credential without judging it. */
export const run: Run = async (input, context) => {
  const named = input.args[0] ?? "";
  const jwt = await findCredential(named, context);
  const view = decodeCredential(jwt, named);
  const claims = Object.entries(view.claims).map(
    ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
  const facts = [
    [context.say("digest"), view.digest],
    [context.say("type"), view.type],
    [context.say("issuer"), view.issuer],
    [context.say("subject"), view.subject],
    [context.say("validUntil"), view.validUntil],
    ...claims,
  ] as const;
  return {
    data: { ...view, jwt },
    text: renderFacts(facts),
    next: [`lading credential verify ${view.digest.slice(0, 12)}`],
  };
};
