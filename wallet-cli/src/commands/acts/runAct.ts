import { kebab, type Act } from "@lading/sdk/acts";
import type { ActArgument, ActArguments, UnsignedAct } from "@lading/sdk/signedAct";
import { LadingError } from "@lading/sdk/errors";
import { given, text, type Input, type Result } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { walletExists } from "../../keystore/walletFile.ts";
import { readNetwork, registryOf, type Network } from "../../ledger/network.ts";
import { parseInstant } from "../../values/instant.ts";
import { resolveArgument } from "../../values/resolveArgument.ts";
import { subjectOf } from "./actCommands.ts";
import { readOutbox, writeOutbox } from "./outbox.ts";
import { signAct } from "./signAct.ts";
import { simulateAct, submitAct } from "./submitAct.ts";

/** A signature is of use for ten minutes: enough to send it, little for whoever finds it. */
const DEFAULT_NOT_AFTER = "+10m";

/** The code of an act's command: resolve what was typed, show the effect, sign, send, say what changed. */
export function runAct(act: Act): (input: Input, context: Context) => Promise<Result> {
  return async (input, context) => {
    const key = text(input, "idempotencyKey");
    const sent = key === undefined ? undefined : await readOutbox(key, context);
    const wanted = given(input, "schedule") ? SCHEDULE : { right: act.right, act: act.name };
    // The same command again sends the same signature again: it is the API's to say what became of it.
    if (
      sent !== undefined &&
      sent.act.right === wanted.right &&
      sent.act.act === wanted.act &&
      sent.act.notAfter * 1000 > context.now().getTime()
    ) {
      return submitAct(sent.act, context, { idempotencyKey: sent.key });
    }
    const args = await readArguments(act, input, context);
    if (act.irreversible === true && !given(input, "dryRun") && wanted !== SCHEDULE)
      await context.confirm(effectOf(act, input, context));
    const notAfter = parseInstant(text(input, "notAfter") ?? DEFAULT_NOT_AFTER, context.now(), "--not-after");
    const network = await readNetwork(context);
    const signing = wanted === SCHEDULE ? await scheduling(act, args, network) : { ...wanted, args };
    const signed = await signAct({ ...signing, notAfter }, network, context, key);
    if (given(input, "signOnly"))
      return { data: signed, text: JSON.stringify(signed, null, 2), next: ["lading act submit FILE"] };
    if (given(input, "dryRun")) return simulateAct(signed, context);
    const idempotencyKey =
      key === undefined ? undefined : await writeOutbox(key, signed, (sent?.attempt ?? 0) + 1, context);
    return submitAct(signed, context, { idempotencyKey });
  };
}

const SCHEDULE = { right: "governance", act: "schedule" } as const;

/** The act that schedules another one as it was typed, as soon as the delay of the signer's role permits. */
async function scheduling(
  act: Act,
  args: ActArguments,
  network: Network,
): Promise<Pick<UnsignedAct, "right" | "act" | "args">> {
  const { encodeActCall } = await import("@lading/sdk/typedData");
  const data = encodeActCall(act.right, act.name, args);
  return { ...SCHEDULE, args: { target: registryOf(network, act.right), data, when: 0 } };
}

async function readArguments(act: Act, input: Input, acting: Context): Promise<ActArguments> {
  const subject = subjectOf(act);
  const typed = act.parameters.map((parameter) => {
    const value =
      text(input, camel(parameter.name)) ?? (parameter === subject ? input.args[0] : undefined) ?? parameter.default;
    if (value !== undefined) return { parameter, value };
    const given = `--${kebab(parameter.name)}`;
    throw new LadingError("USAGE_MISSING", "invalid", acting.say("missingArgument", { given }), { given });
  });
  const context = await asOwner(acting);
  const args: Record<string, ActArgument> = {};
  for (const { parameter, value } of typed) {
    const about = { right: act.right, subject: String(args[subject?.name ?? ""] ?? ""), args };
    args[parameter.name] = await resolveArgument(parameter, value, about, context);
  }
  return args;
}

/**
 * Names are looked up as the wallet's owner, whichever of its keys acts: whether that key may act is for the ledger to say, about the act.
 */
export async function asOwner(context: Context): Promise<Context> {
  const owner = context.settings.key ?? "identity";
  if (!(await walletExists(context.directory))) return context;
  const { keys } = await context.visible();
  return keys.some(({ alias }) => alias === owner) ? { ...context, tokenKeyAlias: owner } : context;
}

/** What an irreversible act will do, in the words that were typed. */
function effectOf(act: Act, input: Input, context: Context): string {
  const shown = act.parameters
    .map((parameter) => text(input, camel(parameter.name)))
    .filter((value) => value !== undefined);
  const [subject] = input.args;
  return `${act.summary[context.language]}: ${[subject, ...shown].filter((value) => value !== undefined).join(", ")}.`;
}

/** Commander's name of an option: `--valid-until` is `validUntil`, which is the parameter's own name. */
function camel(name: string): string {
  return kebab(name).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
