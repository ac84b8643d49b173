import type { z } from "zod";
import { flagBits, ROLES } from "@lading/sdk/acts";
import { LadingError } from "@lading/sdk/errors";
import { RULE_OUTCOMES, type routes } from "@lading/sdk/http";
import type { Caller } from "../../auth/Caller.ts";
import { readHead } from "../../ledger/readBlocks.ts";
import { readViews } from "../../ledger/readViews.ts";
import { readNames } from "../../store/directory.ts";
import type { Dependencies } from "../Dependencies.ts";
import { readSchemes } from "./toCredit.ts";

type Answer = z.input<typeof routes.credit.standing.response>;
type Step = { rule: string; scheme: number; attestation: string; grade: number; benefits: number; outcome: number };

const AUDITORS = flagBits(["auditor", "court"], ROLES)!;
const NOTHING = `0x${"0".repeat(64)}`;

/**
 * What an enterprise counts as with an agency, by the ledger's own view at its newest block. Asked by the enterprise, by the agency, or by
 * an auditor or court: what one agency makes of an enterprise is no other's business.
 *
 * @param question.at Seconds since 1970; 0 = the block's time
 * @throws LadingError `STANDING_NOT_SHARED`, `LEDGER_UNREACHABLE`
 * @example
 * const { facts, trace } = await standing(dependencies, caller, { subject: 4, agency: 7, at: 0 });
 */
export async function standing(
  { ledger, endpoint, store, deployment }: Dependencies,
  caller: Caller,
  { subject, agency, at }: { subject: number; agency: number; at: number },
): Promise<Answer> {
  if (caller.member !== subject && caller.member !== agency && (caller.roles & AUDITORS) === 0) {
    throw new LadingError(
      "STANDING_NOT_SHARED",
      "forbidden",
      `What member ${subject} counts as with member ${agency} is told to these two, and to auditors and courts`,
      {
        subject,
        agency,
      },
    );
  }
  const head = await readHead(endpoint);
  const [view] = await readViews(ledger, endpoint, head.number, [
    { right: "credit", name: "standing", args: [subject, agency, at] },
  ]);
  const steps = view!.trace as unknown as Step[];
  const own = Number(view!.scheme);
  const [{ party }, names] = await Promise.all([
    readNames(store.read, [subject, agency], deployment.chainId),
    readSchemes(store.read, [own, ...steps.map((step) => step.scheme)]),
  ]);
  const none = own === 0;
  return {
    subject: party(subject),
    agency: party(agency),
    at: at === 0 ? head.timestamp : at,
    facts: {
      scheme: none ? null : names.scheme(own),
      grade: none ? null : names.grade(own, Number(view!.grade)),
      attestation: none ? null : view!.attestation,
      benefits: view!.benefits,
      flagged: view!.flagged,
    },
    trace: steps.map((step) => ({
      rule: step.rule,
      scheme: names.scheme(step.scheme),
      outcome: RULE_OUTCOMES[step.outcome] ?? String(step.outcome),
      attestation: step.attestation === NOTHING ? null : step.attestation,
      grade: step.grade === 0 ? null : names.grade(step.scheme, step.grade),
      benefits: step.benefits,
    })),
    blockNumber: head.number,
    blockHash: head.hash as `0x${string}`,
  };
}
