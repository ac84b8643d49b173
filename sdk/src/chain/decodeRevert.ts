import { Interface, isError } from "ethers";
import type { ErrorDescription } from "ethers";
import { errorNotices } from "@lading/contracts";
import { tokenRefused } from "./RpcEndpoint.ts";
import { LadingError } from "../domain/errors.ts";
import type { ErrorKind, Fact } from "../domain/errors.ts";
import { registryAbis, registryInterfaces } from "../domain/typedData/registryInterfaces.ts";
import type { AbiParameter } from "../domain/typedData/registryInterfaces.ts";
import { renderFact } from "./renderFact.ts";

/** Faults that concern the caller's authority; every other refusal is a conflict with the state of the right. */
const FORBIDDEN =
  /NotOfficer|OfficerExpired|ScopeMissing|RoleMissing|NotFor|SignaturesMissing|Unauthorized|CountersignerForeign|NotActive|Not(?:Holder|Carrier|Offeree|Pledgee|Endorsee|Entitled|Authority|Owner|Issuer|Terminal|Party)/;
const INVALID = /ArgumentInvalid|SignatureInvalid|NotSignable|CountersignatureOrder|Malformed/;
const NOT_FOUND = /Unknown$/;

const openZeppelin = new Interface([
  "error AccessManagedUnauthorized(address caller)",
  "error AccessManagedRequiredDelay(address caller, uint32 delay)",
  "error AccessManagerNotScheduled(bytes32 operationId)",
  "error AccessManagerNotReady(bytes32 operationId)",
  "error Error(string reason)",
  "error Panic(uint256 code)",
]);
const openZeppelinNotices: Readonly<Record<string, string>> = {
  AccessManagedUnauthorized: "Thrown when the caller is none of those who govern this function",
  AccessManagedRequiredDelay: "Thrown when the governing act must be scheduled first and its delay must pass",
  AccessManagerNotScheduled: "Thrown when the governing act was not scheduled",
  AccessManagerNotReady: "Thrown when the delay of the scheduled governing act has not passed",
  AccessManagerExpired: "Thrown when the scheduled governing act was not performed within a week after its delay",
  AccessManagerAlreadyScheduled: "Thrown when the governing act is scheduled already",
  AccessManagerUnauthorizedAccount: "Thrown when the caller does not administer this role",
  AccessManagerUnauthorizedCall: "Thrown when the caller has no delayed role for this act, or asks for it too early",
  AccessManagerUnauthorizedCancel: "Thrown when the caller neither scheduled the act nor guards its role",
  AccessManagerLockedRole: "Thrown when the role's guardian or administration is fixed",
};

/** `TitleNotHolder` → `TITLE_NOT_HOLDER`: the stable code of a contract's error. */
export function errorCode(name: string): string {
  return name.replace(/(?<!^)(?=[A-Z])/g, "_").toUpperCase();
}

function kindOf(name: string): ErrorKind {
  if (NOT_FOUND.test(name)) return "notFound";
  if (FORBIDDEN.test(name)) return "forbidden";
  return INVALID.test(name) ? "invalid" : "conflict";
}

/** The parameters of each error as the compiler describes them: ethers forgets what an enum or a typed id was called. */
const errorInputs = new Map<string, readonly AbiParameter[]>(
  Object.values(registryAbis)
    .flat()
    .filter((entry) => entry.type === "error")
    .map((entry) => [entry.name ?? "", entry.inputs ?? []]),
);

function describe(error: ErrorDescription): LadingError {
  const inputs: readonly AbiParameter[] =
    errorInputs.get(error.name) ?? error.fragment.inputs.map(({ name, type }) => ({ name, type }));
  const facts: Record<string, Fact> = {};
  const shown = inputs.map((input, index) => {
    const { fact, text } = renderFact(error.args[index] as unknown, input, inputs);
    facts[input.name || `argument${index}`] = fact;
    return text.startsWith(`${input.name} `) ? text : `${input.name} ${text}`;
  });
  const notice = (errorNotices[error.name] ?? openZeppelinNotices[error.name] ?? `Thrown as ${error.name}`).replace(
    /^Thrown (?:when|if) /,
    "",
  );
  return new LadingError(
    errorCode(error.name),
    kindOf(error.name),
    `The ledger refuses: ${notice}${shown.length > 0 ? ` (${shown.join(", ")})` : ""}.`,
    facts,
  );
}

/**
 * The same error with members by name: `member 4` becomes `Huangpu Trade Bank`.
 *
 * @param nameOf a member's registered name; undefined leaves the number
 */
export function nameMembers(error: LadingError, nameOf: (member: number) => string | undefined): LadingError {
  const message = error.message.replace(/\bmember (\d+)\b/g, (text, member: string) => nameOf(Number(member)) ?? text);
  return new LadingError(error.code, error.kind, message, error.facts, { cause: error.cause, issues: error.issues });
}

/**
 * Turns a contract's revert data into the error it names: code, facts and a sentence from its NatSpec.
 *
 * @param data Revert data as 0x-hex
 * @returns the error, or undefined when the data is none that our contracts can give
 * @example
 * decodeRevertData("0x…")?.code // → "TITLE_NOT_HOLDER"
 */
export function decodeRevertData(data: string): LadingError | undefined {
  for (const contract of [...Object.values(registryInterfaces), openZeppelin]) {
    const error = contract.parseError(data);
    if (error !== null) return describe(error);
  }
  return undefined;
}

/** Revert data inside whatever ethers or a JSON-RPC node threw. */
function findRevertData(error: unknown, depth = 0): string | undefined {
  if (typeof error !== "object" || error === null || depth > 6) return undefined;
  const {
    data,
    info,
    error: inner,
    cause,
  } = error as { data?: unknown; info?: unknown; error?: unknown; cause?: unknown };
  if (typeof data === "string" && /^0x[0-9a-fA-F]{8,}$/.test(data)) return data;
  return (
    findRevertData(data, depth + 1) ??
    findRevertData(inner, depth + 1) ??
    findRevertData(info, depth + 1) ??
    findRevertData(cause, depth + 1)
  );
}

/**
 * Turns what ethers threw at a call or transaction into one {@link LadingError}: a refusal of the contracts with its code, or
 * `LEDGER_UNREACHABLE` when no answer came.
 */
export function toLedgerError(error: unknown, url = "the ledger"): LadingError {
  if (error instanceof LadingError) return error;
  const data = findRevertData(error);
  const decoded = data === undefined ? undefined : decodeRevertData(data);
  if (decoded !== undefined) return decoded;
  if (isError(error, "SERVER_ERROR") && error.response?.statusCode === 401) return tokenRefused(url);
  const message = error instanceof Error ? error.message : String(error);
  if (
    isError(error, "NETWORK_ERROR") ||
    isError(error, "TIMEOUT") ||
    isError(error, "SERVER_ERROR") ||
    /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|socket hang up|fetch failed|failed to detect network/.test(message)
  ) {
    return new LadingError(
      "LEDGER_UNREACHABLE",
      "unavailable",
      `${url} does not answer JSON-RPC`,
      { url },
      { cause: error },
    );
  }
  return new LadingError(
    "LEDGER_ERROR",
    "unavailable",
    `${url} answered: ${message.slice(0, 300)}`,
    { url },
    { cause: error },
  );
}
