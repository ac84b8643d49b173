/** AccessManager's role that governs: OpenZeppelin's ADMIN_ROLE. */
export const ADMIN_ROLE = 0n;
/** Role of those who admit members and answer for them. */
export const REGISTRAR_ROLE = 1n;
/** Role of those who approve recoveries and carry out what a court orders. */
export const GOVERNOR_ROLE = 2n;

/**
 * The functions that governance admits by role and not by a member's scope, by registry and role. Deployment sets them, and all who have to
 * know read them here.
 *
 * @example
 * governedFunctions["title"]; // [[GOVERNOR_ROLE, ["reassign"]]]
 */
export const governedFunctions: Readonly<
  Record<string, readonly (readonly [role: bigint, functions: readonly string[]])[]>
> = {
  members: [
    [REGISTRAR_ROLE, ["admit", "reviseRoles", "suspend", "reinstate", "strike", "admitRelayer", "removeRelayer"]],
    [GOVERNOR_ROLE, ["approveRecovery", "setRecoveryRule"]],
  ],
  title: [[GOVERNOR_ROLE, ["reassign"]]],
  credit: [[REGISTRAR_ROLE, ["establishRoot", "withdrawRoot"]]],
  document: [[REGISTRAR_ROLE, ["admitType", "retireType"]]],
};
