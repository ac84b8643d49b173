import { AbiCoder, keccak256 } from "ethers";
import { DOCUMENT_SUBJECTS } from "../acts/document.ts";
import type { DocumentState } from "./DocumentState.ts";

/** Number of each act in a trade document's trail (IDocumentRegistry.Act), by name. Numbers never change. */
export const DOCUMENT_ACTS = ["none", "attest", "supersede", "revoke"] as const;

/**
 * Where a trade document's trail begins: keccak256(abi.encode(id, subjectKind, subject, previous)) (IDocumentRegistry.sol).
 *
 * @param previous head of the trail of the document that it replaced, or 32 zero bytes
 * @returns 32 bytes, 0x-hex
 */
export function documentTrailOrigin(
  document: string,
  { subjectKind }: Pick<DocumentState, "subjectKind">,
  subject: string,
  previous: string,
): string {
  const kind = subjectKind === "none" ? 0 : DOCUMENT_SUBJECTS.indexOf(subjectKind) + 1;
  return keccak256(
    AbiCoder.defaultAbiCoder().encode(["bytes32", "uint8", "bytes32", "bytes32"], [document, kind, subject, previous]),
  );
}

/** Whom an act of the trail concerns: the member that the document is about, else nobody. */
export function documentTrailTo({ subjectKind }: Pick<DocumentState, "subjectKind">, subject: string): number {
  return subjectKind === "member" ? Number(BigInt(subject)) : 0;
}
