import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fromHex, sameBytes, toHex } from "../codec/bytes.ts";
import { addressOfPrivateKey } from "../crypto/secp256k1.ts";
import { NodeError } from "../errors.ts";
import { syncDirectory } from "../store/Store.ts";

/** The key that seals blocks. */
export type ValidatorKey = { privateKey: Uint8Array; address: Uint8Array };

/** The encrypted key within the data directory. */
export const KEY_FILE = "validator.json";

/** The key that a rotation is about to put in its place. */
export const NEXT_KEY_FILE = "validator.next.json";

/** The generated passphrase beside it, where the operator gave none. */
export const PASSPHRASE_FILE = "validator.passphrase";

/** scrypt as RFC 7914 names its parameters: 128 MiB of memory, about a third of a second. */
const SCRYPT = { N: 131_072, r: 8, p: 1 } as const;

/** For a passphrase of 192 random bits stretching adds nothing, and a node should start at once. */
const SCRYPT_GENERATED = { N: 16_384, r: 8, p: 1 } as const;

type ScryptCost = { N: number; r: number; p: number };

type KeyFile = {
  version: 1;
  address: string;
  kdf: ScryptCost & { salt: string };
  cipher: "aes-256-gcm";
  iv: string;
  tag: string;
  ciphertext: string;
};

function derive(passphrase: string, salt: Uint8Array, kdf: ScryptCost): Buffer {
  return scryptSync(passphrase.normalize("NFKC"), salt, 32, {
    N: kdf.N,
    r: kdf.r,
    p: kdf.p,
    maxmem: 256 * 1024 * 1024,
  });
}

function writeNew(path: string, text: string): void {
  const handle = openSync(path, "wx", 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The encrypted form of a key. */
export function encryptKey(privateKey: Uint8Array, passphrase: string, cost: ScryptCost = SCRYPT): string {
  const salt = randomBytes(32);
  const iv = randomBytes(12);
  const address = toHex(addressOfPrivateKey(privateKey));
  const cipher = createCipheriv("aes-256-gcm", derive(passphrase, salt, cost), iv).setAAD(Buffer.from(address));
  const ciphertext = Buffer.concat([cipher.update(privateKey), cipher.final()]);
  const file: KeyFile = {
    version: 1,
    address,
    kdf: { ...cost, salt: salt.toString("hex") },
    cipher: "aes-256-gcm",
    iv: iv.toString("hex"),
    tag: cipher.getAuthTag().toString("hex"),
    ciphertext: ciphertext.toString("hex"),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** @throws NodeError VALIDATOR_KEY_DAMAGED, VALIDATOR_PASSPHRASE_WRONG */
export function decryptKey(text: string, passphrase: string): ValidatorKey {
  let file: KeyFile;
  try {
    file = JSON.parse(text) as KeyFile;
    if (file.version !== 1 || file.cipher !== "aes-256-gcm") throw new Error("unknown version");
  } catch (cause) {
    throw new NodeError(
      "VALIDATOR_KEY_DAMAGED",
      "unavailable",
      `${KEY_FILE} is not a key file of this node`,
      {},
      { cause },
    );
  }
  try {
    const key = derive(passphrase, Buffer.from(file.kdf.salt, "hex"), file.kdf);
    // A tag cut short would be accepted otherwise, and easier to meet.
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(file.iv, "hex"), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(file.address));
    decipher.setAuthTag(Buffer.from(file.tag, "hex"));
    const privateKey = new Uint8Array(
      Buffer.concat([decipher.update(Buffer.from(file.ciphertext, "hex")), decipher.final()]),
    );
    return { privateKey, address: fromHex(file.address) };
  } catch (cause) {
    throw new NodeError(
      "VALIDATOR_PASSPHRASE_WRONG",
      "forbidden",
      `${KEY_FILE} does not open with this passphrase`,
      {},
      { cause },
    );
  }
}

/**
 * The key of the node on this directory; made anew where there is none.
 *
 * @param passphraseFile where the passphrase is (first line); without it one is generated into a file that only the owner can read
 * @param mayCreate false where the chain exists already: a new key could not seal on it
 * @throws NodeError VALIDATOR_KEY_MISSING, VALIDATOR_PASSPHRASE_MISSING, VALIDATOR_PASSPHRASE_WRONG, VALIDATOR_KEY_DAMAGED
 */
export function openValidatorKey(
  directory: string,
  passphraseFile: string | undefined,
  mayCreate: boolean,
): ValidatorKey {
  const keyPath = join(directory, KEY_FILE);
  const passphrasePath = passphraseFile ?? join(directory, PASSPHRASE_FILE);
  const exists = existsSync(keyPath);
  if (!exists && !mayCreate) {
    throw new NodeError(
      "VALIDATOR_KEY_MISSING",
      "notFound",
      `${directory} holds a chain but no ${KEY_FILE}; put the key file of the chain's validator there`,
      { directory },
    );
  }
  if (!existsSync(passphrasePath) && !exists && passphraseFile === undefined) {
    writeNew(passphrasePath, `${randomBytes(24).toString("base64url")}\n`);
  }
  const passphrase = readPassphrase(passphrasePath);
  if (!exists) {
    writeNew(
      keyPath,
      encryptKey(new Uint8Array(randomBytes(32)), passphrase, passphraseFile === undefined ? SCRYPT_GENERATED : SCRYPT),
    );
    syncDirectory(directory);
  }
  return decryptKey(readFileSync(keyPath, "utf8"), passphrase);
}

/** The first line of a passphrase file. @throws NodeError VALIDATOR_PASSPHRASE_MISSING */
function readPassphrase(path: string): string {
  if (!existsSync(path)) {
    throw new NodeError("VALIDATOR_PASSPHRASE_MISSING", "notFound", `the passphrase file ${path} is not there`, {
      file: path,
    });
  }
  const passphrase = (readFileSync(path, "utf8").split("\n")[0] ?? "").trim();
  if (passphrase.length < 8) {
    throw new NodeError(
      "VALIDATOR_PASSPHRASE_MISSING",
      "invalid",
      `the passphrase in ${path} has fewer than 8 characters`,
      { file: path },
    );
  }
  return passphrase;
}

/**
 * Puts a new key beside the present one, durable.
 *
 * @throws NodeError VALIDATOR_PASSPHRASE_MISSING
 */
export function writeNextKey(directory: string, privateKey: Uint8Array, passphraseFile: string | undefined): void {
  const passphrase = readPassphrase(passphraseFile ?? join(directory, PASSPHRASE_FILE));
  const cost = passphraseFile === undefined ? SCRYPT_GENERATED : SCRYPT;
  writeNew(join(directory, NEXT_KEY_FILE), encryptKey(privateKey, passphrase, cost));
  syncDirectory(directory);
}

/** Whose key a file holds, as it says itself; undefined for a file that was never finished. */
function statedAddress(path: string): Uint8Array | undefined {
  try {
    const { address } = JSON.parse(readFileSync(path, "utf8")) as { address?: unknown };
    return typeof address === "string" ? fromHex(address) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Ends a rotation that was interrupted: the next key takes the present one's place where the chain is sealed by it, and goes where the
 * chain never heard of it. Does nothing where no rotation was under way.
 *
 * @param validators who seals the chain's next block
 */
export function settleKeyFiles(directory: string, validators: readonly Uint8Array[]): void {
  const next = join(directory, NEXT_KEY_FILE);
  if (!existsSync(next)) return;
  const address = statedAddress(next);
  const isSealing = address !== undefined && validators.some((validator) => sameBytes(validator, address));
  if (isSealing) renameSync(next, join(directory, KEY_FILE));
  else rmSync(next);
  syncDirectory(directory);
}
