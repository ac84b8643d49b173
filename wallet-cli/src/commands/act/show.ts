import { findAct } from "@lading/sdk/acts";
import { EXIT } from "../../exitCodes.ts";
import type { Run } from "../../framework/command.ts";
import { readNetwork, registryOf } from "../../ledger/network.ts";
import { renderFacts } from "../../ui/table.ts";
import { readAct } from "./readAct.ts";

/** Shows a signed act before somebody countersigns or sends it. Exit code 3 where a signature is not its officer's. */
export const run: Run = async (input, context) => {
  const act = await readAct(input.args[0] ?? "", context);
  const declared = findAct(act.right, act.act);
  const network = await readNetwork(context);
  const { recoverOfficer } = await import("@lading/sdk/typedData");
  const place = { chainId: network.chainId, registry: registryOf(network, act.right) };
  const signatures = [{ officer: act.officer, signature: act.signature }, ...act.countersignatures].map(
    ({ officer, signature }) => {
      const recovered = recoverOfficer({ ...act, signature }, place);
      return { officer, good: recovered.toLowerCase() === officer.toLowerCase() };
    },
  );
  const expired = act.notAfter * 1000 < context.now().getTime();
  const good = signatures.every((signature) => signature.good);
  const facts = [
    [context.say("act"), `${act.right} ${act.act}: ${declared.summary[context.language]}`],
    ...Object.entries(act.args).map(
      ([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)] as const,
    ),
    [context.say("notAfter"), `${new Date(act.notAfter * 1000).toISOString()}${expired ? " ✗" : ""}`],
    ...signatures.map((signature) => [signature.good ? "✓" : "✗", signature.officer] as const),
  ] as const;
  return {
    data: { ...act, signatures, expired, irreversible: declared.irreversible === true },
    text: renderFacts(facts),
    exit: good ? EXIT.ok : EXIT.falsified,
  };
};
