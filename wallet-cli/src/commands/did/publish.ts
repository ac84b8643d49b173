import { LadingError } from "@lading/sdk/errors";
import { text, type Input, type Result, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import type { WalletAgent } from "../../agent/createAgent.ts";
import { parseDuration } from "../../values/instant.ts";

/** Ten years: a key is withdrawn when it is replaced, it should not lapse unnoticed. (Veramo's own default is one day.) */
const DEFAULT_VALIDITY = "3650d";

/** Publishes the agreement key in the DID document. */
export const publishKey: Run = async (input, context) =>
  write(input, context, "agreement key", "attributePublished", async ({ agent, did, transactionOptions }, ttl) => {
    const key = await agent.keyManagerGet({ kid: await agreementAlias(context) });
    return agent.didManagerAddKey({ did, key, options: { ...transactionOptions, ttl } });
  });

/** Withdraws it. */
export const withdrawKey: Run = async (input, context) =>
  write(input, context, "agreement key", "attributeRevoked", async ({ agent, did, transactionOptions }) =>
    agent.didManagerRemoveKey({ did, kid: await agreementAlias(context), options: { ...transactionOptions } }),
  );

/** Publishes a service endpoint. */
export const publishService: Run = async (input, context) => {
  const type = text(input, "type") ?? "";
  const serviceEndpoint = text(input, "endpoint") ?? "";
  if (!URL.canParse(serviceEndpoint)) {
    throw new LadingError("ENDPOINT_INVALID", "invalid", `"${serviceEndpoint}" is no URL`, { value: serviceEndpoint });
  }
  return write(input, context, type, "attributePublished", ({ agent, did, transactionOptions }, ttl) =>
    agent.didManagerAddService({ did, service: { id: `${did}#${type}`, type, serviceEndpoint }, options: { ...transactionOptions, ttl } }),
  );
};

async function write(
  input: Input,
  context: Context,
  name: string,
  message: "attributePublished" | "attributeRevoked",
  send: (agent: WalletAgent, ttl: number) => Promise<unknown>,
): Promise<Result> {
  const ttl = parseDuration(text(input, "validFor") ?? DEFAULT_VALIDITY, "--valid-for");
  const { createAgent } = await import("../../agent/createAgent.ts");
  const { toLedgerError } = await import("@lading/sdk/chain");
  const agent = await createAgent(context);
  await agent.ready();
  let transaction: unknown;
  try {
    transaction = await send(agent, ttl);
  } catch (error) {
    throw toLedgerError(error, context.rpcUrl);
  }
  context.note(message, { name, did: agent.did });
  return { data: { did: agent.did, published: message === "attributePublished", name, transaction }, text: String(transaction), next: ["lading did resolve"] };
}

async function agreementAlias(context: Context): Promise<string> {
  const { keys } = (await context.unlock()).secrets;
  const key = keys.find(({ type }) => type === "X25519");
  if (key !== undefined) return key.alias;
  throw new LadingError("KEY_UNKNOWN", "notFound", "the wallet has no agreement key (X25519)", { alias: "agreement", aliases: keys.map(({ alias }) => alias) });
}
