import { writeNew } from "../../files/writeNew.ts";
import { text, type Run } from "../../framework/command.ts";
import { findOpening, makeCommitment } from "../../values/commitment.ts";
import { findRelease } from "../../values/release.ts";
import type { GatePass } from "./gatePass.ts";

/** Makes the pass of a driver from the openings that the haulier's wallet kept when it assigned them. */
export const run: Run = async (input, context) => {
  const release = await findRelease(input.args[0] ?? "", context);
  const open = async (field: "driver" | "plate"): Promise<GatePass["driver"]> => {
    const commitment = await makeCommitment(text(input, field) ?? "", field, release, context);
    const { value, salt } = await findOpening(commitment, context);
    return { commitment, value, salt };
  };
  const pass: GatePass = {
    format: "lading-gate-pass",
    version: 1,
    release,
    driver: await open("driver"),
    plate: await open("plate"),
  };
  const json = JSON.stringify(pass);
  const out = text(input, "out");
  if (out !== undefined) await writeNew(out, `${json}\n`);
  const { default: qrcode } = await import("qrcode");
  // QR codes on a terminal are for a telephone's camera: small blocks, the lowest error correction that paper-free glass needs.
  const picture = await qrcode.toString(json, { type: "utf8", errorCorrectionLevel: "L" });
  return { data: pass, text: out === undefined ? picture : `${picture}\n${out}` };
};
