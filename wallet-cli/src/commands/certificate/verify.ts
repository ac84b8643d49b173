import { EXIT } from "../../exitCodes.ts";
import type { Run } from "../../framework/command.ts";
import { renderVerified } from "./present.ts";
import { readCertificate } from "./readCertificate.ts";

/** Verifies a certificate. Nothing here asks a network. */
export const run: Run = async (input, context) => {
  const { verified, digest, code } = await readCertificate(input, context);
  const { right, verdict, age } = verified;
  return {
    data: { right, ...verdict, age, certificateDigest: digest, code },
    text: renderVerified(verified, context),
    // Too old is "cannot decide now", not "false": the certificate still proves what it proved.
    exit: code === null ? EXIT.ok : code === "CERTIFICATE_TOO_OLD" ? EXIT.undecided : EXIT.falsified,
  };
};
