import type { Handlers } from "../http/mountRoutes.ts";
import type { Dependencies } from "./Dependencies.ts";

/** Which ledger this API serves. */
export function networkHandlers({
  deployment,
  audiences,
  relay,
  projector,
  version,
}: Dependencies): Handlers["network"] {
  return {
    async show() {
      return {
        name: "Lading",
        deployment,
        audience: audiences()[0]!,
        relayer: relay.address,
        head: projector.position(),
        version,
      };
    },
  };
}
