import type { Certificate, CreditCertificate, ReleaseCertificate } from "@lading/sdk/proof";
import { LadingError } from "@lading/sdk/errors";
import { readDocument, readText } from "../../files/readJson.ts";
import { writeNew } from "../../files/writeNew.ts";
import { text, type Input, type Result, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { readNetwork, registryOf } from "../../ledger/network.ts";
import { findRelease } from "../../values/release.ts";
import { findTitle } from "../../values/title.ts";
import { ledgerOf } from "./ledgerOf.ts";

type AnyCertificate = Certificate | ReleaseCertificate | CreditCertificate;

/** Makes a certificate of a title, a release or an attestation. */
export const run: Run = async (input, context) => {
  const [title, release, attestation] = [input.args[0], text(input, "release"), text(input, "attestation")];
  const subjects = [title, release, attestation].filter((subject) => subject !== undefined);
  if (subjects.length !== 1) {
    throw new LadingError("USAGE_CERTIFICATE_OF", "invalid", context.say("certificateOfOne"), { given: subjects });
  }
  if (title !== undefined) {
    const id = await findTitle(title, context);
    return write({ title: id }, await ofTitle(id, input, context), input, context);
  }
  if (release !== undefined) {
    const id = await findRelease(release, context);
    return write({ release: id }, await ofRelease(id, context), input, context);
  }
  const id = attestationId(attestation ?? "");
  return write({ attestation: id }, await ofAttestation(id, input, context), input, context);
};

async function ofTitle(title: string, input: Input, context: Context): Promise<AnyCertificate> {
  const file = text(input, "document");
  const document = file === undefined ? undefined : await readDocument(file, context);
  if (document !== undefined && (typeof document !== "object" || document === null)) {
    throw new LadingError("DOCUMENT_INVALID", "invalid", `${file ?? ""} holds no JSON object`, { file: file ?? "" });
  }
  const { requestCertificate } = await import("@lading/sdk/proof/request");
  const { request, chainId, registries } = await ledgerOf(context);
  return requestCertificate(request, { title, chainId, registries, ...(document === undefined ? {} : { document }) });
}

async function ofRelease(release: string, context: Context): Promise<AnyCertificate> {
  const { requestReleaseCertificate } = await import("@lading/sdk/proof/request");
  const { request, chainId, registries } = await ledgerOf(context);
  const address = registryOf(await readNetwork(context), "release");
  return requestReleaseCertificate(request, { release, chainId, registries: { ...registries, release: address } });
}

async function ofAttestation(attestation: string, input: Input, context: Context): Promise<AnyCertificate> {
  const file = text(input, "credential");
  const credential = file === undefined ? undefined : (await readText(file, context)).trim();
  const { requestCreditCertificate } = await import("@lading/sdk/proof/request");
  const { request, chainId, registries } = await ledgerOf(context);
  return requestCreditCertificate(request, {
    attestation,
    chainId,
    registries: { ...registries, credit: registryOf(await readNetwork(context), "credit") },
    ...(credential === undefined ? {} : { credential }),
  });
}

/** An attestation is known by its id alone: a name would say about whom it is. */
function attestationId(value: string): string {
  if (/^0x[0-9a-f]{64}$/i.test(value)) return value.toLowerCase();
  throw new LadingError(
    "ATTESTATION_ID",
    "invalid",
    `"${value}" is no attestation: expected its id, 0x and 64 hex digits; see: lading credit attestations`,
    { value },
  );
}

async function write(
  subject: Record<string, string>,
  certificate: AnyCertificate,
  input: Input,
  context: Context,
): Promise<Result> {
  const out = text(input, "out") ?? "";
  const { certificateDigest, readSealedHeader } = await import("@lading/sdk/proof");
  const json = JSON.stringify(certificate);
  await writeNew(out, `${json}\n`);
  const header = `0x${Buffer.from(certificate.header, "base64").toString("hex")}`;
  const { number, hash, timestamp } = readSealedHeader(header);
  const digest = certificateDigest(certificate);
  const bytes = Buffer.byteLength(json);
  const acts = certificate.acts.length;
  context.note("certificateMade", { file: out, block: number, acts, bytes });
  return {
    data: { file: out, digest, ...subject, bytes, acts, block: { number, hash, timestamp } },
    text: digest,
    next: [`lading certificate verify ${out}`],
  };
}
