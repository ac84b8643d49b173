import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { LadingError } from "@lading/sdk/errors";
import { writeNew } from "../../files/writeNew.ts";
import { text, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { atomicWrite } from "../../keystore/atomicWrite.ts";
import { renderFacts } from "../../ui/table.ts";
import { ledgerOf } from "./ledgerOf.ts";

/** Where a wallet keeps what it trusts. */
export function anchorPath(context: Context): string {
  return join(context.directory, "trust-anchor.json");
}

/** Reads the present validators from the newest block and keeps them. */
export const run: Run = async (input, context) => {
  const { request, chainId, registries } = await ledgerOf(context);
  const { parseTrustAnchor } = await import("@lading/sdk/proof");
  const block = (await request({ method: "eth_getBlockByNumber", params: ["latest", false] })) as {
    extraData?: string;
    number?: string;
  };
  const anchor = parseTrustAnchor({ chainId, validators: await validatorsOf(block.extraData ?? "0x"), registries });
  const json = `${JSON.stringify(anchor, null, 2)}\n`;
  const out = text(input, "out");
  if (out === undefined) {
    await mkdir(context.directory, { recursive: true, mode: 0o700 });
    await atomicWrite(anchorPath(context), json);
  } else {
    await writeNew(out, json);
  }
  const file = out ?? anchorPath(context);
  context.note("anchorKept", { file });
  const facts = [
    ["chain", chainId],
    ...anchor.validators.map((validator) => ["validator", validator] as const),
  ] as const;
  return { data: { file, ...anchor }, text: renderFacts(facts) };
};

/** QBFT extra data: RLP [vanity, [validators], vote, round, [seals]] (Besu, QbftExtraDataCodec). */
async function validatorsOf(extraData: string): Promise<string[]> {
  const { decodeRlp } = await import("ethers");
  try {
    const [, validators] = decodeRlp(extraData) as [string, string[]];
    if (Array.isArray(validators) && validators.length > 0) return validators;
  } catch {
    // Falls through: whatever it is, it is not what a QBFT chain writes.
  }
  throw new LadingError(
    "HEADER_UNSEALED",
    "unavailable",
    "the ledger's blocks name no validators: its engine is not QBFT, and gives no certificates",
    {},
  );
}
