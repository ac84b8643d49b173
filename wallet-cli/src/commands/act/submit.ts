import { createHash } from "node:crypto";
import { findAct } from "@lading/sdk/acts";
import { given, text, type Run } from "../../framework/command.ts";
import { simulateAct, submitAct } from "../acts/submitAct.ts";
import { handDocumentOf } from "../title/handDocument.ts";
import { readAct } from "./readAct.ts";

/** Sends a signed act from a file. The key follows from the act, so sending the file twice does it once. */
export const run: Run = async (input, context) => {
  const act = await readAct(input.args[0] ?? "", context);
  const declared = findAct(act.right, act.act);
  if (given(input, "dryRun")) return simulateAct(act, context);
  if (declared.irreversible === true)
    await context.confirm(`${declared.summary[context.language]}: ${JSON.stringify(act.args)}.`);
  const derived = createHash("sha256")
    .update(JSON.stringify([act.right, act.officer, act.nonce, act.signature, act.countersignatures]))
    .digest("hex");
  const result = await submitAct(act, context, { idempotencyKey: text(input, "idempotencyKey") ?? derived });
  await handDocumentOf(act, context);
  return result;
};
