import type { ParamType } from "ethers";
import type { Deployment } from "@lading/sdk/http";
import type { Right } from "@lading/sdk/acts";
import { registryInterface } from "@lading/sdk/typedData";
import type { RawLog } from "../ledger/readBlocks.ts";
import type { EventValue, LedgerLog } from "./LedgerLog.ts";

/**
 * A decoder for the logs of a ledger's registries. A log that no event of the registry's ABI has is left out.
 *
 * @example
 * const decode = createLogDecoder(deployment);
 * decode(log, blockTime)?.event; // "TitleIssued"
 */
export function createLogDecoder(deployment: Deployment): (log: RawLog, blockTime: number) => LedgerLog | undefined {
  const rights = new Map(
    Object.entries(deployment.registries).map(([right, address]) => [address.toLowerCase(), right as Right]),
  );
  return (log, blockTime) => {
    const right = rights.get(log.address);
    const parsed = right === undefined ? null : registryInterface(right).parseLog(log);
    if (right === undefined || parsed === null) return undefined;
    return {
      blockNumber: log.blockNumber,
      logIndex: log.logIndex,
      transactionHash: log.transactionHash,
      blockTime,
      right,
      event: parsed.name,
      args: Object.fromEntries(
        parsed.fragment.inputs.map((input, index) => [input.name, plainValue(parsed.args[index] as unknown, input)]),
      ),
    };
  };
}

/**
 * A decoded ABI value as plain data: integers up to 48 bits are numbers, wider ones decimal strings, accounts are in lower case.
 *
 * @example
 * plainValue(7n, ParamType.from("uint32 member")); // 7
 */
export function plainValue(value: unknown, type: ParamType): EventValue {
  if (type.baseType === "array" && type.arrayChildren !== null) {
    const element = type.arrayChildren;
    return [...(value as Iterable<unknown>)].map((each) => plainValue(each, element));
  }
  if (type.baseType === "tuple" && type.components !== null) {
    const fields = value as ArrayLike<unknown>;
    return Object.fromEntries(type.components.map((field, index) => [field.name, plainValue(fields[index], field)]));
  }
  if (typeof value === "bigint") {
    const bits = Number(/^u?int(\d+)$/.exec(type.type)?.[1] ?? 256);
    return bits <= 48 ? Number(value) : value.toString();
  }
  if (typeof value === "boolean") return value;
  // An indexed value of dynamic type is only its hash.
  if (typeof value !== "string") return String((value as { hash?: string }).hash ?? "");
  return type.type === "address" ? value.toLowerCase() : value;
}
