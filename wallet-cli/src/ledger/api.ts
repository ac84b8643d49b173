import type { HttpClient } from "@lading/sdk/http";
import type { Context } from "../framework/context.ts";
import { mintToken } from "./mintToken.ts";

/** The client of the API. A token is minted, and the wallet unlocked for it, only when an endpoint asks for one. */
export async function api(context: Context): Promise<HttpClient> {
  const { createHttpClient } = await import("@lading/sdk/http");
  return createHttpClient({
    baseUrl: context.apiUrl,
    language: context.language,
    authenticate: async (audience) => mintToken(audience, context),
  });
}
