import { addressOf, recoverPublicKey } from "./secp256k1.ts";

/** What a signature was made over, and the signature: all that names its sender. */
export type Signed = { signingHash: Uint8Array; signature: Uint8Array; yParity: 0 | 1 };

/** Signing hash, r and s, parity. */
const RECORD = 32 + 64 + 1;

/** Whether there is a sender, and its address. */
const ANSWER = 1 + 20;

/** Transactions as one array of bytes, to be handed to another thread. */
export function writeRecords(all: readonly Signed[]): Uint8Array {
  const records = new Uint8Array(all.length * RECORD);
  all.forEach(({ signingHash, signature, yParity }, index) => {
    records.set(signingHash, index * RECORD);
    records.set(signature, index * RECORD + 32);
    records[index * RECORD + 96] = yParity;
  });
  return records;
}

/** Recovers each record's sender. */
export function recoverRecords(records: Uint8Array): Uint8Array {
  const count = records.length / RECORD;
  const answers = new Uint8Array(count * ANSWER);
  for (let index = 0; index < count; index++) {
    const record = records.subarray(index * RECORD, (index + 1) * RECORD);
    try {
      const key = recoverPublicKey(record.subarray(0, 32), record.subarray(32, 96), record[96] as number);
      answers[index * ANSWER] = 1;
      answers.set(addressOf(key), index * ANSWER + 1);
    } catch {
      // No sender: the answer stays zero, and the main thread asks again to say why.
    }
  }
  return answers;
}

/** The sender at an index of {@link recoverRecords}'s answers, undefined where there is none. */
export function readAnswer(answers: Uint8Array, index: number): Uint8Array | undefined {
  const at = index * ANSWER;
  return answers[at] === 1 ? answers.slice(at + 1, at + ANSWER) : undefined;
}
