import { LadingError } from "@lading/sdk/errors";
import { readDocument } from "../../files/readJson.ts";
import { writeNew } from "../../files/writeNew.ts";
import { text, type Run } from "../../framework/command.ts";
import { findTitle } from "../../values/title.ts";
import { ledgerOf } from "./ledgerOf.ts";

/** Makes a certificate of title. */
export const run: Run = async (input, context) => {
  const out = text(input, "out") ?? "";
  const file = text(input, "document");
  const document = file === undefined ? undefined : await readDocument(file, context);
  if (document !== undefined && (typeof document !== "object" || document === null)) {
    throw new LadingError("DOCUMENT_INVALID", "invalid", `${file ?? ""} holds no JSON object`, { file: file ?? "" });
  }
  const title = await findTitle(input.args[0] ?? "", context);
  const { request, chainId, registries } = await ledgerOf(context);
  const [{ requestCertificate }, { certificateDigest, parseCertificate, readSealedHeader }] = await Promise.all([
    import("@lading/sdk/proof/request"),
    import("@lading/sdk/proof"),
  ]);
  const certificate = await requestCertificate(request, {
    title,
    chainId,
    registries,
    ...(document === undefined ? {} : { document }),
  });
  const json = JSON.stringify(certificate);
  await writeNew(out, `${json}\n`);
  const { number, hash, timestamp } = readSealedHeader(parseCertificate(certificate).header);
  const digest = certificateDigest(certificate);
  const data = {
    file: out,
    digest,
    title,
    bytes: json.length,
    acts: certificate.acts.length,
    block: { number, hash, timestamp },
  };
  context.note("certificateMade", { file: out, block: number, acts: data.acts, bytes: data.bytes });
  return { data, text: digest, next: [`lading certificate verify ${out}`] };
};
