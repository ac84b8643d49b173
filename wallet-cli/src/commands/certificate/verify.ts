import { existsSync } from "node:fs";
import { LadingError } from "@lading/sdk/errors";
import { EXIT } from "../../exitCodes.ts";
import { readDocument, readJson, readText } from "../../files/readJson.ts";
import { text, type Input, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { parseDuration } from "../../values/instant.ts";
import { anchorPath } from "./anchor.ts";
import { badNewsOf, renderVerified } from "./present.ts";

/** Verifies a certificate. Nothing here asks a network. */
export const run: Run = async (input, context) => {
  const file = input.args[0] ?? "";
  const { assertCertificateSize, parseTrustAnchor, verifyAnyCertificate } = await import("@lading/sdk/proof");
  const { jsonDigest, readJson: readStrictly } = await import("@lading/sdk");
  const content = await readText(file, context);
  assertCertificateSize(Buffer.byteLength(content));
  const anchor = parseTrustAnchor(await readJson(anchorFile(input, context), context));
  const now = Math.floor(context.now().getTime() / 1000);
  const certificate = readStrictly(content);
  const document = text(input, "document");
  if ((certificate as { format?: unknown } | null)?.format === "lading-document-certificate") {
    const { verifyDocument } = await import("../document/attested/verifyDocument.ts");
    return verifyDocument({ certificate, anchor, now, document, maxAge: text(input, "maxAge") }, context);
  }
  const verified = verifyAnyCertificate(certificate, anchor, { now });
  const { verdict, age } = verified;
  const digest = document === undefined ? undefined : jsonDigest(await readDocument(document, context));
  const differs = digest !== undefined && verified.right === "title" && digest !== verified.verdict.contentDigest;
  const limit = text(input, "maxAge");
  const tooOld = limit !== undefined && (age ?? 0) > parseDuration(limit, "--max-age");
  const code =
    badNewsOf(verified) ?? (differs ? "DOCUMENT_DIGEST_DIFFERS" : null) ?? (tooOld ? "CERTIFICATE_TOO_OLD" : null);
  return {
    data: { right: verified.right, ...verdict, age, code },
    text: renderVerified(verified, context),
    // Too old is "cannot decide now", not "false": the certificate still proves what it proved.
    exit: code === null ? EXIT.ok : code === "CERTIFICATE_TOO_OLD" ? EXIT.undecided : EXIT.falsified,
  };
};

function anchorFile(input: Input, context: Context): string {
  const given = text(input, "anchor");
  if (given !== undefined) return given;
  if (existsSync(anchorPath(context))) return anchorPath(context);
  throw new LadingError("TRUST_ANCHOR_NEEDED", "unavailable", context.say("anchorNeeded"), {});
}
