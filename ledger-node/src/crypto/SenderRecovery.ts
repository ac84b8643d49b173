import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { KnownSigners } from "./KnownSigners.ts";
import { addressOf, recoverPublicKey } from "./secp256k1.ts";
import { readAnswer, takePart, writeTask, type RecoveryTask, type Signed } from "./recoveryTask.ts";

type Job = {
  signed: Signed;
  ahead: readonly Signed[];
  resolve: (sender: Uint8Array) => void;
  reject: (error: unknown) => void;
};

/** So few are done at once: the way to the other thread and back takes as long. */
const FEW = 3;

/** Signatures of one message: waking the other thread costs more than what is in it. */
const CHUNK = 128;

/**
 * Recovers senders. Recovering one takes longer than all else that is done for a transaction before it is executed, so what comes in
 * together goes to a second thread; a lone transaction does not wait for it. Answers come in the order of the questions.
 *
 * What a transaction's acts were signed with goes there too, and is known when a contract asks for it.
 */
export class SenderRecovery {
  readonly #known: KnownSigners;
  readonly #waiting: Job[] = [];
  readonly #away = new Map<number, { jobs: Job[]; task: RecoveryTask }>();
  readonly #isIdle: () => boolean;
  #worker: Worker | undefined;
  #broken = false;
  #scheduled = false;
  #next = 0;

  /** @param isIdle whether this thread has nothing better to do than to help the second one */
  constructor(known: KnownSigners, isIdle: () => boolean) {
    this.#known = known;
    this.#isIdle = isIdle;
  }

  /**
   * The address that signed.
   *
   * @param ahead what the transaction's contract will ask about
   * @throws NodeError SIGNATURE_UNRECOVERABLE
   */
  senderOf(signed: Signed, ahead: readonly Signed[] = []): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ signed, ahead, resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      // The calls of one JSON-RPC batch are all made before the first of these runs.
      queueMicrotask(() => this.#flush());
    });
  }

  #flush(): void {
    this.#scheduled = false;
    const jobs = this.#waiting.splice(0);
    const signatures = jobs.reduce((sum, { ahead }) => sum + 1 + ahead.length, 0);
    if (this.#broken || (signatures <= FEW && this.#away.size === 0)) {
      for (const job of jobs) answerHere(job);
      return;
    }
    const helps = this.#away.size === 0 && this.#isIdle();
    const [first] = inChunks(jobs).map((chunk) => this.#send(chunk));
    if (helps && first !== undefined) takePart(first);
  }

  #send(jobs: Job[]): RecoveryTask {
    this.#worker ??= this.#start();
    const id = this.#next++;
    const task = writeTask(jobs.flatMap(({ signed, ahead }) => [signed, ...ahead]));
    this.#away.set(id, { jobs, task });
    this.#worker.postMessage({ id, task });
    return task;
  }

  #start(): Worker {
    const worker = new Worker(new URL("./recoverWorker.ts", import.meta.url));
    worker.unref();
    worker.on("message", (id: number) => {
      const done = this.#away.get(id);
      this.#away.delete(id);
      if (done !== undefined) this.#answer(done.jobs, done.task);
    });
    const giveUp = (): void => {
      this.#broken = true;
      const jobs = [...this.#away.values()].flatMap((lost) => lost.jobs);
      this.#away.clear();
      for (const job of jobs) answerHere(job);
    };
    worker.on("error", giveUp);
    worker.on("exit", giveUp);
    return worker;
  }

  #answer(jobs: readonly Job[], task: RecoveryTask): void {
    let index = 0;
    for (const job of jobs) {
      const sender = readAnswer(task, index++);
      for (const signed of job.ahead) {
        const signer = readAnswer(task, index++);
        if (signer !== undefined) this.#known.add(signed, signer);
      }
      if (sender === undefined) answerHere(job);
      else job.resolve(sender);
    }
  }

  /** Ends the second thread and waits for it: a process that exits while it recovers would abort. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined || this.#broken) return;
    this.#broken = true;
    const ended = once(worker, "exit");
    worker.ref();
    worker.postMessage("stop");
    await ended;
  }
}

/** Jobs in messages: one ends as soon as it has enough signatures. */
function inChunks(jobs: readonly Job[]): Job[][] {
  const chunks: Job[][] = [];
  let left = 0;
  for (const job of jobs) {
    if (left <= 0) {
      chunks.push([]);
      left = CHUNK;
    }
    chunks.at(-1)?.push(job);
    left -= 1 + job.ahead.length;
  }
  return chunks;
}

function answerHere({ signed, resolve, reject }: Job): void {
  try {
    resolve(addressOf(recoverPublicKey(signed.signingHash, signed.signature, signed.yParity)));
  } catch (error) {
    reject(error);
  }
}
