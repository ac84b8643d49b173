import { keyOf, sameBytes, toBigInt } from "../codec/bytes.ts";
import { keccak256 } from "../crypto/keccak.ts";
import { HALF_ORDER } from "../crypto/secp256k1.ts";
import type { Signed } from "../crypto/recoveryTask.ts";
import { NotEncoded, readSignedActs, selectorOf, Tuple, type SignedAct } from "../tx/signedActs.ts";
import type { Transaction } from "../tx/transaction.ts";
import type { Caller } from "./Caller.ts";

/** How a contract hashes what is signed for one of its functions (EIP-712). */
type Typing = { domainSeparator: Uint8Array; typeHash: Uint8Array };

/** The signatures that a transaction's acts will be checked against, and the acts of functions that nobody asked about yet. */
export type Foreseen = { signatures: Signed[]; unknown: SignedAct[] };

/** Acts of one transaction that are looked at; a transaction of more recovers its signatures when it runs. */
const MOST_ACTS = 256;

/** Functions that are remembered. */
const MOST_FUNCTIONS = 4_096;

/** Functions that are asked about because of one transaction: whoever sends nonsense does not keep the node busy with it. */
const MOST_LEARNED = 4;

/** Gas of one question to a contract. */
const QUESTION_GAS = 500_000n;

const ACT_DIGEST = selectorOf("actDigest(bytes,uint256,uint256)");
const ACT_TYPE_HASH = selectorOf("actTypeHash(bytes4)");
const DOMAIN = selectorOf("eip712Domain()");
const DOMAIN_TYPE = keccak256(
  new TextEncoder().encode("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
);
const TYPED_DATA = Uint8Array.of(0x19, 0x01);

/**
 * Foresees which signatures the acts of a transaction will be checked against, so that they can be recovered beside the execution of what
 * comes before.
 *
 * How a registry hashes an act is asked of the registry itself, once for each function, and compared with its own `actDigest`. A forecast
 * that is wrong costs the work of recovering; what an act does never depends on it.
 */
export class ActSignatures {
  readonly #caller: Caller;
  /** By contract and function; undefined while it is asked, and where the hash is another. */
  readonly #typings = new Map<string, Typing | undefined>();

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** What can be told of a transaction before it runs. */
  foresee({ to, data }: Transaction): Foreseen {
    const foreseen: Foreseen = { signatures: [], unknown: [] };
    if (to === undefined) return foreseen;
    for (const act of readSignedActs(data, MOST_ACTS)) {
      const name = functionOf(to, act);
      const typing = this.#typings.get(name);
      if (typing !== undefined) foreseen.signatures.push(...signaturesOf(typing, act));
      else if (!this.#typings.has(name) && foreseen.unknown.length < MOST_LEARNED) foreseen.unknown.push(act);
    }
    return foreseen;
  }

  /** Asks a contract about the functions of acts that are not known yet. */
  learn({ to }: Transaction, unknown: readonly SignedAct[]): void {
    if (to === undefined) return;
    for (const act of unknown) {
      const name = functionOf(to, act);
      if (this.#typings.has(name)) continue;
      if (this.#typings.size >= MOST_FUNCTIONS) this.#typings.clear();
      this.#typings.set(name, undefined);
      this.#ask(to, act).then(
        (typing) => void this.#typings.set(name, typing),
        // No contract is there yet, or it answers in its own way: it may be asked again.
        () => void this.#typings.delete(name),
      );
    }
  }

  /** @returns undefined where the contract hashes the act in another way, or is no registry @throws NotEncoded where no contract is */
  async #ask(to: Uint8Array, act: SignedAct): Promise<Typing | undefined> {
    const described = await this.#call(to, DOMAIN);
    if (described?.length === 0) throw new NotEncoded();
    const typeHash = await this.#call(to, joined(ACT_TYPE_HASH, padRight(act.call.subarray(0, 4))));
    const digest = await this.#call(to, encodeDigestQuestion(act));
    if (described === undefined || typeHash?.length !== 32 || digest === undefined) return undefined;
    const typing = { domainSeparator: separatorOf(described), typeHash };
    return sameBytes(digest, digestOf(typing, act)) ? typing : undefined;
  }

  /** What the contract answers; undefined where it refuses. */
  async #call(to: Uint8Array, data: Uint8Array): Promise<Uint8Array | undefined> {
    const message = { from: to, to, data, value: 0n, gasLimit: QUESTION_GAS, gasPrice: 0n, accessList: [] };
    const { succeeded, returnValue } = await this.#caller.call(message, { pending: true });
    return succeeded ? returnValue : undefined;
  }
}

/** The domain that a contract describes (EIP-5267), hashed. */
function separatorOf(described: Uint8Array): Uint8Array {
  const domain = new Tuple(described, 0);
  const texts = [domain.dynamic(1), domain.dynamic(2)].map(keccak256);
  return keccak256(joined(DOMAIN_TYPE, ...texts, domain.word(3), domain.word(4)));
}

function functionOf(to: Uint8Array, act: SignedAct): string {
  return keyOf(to) + keyOf(act.call.subarray(0, 4));
}

function signaturesOf(typing: Typing, act: SignedAct): Signed[] {
  const signingHash = digestOf(typing, act);
  return act.signatures.flatMap((signature) => {
    const signed = readSignature(signingHash, signature);
    return signed === undefined ? [] : [signed];
  });
}

/** EIP-712 over an act whose arguments are words. */
function digestOf({ domainSeparator, typeHash }: Typing, { call, nonce, notAfter }: SignedAct): Uint8Array {
  const struct = keccak256(joined(typeHash, call.subarray(4), nonce, notAfter));
  return keccak256(joined(TYPED_DATA, domainSeparator, struct));
}

/** r, s and v as OpenZeppelin's ECDSA library takes them to the precompile; undefined where it does not. */
function readSignature(signingHash: Uint8Array, bytes: Uint8Array): Signed | undefined {
  const v = bytes[64];
  if (bytes.length !== 65 || (v !== 27 && v !== 28)) return undefined;
  const signature = bytes.subarray(0, 64);
  if (toBigInt(signature.subarray(32)) > HALF_ORDER) return undefined;
  return { signingHash, signature, yParity: v === 27 ? 0 : 1 };
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

function padRight(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(bytes.length / 32) * 32);
  out.set(bytes);
  return out;
}

function encodeDigestQuestion({ call, nonce, notAfter }: SignedAct): Uint8Array {
  const offset = new Uint8Array(32);
  offset[31] = 96;
  const length = new Uint8Array(32);
  new DataView(length.buffer).setUint32(28, call.length);
  return joined(ACT_DIGEST, offset, nonce, notAfter, length, padRight(call));
}
