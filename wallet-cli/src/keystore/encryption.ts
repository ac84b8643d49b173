/**
 * The encryption of a wallet file. Self-contained, so that an auditor can read it alone: a passphrase becomes a key by scrypt (RFC 7914),
 * the key seals the secrets by XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03), and everything in the file that is not secret is
 * authenticated with them.
 */
import { scrypt } from "node:crypto";
import { promisify } from "node:util";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { LadingError } from "@lading/sdk/errors";

/** CPU and memory cost. OWASP Password Storage Cheat Sheet: scrypt N = 2^17, r = 8, p = 1 (128 MiB, about 0.4 s on one core). */
const SCRYPT_N = 2 ** 17;
const SCRYPT_R = 8;
const SCRYPT_P = 1;
/** A file may ask for more work than we do, but not for so much that opening it exhausts the machine (2^20 · 8 · 128 B = 1 GiB). */
const SCRYPT_N_MAX = 2 ** 20;
/** RFC 7914 asks for a salt that is unique; NIST SP 800-132 section 5.1 for at least 128 bits. */
const SALT_BYTES = 32;
const KEY_BYTES = 32;
/** XChaCha20's nonce is long enough to be drawn at random for every save under one key. */
const NONCE_BYTES = 24;

/** How the key was derived; stored beside the ciphertext, base64. */
export type KeyDerivation = { name: "scrypt"; n: number; r: number; p: number; salt: string };

/** The cipher and its nonce; base64. */
export type Cipher = { name: "xchacha20-poly1305"; nonce: string };

/** Secrets at rest. */
export type Sealed = { kdf: KeyDerivation; cipher: Cipher; ciphertext: string };

/** A key that was derived from a passphrase, with the recipe that derives it again. */
export type DerivedKey = { kdf: KeyDerivation; key: Uint8Array };

/** Bytes from the system's secure generator; a parameter so that tests can repeat a run. */
export type RandomBytes = (length: number) => Uint8Array;

const derive = promisify(scrypt) as (
  secret: string,
  salt: Uint8Array,
  length: number,
  options: { N: number; r: number; p: number; maxmem: number },
) => Promise<Buffer>;

/**
 * Derives a fresh key, with a new salt.
 *
 * @example
 * const derived = await newKey("correct horse battery", randomBytes);
 */
export async function newKey(passphrase: string, random: RandomBytes): Promise<DerivedKey> {
  const salt = toBase64(random(SALT_BYTES));
  return deriveKey(passphrase, { name: "scrypt", n: SCRYPT_N, r: SCRYPT_R, p: SCRYPT_P, salt });
}

/**
 * Derives the key of an existing file again.
 *
 * @throws WALLET_DAMAGED when the recipe is weaker than ours, or so strong that it would exhaust the machine
 */
export async function deriveKey(passphrase: string, kdf: KeyDerivation): Promise<DerivedKey> {
  const powerOfTwo = Number.isInteger(kdf.n) && (kdf.n & (kdf.n - 1)) === 0;
  if (!powerOfTwo || kdf.n < SCRYPT_N || kdf.n > SCRYPT_N_MAX || kdf.r !== SCRYPT_R || kdf.p !== SCRYPT_P) {
    throw new LadingError(
      "WALLET_DAMAGED",
      "invalid",
      `the wallet file asks for scrypt n=${kdf.n} r=${kdf.r} p=${kdf.p}; accepted is n from ${SCRYPT_N} to ${SCRYPT_N_MAX}, r=${SCRYPT_R}, p=${SCRYPT_P}`,
      { n: kdf.n, r: kdf.r, p: kdf.p },
    );
  }
  // NFKC: the same passphrase typed on two keyboards gives the same bytes (RFC 8265 section 4.2 for passwords uses NFC; NFKC also folds full-width Latin, which Chinese input methods produce).
  const key = await derive(passphrase.normalize("NFKC"), fromBase64(kdf.salt), KEY_BYTES, {
    N: kdf.n,
    r: kdf.r,
    p: kdf.p,
    maxmem: 128 * kdf.n * kdf.r + 2 ** 20,
  });
  return { kdf, key: new Uint8Array(key) };
}

/** Seals `plaintext` under the key with a new nonce; `bound` is authenticated, not hidden. */
export function seal(derived: DerivedKey, plaintext: Uint8Array, bound: Uint8Array, random: RandomBytes): Sealed {
  const nonce = random(NONCE_BYTES);
  const ciphertext = xchacha20poly1305(derived.key, nonce, bound).encrypt(plaintext);
  return {
    kdf: derived.kdf,
    cipher: { name: "xchacha20-poly1305", nonce: toBase64(nonce) },
    ciphertext: toBase64(ciphertext),
  };
}

/**
 * Opens what {@link seal} made.
 *
 * @throws WALLET_PASSPHRASE_WRONG when the tag does not verify: another passphrase, or a changed file (the two cannot be told apart)
 */
export function open(derived: DerivedKey, sealed: Sealed, bound: Uint8Array): Uint8Array {
  try {
    return xchacha20poly1305(derived.key, fromBase64(sealed.cipher.nonce), bound).decrypt(
      fromBase64(sealed.ciphertext),
    );
  } catch (cause) {
    throw new LadingError(
      "WALLET_PASSPHRASE_WRONG",
      "unauthenticated",
      "the passphrase does not open this wallet, or the file was changed since it was written",
      {},
      { cause },
    );
  }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}
