import { z } from "zod";
import { signedActSchema } from "../../domain/typedData/SignedAct.ts";
import { endpoint } from "../endpoint.ts";
import { hash, ledgerEvent, page, paging, seconds } from "../schemas.ts";

/** An act that stands in a sealed block. */
export const actReceipt = z.object({
  right: z.string(),
  act: z.string(),
  /** The right that it is about, where it is about one. */
  subject: hash.nullable(),
  transactionHash: hash,
  blockNumber: z.int(),
  blockTime: seconds,
  events: z.array(ledgerEvent),
});

/** An act that stands in a sealed block. */
export type ActReceipt = z.output<typeof actReceipt>;

/** Writing to the ledger. */
export const acts = {
  submit: endpoint({
    method: "POST",
    path: "/v1/acts",
    access: "public",
    summary: {
      en: "Relays a signed act and answers when it stands in a sealed block; the signature is the authority",
      zh: "转递已签名的行为，入块后答复；签名即授权",
    },
    body: signedActSchema,
    response: actReceipt,
    status: 201,
    idempotent: true,
    errors: [
      "ACT_UNKNOWN",
      "ACT_ARGUMENTS_INVALID",
      "ACT_SIGNATURE_MALFORMED",
      "ACT_SIGNATURE_INVALID",
      "ACT_SIGNATURE_EXPIRED",
      "ACT_NONCE_USED",
      "REGISTRY_ABSENT",
      "IDEMPOTENCY_KEY_MISSING",
      "IDEMPOTENCY_KEY_REUSED",
      "LEDGER_UNREACHABLE",
    ],
  }),
  simulate: endpoint({
    method: "POST",
    path: "/v1/acts/simulation",
    access: "public",
    summary: { en: "Says what an act would do, and sends nothing", zh: "预演一项行为，不提交" },
    body: signedActSchema,
    response: z.object({ right: z.string(), act: z.string(), admitted: z.literal(true) }),
    errors: [
      "ACT_UNKNOWN",
      "ACT_ARGUMENTS_INVALID",
      "ACT_SIGNATURE_INVALID",
      "ACT_SIGNATURE_EXPIRED",
      "ACT_NONCE_USED",
      "LEDGER_UNREACHABLE",
    ],
  }),
} as const;

/** Reading the ledger's events. */
export const events = {
  list: endpoint({
    method: "GET",
    path: "/v1/events",
    access: "member",
    summary: { en: "Events of rights that concern me, in ledger order", zh: "与本方有关的权利事件，按账本顺序" },
    query: z.object({ ...paging, right: z.string().optional(), subject: hash.optional() }),
    response: page(ledgerEvent),
    errors: [],
  }),
  stream: endpoint({
    method: "GET",
    path: "/v1/events/stream",
    access: "member",
    summary: {
      en: "The same as server-sent events; `Last-Event-ID` resumes after that cursor",
      zh: "同上，以服务器推送方式；用 Last-Event-ID 从该游标之后继续",
    },
    query: z.object({ after: paging.after }),
    response: ledgerEvent,
    stream: true,
    errors: [],
  }),
} as const;
