import { expect } from "chai";
import { decodeBase64, decodeRlp, encodeBase64, encodeRlp, hexlify, keccak256, SigningKey } from "ethers";
import { randomFrom } from "../../../scripts/randomFrom.ts";
import { readJson } from "../../../sdk/src/domain/document/readJson.ts";
import { isLadingError } from "../../../sdk/src/domain/errors.ts";

/** Changed certificates tried; LADING_FUZZ=100000 for the long run. */
export const RUNS = Number(process.env["LADING_FUZZ"] ?? 300);
const SEED = Number(process.env["LADING_FUZZ_SEED"] ?? 20261127);

/** What all certificates have in common, whatever the right. */
type Parts = { header: string; nodes: string[]; acts: unknown[][]; [field: string]: unknown };
/** An integer from 0, less than what is given. */
export type Random = (below: number) => number;
/** Alters a certificate into one that nobody made; `other` is an honest one of another subject and block of the same ledger. */
export type Mutation<C = Parts> = (certificate: C, other: C, random: Random) => void;
type Extra = [vanity: string, validators: string[], vote: string[], round: string, seals: string[]];

/** Integers that are the same with one seed, so that a finding can be repeated. */
function generator(seed: number): Random {
  const next = randomFrom(seed);
  return (below) => Math.floor(next() * below);
}

function flipBase64(text: string, random: Random): string {
  const bytes = decodeBase64(text);
  const at = random(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
  return encodeBase64(bytes);
}

/** One bit of a word in hex, changed. */
export function flipHex(text: string, random: Random): string {
  const at = 2 + random(text.length - 2);
  const digit = (parseInt(text.charAt(at), 16) ^ (1 << random(4))).toString(16);
  return text.slice(0, at) + digit + text.slice(at + 1);
}

/** Alters the QBFT extra data of a certificate's header. */
export function changeExtra(parts: { header: string }, change: (extra: Extra) => void): void {
  const fields = decodeRlp(hexlify(decodeBase64(parts.header))) as string[];
  const extra = decodeRlp(fields[12] ?? "0x") as unknown as Extra;
  change(extra);
  fields[12] = encodeRlp(extra);
  parts.header = encodeBase64(encodeRlp(fields));
}

const at = <T>(list: readonly T[], random: Random): T => list[random(list.length)] as T;
const stranger = new SigningKey(keccak256("0xabcd"));

/** What can be done to a certificate of any right: bits, fields, proofs, seals, round, trail. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "bit in a trie node": (c, _, random) => {
    const i = random(c.nodes.length);
    c.nodes[i] = flipBase64(c.nodes[i] ?? "", random);
  },
  "bit in the header": (c, _, random) => void (c.header = flipBase64(c.header, random)),
  "bit in a seal": (c, _, random) =>
    changeExtra(c, (extra) => {
      const i = random(extra[4].length);
      extra[4][i] = flipHex(extra[4][i] ?? "0x00", random);
    }),
  "field of another certificate": (c, other, random) => {
    const shared = Object.keys(c).filter((field) => other[field] !== undefined);
    const field = at(shared, random);
    c[field] = other[field];
  },
  "fields of an act swapped": (c, _, random) => {
    const step = at(c.acts, random);
    const [i, j] = at(
      [
        [1, 2],
        [3, 4],
        [0, 1],
        [2, 5],
      ] as const,
      random,
    );
    [step[i], step[j]] = [step[j], step[i]];
  },
  "trie node of another block": (c, other, random) => {
    const foreign = other.nodes.filter((node) => !c.nodes.includes(node));
    c.nodes[random(c.nodes.length)] = at(foreign, random);
  },
  "all trie nodes of another block": (c, other) => void (c.nodes = other.nodes),
  "header of another block": (c, other) => void (c.header = other.header),
  "header and trie nodes of another block": (c, other) => {
    c.header = other.header;
    c.nodes = other.nodes;
  },
  "acts of another block": (c, other) => void (c.acts = other.acts),
  "trie node left out": (c, _, random) => void c.nodes.splice(random(c.nodes.length), 1),
  "trie node repeated": (c, _, random) => void c.nodes.push(at(c.nodes, random)),
  "seal repeated": (c, _, random) => changeExtra(c, (extra) => extra[4].push(at(extra[4], random))),
  "seal of a stranger": (c, _, random) =>
    changeExtra(c, (extra) => {
      const { r, s, yParity } = stranger.sign(keccak256(hexlify(decodeBase64(c.header))));
      extra[4][random(extra[4].length)] = `${r}${s.slice(2)}0${yParity}`;
    }),
  "seal left out": (c, _, random) => changeExtra(c, (extra) => void extra[4].splice(random(extra[4].length), 1)),
  "no seals": (c) => changeExtra(c, (extra) => (extra[4] = [])),
  "another round": (c, _, random) =>
    changeExtra(c, (extra) => (extra[3] = `0x${(1 + random(255)).toString(16).padStart(2, "0")}`)),
  "validators changed": (c, _, random) =>
    changeExtra(c, (extra) => (extra[1][random(extra[1].length)] = `0x${"ee".repeat(20)}`)),
  "validator left out": (c, _, random) => changeExtra(c, (extra) => void extra[1].splice(random(extra[1].length), 1)),
  "act left out": (c, _, random) => void c.acts.splice(random(c.acts.length), 1),
  "act moved": (c, _, random) => {
    const [step] = c.acts.splice(random(c.acts.length), 1);
    c.acts.splice(random(c.acts.length + 1), 0, step ?? []);
  },
  "act repeated": (c, _, random) => void c.acts.splice(random(c.acts.length), 0, at(c.acts, random)),
  "number in an act": (c, _, random) => {
    const step = at(c.acts, random);
    const field = at([0, 1, 2, 5] as const, random);
    step[field] = (Number(step[field]) ^ (1 << random(7))) >>> 0;
  },
  "word of an act": (c, _, random) => {
    const step = at(c.acts, random);
    const field = at([3, 4] as const, random);
    step[field] = flipHex(String(step[field]), random);
  },
};

const BIT = "bit of the file";

/** One bit of the file as it lies on the disk, kept in UTF-8's one-byte range so that it still is a text. */
function flipFile(text: string, random: Random): string {
  for (;;) {
    const i = random(text.length);
    const code = text.charCodeAt(i);
    if (code < 0x80) return text.slice(0, i) + String.fromCharCode(code ^ (1 << random(7))) + text.slice(i + 1);
  }
}

/**
 * Changes a certificate {@link RUNS} times, a third of them by one bit of the file, the others by each kind in turn, and expects that no
 * change is taken for a certificate and that none crashes the verifier. Prints how many of each kind were tried.
 *
 * @param special what can be done to a certificate of this right alone
 * @param verify the verifier; true where it says by itself that something presented is not so
 */
export function expectNoneAccepted<C extends { header: string; nodes: string[]; acts: unknown[][] }>(
  honest: C,
  foreign: C,
  special: Readonly<Record<string, Mutation<C>>>,
  verify: (value: unknown) => { contradicted: boolean },
): void {
  const text = JSON.stringify(honest);
  expect(verify(readJson(text)).contradicted, "the certificate itself").to.equal(false);
  const random = generator(SEED);
  const mutations = { ...MUTATIONS, ...special } as Readonly<Record<string, Mutation>>;
  const names = Object.keys(mutations);
  const tried: Record<string, number> = Object.fromEntries([BIT, ...names].map((name) => [name, 0]));
  const found = { refused: 0, contradicted: 0 };
  for (let run = 0, turn = 0; run < RUNS; turn++) {
    const name = turn % 3 === 0 ? BIT : (names[Math.floor((turn * 2) / 3) % names.length] ?? BIT);
    const mutant = name === BIT ? flipFile(text, random) : mutate(name);
    // Two acts that are alike, swapped: the same file, and nothing to be refused.
    if (mutant === text) continue;
    run += 1;
    tried[name] = (tried[name] ?? 0) + 1;
    found[judge(mutant, `${name}, turn ${turn}, seed ${SEED}`)] += 1;
  }
  const untried = RUNS >= 100 ? Object.keys(tried).filter((name) => tried[name] === 0) : [];
  expect(untried, "kinds of change that were never tried").to.deep.equal([]);
  const { refused, contradicted } = found;
  console.log(`      ${RUNS} changed: refused ${refused}, told apart as another text ${contradicted}, accepted 0`);
  console.log(
    `      ${Object.entries(tried)
      .map(([name, count]) => `${name} ${count}`)
      .join(" · ")}`,
  );

  function mutate(name: string): string {
    const parts = JSON.parse(text) as Parts;
    mutations[name]?.(parts, JSON.parse(JSON.stringify(foreign)) as Parts, random);
    return JSON.stringify(parts);
  }

  function judge(mutant: string, name: string): "refused" | "contradicted" {
    let contradicted: boolean;
    try {
      ({ contradicted } = verify(readJson(mutant)));
    } catch (error) {
      if (isLadingError(error)) return "refused";
      throw new Error(`crashed on ${name}`, { cause: error });
    }
    if (!contradicted) throw new Error(`accepted: ${name}`);
    return "contradicted";
  }
}
