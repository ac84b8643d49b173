/** Reading and writing a ledger over JSON-RPC. */
export { assertLedger, createLedgerClient, createProvider } from "./createLedgerClient.ts";
export type { LedgerClient } from "./createLedgerClient.ts";
export { parseRpcToken, rpcHeaders, tokenRefused } from "./RpcEndpoint.ts";
export type { RpcEndpoint } from "./RpcEndpoint.ts";
export { decodeRevertData, errorCode, nameMembers, toLedgerError } from "./decodeRevert.ts";
