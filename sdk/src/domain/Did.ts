import { getAddress } from "ethers";
import { malformed } from "./identifiers/malformed.ts";

/** A member's or officer's DID in its one canonical form: chain id as shortest lower-case hex, address with its EIP-55 checksum. */
export type Did = string & { readonly __brand: "Did" };

/** What a DID of this ledger says. */
export type DidParts = {
  did: Did;
  /** EIP-155 chain id. */
  chainId: number;
  /** The identity address, with its EIP-55 checksum. */
  address: string;
};

const SHAPE = /^did:ethr:0x([1-9a-f][0-9a-f]*):(0x[0-9a-fA-F]{40})$/i;

/**
 * The canonical DID of an identity address on a chain.
 *
 * @throws LadingError `DID_ADDRESS` or `DID_CHAIN`
 * @example
 * formatDid(648529, "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
 * // "did:ethr:0x9e551:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
 */
export function formatDid(chainId: number | bigint, address: string): Did {
  if (BigInt(chainId) <= 0n)
    throw malformed("DID_CHAIN", "chainId", String(chainId), "expected a positive chain id", "");
  return `did:ethr:0x${BigInt(chainId).toString(16)}:${checksummed(address, address, "")}` as Did;
}

/**
 * The parts of a `did:ethr` DID, whatever the case it is written in. A wrong EIP-55 checksum is an error, since it means a typing error.
 *
 * @throws LadingError `DID_SHAPE`, `DID_CHAIN` or `DID_ADDRESS`
 * @example
 * parseDid("did:ethr:0x9e551:0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266").chainId; // 648529
 */
export function parseDid(value: unknown, pointer = ""): DidParts {
  const match = typeof value === "string" ? SHAPE.exec(value) : null;
  const [, chainHex, rawAddress] = match ?? [];
  if (chainHex === undefined || rawAddress === undefined) {
    throw malformed(
      "DID_SHAPE",
      "did",
      value,
      "expected did:ethr:0x<chain id in hex>:0x<address of 40 hex digits>, such as did:ethr:0x9e551:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
      pointer,
    );
  }
  const chainId = Number(`0x${chainHex}`);
  if (!Number.isSafeInteger(chainId)) {
    throw malformed("DID_CHAIN", "did", value, "expected a chain id below 2^53", pointer);
  }
  const address = checksummed(rawAddress, value, pointer);
  return { did: formatDid(chainId, address), chainId, address };
}

/**
 * Whether a value is a DID of this form in its canonical spelling.
 *
 * @example
 * isDid("did:ethr:0x9e551:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"); // true
 * isDid("did:ethr:0x9e551:0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"); // false: not canonical
 */
export function isDid(value: unknown): value is Did {
  try {
    return parseDid(value).did === value;
  } catch {
    return false;
  }
}

/**
 * Refuses a DID of another chain.
 *
 * @throws LadingError as {@link parseDid}, and `DID_OTHER_CHAIN`
 * @example
 * assertDid("did:ethr:0x9e551:0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", 648529).address;
 * // "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
 */
export function assertDid(value: unknown, chainId: number | bigint, pointer = ""): DidParts {
  const parts = parseDid(value, pointer);
  if (BigInt(parts.chainId) !== BigInt(chainId)) {
    throw malformed(
      "DID_OTHER_CHAIN",
      "did",
      value,
      `names chain ${parts.chainId}, this ledger is chain ${chainId}`,
      pointer,
      { chainId: parts.chainId, expected: Number(chainId) },
    );
  }
  return parts;
}

function checksummed(address: string, value: unknown, pointer: string): string {
  try {
    return getAddress(address);
  } catch {
    throw malformed(
      "DID_ADDRESS",
      "did",
      value,
      "expected an address of 40 hex digits, all in one case or with a right EIP-55 checksum",
      pointer,
    );
  }
}
