import { createRequire } from "node:module";
import { secp256k1 as wasm } from "@bitauth/libauth";
import { NodeError } from "../errors.ts";
import { keccak256 } from "./keccak.ts";

type Native = {
  ecdsaRecover(signature: Uint8Array, recoveryId: number, hash: Uint8Array, compressed: boolean): Uint8Array;
};

/** Without a prebuilt addon the package falls back to a thirty times slower implementation in silence; so only the addon is asked for. */
function loadNative(): Native | undefined {
  try {
    return createRequire(import.meta.url)("secp256k1/bindings.js") as Native;
  } catch {
    return undefined;
  }
}

const native = process.env["LADING_SECP256K1"] === "wasm" ? undefined : loadNative();

/** Which implementation recovers senders: announced in the log, because `wasm` takes about 2.6 times as long. */
export const recoverImplementation: "native" | "wasm" = native === undefined ? "wasm" : "native";

/** Half the order of the curve: a signature above it is the malleable twin of another (EIP-2). */
export const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** The order of the curve. */
export const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/**
 * The uncompressed public key (64 bytes, without its prefix) behind a signature.
 *
 * @param signature r and s, 64 bytes
 * @throws NodeError SIGNATURE_UNRECOVERABLE
 */
export function recoverPublicKey(hash: Uint8Array, signature: Uint8Array, recoveryId: number): Uint8Array {
  try {
    if (native !== undefined) return native.ecdsaRecover(signature, recoveryId, hash, false).subarray(1);
    const key = wasm.recoverPublicKeyUncompressed(signature, recoveryId as 0 | 1 | 2 | 3, hash);
    if (typeof key === "string") throw new Error(key);
    return key.subarray(1);
  } catch (cause) {
    throw new NodeError("SIGNATURE_UNRECOVERABLE", "invalid", "the signature belongs to no key", {}, { cause });
  }
}

/** The 20-byte address of an uncompressed public key without prefix. */
export function addressOf(publicKey: Uint8Array): Uint8Array {
  return keccak256(publicKey).subarray(12);
}

/** The address of a private key. */
export function addressOfPrivateKey(privateKey: Uint8Array): Uint8Array {
  const key = wasm.derivePublicKeyUncompressed(privateKey);
  if (typeof key === "string")
    throw new NodeError("PRIVATE_KEY_INVALID", "invalid", "the private key is not a key of secp256k1");
  return addressOf(key.subarray(1));
}

/** A signature over a hash as r, s, recovery id: 65 bytes. */
export function signHash(privateKey: Uint8Array, hash: Uint8Array): Uint8Array {
  const signed = wasm.signMessageHashRecoverableCompact(privateKey, hash);
  if (typeof signed === "string") throw new NodeError("PRIVATE_KEY_INVALID", "invalid", "the private key cannot sign");
  const out = new Uint8Array(65);
  out.set(signed.signature);
  out[64] = signed.recoveryId;
  return out;
}
