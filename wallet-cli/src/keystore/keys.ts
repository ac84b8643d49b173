import { createECDH, createPublicKey, generateKeyPairSync, createPrivateKey } from "node:crypto";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { LadingError } from "@lading/sdk/errors";

/** `Secp256k1` signs acts, tokens and credentials; `X25519` only opens what was encrypted for the member. */
export type KeyType = "Secp256k1" | "X25519";

/** A key as the wallet keeps it, hex without prefix. */
export type StoredKey = { alias: string; type: KeyType; privateKeyHex: string; createdAt: string };

/** What may be known of a key without the passphrase. */
export type PublicKeyInfo = { alias: string; type: KeyType; publicKeyHex: string; address?: string; createdAt: string };

/** A new private key from the system's secure generator. */
export function generateKey(type: KeyType): string {
  if (type === "Secp256k1") {
    const curve = createECDH("secp256k1");
    curve.generateKeys();
    return curve.getPrivateKey("hex").padStart(64, "0");
  }
  const { d } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
  return Buffer.from(d ?? "", "base64url").toString("hex");
}

/**
 * The public half of a key: its bytes and, for a signing key, its ledger address (EIP-55).
 *
 * @throws KEY_INVALID when the private key is not 32 bytes of a valid scalar
 */
export function publicKeyInfo(key: StoredKey): PublicKeyInfo {
  const { alias, type, createdAt } = key;
  if (type === "X25519") return { alias, type, publicKeyHex: x25519PublicKey(key.privateKeyHex), createdAt };
  try {
    const curve = createECDH("secp256k1");
    curve.setPrivateKey(key.privateKeyHex, "hex");
    const publicKey = curve.getPublicKey();
    return {
      alias,
      type,
      publicKeyHex: publicKey.toString("hex"),
      address: checksum(Buffer.from(keccak_256(publicKey.subarray(1))).subarray(12)),
      createdAt,
    };
  } catch (cause) {
    throw new LadingError(
      "KEY_INVALID",
      "invalid",
      `key "${alias}" is not a secp256k1 private key: 32 bytes in hex are expected`,
      { alias },
      { cause },
    );
  }
}

function x25519PublicKey(privateKeyHex: string): string {
  // RFC 8410 section 7: the fixed DER header of an X25519 private key, then its 32 bytes.
  const der = Buffer.concat([
    Buffer.from("302e020100300506032b656e04220420", "hex"),
    Buffer.from(privateKeyHex, "hex"),
  ]);
  const { x } = createPublicKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" })).export({ format: "jwk" });
  return Buffer.from(x ?? "", "base64url").toString("hex");
}

/** EIP-55: the case of a letter is one bit of the hash of the lower-case address. */
function checksum(address: Buffer): string {
  const hex = address.toString("hex");
  const hash = Buffer.from(keccak_256(Buffer.from(hex, "ascii"))).toString("hex");
  const cased = [...hex].map((letter, index) =>
    parseInt(hash[index] ?? "0", 16) >= 8 ? letter.toUpperCase() : letter,
  );
  return `0x${cased.join("")}`;
}
