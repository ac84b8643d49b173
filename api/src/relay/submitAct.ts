import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { LadingError } from "@lading/sdk/errors";
import type { LedgerClient } from "@lading/sdk/chain";
import type { ActReceipt, SignedAct } from "@lading/sdk/http";
import type { Projector } from "../projector/openProjector.ts";
import type { Store } from "../store/openStore.ts";
import { checkAct } from "./checkAct.ts";
import { logsOfActs } from "./logsOfActs.ts";
import type { Relay, Relayed } from "./openRelay.ts";
import { readReceipt } from "./readReceipt.ts";

/**
 * Relays signed acts, each once: a key that was answered gets the same answer for ever; a key whose answer was lost in a crash is
 * resolved by looking the act up on the ledger, never by guessing.
 *
 * @throws LadingError `IDEMPOTENCY_KEY_REUSED`, and as {@link checkAct} and {@link Relay.send}
 * @example
 * const submit = createSubmitter({ store, ledger, relay, projector, now });
 * const receipt = await submit(act, "0b1d…");
 */
export function createSubmitter(dependencies: {
  store: Store;
  ledger: LedgerClient;
  relay: Relay;
  projector: Projector;
  now: () => number;
  url?: string;
}): (act: SignedAct, key: string) => Promise<ActReceipt> {
  const { store, ledger, relay, projector, now, url } = dependencies;
  const inFlight = new Map<string, { bodyDigest: string; answer: Promise<ActReceipt> }>();

  return async (act, given) => {
    // A key is its officer's own: nobody can spend another's.
    const key = `${act.officer.toLowerCase()} ${given}`;
    const bodyDigest = digestOf(act);
    const running = inFlight.get(key);
    if (running !== undefined) {
      refuseOther(running.bodyDigest, bodyDigest, given);
      return running.answer;
    }
    const answer = answerOnce(act, key, bodyDigest).finally(() => inFlight.delete(key));
    inFlight.set(key, { bodyDigest, answer });
    return answer;
  };

  async function answerOnce(act: SignedAct, key: string, bodyDigest: string): Promise<ActReceipt> {
    const before = await store.read.idempotencyKey.findUnique({ where: { key } });
    if (before !== null) {
      refuseOther(before.bodyDigest, bodyDigest, key);
      if (before.answer !== null) return JSON.parse(before.answer) as ActReceipt;
      // The act was about to be sent and this API ended before it could answer.
      const found = await findOnLedger(act);
      if (found !== undefined) return finish(act, key, found);
    }
    const call = await checkAct(ledger, act, { from: relay.address, now: now(), url });
    const row = {
      bodyDigest,
      registry: act.right,
      officer: act.officer.toLowerCase(),
      nonce: act.nonce,
      createdAt: now(),
    };
    try {
      const relayed = await relay.send(act.right, call, async () => {
        await store.write.idempotencyKey.upsert({ where: { key }, create: { key, ...row }, update: row });
      });
      return await finish(act, key, relayed);
    } catch (error) {
      // Refused by a rule: nothing happened, and the key is free for another attempt. Unreachable: it may have happened; the key stays.
      if (error instanceof LadingError && error.kind !== "unavailable" && error.kind !== "internal") {
        await store.write.idempotencyKey.deleteMany({ where: { key, answer: null } });
      }
      throw error;
    }
  }

  async function finish(act: SignedAct, key: string, relayed: Relayed): Promise<ActReceipt> {
    await projector.reached(relayed.blockNumber);
    const receipt = await readReceipt(store.read, act, relayed);
    await store.write.idempotencyKey.update({
      where: { key },
      data: { transactionHash: relayed.transactionHash, status: 201, answer: JSON.stringify(receipt) },
    });
    return receipt;
  }

  async function findOnLedger(act: SignedAct): Promise<Relayed | undefined> {
    const used = (await ledger.read(act.right, "isNonceUsed", [act.officer, BigInt(act.nonce)])) as boolean;
    if (!used) return undefined;
    const head = await ledger.provider.getBlockNumber();
    await projector.reached(head);
    const signed = await store.read.event.findFirst({
      where: {
        right: act.right,
        event: "ActSigned",
        args: { contains: `"nonce":"${BigInt(act.nonce)}"` },
        AND: { args: { contains: `"officer":"${act.officer.toLowerCase()}"` } },
      },
    });
    if (signed === null) return undefined;
    const logs = await store.read.event.findMany({
      where: { transactionHash: signed.transactionHash },
      orderBy: { logIndex: "asc" },
    });
    const own = logsOfActs(logs).find(({ said }) => said.logIndex === signed.logIndex);
    return {
      transactionHash: signed.transactionHash,
      blockNumber: signed.blockNumber,
      logIndexes: own?.logIndexes ?? [],
    };
  }
}

/** SHA-256 of the canonical form (RFC 8785) of a body. */
function digestOf(act: SignedAct): string {
  return createHash("sha256").update(canonicalize(act)!).digest("hex");
}

function refuseOther(before: string, now: string, key: string): void {
  if (before === now) return;
  throw new LadingError(
    "IDEMPOTENCY_KEY_REUSED",
    "conflict",
    `Idempotency-Key "${key.split(" ").at(-1)}" was used with another act; take a new key for a new act`,
    { key },
  );
}
