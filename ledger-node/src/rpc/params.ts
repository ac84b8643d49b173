import { fromHex } from "../codec/bytes.ts";
import type { AccessListItem } from "../tx/transaction.ts";
import { invalidParam } from "./errors.ts";

/** A block as callers name it. */
export type BlockReference = { number: number } | { hash: Uint8Array; requireCanonical: boolean } | { tag: BlockTag };

/** Names of blocks. On this chain every sealed block is final, so `latest`, `safe` and `finalized` are the same. */
export type BlockTag = "earliest" | "latest" | "safe" | "finalized" | "pending";

const TAGS: ReadonlySet<string> = new Set(["earliest", "latest", "safe", "finalized", "pending"]);

/** A 0x-quantity as a bigint of at most 256 bits. */
export function quantity(value: unknown, name: string): bigint {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) {
    throw invalidParam(name, value, "a quantity such as 0x0 or 0x41, at most 256 bits");
  }
  return BigInt(value);
}

/** A 0x-quantity that is a JavaScript integer. */
export function integer(value: unknown, name: string): number {
  const found = quantity(value, name);
  if (found > BigInt(Number.MAX_SAFE_INTEGER)) throw invalidParam(name, value, "a quantity below 2^53");
  return Number(found);
}

/** Bytes as a 0x-string with an even number of digits. */
export function data(value: unknown, name: string): Uint8Array {
  if (typeof value !== "string" || !/^0x(?:[0-9a-fA-F]{2})*$/.test(value)) {
    throw invalidParam(name, value, "bytes as a 0x-string with an even number of digits");
  }
  return fromHex(value);
}

/** A 20-byte address. */
export function address(value: unknown, name: string): Uint8Array {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{40}$/.test(value))
    throw invalidParam(name, value, "an address: 0x and 40 digits");
  return fromHex(value);
}

/** A 32-byte hash. */
export function hash(value: unknown, name: string): Uint8Array {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{64}$/.test(value))
    throw invalidParam(name, value, "a hash: 0x and 64 digits");
  return fromHex(value);
}

/** A storage key: 32 bytes, or a shorter quantity. */
export function slot(value: unknown, name: string): Uint8Array {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{0,64}$/.test(value))
    throw invalidParam(name, value, "a storage key of at most 32 bytes");
  return fromHex(`0x${value.slice(2).padStart(64, "0")}`);
}

/** True or false; absent is false. */
export function flag(value: unknown, name: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== "boolean") throw invalidParam(name, value, "true or false");
  return value;
}

/** A block by number, tag, hash or EIP-1898 object; absent is `latest`. */
export function blockReference(value: unknown, name = "block"): BlockReference {
  if (value === undefined || value === null) return { tag: "latest" };
  if (typeof value === "string") {
    if (TAGS.has(value)) return { tag: value as BlockTag };
    if (/^0x[0-9a-fA-F]{64}$/.test(value)) return { hash: fromHex(value), requireCanonical: false };
    return { number: integer(value, name) };
  }
  if (typeof value === "object") {
    const object = value as Record<string, unknown>;
    if (object["blockHash"] !== undefined) {
      return {
        hash: hash(object["blockHash"], `${name}.blockHash`),
        requireCanonical: flag(object["requireCanonical"], `${name}.requireCanonical`),
      };
    }
    if (object["blockNumber"] !== undefined) return blockReference(object["blockNumber"], `${name}.blockNumber`);
  }
  throw invalidParam(name, value, "a block number, a tag, or an object with blockHash or blockNumber");
}

/** An object, or an error. */
export function object(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalidParam(name, value, "an object");
  return value as Record<string, unknown>;
}

/** An array of at most `most` items. */
export function array(value: unknown, name: string, most: number): unknown[] {
  if (!Array.isArray(value)) throw invalidParam(name, value, "an array");
  if (value.length > most) throw invalidParam(name, `${value.length} items`, `at most ${most}`);
  return value;
}

/** A message as `eth_call` takes it. */
export type CallRequest = {
  from: Uint8Array;
  to: Uint8Array | undefined;
  gas: bigint | undefined;
  gasPrice: bigint;
  value: bigint;
  data: Uint8Array;
  accessList: AccessListItem[];
};

function accessList(value: unknown, name: string): AccessListItem[] {
  if (value === undefined || value === null) return [];
  return array(value, name, 1_000).map((item, index) => {
    const entry = object(item, `${name}[${index}]`);
    return {
      address: address(entry["address"], `${name}[${index}].address`),
      slots: array(entry["storageKeys"] ?? [], `${name}[${index}].storageKeys`, 10_000).map((key) =>
        hash(key, `${name}[${index}].storageKeys`),
      ),
    };
  });
}

const ZERO_ADDRESS = new Uint8Array(20);

/** The message of a call request. */
export function callRequest(value: unknown): CallRequest {
  const request = object(value, "transaction");
  const input = request["input"] ?? request["data"];
  const present = (field: string): unknown => request[field] ?? undefined;
  return {
    from: present("from") === undefined ? ZERO_ADDRESS : address(request["from"], "from"),
    to: present("to") === undefined ? undefined : address(request["to"], "to"),
    gas: present("gas") === undefined ? undefined : quantity(request["gas"], "gas"),
    gasPrice: present("gasPrice") === undefined ? 0n : quantity(request["gasPrice"], "gasPrice"),
    value: present("value") === undefined ? 0n : quantity(request["value"], "value"),
    data: input === undefined || input === null ? new Uint8Array(0) : data(input, "data"),
    accessList: accessList(request["accessList"], "accessList"),
  };
}

/** What a caller wants to be different in the state of a call. */
export type StateOverride = {
  address: Uint8Array;
  balance: bigint | undefined;
  nonce: bigint | undefined;
  code: Uint8Array | undefined;
  /** Slots that differ, by key. */
  stateDiff: [Uint8Array, Uint8Array][];
  /** True when all other slots are zero. */
  replacesStorage: boolean;
};

/** The third argument of `eth_call`. */
export function stateOverrides(value: unknown): StateOverride[] {
  if (value === undefined || value === null) return [];
  const entries = Object.entries(object(value, "stateOverrides"));
  if (entries.length > 1_000) throw invalidParam("stateOverrides", `${entries.length} accounts`, "at most 1000");
  return entries.map(([key, item]) => {
    const entry = object(item, `stateOverrides.${key}`);
    const present = (field: string): unknown => entry[field] ?? undefined;
    if (present("state") !== undefined && present("stateDiff") !== undefined) {
      throw invalidParam(`stateOverrides.${key}`, "state and stateDiff", "one of them");
    }
    const slots = Object.entries(object(present("state") ?? present("stateDiff") ?? {}, `stateOverrides.${key}.state`));
    if (slots.length > 10_000) throw invalidParam(`stateOverrides.${key}`, `${slots.length} slots`, "at most 10000");
    return {
      address: address(key, "stateOverrides"),
      balance:
        present("balance") === undefined ? undefined : quantity(entry["balance"], `stateOverrides.${key}.balance`),
      nonce: present("nonce") === undefined ? undefined : quantity(entry["nonce"], `stateOverrides.${key}.nonce`),
      code: present("code") === undefined ? undefined : data(entry["code"], `stateOverrides.${key}.code`),
      stateDiff: slots.map(([name, word]) => [slot(name, "slot"), hash(word, `stateOverrides.${key}.${name}`)]),
      replacesStorage: present("state") !== undefined,
    };
  });
}

/** Which events a caller wants. */
export type LogFilter = {
  range: { from: BlockReference; to: BlockReference } | { blockHash: Uint8Array };
  /** Empty: all. */
  addresses: Uint8Array[];
  /** By position; an empty set accepts any topic. */
  topics: Uint8Array[][];
};

/** The argument of `eth_getLogs` and of log subscriptions. */
export function logFilter(value: unknown): LogFilter {
  const filter = value === undefined || value === null ? {} : object(value, "filter");
  const addresses = filter["address"] ?? [];
  const topics = filter["topics"] ?? [];
  const wanted = array(topics, "topics", 4).map((entry, index) =>
    entry === null || entry === undefined
      ? []
      : Array.isArray(entry)
        ? entry.some((topic) => topic === null)
          ? []
          : array(entry, `topics[${index}]`, 1_000).map((topic) => hash(topic, `topics[${index}]`))
        : [hash(entry, `topics[${index}]`)],
  );
  const blockHash = filter["blockHash"] ?? undefined;
  if (blockHash !== undefined && (filter["fromBlock"] !== undefined || filter["toBlock"] !== undefined)) {
    throw invalidParam("filter", "blockHash with fromBlock or toBlock", "one of them");
  }
  return {
    range:
      blockHash !== undefined
        ? { blockHash: hash(blockHash, "blockHash") }
        : { from: blockReference(filter["fromBlock"], "fromBlock"), to: blockReference(filter["toBlock"], "toBlock") },
    addresses: Array.isArray(addresses)
      ? array(addresses, "address", 1_000).map((item) => address(item, "address"))
      : [address(addresses, "address")],
    topics: wanted,
  };
}
