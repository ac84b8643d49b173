import { existsSync } from "node:fs";
import { LadingError } from "@lading/sdk/errors";
import type { TrustAnchor, VerifiedAnyCertificate } from "@lading/sdk/proof";
import { readDocument, readJson, readText } from "../../files/readJson.ts";
import { text, type Input } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { parseDuration } from "../../values/instant.ts";
import { anchorPath } from "./anchor.ts";
import { badNewsOf } from "./present.ts";

/** A certificate file that holds: what it proves, by what, and why it is no good answer where it is none. */
export type ReadCertificateFile = {
  verified: VerifiedAnyCertificate;
  /** Of the certificate, whatever the spelling of its file. */
  digest: string;
  anchor: TrustAnchor;
  /** Null where it is a good answer. */
  code: string | null;
};

/**
 * Reads and verifies the certificate that a command names, with its --anchor, --document and --max-age. Nothing here asks a network.
 *
 * @throws FILE_… · JSON_… · TRUST_ANCHOR_… · CERTIFICATE_… and what the verifiers throw
 */
export async function readCertificate(input: Input, context: Context): Promise<ReadCertificateFile> {
  const file = input.args[0] ?? "";
  const [{ assertCertificateSize, certificateDigest, parseTrustAnchor, verifyAnyCertificate }, sdk] = await Promise.all(
    [import("@lading/sdk/proof"), import("@lading/sdk")],
  );
  const content = await readText(file, context);
  assertCertificateSize(Buffer.byteLength(content));
  const anchor = parseTrustAnchor(await readJson(anchorFile(input, context), context));
  const now = Math.floor(context.now().getTime() / 1000);
  const certificate = sdk.readJson(content);
  const copy = text(input, "document");
  const document = copy === undefined ? undefined : await readDocument(copy, context);
  const verified = verifyAnyCertificate(certificate, anchor, { now, document });
  if (document !== undefined && (verified.right === "release" || verified.right === "credit")) {
    const { right } = verified;
    throw new LadingError("USAGE_DOCUMENT_NOT_COMPARED", "invalid", context.say("documentNotCompared", { right }), {
      right,
    });
  }
  const differs =
    document !== undefined && verified.right === "title" && sdk.jsonDigest(document) !== verified.verdict.contentDigest;
  const limit = text(input, "maxAge");
  const tooOld = limit !== undefined && (verified.age ?? 0) > parseDuration(limit, "--max-age");
  const code =
    (differs ? "DOCUMENT_DIGEST_DIFFERS" : null) ?? badNewsOf(verified) ?? (tooOld ? "CERTIFICATE_TOO_OLD" : null);
  // The verifiers have checked the form by then, so the digest is of a certificate.
  const digest = certificateDigest(certificate as Parameters<typeof certificateDigest>[0]);
  return { verified, digest, anchor, code };
}

function anchorFile(input: Input, context: Context): string {
  const given = text(input, "anchor");
  if (given !== undefined) return given;
  if (existsSync(anchorPath(context))) return anchorPath(context);
  throw new LadingError("TRUST_ANCHOR_NEEDED", "unavailable", context.say("anchorNeeded"), {});
}
