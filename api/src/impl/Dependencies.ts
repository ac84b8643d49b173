import type { LedgerClient, RpcEndpoint } from "@lading/sdk/chain";
import type { ActReceipt, Deployment, SignedAct } from "@lading/sdk/http";
import type { Audit } from "../auth/audit.ts";
import type { Sessions } from "../auth/openSessions.ts";
import type { Projector } from "../projector/openProjector.ts";
import type { Relay } from "../relay/openRelay.ts";
import type { Store } from "../store/openStore.ts";

/** What the handlers work with. */
export type Dependencies = {
  store: Store;
  audit: Audit;
  sessions: Sessions;
  ledger: LedgerClient;
  deployment: Deployment;
  projector: Projector;
  relay: Relay;
  submit: (act: SignedAct, key: string) => Promise<ActReceipt>;
  endpoint: RpcEndpoint;
  /** Token audiences; the first is the one to show. */
  audiences: () => readonly string[];
  /** Seconds since 1970. */
  now: () => number;
  version: string;
};
