import type { z } from "zod";
import { GATE_REASONS, type routes } from "@lading/sdk/http";
import type { Caller } from "../../auth/Caller.ts";
import { readHead } from "../../ledger/readBlocks.ts";
import { readViews } from "../../ledger/readViews.ts";
import type { EventValue } from "../../projector/LedgerLog.ts";
import { readNames } from "../../store/directory.ts";
import type { Dependencies } from "../Dependencies.ts";

type Answer = z.input<typeof routes.releases.verdict.response>;

const NOTHING = `0x${"0".repeat(64)}`;

/** What stands at the gate. */
export type AtGate = { release: string; driver?: string; plate?: string; haulier?: number; at?: number };

/**
 * Whether a container may leave, by the ledger's own view at its newest block.
 *
 * @throws LadingError `RELEASE_UNKNOWN`, `LEDGER_UNREACHABLE`
 * @example
 * const { go, reasons } = await gateVerdict(dependencies, caller, { release, driver, plate });
 */
export async function gateVerdict(
  { ledger, endpoint, store, deployment }: Dependencies,
  caller: Caller,
  { release, driver, plate, haulier, at = 0 }: AtGate,
): Promise<Answer> {
  const head = await readHead(endpoint);
  const [view] = await readViews(ledger, endpoint, head.number, [
    { right: "release", name: "getRelease", args: [release] },
  ]);
  const right = view!.right as { [name: string]: EventValue };
  const transport = view!.transport as { [name: string]: EventValue };
  const terminal = Number(right.terminal);
  const given = driver !== undefined || plate !== undefined;
  const vehicle = given ? "given" : caller.member === terminal ? "none" : "nominated";
  const comes = haulier ?? Number(right.other);
  const [verdict] = await readViews(ledger, endpoint, head.number, [
    {
      right: "release",
      name: "gateVerdict",
      args: [
        release,
        terminal,
        comes,
        vehicle === "nominated" ? transport.driver : (driver ?? NOTHING),
        vehicle === "nominated" ? transport.plate : (plate ?? NOTHING),
        at,
      ],
    },
  ]);
  const bitmap = BigInt(String(verdict!.reasons));
  const { party, someone } = await readNames(store.read, [terminal, comes], deployment.chainId);
  return {
    release: release as `0x${string}`,
    at: at === 0 ? head.timestamp : at,
    go: bitmap === 0n,
    reasons: reasonsOf(bitmap),
    bitmap: bitmap.toString(),
    terminal: party(terminal),
    haulier: someone(comes),
    vehicle,
    blockNumber: head.number,
    blockHash: head.hash as `0x${string}`,
  };
}

/** Each reason by its code; a bit that this version does not know is still a reason. */
function reasonsOf(bitmap: bigint): string[] {
  const codes = new Map(GATE_REASONS.map(({ bit, code }) => [bit, code]));
  return Array.from({ length: 256 }, (_, bit) => bit)
    .filter((bit) => (bitmap >> BigInt(bit)) & 1n)
    .map((bit) => codes.get(bit) ?? `REASON_${bit}`);
}
