import { decodeRlp, keccak256, zeroPadValue } from "ethers";
import { LadingError } from "../domain/errors.ts";
import { type NodeSet, proveValue } from "./merkle.ts";

/** The empty trie's root: a contract without storage. */
const EMPTY_ROOT = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";

/**
 * The root of a contract's storage at a block.
 *
 * @throws LadingError `CONTRACT_ABSENT`, and as {@link proveValue}
 * @example
 * const root = proveStorageRoot(header.stateRoot, registry, nodes);
 */
export function proveStorageRoot(stateRoot: string, address: string, nodes: NodeSet, used?: Set<string>): string {
  const account = proveValue(stateRoot, keccak256(address), nodes, used);
  if (account === null) {
    throw new LadingError("CONTRACT_ABSENT", "falsified", `no contract at ${address} in that block`, { address });
  }
  // Account: nonce, balance, storage root, code hash.
  const fields = decodeOrNull(account);
  const root = Array.isArray(fields) && fields.length === 4 ? (fields[2] as unknown) : undefined;
  if (typeof root !== "string" || root.length !== 66) throw malformedValue("an account is not four fields");
  return root;
}

/**
 * The word in a storage slot, zero where the trie proves that nothing is stored.
 *
 * @param slot 32 bytes, 0x-hex
 * @returns 32 bytes, 0x-hex
 * @throws LadingError as {@link proveValue}
 * @example
 * proveWord(root, slot, nodes); // "0x000000…11"
 */
export function proveWord(storageRoot: string, slot: string, nodes: NodeSet, used?: Set<string>): string {
  if (storageRoot === EMPTY_ROOT) return zeroPadValue("0x", 32);
  const value = proveValue(storageRoot, keccak256(slot), nodes, used);
  if (value === null) return zeroPadValue("0x", 32);
  const word = decodeOrNull(value);
  if (typeof word !== "string" || word.length > 66) throw malformedValue("a stored word is longer than 32 bytes");
  return zeroPadValue(word, 32);
}

function decodeOrNull(rlp: string): unknown {
  try {
    return decodeRlp(rlp);
  } catch {
    return null;
  }
}

function malformedValue(reason: string): LadingError {
  return new LadingError("PROOF_MALFORMED", "falsified", `Merkle proof: ${reason}`);
}
