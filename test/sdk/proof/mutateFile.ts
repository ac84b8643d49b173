import { decodeBase64, encodeBase64, decodeRlp, encodeRlp, hexlify, keccak256, SigningKey } from "ethers";

/** What all certificates have in common, whatever the right. */
type Parts = { header: string; nodes: string[]; acts: unknown[][] };

const SEED = Number(process.env["LADING_FUZZ_SEED"] ?? 20261127);
const stranger = new SigningKey(keccak256("0xabcd"));

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

type Random = ReturnType<typeof generator>;
type Extra = [vanity: string, validators: string[], vote: string[], round: string, seals: string[]];

function flip(text: string, random: Random): string {
  const bytes = decodeBase64(text);
  const at = random(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
  return encodeBase64(bytes);
}

function changeExtra(parts: Parts, change: (extra: Extra) => void): void {
  const fields = decodeRlp(hexlify(decodeBase64(parts.header))) as string[];
  const extra = decodeRlp(fields[12] ?? "0x") as unknown as Extra;
  change(extra);
  fields[12] = encodeRlp(extra);
  parts.header = encodeBase64(encodeRlp(fields));
}

/** Each alters a certificate into one that nobody made; `other` is an honest one of another subject or block. */
const MUTATIONS: ((parts: Parts, other: Parts, random: Random) => void)[] = [
  (c, _, random) => {
    const i = random(c.nodes.length);
    c.nodes[i] = flip(c.nodes[i] ?? "", random);
  },
  (c, _, random) => (c.header = flip(c.header, random)),
  (c, other, random) => (c.nodes[random(c.nodes.length)] = other.nodes[random(other.nodes.length)] ?? ""),
  (c, other) => (c.nodes = other.nodes),
  (c, other) => (c.acts = other.acts),
  (c, _, random) => c.nodes.splice(random(c.nodes.length), 1),
  (c) => changeExtra(c, (extra) => extra[4].push(extra[4][0] ?? "")),
  (c) =>
    changeExtra(c, (extra) => {
      const { r, s, yParity } = stranger.sign(keccak256(hexlify(decodeBase64(c.header))));
      extra[4][0] = `${r}${s.slice(2)}0${yParity}`;
    }),
  (c) => changeExtra(c, (extra) => (extra[4] = [])),
  (c, _, random) => changeExtra(c, (extra) => (extra[3] = `0x${(1 + random(255)).toString(16).padStart(2, "0")}`)),
  (c) => changeExtra(c, (extra) => (extra[1] = [`0x${"ee".repeat(20)}`])),
  (c, _, random) => c.acts.splice(random(c.acts.length), 1),
  (c, _, random) => c.acts.splice(random(c.acts.length), 0, c.acts[random(c.acts.length)] ?? []),
  (c, _, random) => {
    const i = random(c.acts.length);
    const j = random(c.acts.length);
    [c.acts[i], c.acts[j]] = [c.acts[j] ?? [], c.acts[i] ?? []];
  },
  (c, _, random) => {
    const step = c.acts[random(c.acts.length)] ?? [];
    const field = random(6);
    const value = step[field];
    step[field] =
      typeof value === "number"
        ? (value ^ (1 << random(7))) >>> 0
        : `0x${(BigInt(String(value)) ^ (1n << BigInt(random(256)))).toString(16).padStart(64, "0")}`;
  },
];

/**
 * Mutates a certificate many times: a third of them one bit of the file, the others a change of meaning.
 *
 * @param accepts whether a verifier takes the text; it may throw only on a crash
 * @returns how many were tried, and those that were accepted
 */
export function mutateFile(
  honest: object,
  foreign: object,
  runs: number,
  accepts: (text: string) => boolean,
): { tried: number; accepted: string[] } {
  const text = JSON.stringify(honest);
  const random = generator(SEED);
  const accepted: string[] = [];
  let tried = 0;
  while (tried < runs) {
    let mutant: string;
    const kind = random(MUTATIONS.length + 7);
    if (kind >= MUTATIONS.length) {
      const i = random(text.length);
      const code = text.charCodeAt(i);
      if (code >= 0x80) continue;
      mutant = text.slice(0, i) + String.fromCharCode(code ^ (1 << random(7))) + text.slice(i + 1);
    } else {
      const parts = JSON.parse(text) as Parts;
      MUTATIONS[kind]?.(parts, structuredClone(foreign) as Parts, random);
      mutant = JSON.stringify(parts);
    }
    if (mutant === text) continue;
    tried += 1;
    if (accepts(mutant)) accepted.push(`kind ${kind}, seed ${SEED}, try ${tried}`);
  }
  return { tried, accepted };
}
