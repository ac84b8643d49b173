import type { LedgerEvent } from "@lading/sdk/http";
import { controllerIn } from "./controllerIn.ts";

/** One act and who controls the right after it; 0 = nobody yet. */
export type ChainStep = { event: LedgerEvent; controller: number };

/** The chain of control: for each act in order, the member in control after it. */
export function chainOf(events: readonly LedgerEvent[]): ChainStep[] {
  let controller = 0;
  return events.map((event) => {
    controller = controllerIn(event) ?? controller;
    return { event, controller };
  });
}
