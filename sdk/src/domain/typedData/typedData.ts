import { TypedDataEncoder, getAddress, hexlify, recoverAddress, zeroPadValue } from "ethers";
import type { Interface } from "ethers";
import type { TypedDataDomain, TypedDataField } from "ethers";
import { domainNames, findAct } from "../acts/index.ts";
import type { Right } from "../acts/Act.ts";
import { LadingError } from "../errors.ts";
import { registryAbis, registryInterfaces } from "./registryInterfaces.ts";
import type { AbiParameter } from "./registryInterfaces.ts";
import type { ActArgument, ActArguments, SignedAct, UnsignedAct } from "./SignedAct.ts";

/** EIP-712 typed data, ready for any wallet's `signTypedData`. */
export type TypedData = {
  domain: TypedDataDomain;
  types: Record<string, TypedDataField[]>;
  primaryType: string;
  message: Record<string, unknown>;
};

/** Where a signature is meant to be used: signatures of one ledger or registry are worthless on another. */
export type SigningContext = {
  /** EIP-155 chain id of the ledger. */
  chainId: number;
  /** Address of the registry. */
  registry: string;
};

/** The parsed ABI of a registry. */
export function registryInterface(right: Right): Interface {
  return registryInterfaces[right];
}

/** The EIP-712 type of an ABI parameter; a struct is named as in Solidity, and its members are added to `types`. */
function fieldType(parameter: AbiParameter, types: Record<string, TypedDataField[]>): string {
  if (parameter.components === undefined) return parameter.type;
  const name = (parameter.internalType ?? "")
    .replace(/^struct\s+/, "")
    .replace(/\[.*$/, "")
    .replace(/^.*\./, "");
  types[name] = parameter.components.map((field) => ({ name: field.name, type: fieldType(field, types) }));
  return parameter.type.replace(/^tuple/, name);
}

/**
 * The EIP-712 types of an act, derived from its ABI: the function's name with a capital, its parameters in order, then
 * `uint256 nonce, uint256 notAfter`. The contract holds the hash of the very same string (`actTypeHash`).
 *
 * @example
 * actTypes("members", "dismiss")
 * // → { Dismiss: [{ name: "officer", type: "address" }, { name: "nonce", type: "uint256" }, { name: "notAfter", type: "uint256" }] }
 */
export function actTypes(right: Right, name: string): Record<string, TypedDataField[]> {
  const entry = registryAbis[right].find((candidate) => candidate.type === "function" && candidate.name === name);
  if (entry?.inputs === undefined) throw unknownAct(right, name);
  const types: Record<string, TypedDataField[]> = {};
  const fields = entry.inputs.map((input) => ({ name: input.name, type: fieldType(input, types) }));
  return {
    [primaryType(name)]: [...fields, { name: "nonce", type: "uint256" }, { name: "notAfter", type: "uint256" }],
    ...types,
  };
}

function primaryType(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1);
}

/**
 * The typed data that an officer signs for an act.
 *
 * @throws ACT_UNKNOWN, ACT_ARGUMENTS_INVALID
 * @example
 * const { domain, types, message } = buildTypedData(
 *   { right: "members", act: "dismiss", args: { officer: "0x…" }, nonce: "0x07", notAfter: 1795000000 },
 *   { chainId: 19524, registry: "0x…" });
 * const signature = await wallet.signTypedData(domain, types, message);
 */
export function buildTypedData(act: UnsignedAct, context: SigningContext): TypedData {
  findAct(act.right, act.act);
  checkArguments(act.right, act.act, act.args);
  return {
    domain: {
      name: domainNames[act.right],
      version: "1",
      chainId: context.chainId,
      verifyingContract: getAddress(context.registry),
    },
    types: actTypes(act.right, act.act),
    primaryType: primaryType(act.act),
    message: { ...act.args, nonce: BigInt(act.nonce), notAfter: BigInt(act.notAfter) },
  };
}

/** The EIP-712 digest of an act, 32 bytes. */
export function actDigest(act: UnsignedAct, context: SigningContext): string {
  const { domain, types, message } = buildTypedData(act, context);
  return TypedDataEncoder.hash(domain, types, message);
}

/**
 * The account whose signature an act carries. It is the officer's own unless the act was altered or the officer is an ERC-1271
 * contract, whose signature only the ledger can check.
 *
 * @throws ACT_SIGNATURE_MALFORMED when the bytes are no signature at all
 */
export function recoverOfficer(act: SignedAct, context: SigningContext): string {
  try {
    return recoverAddress(actDigest(act, context), act.signature);
  } catch (cause) {
    if (cause instanceof LadingError) throw cause;
    throw new LadingError(
      "ACT_SIGNATURE_MALFORMED",
      "invalid",
      "signature is not 65 bytes of r, s and v as 0x-hex (EIP-712)",
      { officer: act.officer },
      { cause },
    );
  }
}

/**
 * The ABI-encoded call of an act.
 *
 * @throws ACT_UNKNOWN, ACT_ARGUMENTS_INVALID
 */
export function encodeActCall(right: Right, name: string, args: ActArguments): string {
  const values = checkArguments(right, name, args);
  return registryInterface(right).encodeFunctionData(name, values);
}

/** The argument of `actBySignature`, in ethers' form. */
export function contractAct(act: SignedAct): {
  call: string;
  officer: string;
  nonce: bigint;
  notAfter: bigint;
  signature: string;
  countersignatures: { officer: string; signature: string }[];
} {
  return {
    call: encodeActCall(act.right, act.act, act.args),
    officer: act.officer,
    nonce: BigInt(act.nonce),
    notAfter: BigInt(act.notAfter),
    signature: act.signature,
    countersignatures: act.countersignatures,
  };
}

/** A fresh nonce: 32 random bytes, so officers sign in parallel without asking the ledger. */
export function randomNonce(): string {
  return hexlify(crypto.getRandomValues(new Uint8Array(32)));
}

/** Text of up to 32 ASCII characters as the ledger holds it: left-aligned, zero-padded. */
export function referenceToBytes32(text: string, field = "reference"): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === 0 || bytes.length > 32 || !/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(text)) {
    throw new LadingError(
      "REFERENCE_INVALID",
      "invalid",
      `${field} "${text}" is not 1 to 32 printable ASCII characters without space at either end`,
      { field, value: text },
    );
  }
  return hexlify(zeroPadEnd(bytes));
}

/** The text in a {@link referenceToBytes32} word. */
export function bytes32ToReference(word: string): string {
  const bytes = zeroPadValue(word, 32).slice(2);
  const text = bytes.replace(/(?:00)+$/, "");
  return new TextDecoder().decode(Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16)));
}

function zeroPadEnd(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(32);
  padded.set(bytes);
  return padded;
}

function unknownAct(right: Right, name: string): LadingError {
  return new LadingError("ACT_UNKNOWN", "invalid", `act "${name}" is not one of ${right}`, { right, act: name });
}

/** The arguments in ABI order; names the first that is missing, unknown or out of its type. */
function checkArguments(right: Right, name: string, args: ActArguments): ActArgument[] {
  const contract = registryInterface(right);
  const fragment = contract.getFunction(name);
  if (fragment === null) throw unknownAct(right, name);
  const known = fragment.inputs.map((input) => input.name);
  const fault = (field: string, message: string): LadingError =>
    new LadingError(
      "ACT_ARGUMENTS_INVALID",
      "invalid",
      message,
      { right, act: name, field },
      {
        issues: [{ pointer: `/args/${field}`, code: "ACT_ARGUMENTS_INVALID", message }],
      },
    );
  for (const field of Object.keys(args)) {
    if (!known.includes(field))
      throw fault(
        field,
        `args.${field} is not an argument of ${right} ${name}; accepted: ${known.join(", ") || "none"}`,
      );
  }
  return fragment.inputs.map((input) => {
    const value = args[input.name];
    if (value === undefined)
      throw fault(input.name, `args.${input.name} is missing; ${right} ${name} needs ${article(input.type)}`);
    try {
      contract.getAbiCoder().encode([input], [value]);
    } catch {
      throw fault(input.name, `args.${input.name} is ${JSON.stringify(value)}; ${article(input.type)} is accepted`);
    }
    return value;
  });
}

function article(type: string): string {
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}
