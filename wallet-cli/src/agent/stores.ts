import type { IIdentifier, IKey, ManagedKeyInfo } from "@veramo/core-types";
import { AbstractDIDStore } from "@veramo/did-manager";
import {
  AbstractKeyStore,
  AbstractPrivateKeyStore,
  type ImportablePrivateKey,
  type ManagedPrivateKey,
} from "@veramo/key-manager";
import { LadingError } from "@lading/sdk/errors";
import { assertFreeAlias, findKey } from "../keystore/findKey.ts";
import type { RandomBytes } from "../keystore/encryption.ts";
import { publicKeyInfo, type StoredKey } from "../keystore/keys.ts";
import { updateWallet, type Secrets, type UnlockedWallet } from "../keystore/walletFile.ts";

/** The name under which Veramo knows our key management system. */
export const KMS = "local";

/** What the stores of one agent share. */
export type StoreParts = { wallet: UnlockedWallet; random: RandomBytes; now: () => Date };

/** Veramo's private keys, in the encrypted wallet file: nothing of them is ever written elsewhere. */
export class WalletPrivateKeyStore extends AbstractPrivateKeyStore {
  readonly #parts: StoreParts;

  constructor(parts: StoreParts) {
    super();
    this.#parts = parts;
  }

  override async importKey({ alias, type, privateKeyHex }: ImportablePrivateKey): Promise<ManagedPrivateKey> {
    if (type !== "Secp256k1" && type !== "X25519") {
      throw new LadingError("KEY_TYPE", "invalid", `a key of type ${type} is not kept; accepted: Secp256k1, X25519`, {
        type,
      });
    }
    const { wallet, random, now } = this.#parts;
    const key: StoredKey = {
      alias: alias ?? "",
      type,
      privateKeyHex: privateKeyHex.replace(/^0x/, "").toLowerCase(),
      createdAt: now().toISOString(),
    };
    await updateWallet(wallet, random, (secrets) => {
      assertFreeAlias(secrets.keys, key.alias);
      return { ...secrets, keys: [...secrets.keys, key] };
    });
    return managed(key);
  }

  override async getKey({ alias }: { alias: string }): Promise<ManagedPrivateKey> {
    return managed(findKey(this.#parts.wallet.secrets.keys, alias));
  }

  override async deleteKey({ alias }: { alias: string }): Promise<boolean> {
    const { wallet, random } = this.#parts;
    findKey(wallet.secrets.keys, alias);
    await updateWallet(wallet, random, (secrets) => ({
      ...secrets,
      keys: secrets.keys.filter((key) => key.alias !== alias),
    }));
    return true;
  }

  override async listKeys(): Promise<ManagedPrivateKey[]> {
    return this.#parts.wallet.secrets.keys.map(managed);
  }
}

/** Veramo's view of the public halves: derived from the wallet's keys, so the two cannot disagree. */
export class WalletKeyStore extends AbstractKeyStore {
  readonly #parts: StoreParts;

  constructor(parts: StoreParts) {
    super();
    this.#parts = parts;
  }

  /** The private key store has written the key already; here is only checked that it did. */
  override async importKey({ kid }: Partial<IKey>): Promise<boolean> {
    findKey(this.#parts.wallet.secrets.keys, kid ?? "");
    return true;
  }

  override async getKey({ kid }: { kid: string }): Promise<IKey> {
    return toVeramoKey(findKey(this.#parts.wallet.secrets.keys, kid));
  }

  override async deleteKey({ kid }: { kid: string }): Promise<boolean> {
    return !this.#parts.wallet.secrets.keys.some((key) => key.alias === kid);
  }

  override async listKeys(): Promise<ManagedKeyInfo[]> {
    return this.#parts.wallet.secrets.keys.map(toVeramoKey);
  }
}

type Identifier = Secrets["identifiers"][number];

/** Veramo's DIDs, in the encrypted wallet file. */
export class WalletDidStore extends AbstractDIDStore {
  readonly #parts: StoreParts;

  constructor(parts: StoreParts) {
    super();
    this.#parts = parts;
  }

  override async importDID(args: IIdentifier): Promise<boolean> {
    const { wallet, random } = this.#parts;
    const record: Identifier = {
      did: args.did,
      ...(args.alias === undefined ? {} : { alias: args.alias }),
      provider: args.provider,
      ...(args.controllerKeyId === undefined ? {} : { controllerKeyId: args.controllerKeyId }),
      keyAliases: args.keys.map((key) => key.kid),
      services: args.services.map(({ id, type, serviceEndpoint }) => ({
        id,
        type,
        serviceEndpoint: asText(serviceEndpoint),
      })),
    };
    await updateWallet(wallet, random, (secrets) => ({
      ...secrets,
      identifiers: [...secrets.identifiers.filter(({ did }) => did !== record.did), record],
    }));
    return true;
  }

  override async getDID(args: { did?: string; alias?: string }): Promise<IIdentifier> {
    const { secrets } = this.#parts.wallet;
    const record = secrets.identifiers.find(({ did, alias }) =>
      args.did === undefined ? alias === args.alias : did === args.did,
    );
    if (record !== undefined) return toVeramoIdentifier(record, secrets.keys);
    const wanted = args.did ?? args.alias ?? "";
    throw new LadingError("DID_NOT_MANAGED", "notFound", `this wallet does not manage ${wanted}`, { did: wanted });
  }

  override async deleteDID({ did }: { did: string }): Promise<boolean> {
    const { wallet, random } = this.#parts;
    await updateWallet(wallet, random, (secrets) => ({
      ...secrets,
      identifiers: secrets.identifiers.filter((record) => record.did !== did),
    }));
    return true;
  }

  override async listDIDs(args: { alias?: string; provider?: string }): Promise<IIdentifier[]> {
    const { secrets } = this.#parts.wallet;
    return secrets.identifiers
      .filter(({ alias, provider }) => (args.alias ?? alias) === alias && (args.provider ?? provider) === provider)
      .map((record) => toVeramoIdentifier(record, secrets.keys));
  }
}

function managed({ alias, type, privateKeyHex }: StoredKey): ManagedPrivateKey {
  return { alias, type, privateKeyHex };
}

function toVeramoKey(key: StoredKey): IKey {
  const algorithms =
    key.type === "X25519"
      ? ["ECDH", "ECDH-ES", "ECDH-1PU"]
      : ["ES256K", "ES256K-R", "eth_signTransaction", "eth_signTypedData", "eth_signMessage", "eth_rawSign"];
  return {
    kid: key.alias,
    kms: KMS,
    type: key.type,
    publicKeyHex: publicKeyInfo(key).publicKeyHex,
    meta: { algorithms },
  };
}

function toVeramoIdentifier(record: Identifier, keys: readonly StoredKey[]): IIdentifier {
  const { keyAliases, ...rest } = record;
  return { ...rest, keys: keys.filter((key) => keyAliases.includes(key.alias)).map(toVeramoKey) };
}

function asText(endpoint: unknown): string {
  return typeof endpoint === "string" ? endpoint : JSON.stringify(endpoint);
}
