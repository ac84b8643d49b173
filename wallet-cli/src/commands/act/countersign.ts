import { LadingError } from "@lading/sdk/errors";
import { writeNew } from "../../files/writeNew.ts";
import { text, type Run } from "../../framework/command.ts";
import { findKey } from "../../keystore/findKey.ts";
import { readNetwork, registryOf } from "../../ledger/network.ts";
import { readAct } from "./readAct.ts";

/** Adds a signature over the very same typed data. The ledger wants countersigners in ascending order of address. */
export const run: Run = async (input, context) => {
  const act = await readAct(input.args[0] ?? "", context);
  const network = await readNetwork(context);
  const [{ buildTypedData }, { Wallet }] = await Promise.all([import("@lading/sdk/typedData"), import("ethers")]);
  const key = findKey((await context.unlock()).secrets.keys, context.keyAlias);
  const signer = new Wallet(`0x${key.privateKeyHex}`);
  const signers = [act.officer, ...act.countersignatures.map(({ officer }) => officer)];
  if (signers.some((officer) => officer.toLowerCase() === signer.address.toLowerCase())) {
    throw new LadingError(
      "ACT_SIGNED_ALREADY",
      "conflict",
      `${signer.address} has signed this act already; another officer must countersign`,
      { officer: signer.address },
    );
  }
  const { domain, types, message } = buildTypedData(act, {
    chainId: network.chainId,
    registry: registryOf(network, act.right),
  });
  const mine = { officer: signer.address, signature: await signer.signTypedData(domain, types, message) };
  const countersignatures = [...act.countersignatures, mine].sort((left, right) =>
    BigInt(left.officer) < BigInt(right.officer) ? -1 : 1,
  );
  const countersigned = { ...act, countersignatures };
  const out = text(input, "out");
  const json = JSON.stringify(countersigned, null, 2);
  if (out !== undefined) await writeNew(out, `${json}\n`);
  return { data: countersigned, text: out ?? json, next: [`lading act submit ${out ?? "FILE"}`] };
};
