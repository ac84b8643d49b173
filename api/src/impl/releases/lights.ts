import type { z } from "zod";
import { COLOURS, HOLDS, LIGHTS, type routes } from "@lading/sdk/http";
import { referenceToBytes32 } from "@lading/sdk/typedData";
import type { Release } from "../../../generated/client.ts";
import { readHead } from "../../ledger/readBlocks.ts";
import { readViews } from "../../ledger/readViews.ts";
import { readNames } from "../../store/directory.ts";
import type { Dependencies } from "../Dependencies.ts";

type Light = z.input<typeof routes.releases.show.response>["lights"][number];
type Signal = { authority: number; reason: number; changedAt: number };

/**
 * The lights of a release and the holds of its container, read from the ledger at its newest block: a hold stands on the container,
 * whoever placed it and whenever the release was issued.
 *
 * @throws LadingError `LEDGER_UNREACHABLE`
 * @example
 * const lights = await readLights(dependencies, row);
 */
export async function readLights(
  { ledger, endpoint, store, deployment }: Dependencies,
  row: Release,
): Promise<Light[]> {
  const head = await readHead(endpoint);
  const [lights, holds] = await readViews(ledger, endpoint, head.number, [
    { right: "release", name: "lightsOf", args: [row.release] },
    { right: "release", name: "holdsOf", args: [referenceToBytes32(row.container)] },
  ]);
  const colours = Object.values(lights!)[0] as unknown as { colour: number; signal: Signal }[];
  const placed = Object.values(holds!)[0] as unknown as { placed: boolean; signal: Signal }[];
  const signals = [...colours, ...placed].map(({ signal }) => signal);
  const { someone } = await readNames(
    store.read,
    signals.map(({ authority }) => authority),
    deployment.chainId,
  );
  const describe = ({ authority, reason, changedAt }: Signal) => ({
    authority: someone(authority),
    reason: reason === 0 ? null : String(reason),
    changedAt,
  });
  return [
    ...colours.map(({ colour, signal }, index) => ({
      name: LIGHTS[index]!,
      kind: "light" as const,
      state: COLOURS[colour] ?? ("unknown" as const),
      ...describe(signal),
    })),
    ...placed.map((hold, index) => ({
      name: HOLDS[index]!,
      kind: "hold" as const,
      state: hold.placed ? ("red" as const) : ("green" as const),
      ...describe(hold.signal),
    })),
  ];
}
