/**
 * What Otterscan (2.10.0) makes of each field that it reads: it stops with an error page where one cannot be read so. Written after
 * reading its formatter and its hooks; nothing of them is here.
 */
type Read = (value: unknown) => boolean;

const text =
  (form: RegExp): Read =>
  (value) =>
    typeof value === "string" && form.test(value);
const quantity = text(/^0x(0|[1-9a-f][0-9a-f]*)$/);
const data = text(/^0x([0-9a-f]{2})*$/);
const hash = text(/^0x[0-9a-f]{64}$/);
const address = text(/^0x[0-9a-f]{40}$/);
/** ethers' BigInt() is fed with it, so a number will do too. */
const number: Read = (value) => quantity(value) || (Number.isSafeInteger(value) && (value as number) >= 0);
const count: Read = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const truth: Read = (value) => typeof value === "boolean";
const orNull =
  (read: Read): Read =>
  (value) =>
    value === null || read(value);
const orAbsent =
  (read: Read): Read =>
  (value) =>
    value === undefined || read(value);
const listOf =
  (read: Read): Read =>
  (value) =>
    Array.isArray(value) && value.every(read);

type Shape = Readonly<Record<string, Read>>;

/** The fields of a value that cannot be read as the shape says, by name. */
export function unreadable(value: unknown, shape: Shape): string[] {
  if (typeof value !== "object" || value === null) return [`no object: ${JSON.stringify(value)}`];
  const fields = value as Record<string, unknown>;
  return Object.entries(shape).flatMap(([name, read]) =>
    read(fields[name]) ? [] : [`${name}: ${JSON.stringify(fields[name])}`],
  );
}

const log: Shape = {
  transactionIndex: number,
  blockNumber: number,
  transactionHash: hash,
  address,
  topics: listOf(hash),
  data,
  logIndex: number,
  blockHash: hash,
  removed: truth,
};

const of =
  (shape: Shape): Read =>
  (value) =>
    unreadable(value, shape).length === 0;

/** A header (`erigon_getHeaderByNumber`). */
export const headerShape: Shape = {
  hash,
  parentHash: hash,
  number,
  timestamp: number,
  nonce: text(/^0x[0-9a-f]{16}$/),
  difficulty: number,
  gasLimit: number,
  gasUsed: number,
  miner: address,
  extraData: data,
  receiptsRoot: hash,
  stateRoot: hash,
  baseFeePerGas: number,
  blobGasUsed: number,
  excessBlobGas: number,
  parentBeaconBlockRoot: hash,
};

/** `block` of the details: without transactions, with how many there are. */
export const detailsShape: Shape = { ...headerShape, size: number, sha3Uncles: hash, transactionCount: number };

export const issuanceShape: Shape = { blockReward: number, uncleReward: number };

/** A transaction in a page or by its hash. */
export const transactionShape: Shape = {
  hash,
  type: number,
  blockHash: hash,
  blockNumber: number,
  transactionIndex: number,
  from: address,
  to: orNull(address),
  // Multiplied with the gas used: without it there is no fee.
  gasPrice: number,
  maxFeePerGas: orAbsent(number),
  maxPriorityFeePerGas: orAbsent(number),
  gas: number,
  value: number,
  nonce: number,
  input: data,
  r: quantity,
  s: quantity,
  v: number,
  chainId: number,
};

const receipt: Shape = {
  from: address,
  to: orNull(address),
  contractAddress: orNull(address),
  transactionIndex: number,
  gasUsed: number,
  blockHash: hash,
  transactionHash: hash,
  blockNumber: number,
  cumulativeGasUsed: number,
  effectiveGasPrice: number,
  status: number,
  type: number,
};

/** A receipt in a page of a block, where Otterscan puts an empty list of events itself. */
export const blockReceiptShape: Shape = { ...receipt, logs: (value) => value === null, logsBloom: orNull(data) };

/** A receipt in a page of an address. */
export const searchReceiptShape: Shape = { ...receipt, logs: listOf(of(log)), logsBloom: data, timestamp: number };

/** A page of a block's transactions. */
export const blockPageShape: Shape = {
  fullblock: of({ ...headerShape, transactionCount: count, transactions: listOf(of(transactionShape)) }),
  receipts: listOf(of(blockReceiptShape)),
};

/** A page of an address's transactions. */
export const searchPageShape: Shape = {
  txs: listOf(of(transactionShape)),
  receipts: listOf(of(searchReceiptShape)),
  firstPage: truth,
  lastPage: truth,
};

/** One call of a trace: both addresses are formatted, so neither may be missing, not even of a creation that failed. */
export const traceShape: Shape = {
  type: text(/^(CALL|STATICCALL|DELEGATECALL|CALLCODE|CREATE|CREATE2|SELFDESTRUCT)$/),
  depth: count,
  from: address,
  to: address,
  value: orNull(number),
  input: data,
  output: orAbsent(data),
};

/** Otterscan's OperationType goes from a transfer to CREATE2. */
export const operationShape: Shape = {
  type: (value) => [0, 1, 2, 3].includes(value as number),
  from: address,
  to: address,
  value: number,
};

export const creatorShape: Shape = { hash, creator: address };
