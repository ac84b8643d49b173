import { readFileSync } from "node:fs";
import { expect } from "chai";
import { decodeRlp, rlpBytes, rlpList, encodeRlp, type RlpItem } from "../../../ledger-node/src/codec/rlp.ts";
import { fromHex, toHex } from "../../../ledger-node/src/codec/bytes.ts";
import { addressOf, recoverPublicKey } from "../../../ledger-node/src/crypto/secp256k1.ts";
import { keccak256 } from "../../../ledger-node/src/crypto/keccak.ts";
import { decodeExtraData, encodeExtraData } from "../../../ledger-node/src/chain/extraData.ts";

type Vector = { rlp: string; sealHash: string; validators: string[] };

const vector = JSON.parse(readFileSync(new URL("../../vectors/qbft-headers.json", import.meta.url), "utf8")) as Vector;

describe("extraData", () => {
  const fields = rlpList(decodeRlp(fromHex(vector.rlp)));
  const EXTRA_DATA = 12;
  const extra = decodeExtraData(rlpBytes(fields[EXTRA_DATA]));
  const withExtra = (form: "chain" | "sealing" | "full"): Uint8Array =>
    encodeRlp(fields.map((field, index) => (index === EXTRA_DATA ? encodeExtraData(extra, form) : field)) as RlpItem[]);

  it("reads a header that Besu sealed, and writes it back as it was", () => {
    expect(toHex(withExtra("full"))).to.equal(vector.rlp);
    expect(extra.validators).to.have.length(4);
    expect(extra.round).to.equal(1);
  });

  it("finds Besu's validators behind the seals of the form without seals", () => {
    const hash = keccak256(withExtra("sealing"));
    expect(toHex(hash)).to.equal(vector.sealHash);
    const validators = extra.validators.map(toHex);
    expect(validators).to.deep.equal(vector.validators);
    const sealers = extra.seals.map((seal) =>
      toHex(addressOf(recoverPublicKey(hash, seal.subarray(0, 64), seal[64] as number))),
    );
    expect(sealers).to.have.length(3);
    for (const sealer of sealers) expect(validators).to.include(sealer);
  });

  it("names the same block whatever seals it carries and in whatever round it was sealed", () => {
    const other = { ...extra, round: 0, seals: [] };
    expect(toHex(encodeExtraData(extra, "chain"))).to.equal(toHex(encodeExtraData(other, "full")));
    expect(toHex(encodeExtraData(extra, "sealing"))).to.equal(toHex(encodeExtraData({ ...extra, seals: [] }, "full")));
  });
});
