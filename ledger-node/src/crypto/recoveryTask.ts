import { addressOf, recoverPublicKey } from "./secp256k1.ts";

/** What a signature was made over, and the signature: all that names its signer. */
export type Signed = { signingHash: Uint8Array; signature: Uint8Array; yParity: 0 | 1 };

/** How many were taken already. */
const TAKEN = 4;

/** Signing hash, r and s, parity. */
const RECORD = 32 + 64 + 1;

/** Whether there is a signer, and its address. */
const ANSWER = 1 + 20;

/** Signatures in memory that threads share, with room for their signers. */
export type RecoveryTask = SharedArrayBuffer;

/** Puts signatures where every thread can take one after the other. */
export function writeTask(all: readonly Signed[]): RecoveryTask {
  const task = new SharedArrayBuffer(TAKEN + all.length * (RECORD + ANSWER));
  const records = new Uint8Array(task, TAKEN);
  all.forEach(({ signingHash, signature, yParity }, index) => {
    records.set(signingHash, index * RECORD);
    records.set(signature, index * RECORD + 32);
    records[index * RECORD + 96] = yParity;
  });
  return task;
}

function countOf(task: RecoveryTask): number {
  return (task.byteLength - TAKEN) / (RECORD + ANSWER);
}

function answerAt(task: RecoveryTask, index: number): Uint8Array {
  return new Uint8Array(task, TAKEN + countOf(task) * RECORD + index * ANSWER, ANSWER);
}

/** Recovers signers until every signature was taken, by this thread or another; what another took may not be done yet. */
export function takePart(task: RecoveryTask): void {
  const count = countOf(task);
  const taken = new Int32Array(task, 0, 1);
  for (let index = Atomics.add(taken, 0, 1); index < count; index = Atomics.add(taken, 0, 1)) {
    // A copy: native code does not take shared memory.
    const record = new Uint8Array(task, TAKEN + index * RECORD, RECORD).slice();
    try {
      const key = recoverPublicKey(record.subarray(0, 32), record.subarray(32, 96), record[96] as number);
      const answer = answerAt(task, index);
      answer.set(addressOf(key), 1);
      answer[0] = 1;
    } catch {
      // No signer: the answer stays zero, and whoever needs to know why asks again.
    }
  }
}

/** The signer of the signature at an index, undefined where there is none; once all threads have done their part. */
export function readAnswer(task: RecoveryTask, index: number): Uint8Array | undefined {
  const answer = answerAt(task, index);
  return answer[0] === 1 ? answer.slice(1) : undefined;
}
