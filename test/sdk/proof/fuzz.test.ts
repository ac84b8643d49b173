import { expect } from "chai";
import { decodeBase64, decodeRlp, encodeBase64, encodeRlp, hexlify, keccak256, SigningKey } from "ethers";
import { isLadingError } from "../../../sdk/src/domain/errors.ts";
import { readJson } from "../../../sdk/src/domain/document/readJson.ts";
import type { Certificate } from "../../../sdk/src/proof/Certificate.ts";
import type { TrustAnchor } from "../../../sdk/src/proof/TrustAnchor.ts";
import { verifyCertificate } from "../../../sdk/src/proof/verifyCertificate.ts";
import { makeCertificate, story, validatorKeys } from "./sealedLedger.ts";

/** Mutations tried; LADING_FUZZ=100000 for the long run. */
const RUNS = Number(process.env["LADING_FUZZ"] ?? 300);
const SEED = Number(process.env["LADING_FUZZ_SEED"] ?? 20261124);

/** A small generator with a seed (mulberry32), so that a finding can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = (below: number) => number;
type Extra = [vanity: string, validators: string[], vote: string[], round: string, seals: string[]];

function flipBase64(text: string, random: Random): string {
  const bytes = decodeBase64(text);
  const at = random(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
  return encodeBase64(bytes);
}

function flipHex(text: string, random: Random): string {
  const at = 2 + random(text.length - 2);
  const digit = (parseInt(text.charAt(at), 16) ^ (1 << random(4))).toString(16);
  return text.slice(0, at) + digit + text.slice(at + 1);
}

function changeExtra(certificate: Certificate, change: (extra: Extra) => void): void {
  const fields = decodeRlp(hexlify(decodeBase64(certificate.header))) as string[];
  const extra = decodeRlp(fields[12] ?? "0x") as unknown as Extra;
  change(extra);
  fields[12] = encodeRlp(extra);
  certificate.header = encodeBase64(encodeRlp(fields));
}

const at = <T>(list: readonly T[], random: Random): T => list[random(list.length)] as T;
const stranger = new SigningKey(keccak256("0xabcd"));

/** Each alters a certificate into one that nobody made; `other` is an honest certificate of another block of the same ledger. */
const MUTATIONS: Record<string, (c: Certificate, other: Certificate, random: Random) => void> = {
  "bit in a trie node": (c, _, random) => {
    const i = random(c.nodes.length);
    c.nodes[i] = flipBase64(c.nodes[i] ?? "", random);
  },
  "bit in the header": (c, _, random) => {
    c.header = flipBase64(c.header, random);
  },
  "trie node of another block": (c, other, random) => {
    const foreign = other.nodes.filter((node) => !c.nodes.includes(node));
    c.nodes[random(c.nodes.length)] = at(foreign, random);
  },
  "all trie nodes of another block": (c, other) => {
    c.nodes = other.nodes;
  },
  "header of another block": (c, other) => {
    c.header = other.header;
  },
  "acts of another block": (c, other) => {
    c.acts = other.acts;
  },
  "trie node left out": (c, _, random) => {
    c.nodes.splice(random(c.nodes.length), 1);
  },
  "seal repeated": (c, _, random) => changeExtra(c, (extra) => extra[4].push(at(extra[4], random))),
  "seal of a stranger": (c, _, random) =>
    changeExtra(c, (extra) => {
      const { r, s, yParity } = stranger.sign(keccak256(c.header === "" ? "0x" : hexlify(decodeBase64(c.header))));
      extra[4][random(extra[4].length)] = `${r}${s.slice(2)}0${yParity}`;
    }),
  "seals left out": (c) => changeExtra(c, (extra) => (extra[4] = extra[4].slice(0, 2))),
  "bit in a seal": (c, _, random) =>
    changeExtra(c, (extra) => {
      const i = random(extra[4].length);
      extra[4][i] = flipHex(extra[4][i] ?? "0x00", random);
    }),
  "another round": (c, _, random) =>
    changeExtra(c, (extra) => (extra[3] = `0x${(1 + random(255)).toString(16).padStart(2, "0")}`)),
  "validators changed": (c, _, random) =>
    changeExtra(c, (extra) => {
      extra[1][random(extra[1].length)] = `0x${"ee".repeat(20)}`;
    }),
  "validator left out": (c, _, random) => changeExtra(c, (extra) => extra[1].splice(random(extra[1].length), 1)),
  "act left out": (c, _, random) => {
    c.acts.splice(random(c.acts.length), 1);
  },
  "acts swapped": (c, _, random) => {
    const i = random(c.acts.length - 1);
    const [a, b] = [c.acts[i], c.acts[i + 1]];
    if (a && b) c.acts.splice(i, 2, b, a);
  },
  "act repeated": (c, _, random) => {
    const i = random(c.acts.length);
    c.acts.splice(i, 0, at(c.acts, random));
  },
  "party of an act": (c, _, random) => {
    const step = at(c.acts, random);
    const field = at([0, 1, 2, 5] as const, random);
    step[field] = (step[field] ^ (1 << random(7))) >>> 0;
  },
  "word of an act": (c, _, random) => {
    const step = at(c.acts, random);
    const field = at([3, 4] as const, random);
    step[field] = flipHex(step[field], random);
  },
  "content digest": (c, _, random) => {
    c.origin = { contentDigest: flipHex(c.origin.contentDigest, random) };
  },
  "previous head": (c, _, random) => {
    c.origin = { ...c.origin, previous: flipHex(keccak256(c.title), random) };
  },
  title: (c, _, random) => {
    c.title = flipHex(c.title, random);
  },
  "number of the bill": (c, _, random) => {
    const text = c.transportDocumentReference;
    const i = random(text.length);
    c.transportDocumentReference = text.slice(0, i) + String.fromCharCode(33 + random(94)) + text.slice(i + 1);
    if (c.transportDocumentReference === text) c.transportDocumentReference = `${text}A`;
  },
  statement: (c, _, random) => {
    c.statements = [{ ...c.statements?.[0], place: `Hamburg ${random(1000)}` }];
  },
  "weight in the document": (c, _, random) => {
    c.document = { ...c.document, declaredValue: random(1_000_000) };
  },
};

describe(`a certificate changed in ${RUNS} ways`, () => {
  it("is never accepted and never crashes the verifier", async function () {
    this.timeout(0);
    const validators = validatorKeys(4);
    const sealers = validators.slice(0, 3);
    const [honest, other] = [
      await makeCertificate({ validators, sealers, acts: story("pledged"), number: 77 }),
      await makeCertificate({ validators, sealers, acts: story("live"), number: 76, others: 21 }),
    ];
    const text = JSON.stringify(honest.certificate);
    const expected = verifyCertificate(readJson(text), honest.anchor).verdict;
    const random = generator(SEED);
    const names = Object.keys(MUTATIONS);
    const counts = { refused: 0, contradicted: 0 };
    for (let run = 0; run < RUNS; run++) {
      const name = run % 3 === 0 ? "byte of the file" : at(names, random);
      const mutant =
        name === "byte of the file" ? flipFile(text, random) : mutate(text, name, other.certificate, random);
      if (mutant === text) continue;
      const outcome = judge(mutant, honest.anchor, `${name}, run ${run}, seed ${SEED}`);
      expect(
        outcome === "refused" || outcome === "contradicted",
        `${name}, run ${run}, seed ${SEED}: accepted`,
      ).to.equal(true);
      if (outcome === "refused" || outcome === "contradicted") counts[outcome] += 1;
    }
    expect(expected.outcome).to.equal("encumbered");
    expect(counts.refused).to.be.above(0);
    console.log(`      refused ${counts.refused}, told apart as another text ${counts.contradicted}, accepted 0`);
  });
});

/** One bit of the file as it lies on the disk, kept in UTF-8's one-byte range so that it still is a text. */
function flipFile(text: string, random: Random): string {
  for (;;) {
    const i = random(text.length);
    const code = text.charCodeAt(i);
    if (code < 0x80) return text.slice(0, i) + String.fromCharCode(code ^ (1 << random(7))) + text.slice(i + 1);
  }
}

function mutate(text: string, name: string, other: Certificate, random: Random): string {
  const certificate = JSON.parse(text) as Certificate;
  MUTATIONS[name]?.(certificate, structuredClone(other), random);
  return JSON.stringify(certificate);
}

function judge(mutant: string, anchor: TrustAnchor, name: string): string {
  try {
    return verifyCertificate(readJson(mutant), anchor).verdict.outcome;
  } catch (error) {
    if (isLadingError(error)) return "refused";
    throw new Error(`crashed on ${name}`, { cause: error });
  }
}
