import { expect } from "chai";
import { concat, decodeRlp, encodeRlp, toBeHex } from "ethers";
import { followValidators, quorum } from "../../../sdk/src/proof/followValidators.ts";
import { readSealedHeader, type SealedHeader } from "../../../sdk/src/proof/sealedHeader.ts";
import { refusalOf, vector } from "../support.ts";

type Vector = { rlp: string; number: number; timestamp: number; stateRoot: string; validators: string[] };

/** A real header of a Besu network, see its source in the file. */
const besu = vector("qbft-headers.json") as Vector;

type Extra = { vanity: string; validators: string[]; vote: string[]; round: string; seals: string[] };

/** The Besu header with its extra data changed. */
function withExtra(change: (extra: Extra) => void): string {
  const fields = decodeRlp(besu.rlp) as string[];
  const [vanity, validators, vote, round, seals] = decodeRlp(fields[12]!) as unknown as [
    string,
    string[],
    string[],
    string,
    string[],
  ];
  const extra = { vanity, validators, vote, round, seals };
  change(extra);
  fields[12] = encodeRlp([extra.vanity, extra.validators, extra.vote, extra.round, extra.seals]);
  return encodeRlp(fields);
}

const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other signature of the same key over the same hash. */
function mirrored(seal: string): string {
  const s = N - BigInt(`0x${seal.slice(66, 130)}`);
  return concat([seal.slice(0, 66), toBeHex(s, 32), seal.endsWith("00") ? "0x01" : "0x00"]);
}

describe("readSealedHeader", () => {
  it("verifies a published Besu QBFT header of four validators with three seals", () => {
    const header = readSealedHeader(besu.rlp);
    const { number, timestamp, stateRoot, validators } = besu;
    expect(header).to.deep.include({ number, timestamp, stateRoot, validators });
    expect(header.sealers).to.have.members([validators[0], validators[1], validators[3]]);
    expect(() => followValidators(validators, [header])).to.not.throw();
  });
  it("gives the same block hash whatever the seals and the round", () => {
    const { hash } = readSealedHeader(besu.rlp);
    expect(readSealedHeader(withExtra((extra) => extra.seals.pop())).hash).to.equal(hash);
    expect(readSealedHeader(withExtra((extra) => (extra.round = "0x02"))).hash).to.equal(hash);
  });
  it("finds strangers behind the seals of another round, or of any other header", () => {
    const header = readSealedHeader(withExtra((extra) => (extra.round = "0x02")));
    expect(refusalOf(() => followValidators(besu.validators, [header])).code).to.equal("SEAL_OF_STRANGER");
    const fields = decodeRlp(besu.rlp) as string[];
    fields[3] = `0x${"00".repeat(32)}`;
    expect(refusalOf(() => followValidators(besu.validators, [readSealedHeader(encodeRlp(fields))])).code).to.equal(
      "SEAL_OF_STRANGER",
    );
  });
  it("fails as SEAL_INVALID on a seal given twice, in its other form, or with another recovery id", () => {
    const changes: ((extra: Extra) => void)[] = [
      (extra) => extra.seals.push(extra.seals[0]!),
      (extra) => (extra.seals[0] = mirrored(extra.seals[0]!)),
      (extra) => (extra.seals[0] = `${extra.seals[0]!.slice(0, -2)}1b`),
      (extra) => (extra.seals[0] = `0x${"00".repeat(65)}`),
    ];
    for (const change of changes)
      expect(refusalOf(() => readSealedHeader(withExtra(change))).code).to.equal("SEAL_INVALID");
  });
  it("fails as HEADER_MALFORMED on what is no QBFT header, or not in its one spelling", () => {
    const fields = decodeRlp(besu.rlp) as string[];
    const values = [
      "0x",
      "0xc0",
      besu.rlp.slice(0, -2),
      `${besu.rlp}00`,
      encodeRlp(fields.slice(0, 12)),
      encodeRlp(fields.map((field, i) => (i === 12 ? `0x${"00".repeat(97)}` : field))),
      withExtra((extra) => (extra.vanity = "0x00")),
      withExtra((extra) => extra.seals.push("0x00")),
      withExtra((extra) => extra.validators.push("0x00")),
      besu.rlp.toUpperCase().replace("0X", "0x"),
    ];
    for (const value of values)
      expect(refusalOf(() => readSealedHeader(value)).code, value.slice(0, 20)).to.equal("HEADER_MALFORMED");
  });
});

describe("followValidators", () => {
  const header = (number: number, validators: string[], sealers = validators): SealedHeader => ({
    number,
    validators,
    sealers,
    timestamp: 0,
    stateRoot: "",
    hash: String(number),
    parentHash: String(number - 1),
    proposer: "",
  });
  const refused = (trusted: string[], ...headers: SealedHeader[]) =>
    refusalOf(() => followValidators(trusted, headers)).code;

  it("asks for two thirds, rounded up", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 10].map(quorum)).to.deep.equal([1, 2, 2, 3, 4, 4, 5, 7]);
    expect(refused(["a", "b", "c", "d"], header(1, ["a", "b", "c", "d"], ["a", "b"]))).to.equal("SEALS_MISSING");
    expect(refused([], header(1, [], []))).to.equal("VALIDATORS_NOT_TRUSTED");
  });
  it("follows a set that changes one by one, and not in one leap", () => {
    const four = ["a", "b", "c", "d"];
    followValidators(four, [
      header(1, ["a", "b", "c", "d", "e"]),
      header(2, ["b", "c", "d", "e", "f"]),
      header(3, ["c", "d", "e", "f"]),
    ]);
    expect(refused(four, header(3, ["c", "d", "e", "f"]))).to.equal("VALIDATORS_NOT_TRUSTED");
    expect(refused(four, header(1, ["e", "f", "g"]))).to.equal("VALIDATORS_NOT_TRUSTED");
  });
  it("follows a key that hands over to another, by the votes in headers that follow each other", () => {
    const voting = (number: number, validators: string[], proposer: string, recipient: string, admit: boolean) => ({
      ...header(number, validators),
      proposer,
      vote: { recipient, admit },
    });
    const admitting = voting(1, ["a"], "a", "b", true);
    const first = voting(2, ["a", "b"], "a", "a", false);
    const second = voting(3, ["a", "b"], "b", "a", false);
    followValidators(["a"], [admitting, first, second, header(9, ["b"])]);
    followValidators(["a"], [first, second, header(4, ["b"])]);
    // Who trusts the new key already need not know how it came there.
    followValidators(["b"], [admitting, first, second, header(9, ["b"])]);
    const untrusted = "VALIDATORS_NOT_TRUSTED";
    expect(refused(["a"], admitting, first, header(9, ["b"]))).to.equal(untrusted);
    expect(refused(["a"], admitting, second, header(9, ["b"]))).to.equal(untrusted);
    expect(refused(["a"], first, { ...second, proposer: "a" }, header(9, ["b"]))).to.equal(untrusted);
    expect(refused(["a"], first, { ...second, proposer: "x" }, header(9, ["b"]))).to.equal(untrusted);
    expect(refused(["a"], first, { ...second, parentHash: "other" }, header(9, ["b"]))).to.equal(untrusted);
    expect(refused(["a"], first, { ...second, number: 4 }, header(9, ["b"]))).to.equal(untrusted);
    expect(refused(["a"], first, { ...second, sealers: ["b"] }, header(9, ["b"]))).to.equal("SEALS_MISSING");
    // A vote for one set is none for another.
    expect(refused(["a"], admitting, first, second, header(9, ["c"]))).to.equal(untrusted);
    expect(refused(["a"], { ...admitting, vote: { recipient: "c", admit: true } }, header(2, ["c"]))).to.equal(
      untrusted,
    );
  });
  it("does not take half of the trusted seals for a change, however many strangers join in", () => {
    expect(refused(["a", "b", "c", "d"], header(1, ["a", "b", "x", "y"]))).to.equal("VALIDATORS_NOT_TRUSTED");
  });
  it("fails as HEADERS_NOT_ASCENDING, SEAL_OF_STRANGER", () => {
    expect(refused(["a"], header(5, ["a"]), header(5, ["a"]))).to.equal("HEADERS_NOT_ASCENDING");
    expect(refused(["a"], header(1, ["a"], ["a", "z"]))).to.equal("SEAL_OF_STRANGER");
  });
});
