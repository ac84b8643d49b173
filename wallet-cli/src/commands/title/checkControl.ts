import { LadingError } from "@lading/sdk/errors";
import { EXIT } from "../../exitCodes.ts";
import { readJson } from "../../files/readJson.ts";
import { text, type Run } from "../../framework/command.ts";
import { readRegistry, type ReadableLedger } from "../../ledger/readRegistry.ts";
import { renderFacts } from "../../ui/table.ts";
import { ledgerOf } from "../certificate/ledgerOf.ts";
import { isoOf } from "../present.ts";
import { spendNonce } from "./spentNonces.ts";
import { parseControlAnswer, parseNonce, type ControlAnswer } from "./controlAnswer.ts";

/** States in which a bill's holder controls the goods. Surrendered or spent, it proves nothing worth lending on. */
const CONTROLLING = new Set(["live", "offered"]);

/** Member.status of contracts/src/members/IMemberRegistry.sol. */
const ACTIVE = 1n;

type MemberRecord = { status: bigint; generation: bigint };
type OfficerRecord = { member: bigint; scopes: bigint; validUntil: bigint; generation: bigint };

/** Checks an answer against the ledger as it is now; the exit code is the answer. */
export const run: Run = async (input, context) => {
  const file = input.args[0] ?? "";
  const answer = parseControlAnswer(await readJson(file, context), file);
  const asked = text(input, "challenge");
  const [{ decodeTitleState, provesControl, recoverController }, ledger] = await Promise.all([
    import("@lading/sdk"),
    ledgerOf(context),
  ]);
  assertAsked(answer, asked === undefined ? undefined : parseNonce(asked), ledger.chainId);
  const now = Math.floor(context.now().getTime() / 1000);
  const officer = recoverController(answer.challenge, answer.signature, now);
  const [word] = await readRegistry(ledger, "title", "stateOf", [answer.challenge.title]);
  const { state, holder } = decodeTitleState(word as bigint);
  const authority = await readAuthority(officer, ledger);
  const proved = provesControl(authority, holder, now);
  const code = !proved ? "CONTROL_NOT_PROVED" : CONTROLLING.has(state) ? null : "TITLE_NOT_LIVING";
  if (asked === undefined) context.note("nonceNotCompared");
  else if (code === null) await spendNonce(answer.challenge, context);
  const facts = [
    ["id", answer.challenge.title],
    [context.say("outcome"), code ?? "CONTROL_PROVED"],
    [context.say("state"), state],
    [context.say("holder"), `#${holder}`],
    ["officer", `${officer} (#${authority.member}: ${authority.scopes.join(", ")})`],
    ["nonce", answer.challenge.nonce],
    [context.say("notAfter"), isoOf(answer.challenge.notAfter)],
  ] as const;
  const data = { ...answer.challenge, officer, member: authority.member, scopes: authority.scopes, holder, state };
  return {
    data: { ...data, compared: asked !== undefined, proved: code === null, code },
    text: renderFacts(facts),
    exit: code === null ? EXIT.ok : EXIT.falsified,
  };
};

/** The answer must be to the question that was put, on the ledger that is asked. */
function assertAsked({ challenge }: ControlAnswer, asked: string | undefined, chainId: number): void {
  if (challenge.chainId !== chainId) {
    throw new LadingError(
      "CONTROL_OTHER_LEDGER",
      "falsified",
      `the answer is about chain ${challenge.chainId}; expected ${chainId}`,
      { chainId: challenge.chainId, expected: chainId },
    );
  }
  if (asked === undefined || asked === challenge.nonce) return;
  throw new LadingError(
    "CONTROL_OTHER_NONCE",
    "falsified",
    `the answer is to nonce ${challenge.nonce}; expected ${asked}: it was given to somebody else, or before`,
    { nonce: challenge.nonce, expected: asked },
  );
}

/** What the members registry says of a key now; of one that is no officer, or a member's that may not act: no scopes. */
async function readAuthority(
  officer: string,
  ledger: ReadableLedger,
): Promise<{ member: number; scopes: readonly string[]; validUntil: number }> {
  const { flagNames, SCOPES } = await import("@lading/sdk/acts");
  const [found] = (await readRegistry(ledger, "members", "getOfficer", [officer])) as unknown as [OfficerRecord];
  const member = Number(found.member);
  const validUntil = Number(found.validUntil);
  if (member === 0) return { member, scopes: [], validUntil };
  const [of] = (await readRegistry(ledger, "members", "getMember", [member])) as unknown as [MemberRecord];
  const stands = of.status === ACTIVE && of.generation === found.generation;
  return { member, scopes: stands ? flagNames(Number(found.scopes), SCOPES) : [], validUntil };
}
