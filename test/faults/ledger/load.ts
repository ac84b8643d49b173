import { Transaction, Wallet } from "ethers";
import { ask, result, runCommand, startNode, type RpcAnswer } from "../../ledger-node/support.ts";

/** Kinds of errors after which a caller does not know whether its act was sealed, and has to ask. */
const UNDECIDED = new Set(["STORE_WRITE_FAILED", "SEALING_FAILED", "NODE_STOPPING"]);

/** What a client knows about the acts that it sent, and what a ledger must say of them afterwards. */
export class Acts {
  readonly acknowledged = new Set<string>();
  readonly refused = new Set<string>();
  readonly undecided = new Set<string>();
  readonly #wallet = new Wallet(Wallet.createRandom().privateKey);
  #nonce = 0;

  /** Sends one act and notes what is known about it. Undefined where no answer came. */
  async send(url: string): Promise<RpcAnswer | undefined> {
    const request = {
      ...{ type: 0, chainId: 19_524, gasLimit: 21_000, gasPrice: 0 },
      ...{ nonce: this.#nonce, to: this.#wallet.address },
    };
    const raw = await this.#wallet.signTransaction(request);
    const hash = Transaction.from(raw).hash as string;
    const answer = await ask(url, "eth_sendRawTransaction", raw).catch(() => undefined);
    const code = (answer?.error?.data as { code?: string } | undefined)?.code;
    if (answer?.result === hash) {
      this.acknowledged.add(hash);
      this.#nonce++;
    } else if (answer === undefined || UNDECIDED.has(code ?? "")) this.undecided.add(hash);
    else this.refused.add(hash);
    return answer;
  }

  /** Sends until the node is gone or refuses; at most so many. */
  async sendUntilRefused(url: string, most: number): Promise<RpcAnswer | undefined> {
    for (let sent = 0; sent < most; sent++) {
      const answer = await this.send(url);
      if (typeof answer?.result !== "string") return answer;
    }
    return undefined;
  }

  /**
   * The oracle after a fault: the node starts on the directory; what was acknowledged is there, what was refused is not, and what nobody
   * knows is one of the two; the next act is taken; and the chain verifies.
   *
   * @param others clients whose acts are looked for too
   * @returns in words what is wrong; empty where all is well
   */
  async faults(directory: string, others: readonly Acts[] = []): Promise<string[]> {
    const wrong: string[] = [];
    const node = await startNode(directory);
    const isThere = async (hash: string) => (await result(node.url, "eth_getTransactionReceipt", hash)) !== null;
    try {
      const acknowledged = [this, ...others].flatMap((acts) => [...acts.acknowledged]);
      for (const hash of acknowledged) if (!(await isThere(hash))) wrong.push(`acknowledged and lost: ${hash}`);
      for (const hash of this.refused) if (await isThere(hash)) wrong.push(`refused and there: ${hash}`);
      const nonce = Number(await result<string>(node.url, "eth_getTransactionCount", this.#wallet.address, "latest"));
      const present = (await Promise.all([...this.undecided].map(isThere))).filter(Boolean).length;
      if (nonce !== this.acknowledged.size + present)
        wrong.push(`nonce ${nonce}, sealed ${this.acknowledged.size + present}`);
      this.#nonce = nonce;
      const after = await this.send(node.url);
      if (typeof after?.result !== "string") wrong.push(`the next act is not taken: ${JSON.stringify(after?.error)}`);
    } finally {
      await node.stop();
    }
    const verified = runCommand("verify", "--data", directory);
    if (verified.status !== 0) wrong.push(verified.stderr);
    return wrong;
  }
}
