import type { Handlers } from "../http/mountRoutes.ts";
import { checkAct } from "../relay/checkAct.ts";
import type { Dependencies } from "./Dependencies.ts";

/** Writing to the ledger. The signature is the authority, so no token is asked for. */
export function actHandlers({ submit, ledger, relay, now, rpcUrl }: Dependencies): Handlers["acts"] {
  return {
    submit: ({ body, idempotencyKey }) => submit(body, idempotencyKey),
    async simulate({ body }) {
      await checkAct(ledger, body, { from: relay.address, now: now(), url: rpcUrl });
      return { right: body.right, act: body.act, admitted: true };
    },
  };
}
