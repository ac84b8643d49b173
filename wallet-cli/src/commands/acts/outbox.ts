import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { signedActSchema, type SignedAct } from "@lading/sdk/signedAct";
import type { Context } from "../../framework/context.ts";
import { atomicWrite } from "../../keystore/atomicWrite.ts";

const entrySchema = z.object({
  /** The name that the user gave the act. */
  name: z.string(),
  /** 1 for the first signature; more where one lapsed before it was used. */
  attempt: z.int().positive(),
  /** The key that went to the API with it. */
  key: z.string(),
  act: signedActSchema,
});

/** An act that was signed under a name, and may have been sent. */
export type OutboxEntry = z.infer<typeof entrySchema>;

/** What was signed under a name before; undefined where nothing was. */
export async function readOutbox(name: string, context: Context): Promise<OutboxEntry | undefined> {
  const content = await readFile(path(name, context), "utf8").catch(() => undefined);
  return content === undefined ? undefined : entrySchema.parse(JSON.parse(content));
}

/** Writes a signed act to the disk before it is sent, so that a crash between the two is mended by the same command again. */
export async function writeOutbox(name: string, act: SignedAct, attempt: number, context: Context): Promise<string> {
  const key = attempt === 1 ? name : `${name}#${attempt}`;
  await mkdir(join(context.directory, "outbox"), { recursive: true, mode: 0o700 });
  await atomicWrite(path(name, context), JSON.stringify({ name, attempt, key, act }));
  return key;
}

function path(name: string, context: Context): string {
  return join(
    context.directory,
    "outbox",
    `${createHash("sha256").update(`${context.keyAlias}\n${name}`).digest("hex").slice(0, 40)}.json`,
  );
}
