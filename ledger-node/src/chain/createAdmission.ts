import { keyOf, sameBytes, toBigInt, toHex } from "../codec/bytes.ts";
import { keccak256 } from "../crypto/keccak.ts";
import { NodeError } from "../errors.ts";
import type { Caller } from "./Caller.ts";
import type { Ledger } from "./Ledger.ts";
import type { Admission } from "./Sealer.ts";

/** Who may send: those whom the members registry names, and those whom the operator names. */
export type AdmissionRules = {
  /** Address of the registry: a contract with `maySend(address) returns (bool)`. Without it only those below. */
  registry?: Uint8Array;
  /** Addresses that may always send: who deploys, who relays. */
  always: readonly Uint8Array[];
};

const MAY_SEND = keccak256(new TextEncoder().encode("maySend(address)")).subarray(0, 4);

/** An answer holds until the registry says something, and no longer than this: officers' time runs out without an event. */
const ANSWER_MILLISECONDS = 10_000;

const ANSWERS_KEPT = 50_000;

/** Gas of one question. */
const QUESTION_GAS = 500_000n;

/**
 * Admission by the members registry on the chain itself, asked in the context of the next block.
 *
 * @example
 * const admit = createAdmission({ ledger, caller, rules: { registry, always: [relayer] } });
 */
export function createAdmission(options: { ledger: Ledger; caller: Caller; rules: AdmissionRules }): Admission {
  const { ledger, caller, rules } = options;
  const always = new Set(rules.always.map(keyOf));
  const answers = new Map<string, { allowed: boolean; until: number }>();
  const { registry } = rules;
  if (registry !== undefined) {
    ledger.onBlock((block) => {
      if (block.receipts.some((receipt) => receipt.logs.some((log) => sameBytes(log.address, registry))))
        answers.clear();
    });
  }

  const refuse = (sender: Uint8Array): never => {
    throw new NodeError(
      "SENDER_NOT_ADMITTED",
      "forbidden",
      registry === undefined
        ? `sender ${toHex(sender)} is not admitted: this node takes transactions of ${always.size} accounts that its operator named`
        : `sender ${toHex(sender)} is not admitted: the members registry ${toHex(registry)} does not let it send`,
      { sender: toHex(sender), registry: registry === undefined ? null : toHex(registry) },
    );
  };

  const ask = async (sender: Uint8Array, registry: Uint8Array): Promise<void> => {
    const data = new Uint8Array(36);
    data.set(MAY_SEND);
    data.set(sender, 16);
    const message = {
      from: sender,
      to: registry,
      data,
      value: 0n,
      gasLimit: QUESTION_GAS,
      gasPrice: 0n,
      accessList: [],
    };
    const outcome = await caller.call(message, { pending: true });
    const allowed = outcome.succeeded && outcome.returnValue.length === 32 && toBigInt(outcome.returnValue) === 1n;
    if (answers.size >= ANSWERS_KEPT) answers.clear();
    answers.set(keyOf(sender), { allowed, until: Date.now() + ANSWER_MILLISECONDS });
    if (!allowed) refuse(sender);
  };

  return (sender) => {
    const key = keyOf(sender);
    if (always.has(key)) return undefined;
    if (registry === undefined) return refuse(sender);
    const known = answers.get(key);
    if (known === undefined || known.until < Date.now()) return ask(sender, registry);
    return known.allowed ? undefined : refuse(sender);
  };
}
