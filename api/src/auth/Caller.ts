import type { ScopeName } from "@lading/sdk/acts";

/** Who calls: an officer of an active member, proved by a token. */
export type Caller = {
  /** did:ethr of this chain. */
  did: string;
  /** The officer's account, in lower case. */
  officer: string;
  member: number;
  /** Bits of the member's roles (contracts/src/members/Roles.sol). */
  roles: number;
  scopes: ScopeName[];
};
