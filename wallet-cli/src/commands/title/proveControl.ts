import { LadingError } from "@lading/sdk/errors";
import { text, type Run } from "../../framework/command.ts";
import { findKey } from "../../keystore/findKey.ts";
import { writeNew } from "../../files/writeNew.ts";
import { readNetwork } from "../../ledger/network.ts";
import { parseInstant } from "../../values/instant.ts";
import { findTitle } from "../../values/title.ts";
import { parseNonce, type ControlAnswer } from "./controlAnswer.ts";

/** An answer counts for ten minutes: enough to hand it over, little for whoever finds it. */
const DEFAULT_VALIDITY = "+10m";

/** A nonce for one who asks: fresh, and to be kept until the answer comes. */
export const challenge: Run = async (_input, context) => {
  const nonce = `0x${Buffer.from(context.random(32)).toString("hex")}`;
  return {
    data: { nonce },
    text: nonce,
    next: [`lading title check-control FILE --challenge ${nonce}`],
  };
};

/** Answers "prove control now". What is signed is no act: no registry takes it. */
export const run: Run = async (input, context) => {
  const nonce = parseNonce(text(input, "challenge") ?? "");
  const title = await findTitle(input.args[0] ?? "", context);
  const [{ controlTypedData }, { Wallet }] = await Promise.all([import("@lading/sdk"), import("ethers")]);
  const { chainId } = await readNetwork(context);
  const notAfter = parseInstant(text(input, "notAfter") ?? DEFAULT_VALIDITY, context.now(), "--not-after");
  const challenge = { chainId, title, audience: text(input, "audience") ?? "", nonce, notAfter };
  const key = findKey((await context.unlock()).secrets.keys, context.keyAlias);
  if (key.type !== "Secp256k1") {
    throw new LadingError("KEY_TYPE", "invalid", `key "${key.alias}" is ${key.type}; officers sign by secp256k1 keys`, {
      alias: key.alias,
    });
  }
  const signer = new Wallet(`0x${key.privateKeyHex}`);
  const { domain, types, message } = controlTypedData(challenge);
  const signature = await signer.signTypedData(domain, types, message);
  const answer: ControlAnswer = { format: "lading-control-answer", version: 1, challenge, signature };
  const out = text(input, "out") ?? "";
  await writeNew(out, `${JSON.stringify(answer, null, 2)}\n`);
  return {
    data: { file: out, officer: signer.address, ...challenge },
    text: out,
    next: [`lading title check-control ${out} --challenge ${nonce}`],
  };
};
