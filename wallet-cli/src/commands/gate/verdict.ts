import { GATE_REASONS } from "@lading/sdk/acts";
import { LadingError } from "@lading/sdk/errors";
import { EXIT } from "../../exitCodes.ts";
import { readJson } from "../../files/readJson.ts";
import { text, type Input, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { renderFacts } from "../../ui/table.ts";
import { parseInstant } from "../../values/instant.ts";
import { findMember } from "../../values/member.ts";
import { findRelease } from "../../values/release.ts";
import { isoOf } from "../present.ts";
import { parseGatePass, type GatePass } from "./gatePass.ts";

/** Asks the ledger whether a container may leave; never answers "go" on its own. */
export const run: Run = async (input, context) => {
  const release = await findRelease(input.args[0] ?? "", context);
  const at = text(input, "at");
  const file = text(input, "pass");
  const pass = file === undefined ? undefined : await parseGatePass(await readJson(file, context), file);
  const seen = await commitmentsAtGate(input, pass, context);
  const haulier = text(input, "haulier");
  const client = await api(context);
  const verdict = await client.releases.verdict({
    release,
    ...seen,
    ...(haulier === undefined ? {} : { haulier: (await findMember(haulier, context)).member }),
    ...(at === undefined ? {} : { at: parseInstant(at, context.now(), "--at") }),
  });
  const facts = [
    ["id", release],
    [context.say("gate"), verdict.go ? context.say("go") : context.say("noGo")],
    ...verdict.reasons.map((reason) => ["✗", reasonText(reason, context)] as const),
    [context.say("time"), isoOf(verdict.at)],
  ] as const;
  return {
    data: { ...verdict, code: verdict.go ? null : "GATE_NO_GO" },
    text: renderFacts(facts),
    exit: verdict.go ? EXIT.ok : EXIT.falsified,
  };
};

/** The code of a reason with its words, where the acts table has them. */
function reasonText(code: string, context: Context): string {
  const known = GATE_REASONS.find((reason) => reason.code === code);
  return known === undefined ? code : `${code}: ${known.summary[context.language]}`;
}

/**
 * The commitments of who really stands at the gate: what was read there, salted as the pass says. Another driver or plate than the
 * pass gives another commitment, and so the ledger's own "no".
 */
async function commitmentsAtGate(
  input: Input,
  pass: GatePass | undefined,
  context: Context,
): Promise<{ driver?: string; plate?: string }> {
  const { commitment, normaliseDriverDocument, normalisePlate } = await import("@lading/sdk");
  const read = { driver: text(input, "driver"), plate: text(input, "plate") };
  const normalise = { driver: normaliseDriverDocument, plate: normalisePlate } as const;
  const found: { driver?: string; plate?: string } = {};
  for (const part of ["driver", "plate"] as const) {
    const value = read[part];
    if (value !== undefined && /^0x[0-9a-f]{64}$/i.test(value)) found[part] = value.toLowerCase();
    else if (value !== undefined && pass !== undefined)
      found[part] = commitment(pass[part].salt, normalise[part](value));
    else if (value !== undefined) {
      throw new LadingError("USAGE_PASS_MISSING", "invalid", context.say("passMissing", { given: `--${part}` }), {
        given: part,
      });
    } else if (pass !== undefined) found[part] = pass[part].commitment;
  }
  return found;
}
