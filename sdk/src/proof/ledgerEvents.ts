import { toBeHex } from "ethers";
import type { Right } from "../domain/acts/Act.ts";
import type { TrailStep } from "../domain/trail.ts";
import { registryInterfaces } from "../domain/typedData/registryInterfaces.ts";

/** EIP-1193: asks a ledger. */
export type Request = (call: { method: string; params: readonly unknown[] }) => Promise<unknown>;

/** A log as JSON-RPC gives it. */
export type Log = { topics: string[]; data: string; blockNumber: string; transactionHash: string };

/** An event of a right, with the act that it tells. */
export type RightEvent<Name extends string> = { log: Log; name: Name; values: Record<string, unknown> };

/** The events of one right in the order of the ledger, those that tell an act of its trail. */
export async function readEvents<Name extends string>(
  request: Request,
  of: { right: Right; registry: string; id: string; until: number },
  actOfEvent: Readonly<Record<string, Name>>,
): Promise<RightEvent<Name>[]> {
  const logs = (await request({
    method: "eth_getLogs",
    params: [{ address: of.registry, topics: [null, of.id], fromBlock: "0x0", toBlock: hexQuantity(of.until) }],
  })) as Log[];
  return logs.flatMap((log) => {
    const parsed = registryInterfaces[of.right]?.parseLog(log);
    const name = actOfEvent[parsed?.name ?? ""];
    return parsed && name !== undefined
      ? [{ log, name, values: parsed.args.toObject() as Record<string, unknown> }]
      : [];
  });
}

/** The times of blocks, each asked once. */
export function blockTimes(request: Request): (block: string) => Promise<number> {
  const times = new Map<string, number>();
  return async (block) => {
    const known = times.get(block);
    if (known !== undefined) return known;
    const found = (await request({ method: "eth_getBlockByNumber", params: [block, false] })) as { timestamp: string };
    times.set(block, Number(found.timestamp));
    return Number(found.timestamp);
  };
}

/** An event as the trail has it; `to` is nobody where the event names none and nothing else is said. */
export function toStep(event: RightEvent<string>, act: number, timestamp: number, to?: number): TrailStep {
  const { values } = event;
  return {
    act,
    from: Number(values["from"] ?? 0),
    to: to ?? Number(values["to"] ?? 0),
    state: String(values["state"]),
    instrument: String(values["instrument"]),
    timestamp,
  };
}

/** JSON-RPC quantities have no leading zeros. */
export function hexQuantity(value: number): string {
  return value === 0 ? "0x0" : toBeHex(value).replace(/^0x0+/, "0x");
}
