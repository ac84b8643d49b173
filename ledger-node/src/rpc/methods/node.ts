import { readFileSync } from "node:fs";
import { toHex } from "../../codec/bytes.ts";
import { keccak256 } from "../../crypto/keccak.ts";
import type { Methods } from "../method.ts";
import { data } from "../params.ts";

const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** Name and version of this client. */
export const clientVersion = `lading-node/v${version}/${process.platform}-${process.arch}/node${process.versions.node}`;

/** The client itself. */
export const nodeMethods: Methods = {
  web3_clientVersion: () => clientVersion,
  web3_sha3: (params) => toHex(keccak256(data(params[0], "data"))),
  net_version: (_, { node }) => String(node.ledger.settings.chainId),
  net_listening: () => true,
  net_peerCount: () => "0x0",
  rpc_modules: () => ({ debug: "1.0", erigon: "1.0", eth: "1.0", net: "1.0", ots: "1.0", web3: "1.0", txpool: "1.0" }),
};
