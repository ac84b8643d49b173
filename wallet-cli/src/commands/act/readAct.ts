import { z } from "zod";
import { LadingError } from "@lading/sdk/errors";
import { signedActSchema, type SignedAct } from "@lading/sdk/signedAct";
import { readJson } from "../../files/readJson.ts";
import type { Context } from "../../framework/context.ts";

/**
 * A signed act from a file.
 *
 * @throws FILE_NOT_FOUND · JSON_MALFORMED · ACT_FILE_INVALID with every offending field
 */
export async function readAct(file: string, context: Context): Promise<SignedAct> {
  const parsed = signedActSchema.safeParse(await readJson(file, context));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({
    pointer: `/${path.map(String).join("/")}`,
    code: "ACT_FILE_INVALID",
    message,
  }));
  throw new LadingError(
    "ACT_FILE_INVALID",
    "invalid",
    `${file} holds no signed act: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`,
    { file },
    { issues },
  );
}
