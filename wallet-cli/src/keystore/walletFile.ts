import { createHash } from "node:crypto";
import { chmod, mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { LadingError } from "@lading/sdk/errors";
import { atomicWrite } from "./atomicWrite.ts";
import { deriveKey, newKey, open, seal, type DerivedKey, type RandomBytes } from "./encryption.ts";
import { publicKeyInfo } from "./keys.ts";
import { withLock } from "./withLock.ts";

const FORMAT = "lading-wallet";
const VERSION = 1;
const MIN_PASSPHRASE = 8;

const keyType = z.enum(["Secp256k1", "X25519"]);

const publicPart = z.object({
  keys: z.array(
    z.object({
      alias: z.string(),
      type: keyType,
      publicKeyHex: z.string(),
      address: z.string().optional(),
      createdAt: z.string(),
    }),
  ),
});

const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  kdf: z.object({ name: z.literal("scrypt"), n: z.number(), r: z.number(), p: z.number(), salt: z.base64() }),
  cipher: z.object({ name: z.literal("xchacha20-poly1305"), nonce: z.base64() }),
  public: publicPart,
  ciphertext: z.base64(),
});

const secretsSchema = z.object({
  keys: z.array(
    z.object({
      alias: z.string(),
      type: keyType,
      privateKeyHex: z.string().regex(/^[0-9a-f]{64}$/),
      createdAt: z.string(),
    }),
  ),
  /** DIDs that the Veramo agent manages; their keys are named by alias. */
  identifiers: z.array(
    z.object({
      did: z.string(),
      alias: z.string().optional(),
      provider: z.string(),
      controllerKeyId: z.string().optional(),
      keyAliases: z.array(z.string()),
      services: z.array(z.object({ id: z.string(), type: z.string(), serviceEndpoint: z.string() })),
    }),
  ),
  /** Verifiable credentials as JWTs; sealed too, because a grade is nobody else's business. */
  credentials: z.array(z.object({ digest: z.string(), jwt: z.string(), addedAt: z.string() })),
  /** Openings of commitments on the ledger (salt and value of a driver, a plate, a credit subject), by commitment. */
  openings: z.array(z.object({ commitment: z.string(), value: z.string(), salt: z.string(), note: z.string() })),
});

/** Everything secret in a wallet. */
export type Secrets = z.infer<typeof secretsSchema>;

/** What a wallet shows without its passphrase; authenticated as soon as the wallet is unlocked. */
export type WalletPublic = z.infer<typeof publicPart>;

type WalletFile = z.infer<typeof fileSchema>;

/** An open wallet. Keep it as short as the command lasts. */
export type UnlockedWallet = {
  readonly directory: string;
  secrets: Secrets;
  readonly derived: DerivedKey;
  revision: string;
};

/** The path of the one file that a wallet is. */
export function walletPath(directory: string): string {
  return join(directory, "wallet.json");
}

/** A wallet with nothing in it. */
export function emptySecrets(): Secrets {
  return { keys: [], identifiers: [], credentials: [], openings: [] };
}

/** Whether there is a wallet in the directory. */
export async function walletExists(directory: string): Promise<boolean> {
  return stat(walletPath(directory)).then(
    () => true,
    () => false,
  );
}

/**
 * Writes a new wallet, encrypted.
 *
 * @throws WALLET_EXISTS · WALLET_PASSPHRASE_WEAK
 */
export async function createWallet(
  directory: string,
  passphrase: string,
  secrets: Secrets,
  random: RandomBytes,
): Promise<UnlockedWallet> {
  assertStrong(passphrase);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return withLock(lockPath(directory), async () => {
    if (await walletExists(directory)) {
      throw new LadingError(
        "WALLET_EXISTS",
        "conflict",
        `there is already a wallet in ${directory}; choose another directory with --wallet`,
        { directory },
      );
    }
    const derived = await newKey(passphrase, random);
    return write(directory, derived, secrets, random);
  });
}

/**
 * Reads what needs no passphrase.
 *
 * @throws WALLET_NOT_FOUND · WALLET_DAMAGED
 */
export async function readWalletPublic(directory: string): Promise<WalletPublic> {
  return (await read(walletPath(directory))).file.public;
}

/**
 * Opens a wallet.
 *
 * @throws WALLET_NOT_FOUND · WALLET_DAMAGED · WALLET_PASSPHRASE_WRONG
 */
export async function unlockWallet(directory: string, passphrase: string): Promise<UnlockedWallet> {
  const { file, revision } = await read(walletPath(directory));
  const derived = await deriveKey(passphrase, file.kdf);
  return { directory, derived, revision, secrets: openFile(derived, file) };
}

/**
 * Opens a wallet file anywhere (a backup), without making it ours.
 *
 * @throws WALLET_NOT_FOUND · WALLET_DAMAGED · WALLET_PASSPHRASE_WRONG
 */
export async function readBackup(path: string, passphrase: string): Promise<Secrets> {
  const { file } = await read(path);
  return openFile(await deriveKey(passphrase, file.kdf), file);
}

/** Changes the secrets and saves them; what another process saved meanwhile is kept, because `change` is applied to the newest state. */
export async function updateWallet(
  wallet: UnlockedWallet,
  random: RandomBytes,
  change: (secrets: Secrets) => Secrets,
): Promise<void> {
  await withLock(lockPath(wallet.directory), async () => {
    const { file, revision } = await read(walletPath(wallet.directory));
    const current = revision === wallet.revision ? wallet.secrets : openFile(wallet.derived, file);
    const written = await write(wallet.directory, wallet.derived, change(current), random);
    wallet.secrets = written.secrets;
    wallet.revision = written.revision;
  });
}

/**
 * Encrypts the wallet under another passphrase, with a new salt.
 *
 * @throws WALLET_PASSPHRASE_WEAK
 */
export async function changePassphrase(
  wallet: UnlockedWallet,
  passphrase: string,
  random: RandomBytes,
): Promise<UnlockedWallet> {
  assertStrong(passphrase);
  const derived = await newKey(passphrase, random);
  return withLock(lockPath(wallet.directory), async () => {
    const { file } = await read(walletPath(wallet.directory));
    return write(wallet.directory, derived, openFile(wallet.derived, file), random);
  });
}

async function write(
  directory: string,
  derived: DerivedKey,
  secrets: Secrets,
  random: RandomBytes,
): Promise<UnlockedWallet> {
  const visible: WalletPublic = { keys: secrets.keys.map(publicKeyInfo) };
  const sealed = seal(derived, new TextEncoder().encode(JSON.stringify(secrets)), boundBytes(visible), random);
  const file: WalletFile = { format: FORMAT, version: VERSION, ...sealed, public: visible };
  const content = `${JSON.stringify(file, null, 2)}\n`;
  await atomicWrite(walletPath(directory), content);
  await chmod(directory, 0o700);
  return { directory, derived, secrets, revision: revisionOf(content) };
}

async function read(path: string): Promise<{ file: WalletFile; revision: string }> {
  let content: string;
  try {
    content = await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    throw new LadingError(
      "WALLET_NOT_FOUND",
      "notFound",
      `there is no wallet at ${path}; make one with: lading wallet create`,
      { path },
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (cause) {
    throw damaged(path, "it is not JSON", cause);
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) throw damaged(path, z.prettifyError(parsed.error).replaceAll("\n", " "), parsed.error);
  return { file: parsed.data, revision: revisionOf(content) };
}

function openFile(derived: DerivedKey, file: WalletFile): Secrets {
  const plaintext = open(
    derived,
    { kdf: file.kdf, cipher: file.cipher, ciphertext: file.ciphertext },
    boundBytes(file.public),
  );
  return secretsSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)));
}

/** Format, version and the public part cannot be swapped without the passphrase; nor can an older version be claimed for a newer file. */
function boundBytes(visible: WalletPublic): Uint8Array {
  const rows = visible.keys.map((key) => [key.alias, key.type, key.publicKeyHex, key.address ?? null, key.createdAt]);
  return new TextEncoder().encode(JSON.stringify([FORMAT, VERSION, rows]));
}

function assertStrong(passphrase: string): void {
  if ([...passphrase].length < MIN_PASSPHRASE) {
    throw new LadingError(
      "WALLET_PASSPHRASE_WEAK",
      "invalid",
      `the passphrase has fewer than ${MIN_PASSPHRASE} characters`,
      { minimum: MIN_PASSPHRASE },
    );
  }
}

function damaged(path: string, why: string, cause: unknown): LadingError {
  return new LadingError(
    "WALLET_DAMAGED",
    "invalid",
    `${path} is not a wallet file of version ${VERSION}: ${why}`,
    { path },
    { cause },
  );
}

function revisionOf(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

function lockPath(directory: string): string {
  return join(directory, "wallet.lock");
}
