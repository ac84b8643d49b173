import { LadingError } from "@lading/sdk/errors";
import { writeNew } from "../../../files/writeNew.ts";
import { text, type Run } from "../../../framework/command.ts";
import { findTradeDocument } from "../../../values/tradeDocument.ts";
import { ledgerOf } from "../../certificate/ledgerOf.ts";

/** Makes a certificate of a trade document: of what the ledger says, not of what an API says. */
export const run: Run = async (input, context) => {
  const out = text(input, "out") ?? "";
  const document = await findTradeDocument(input.args[0] ?? "", context);
  const { request, chainId, registries } = await ledgerOf(context);
  if (registries.document === undefined) {
    throw new LadingError("REGISTRY_ABSENT", "unavailable", "this ledger has no document registry", {
      right: "document",
    });
  }
  const [{ requestDocumentCertificate }, { certificateDigest, parseDocumentCertificate, readSealedHeader }] =
    await Promise.all([import("@lading/sdk/proof/request"), import("@lading/sdk/proof")]);
  const certificate = await requestDocumentCertificate(request, {
    document,
    chainId,
    registries: { members: registries.members, document: registries.document },
  });
  const json = JSON.stringify(certificate);
  await writeNew(out, `${json}\n`);
  const { number, hash, timestamp } = readSealedHeader(parseDocumentCertificate(certificate).header);
  const digest = certificateDigest(certificate);
  const block = { number, hash, timestamp };
  const data = { file: out, digest, document, bytes: json.length, acts: certificate.acts.length, block };
  context.note("certificateMade", { file: out, block: number, acts: data.acts, bytes: data.bytes });
  return { data, text: digest, next: [`lading certificate verify ${out} --document FILE`] };
};
