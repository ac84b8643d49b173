import {
  decodeDocumentState,
  TRADE_DOCUMENT_QUESTIONS,
  tradeDocumentVerdict as judge,
} from "@lading/sdk/tradeDocuments";
import type { TradeDocumentVerdict } from "@lading/sdk/http";
import { readBlockAt } from "../../ledger/readBlockAt.ts";
import { readViews, type ViewResult } from "../../ledger/readViews.ts";
import { readNames } from "../../store/directory.ts";
import type { Dependencies } from "../Dependencies.ts";
import { notFound } from "../reads.ts";
import { UNKNOWN } from "./reads.ts";
import { readTypes } from "./readTypes.ts";
import { readSubjects } from "./toTradeDocument.ts";

/** MemberRegistry's Status.Active. */
const ACTIVE = 1;
const NOTHING = `0x${"0".repeat(64)}`;

type Hash = `0x${string}`;

/**
 * What the ledger itself says of a trade document, now or as it was at a moment: read from the registries, never from the read model.
 *
 * @param question.at Seconds since 1970; 0 = now, by the clock: on an idle ledger the last block may be old, and validity goes on ending
 * @throws LadingError `TRADE_DOCUMENT_UNKNOWN`, `REGISTRY_ABSENT`, `LEDGER_UNREACHABLE`
 * @example
 * (await tradeDocumentVerdict(dependencies, { document, at: 0 })).status; // "revoked"
 */
export async function tradeDocumentVerdict(
  { ledger, endpoint, store, deployment, now }: Dependencies,
  question: { document: string; at: number; digest?: string; subject?: string },
): Promise<TradeDocumentVerdict> {
  const { document } = question;
  const block = await readBlockAt(endpoint, question.at);
  const of = (name: string) => ({ right: "document" as const, name, args: [document] });
  const [found, word] = (await readViews(ledger, endpoint, block.number, [of("getDocument"), of("stateOf")])) as [
    ViewResult,
    ViewResult,
  ];
  const state = decodeDocumentState(String(word.value));
  if (state.status === "none") throw notFound(document, UNKNOWN);
  const [schema, digest, subject] = [found.schema, found.digest, found.subject].map(String) as [Hash, Hash, Hash];
  const [[issuer, type], names, subjects, typeName] = await Promise.all([
    readViews(ledger, endpoint, block.number, [
      { right: "members", name: "getMember", args: [state.issuer] },
      { right: "document", name: "getType", args: [schema] },
    ]),
    readNames(store.read, [state.issuer], deployment.chainId),
    readSubjects(store.read, [{ subjectKind: state.subjectKind, subject }], deployment.chainId),
    readTypes(store.read, [schema]),
  ]);
  const at = question.at === 0 ? Math.max(now(), block.timestamp) : question.at;
  const verdict = judge({
    state,
    digest,
    subject,
    at,
    issuer: {
      active: issuer!.status === ACTIVE,
      mayIssue: (Number(issuer!.roles) & Number(type!.issuers)) !== 0,
    },
    presented: {
      ...(question.digest === undefined ? {} : { digest: question.digest }),
      ...(question.subject === undefined ? {} : { subject: question.subject }),
    },
  });
  const orNull = (id: unknown): Hash | null => (id === NOTHING ? null : (id as Hash));
  return {
    document: document as Hash,
    at,
    status: verdict.status,
    outcome: verdict.outcome,
    issuer: names.party(state.issuer),
    schema,
    type: typeName(schema).name,
    title: typeName(schema).title,
    digest,
    subject: subjects(state.subjectKind, subject) as TradeDocumentVerdict["subject"],
    validFrom: state.validFrom,
    validUntil: state.validUntil,
    supersedes: orNull(found.supersedes),
    supersededBy: orNull(found.supersededBy),
    trail: found.trail as Hash,
    checks: verdict.answers.map(({ check, answer, code, reason }) => ({
      check,
      answer,
      question: TRADE_DOCUMENT_QUESTIONS.find(({ id }) => id === check)!.text,
      facts: { code, reason },
    })),
    blockNumber: block.number,
    blockHash: block.hash as Hash,
  };
}
