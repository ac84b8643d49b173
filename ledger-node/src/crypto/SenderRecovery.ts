import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { addressOf, recoverPublicKey } from "./secp256k1.ts";
import { readAnswer, writeRecords, type Signed } from "./senderRecords.ts";

type Job = { signed: Signed; resolve: (sender: Uint8Array) => void; reject: (error: unknown) => void };

/** So few are done at once: the way to the other thread and back takes as long. */
const FEW = 3;

/** Transactions of one message: waking the other thread costs more than what is in it. */
const CHUNK = 128;

/**
 * Recovers senders. Recovering one takes longer than all else that is done for a transaction before it is executed, so what comes in
 * together goes to a second thread; a lone transaction does not wait for it. Answers come in the order of the questions.
 */
export class SenderRecovery {
  readonly #waiting: Job[] = [];
  readonly #away = new Map<number, Job[]>();
  #worker: Worker | undefined;
  #broken = false;
  #scheduled = false;
  #next = 0;

  /**
   * The address that signed.
   *
   * @throws NodeError SIGNATURE_UNRECOVERABLE
   */
  senderOf(signed: Signed): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ signed, resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      // The calls of one JSON-RPC batch are all made before the first of these runs.
      queueMicrotask(() => this.#flush());
    });
  }

  #flush(): void {
    this.#scheduled = false;
    const jobs = this.#waiting.splice(0);
    if (this.#broken || (jobs.length <= FEW && this.#away.size === 0)) {
      for (const job of jobs) answerHere(job);
      return;
    }
    for (let at = 0; at < jobs.length; at += CHUNK) this.#send(jobs.slice(at, at + CHUNK));
  }

  #send(jobs: Job[]): void {
    this.#worker ??= this.#start();
    const id = this.#next++;
    this.#away.set(id, jobs);
    const records = writeRecords(jobs.map(({ signed }) => signed));
    this.#worker.postMessage({ id, records });
  }

  #start(): Worker {
    const worker = new Worker(new URL("./recoverWorker.ts", import.meta.url));
    worker.unref();
    worker.on("message", ({ id, answers }: { id: number; answers: Uint8Array }) => {
      const jobs = this.#away.get(id) ?? [];
      this.#away.delete(id);
      jobs.forEach((job, index) => {
        const sender = readAnswer(answers, index);
        if (sender === undefined) answerHere(job);
        else job.resolve(sender);
      });
    });
    const giveUp = (): void => {
      this.#broken = true;
      const jobs = [...this.#away.values()].flat();
      this.#away.clear();
      for (const job of jobs) answerHere(job);
    };
    worker.on("error", giveUp);
    worker.on("exit", giveUp);
    return worker;
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

function answerHere({ signed, resolve, reject }: Job): void {
  try {
    resolve(addressOf(recoverPublicKey(signed.signingHash, signed.signature, signed.yParity)));
  } catch (error) {
    reject(error);
  }
}
