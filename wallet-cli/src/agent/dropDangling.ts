import type { getResolver } from "ethr-did-resolver";

/** How ethr-did-resolver resolves; its own types, because three versions of did-resolver's lie in one tree. */
export type EthrResolve = ReturnType<typeof getResolver>[string];

type Resolution = Awaited<ReturnType<EthrResolve>>;
type Reference = NonNullable<NonNullable<Resolution["didDocument"]>["keyAgreement"]>[number];

const RELATIONS = [
  "authentication",
  "assertionMethod",
  "keyAgreement",
  "capabilityInvocation",
  "capabilityDelegation",
] as const;

/**
 * Drops references to verification methods that the document does not have. ethr-did-resolver 11.1.3 leaves them in `keyAgreement` when
 * a key was withdrawn, and a sender would look in vain for the key.
 */
export function dropDangling(result: Resolution): Resolution {
  const { didDocument } = result;
  if (didDocument === null) return result;
  const known = new Set(didDocument.verificationMethod?.map(({ id }) => id));
  const tidy: NonNullable<Resolution["didDocument"]> = { ...didDocument };
  for (const relation of RELATIONS) {
    const kept = didDocument[relation]?.filter((entry: Reference) => typeof entry !== "string" || known.has(entry));
    if (kept === undefined || kept.length === 0) delete tidy[relation];
    else tidy[relation] = kept;
  }
  return { ...result, didDocument: tidy };
}
