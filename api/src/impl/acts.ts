import { nameMembers } from "@lading/sdk/chain";
import { isLadingError } from "@lading/sdk/errors";
import type { Handlers } from "../http/mountRoutes.ts";
import { checkAct } from "../relay/checkAct.ts";
import { readNames } from "../store/directory.ts";
import type { Dependencies } from "./Dependencies.ts";

/** Writing to the ledger. The signature is the authority, so no token is asked for. */
export function actHandlers(dependencies: Dependencies): Handlers["acts"] {
  const { submit, ledger, relay, now, endpoint } = dependencies;
  return {
    submit: ({ body, idempotencyKey }) => inNames(submit(body, idempotencyKey), dependencies),
    async simulate({ body }) {
      await inNames(checkAct(ledger, body, { from: relay.address, now: now(), url: endpoint.url }), dependencies);
      return { right: body.right, act: body.act, admitted: true };
    },
  };
}

/** The ledger refuses in numbers; who reads the refusal knows its partners by name. */
async function inNames<Answer>(work: Promise<Answer>, { store, deployment }: Dependencies): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (!isLadingError(error)) throw error;
    const members = [...error.message.matchAll(/\bmember (\d+)\b/g)].map(([, member]) => Number(member));
    if (members.length === 0) throw error;
    const names = await readNames(store.read, members, deployment.chainId);
    throw nameMembers(error, (member) => names.party(member).name ?? undefined);
  }
}
