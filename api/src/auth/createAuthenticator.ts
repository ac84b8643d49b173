import type { Request } from "express";
import type { Resolvable } from "did-resolver";
import { LadingError } from "@lading/sdk/errors";
import type { Store } from "../store/openStore.ts";
import type { Audit } from "./audit.ts";
import type { Caller } from "./Caller.ts";
import { findCaller } from "./findCaller.ts";
import { verifyToken } from "./verifyToken.ts";

/**
 * Who sends a request: verifies its bearer token, spends it, and finds the officer.
 *
 * @throws LadingError `TOKEN_MISSING`, `TOKEN_REPLAYED`, and as {@link verifyToken} and {@link findCaller}
 * @example
 * const caller = await createAuthenticator(dependencies)(request);
 */
export function createAuthenticator(dependencies: {
  store: Store;
  audit: Audit;
  resolver: Resolvable;
  chainId: number;
  audiences: () => readonly string[];
  now: () => number;
}): (request: Request) => Promise<Caller> {
  const { store, audit, resolver, chainId, audiences, now } = dependencies;
  return async (request) => {
    const [, token] = /^Bearer ([A-Za-z0-9._-]+)$/i.exec(request.get("authorization") ?? "") ?? [];
    if (token === undefined) {
      throw new LadingError(
        "TOKEN_MISSING",
        "unauthenticated",
        "Send `Authorization: Bearer <token>`, a DID-JWT that an officer's key signed for this API",
      );
    }
    const { did, address, jti, expiresAt } = await verifyToken(token, {
      audiences: audiences(),
      chainId,
      resolver,
      now: now(),
    });
    const spent = audit.useToken(`${address} ${jti}`, expiresAt);
    const [caller] = await Promise.all([findCaller(store.read, did, address, now()), spent]);
    return caller;
  };
}
