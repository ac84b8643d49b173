import { LadingError } from "@lading/sdk/errors";
import { toLedgerError, type LedgerClient } from "@lading/sdk/chain";
import type { SignedAct } from "@lading/sdk/http";
import { contractAct, recoverOfficer } from "@lading/sdk/typedData";

/** An act in the form that a registry takes. */
export type ContractAct = ReturnType<typeof contractAct>;

/**
 * Checks everything that can be known of a signed act before it is sent: form, signature, time, and that the ledger would take it now.
 *
 * @param now Seconds since 1970
 * @throws LadingError `ACT_UNKNOWN`, `ACT_ARGUMENTS_INVALID`, `ACT_SIGNATURE_INVALID`, `ACT_SIGNATURE_EXPIRED`, or the registry's own
 * error by its name (`TITLE_NOT_HOLDER`, `ACT_NONCE_USED`, …)
 * @example
 * const call = await checkAct(ledger, act, { from: relayer.address, now });
 */
export async function checkAct(
  ledger: LedgerClient,
  act: SignedAct,
  options: { from: string; now: number; url?: string },
): Promise<ContractAct> {
  const registry = ledger.registry(act.right);
  const context = { chainId: ledger.deployment.chainId, registry: String(registry.target) };
  const recovered = recoverOfficer(act, context);
  if (recovered.toLowerCase() !== act.officer.toLowerCase() && (await isAccount(ledger, act.officer))) {
    throw new LadingError(
      "ACT_SIGNATURE_INVALID",
      "invalid",
      `The signature is not officer ${act.officer}'s over this ${act.right} ${act.act} on chain ${context.chainId}; the act was altered, or signed for another ledger`,
      { officer: act.officer },
    );
  }
  if (act.notAfter < options.now - 60) {
    // Block time is law; a minute here is only to spare the ledger what is hopeless.
    throw new LadingError(
      "ACT_SIGNATURE_EXPIRED",
      "conflict",
      `The signature could be used until ${act.notAfter}; it is ${options.now} now. Sign the act again`,
      {
        notAfter: act.notAfter,
        timestamp: options.now,
      },
    );
  }
  const call = contractAct(act);
  try {
    await registry.getFunction("actBySignature").staticCall(call, { from: options.from, blockTag: "pending" });
  } catch (error) {
    throw toLedgerError(error, options.url);
  }
  return call;
}

/** An officer without code signs with its own key; one with code (ERC-1271) is asked by the ledger. */
async function isAccount(ledger: LedgerClient, address: string): Promise<boolean> {
  try {
    return (await ledger.provider.getCode(address)) === "0x";
  } catch (error) {
    throw toLedgerError(error);
  }
}
