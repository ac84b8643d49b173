import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { memberId, seconds } from "../schemas.ts";

/** What a person types: eight consonants, so that no word comes out and no letter is taken for a digit. Case and hyphen do not matter. */
export const signInCode = z
  .string()
  .max(20)
  .transform((text) => text.toUpperCase().replace(/[^A-Z]/g, ""))
  .pipe(z.string().regex(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/, "expected a code like BCDF-GHJK"))
  .transform((letters) => `${letters.slice(0, 4)}-${letters.slice(4)}`)
  .meta({ example: "BCDF-GHJK" });

/** A secret of the page that asked: 32 random bytes in base64url. */
const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "expected 43 base64url characters");

/** Signing in to the console: the page shows a code, a wallet approves it, the page collects a session that only reads. */
export const signIn = {
  begin: endpoint({
    method: "POST",
    path: "/v1/sign-in",
    access: "public",
    summary: { en: "Gives a page a code for a wallet to approve", zh: "为页面签发待钱包批准的登录码" },
    response: z.object({
      code: z.string(),
      /** With it the page, and nobody else who saw the code, collects the session. */
      pollToken: secret,
      expiresAt: seconds,
      /** Seconds between two questions whether it is approved. */
      interval: z.int(),
      /** How long the session will last. */
      sessionSeconds: z.int(),
    }),
    status: 201,
    errors: ["SIGN_IN_BUSY"],
  }),
  inspect: endpoint({
    method: "GET",
    path: "/v1/sign-in/:code",
    access: "member",
    summary: {
      en: "What a code stands for, to be shown before it is approved",
      zh: "登录码所代表的请求，供批准前核对",
    },
    params: z.object({ code: signInCode }),
    response: z.object({
      code: z.string(),
      /** The origin of the page that asked, as its browser states it; null where what asked was no browser. */
      origin: z.string().nullable(),
      requestedAt: seconds,
      expiresAt: seconds,
    }),
    errors: ["SIGN_IN_UNKNOWN"],
  }),
  approve: endpoint({
    method: "POST",
    path: "/v1/sign-in/approval",
    access: "member",
    summary: {
      en: "Approves a code: its page may read as the caller for a while",
      zh: "批准登录码：其页面可在限时内以本人身份查阅",
    },
    body: z.object({ code: signInCode }),
    response: z.object({ code: z.string(), origin: z.string().nullable(), member: memberId, sessionSeconds: z.int() }),
    errors: ["SIGN_IN_UNKNOWN", "SIGN_IN_APPROVED"],
  }),
  collect: endpoint({
    method: "POST",
    path: "/v1/sign-in/session",
    access: "public",
    summary: { en: "Collects the session of an approved code, once", zh: "领取已批准登录码的会话，仅限一次" },
    body: z.object({ pollToken: secret }),
    response: z.discriminatedUnion("status", [
      z.object({ status: z.literal("pending") }),
      z.object({ status: z.literal("approved"), token: z.string(), expiresAt: seconds }),
    ]),
    errors: ["SIGN_IN_EXPIRED"],
  }),
  end: endpoint({
    method: "DELETE",
    path: "/v1/sign-in/session",
    access: "member",
    summary: { en: "Ends the session that asks", zh: "结束本会话" },
    response: z.object({ ended: z.boolean() }),
    errors: [],
  }),
} as const;
