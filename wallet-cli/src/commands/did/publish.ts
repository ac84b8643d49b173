import { findAct } from "@lading/sdk/acts";
import { LadingError } from "@lading/sdk/errors";
import { given, text, type Input, type Result, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import type { WalletAgent } from "../../agent/createAgent.ts";
import type { PublicKeyInfo } from "../../keystore/keys.ts";
import { newestFirst } from "../../keystore/agreementKeys.ts";
import { parseDuration } from "../../values/instant.ts";
import { runAct } from "../acts/runAct.ts";
import { actingDid } from "./show.ts";

/** Ten years: a key is withdrawn when it is replaced, it should not lapse unnoticed. (Veramo's own default is one day.) */
const DEFAULT_VALIDITY = "3650d";
/** The attribute that ethr-did-resolver turns into a key agreement key; Veramo writes the same name. */
const KEY_ATTRIBUTE = "did/pub/X25519/enc/base58";

/** Publishes the agreement key in the DID document. */
export const publishKey: Run = async (input, context) => {
  const other = otherKey(input);
  if (other !== undefined) return announce("setAttribute", other, input, context);
  const key = await agreementKey(context);
  return given(input, "direct")
    ? sendDirectly(
        input,
        context,
        KEY_ATTRIBUTE,
        "attributePublished",
        async ({ agent, did, transactionOptions }, ttl) =>
          agent.didManagerAddKey({
            did,
            key: await agent.keyManagerGet({ kid: key.alias }),
            options: { ...transactionOptions, ttl },
          }),
      )
    : announce("setAttribute", key.publicKeyHex, input, context);
};

/** Withdraws it. */
export const withdrawKey: Run = async (input, context) => {
  const other = otherKey(input);
  if (other !== undefined) return announce("revokeAttribute", other, input, context);
  const key = await agreementKey(context);
  return given(input, "direct")
    ? sendDirectly(input, context, KEY_ATTRIBUTE, "attributeRevoked", ({ agent, did, transactionOptions }) =>
        agent.didManagerRemoveKey({ did, kid: key.alias, options: { ...transactionOptions } }),
      )
    : announce("revokeAttribute", key.publicKeyHex, input, context);
};

/**
 * A key that lies in another wallet: of an administrator, so that the member's documents are wrapped for it too and a lost key is no lost
 * document; or the lost one, to be withdrawn.
 */
function otherKey(input: Input): string | undefined {
  const typed = text(input, "publicKey");
  if (typed === undefined) return undefined;
  const hex = typed.replace(/^0x/i, "").toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hex)) {
    if (!given(input, "direct")) return hex;
    throw new LadingError(
      "USAGE_DIRECT",
      "invalid",
      "--direct is for this wallet's own key, not with --public-key",
      {},
    );
  }
  throw new LadingError(
    "AGREEMENT_KEY_SHAPE",
    "invalid",
    `"${typed}" is no public agreement key: expected the 64 hex digits that "lading wallet show" gives of an X25519 key`,
    { value: typed },
  );
}

/** Publishes or withdraws an agreement key by a signed act. */
export function announceKey(
  act: "setAttribute" | "revokeAttribute",
  publicKeyHex: string,
  options: Input["options"],
  context: Context,
): Promise<Result> {
  return announce(act, publicKeyHex, { args: [], options }, context);
}

function announce(
  act: "setAttribute" | "revokeAttribute",
  publicKeyHex: string,
  input: Input,
  context: Context,
): Promise<Result> {
  return signAttribute(act, { name: KEY_ATTRIBUTE, value: `0x${publicKeyHex}` }, input, context);
}

/** Publishes a service endpoint. */
export const publishService: Run = async (input, context) => {
  const type = text(input, "type") ?? "";
  const serviceEndpoint = text(input, "endpoint") ?? "";
  // ethr-did-resolver reads the type as word characters, and `did/svc/` with it must fit into 32 bytes.
  if (!/^\w{1,24}$/.test(type)) {
    throw new LadingError(
      "SERVICE_TYPE_INVALID",
      "invalid",
      `"${type}" is no service type: expected 1 to 24 letters, digits and underscores`,
      { value: type },
    );
  }
  if (!URL.canParse(serviceEndpoint)) {
    throw new LadingError("ENDPOINT_INVALID", "invalid", `"${serviceEndpoint}" is no URL`, { value: serviceEndpoint });
  }
  const value = `0x${Buffer.from(serviceEndpoint, "utf8").toString("hex")}`;
  return given(input, "direct")
    ? sendDirectly(input, context, type, "attributePublished", ({ agent, did, transactionOptions }, ttl) =>
        agent.didManagerAddService({
          did,
          service: { id: `${did}#${type}`, type, serviceEndpoint },
          options: { ...transactionOptions, ttl },
        }),
      )
    : signAttribute("setAttribute", { name: `did/svc/${type}`, value }, input, context);
};

/** The usual way: a signed act, relayed like any other, so that a wallet needs no way to the ledger of its own. */
async function signAttribute(
  act: "setAttribute" | "revokeAttribute",
  attribute: { name: string; value: string },
  input: Input,
  context: Context,
): Promise<Result> {
  const validity = act === "setAttribute" ? { validity: text(input, "validFor") ?? DEFAULT_VALIDITY } : {};
  const { did } = await actingDid(context);
  const { idempotencyKey } = input.options;
  const options = { ...attribute, ...validity, idempotencyKey };
  const result = await runAct(findAct("did", act))({ args: [], options }, context);
  context.note(act === "setAttribute" ? "attributePublished" : "attributeRevoked", { name: attribute.name, did });
  return { ...result, next: ["lading did resolve"] };
}

/** The other way: a transaction of the key's own, through Veramo's DID manager. */
async function sendDirectly(
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
  let transactionHash: unknown;
  try {
    transactionHash = await send(agent, ttl);
  } catch (error) {
    throw toLedgerError(error, context.rpcUrl);
  }
  context.note(message, { name, did: agent.did });
  return {
    data: { did: agent.did, name, transactionHash },
    text: String(transactionHash),
    next: ["lading did resolve"],
  };
}

async function agreementKey(context: Context): Promise<PublicKeyInfo> {
  const { keys } = await context.visible();
  const [key] = newestFirst(keys);
  if (key !== undefined) return key;
  throw new LadingError("KEY_UNKNOWN", "notFound", "the wallet has no agreement key (X25519)", {
    alias: "agreement",
    aliases: keys.map(({ alias }) => alias),
  });
}
