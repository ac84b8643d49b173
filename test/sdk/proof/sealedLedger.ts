import { createMPT, createMerkleProof } from "@ethereumjs/mpt";
import { encodeBase64, encodeRlp, getBytes, hexlify, keccak256, SigningKey, toBeHex, Wallet } from "ethers";
import { jsonDigest } from "../../../sdk/src/domain/digest.ts";
import { titleId } from "../../../sdk/src/domain/title/titleId.ts";
import {
  ENDORSEMENTS,
  OFFER_PURPOSES,
  SURRENDER_PURPOSES,
  TITLE_KINDS,
  TITLE_STATES,
} from "../../../sdk/src/domain/acts/title.ts";
import type { TitleState } from "../../../sdk/src/domain/title/TitleState.ts";
import { TITLE_ACTS, type TitleActName, trailOrigin } from "../../../sdk/src/domain/title/trail.ts";
import { nextTrail, type TrailStep } from "../../../sdk/src/domain/trail.ts";
import type { Certificate } from "../../../sdk/src/proof/Certificate.ts";
import type { TrustAnchor } from "../../../sdk/src/proof/TrustAnchor.ts";
import { memberSlot } from "../../../sdk/src/proof/memberSlots.ts";
import { titleSlots } from "../../../sdk/src/proof/titleSlots.ts";
import { vector } from "../support.ts";

// A ledger of one block, made with @ethereumjs/mpt, which shares no code with the verifier: registries among other accounts, a title among
// many, and a header sealed by as many validators as wanted.

export const CHAIN_ID = 648529;
export const REFERENCE = "JHCL26HAM004217";
export const CARRIER = 2;
export const SHIPPER = 3;
export const BANK = 4;
export const BUYER = 5;
export const TITLE_REGISTRY = "0x00000000000000000000000000000000000000c1";
export const MEMBER_REGISTRY = "0x00000000000000000000000000000000000000c2";
export const TIME = 1_795_000_000;

const ZERO = `0x${"00".repeat(32)}`;
const EMPTY_CODE = keccak256("0x");

/** Validators with well-known test keys. */
export const validatorKeys = (count: number): SigningKey[] =>
  Array.from({ length: count }, (_, i) => new SigningKey(keccak256(toBeHex(i + 1, 32))));

const addressOf = (key: SigningKey): string => new Wallet(key).address.toLowerCase();

/** The hot word of a state, by the bits of contracts/src/title/TitleState.sol. */
export function stateWord(state: Partial<TitleState>): string {
  const index = (names: readonly string[], name: string | undefined): bigint =>
    BigInt(Math.max(0, names.indexOf(name ?? "none")));
  const fields: [bigint, bigint][] = [
    [index(TITLE_STATES, state.state), 0n],
    [index(TITLE_KINDS, state.kind ?? "to-order"), 4n],
    [index(ENDORSEMENTS, state.offeredEndorsement), 8n],
    [index(OFFER_PURPOSES, state.offerPurpose), 12n],
    [index(SURRENDER_PURPOSES, state.purpose), 16n],
    [index(ENDORSEMENTS, state.received), 20n],
    [state.frozen ? 1n : 0n, 24n],
    [state.delivered ? 1n : 0n, 25n],
    [state.fromPaper ? 1n : 0n, 26n],
    [BigInt(state.deadline ?? 0), 32n],
    [BigInt(state.version ?? 0), 72n],
    [BigInt(state.offeree ?? 0), 96n],
    [BigInt(state.pledgee ?? 0), 128n],
    [BigInt(state.endorsee ?? 0), 160n],
    [BigInt(state.holder ?? 0), 192n],
    [BigInt(state.carrier ?? CARRIER), 224n],
  ];
  return toBeHex(
    fields.reduce((bits, [value, shift]) => bits | (value << shift), 0n),
    32,
  );
}

/** An act as the trail has it. */
export function act(
  name: TitleActName,
  from: number,
  to: number,
  state: Partial<TitleState>,
  at: number,
  instrument = ZERO,
): TrailStep {
  return { act: TITLE_ACTS.indexOf(name), from, to, state: stateWord(state), instrument, timestamp: TIME + at };
}

/** A bill's life up to the moment asked for. */
export function story(moment: "live" | "pledged" | "accomplished"): TrailStep[] {
  const shippers: Partial<TitleState> = { state: "live", holder: SHIPPER, endorsee: SHIPPER };
  const pledged: Partial<TitleState> = {
    state: "live",
    holder: BANK,
    endorsee: BANK,
    pledgee: BANK,
    received: "to-order",
  };
  const buyers: Partial<TitleState> = { state: "live", holder: BUYER, endorsee: BUYER, received: "to-order" };
  const offered: Partial<TitleState> = {
    ...shippers,
    state: "offered",
    offerPurpose: "pledge",
    offeree: BANK,
    deadline: TIME + 9999,
  };
  const acts = [
    act("issue", CARRIER, SHIPPER, shippers, 0, jsonDigest(STATEMENT)),
    act("sign", SHIPPER, 0, shippers, 10, `0x${"01".repeat(32)}`),
    act("offerPledge", SHIPPER, BANK, offered, 20),
    act("recall", SHIPPER, BANK, shippers, 30),
    act("offerPledge", SHIPPER, BANK, offered, 40),
    act("acceptPledge", SHIPPER, BANK, pledged, 50),
    act(
      "offer",
      BANK,
      BUYER,
      { ...pledged, state: "offered", offerPurpose: "release", offeree: BUYER, deadline: TIME + 9999 },
      60,
    ),
    act("accept", BANK, BUYER, buyers, 70),
    act("surrender", BUYER, CARRIER, { ...buyers, state: "surrender-pending", purpose: "delivery" }, 80),
    act("acceptSurrender", CARRIER, BUYER, { ...buyers, state: "accomplished", purpose: "delivery" }, 90),
  ];
  return acts.slice(0, { live: 4, pledged: 6, accomplished: 10 }[moment]);
}

/** What the carrier signed when it issued. */
export const STATEMENT = { statement: "Issued to the order of the shipper", place: "Hamburg", date: "2026-10-19" };

/** Everything a test may want to vary. */
export type LedgerOptions = {
  acts?: TrailStep[];
  validators?: SigningKey[];
  sealers?: SigningKey[];
  /** Titles beside the one that matters. */
  others?: number;
  round?: number;
  previous?: string;
  member?: { roles?: number; status?: number };
  replacedBy?: number;
  number?: number;
};

/** A sealed block with a title, its certificate and the anchor to check it by. */
export async function makeCertificate(
  options: LedgerOptions = {},
): Promise<{ certificate: Certificate; anchor: TrustAnchor }> {
  const acts = options.acts ?? story("pledged");
  const validators = options.validators ?? validatorKeys(1);
  const document = vector("transport-document.json") as Record<string, unknown>;
  const title = titleId(CARRIER, REFERENCE);
  const contentDigest = jsonDigest(document);
  const trail = acts.reduce(nextTrail, trailOrigin(title, contentDigest, options.previous));
  const slots = titleSlots(title);
  const titles = new Map<string, string>([
    [slots.state, acts.at(-1)?.state ?? ZERO],
    [slots.trail, trail],
    [slots.contentDigest, contentDigest],
    [slots.replacedBy, toBeHex(options.replacedBy ?? 0, 32)],
  ]);
  for (let i = 0; i < (options.others ?? 20); i++) {
    const other = titleSlots(keccak256(toBeHex(i, 32)));
    for (const slot of [other.state, other.trail, other.contentDigest]) titles.set(slot, keccak256(slot));
  }
  const { roles = 1, status = 1 } = options.member ?? {};
  const members = new Map<string, string>();
  for (let id = 1; id <= 12; id++) {
    members.set(
      memberSlot(id),
      toBeHex(
        (BigInt(id === CARRIER ? status : 1) << 192n) | (BigInt(id === CARRIER ? roles : 4) << 160n) | BigInt(id),
        32,
      ),
    );
  }
  const titleTrie = await storageTrie(titles);
  const memberTrie = await storageTrie(members);
  const state = await createMPT();
  const account = (root: string, nonce: number): Uint8Array =>
    getBytes(
      encodeRlp([
        nonce === 0 ? "0x" : toBeHex(nonce),
        "0x",
        root,
        root === EMPTY_TRIE ? EMPTY_CODE : keccak256("0x6000"),
      ]),
    );
  for (let i = 0; i < 40; i++) await state.put(getBytes(keccak256(toBeHex(i + 7, 20))), account(EMPTY_TRIE, i));
  await state.put(getBytes(keccak256(TITLE_REGISTRY)), account(hexlify(titleTrie.root()), 1));
  await state.put(getBytes(keccak256(MEMBER_REGISTRY)), account(hexlify(memberTrie.root()), 1));

  const superseded = (BigInt(acts.at(-1)?.state ?? ZERO) & 0xfn) === 6n;
  const wanted: [Awaited<ReturnType<typeof createMPT>>, string[]][] = [
    [state, [TITLE_REGISTRY, MEMBER_REGISTRY]],
    [titleTrie, [slots.state, slots.trail, slots.contentDigest, ...(superseded ? [slots.replacedBy] : [])]],
    [memberTrie, [memberSlot(CARRIER)]],
  ];
  const nodes = new Set<string>();
  for (const [trie, keys] of wanted) {
    for (const key of keys) {
      for (const node of await createMerkleProof(trie, getBytes(keccak256(key)))) {
        if (node.length >= 32) nodes.add(encodeBase64(node));
      }
    }
  }
  const header = seal({
    stateRoot: hexlify(state.root()),
    validators,
    sealers: options.sealers ?? validators,
    round: options.round ?? 0,
    number: options.number ?? 77,
  });
  return {
    certificate: {
      format: "lading-certificate",
      version: 1,
      chainId: CHAIN_ID,
      title,
      transportDocumentReference: REFERENCE,
      origin: { contentDigest, ...(options.previous === undefined ? {} : { previous: options.previous }) },
      acts: acts.map(({ act: number, from, to, state: word, instrument, timestamp }) => [
        number,
        from,
        to,
        word,
        instrument,
        timestamp,
      ]),
      header: encodeBase64(header),
      nodes: [...nodes],
      statements: [STATEMENT],
      document,
    },
    anchor: {
      chainId: CHAIN_ID,
      validators: validators.map(addressOf),
      registries: { title: TITLE_REGISTRY, members: MEMBER_REGISTRY },
    },
  };
}

const EMPTY_TRIE = keccak256(encodeRlp("0x"));

async function storageTrie(words: Map<string, string>) {
  const trie = await createMPT();
  for (const [slot, word] of words) {
    if (BigInt(word) !== 0n) await trie.put(getBytes(keccak256(slot)), getBytes(encodeRlp(toBeHex(BigInt(word)))));
  }
  return trie;
}

type Block = { stateRoot: string; validators: SigningKey[]; sealers: SigningKey[]; round: number; number: number };

/** A header in Besu's QBFT form, sealed. Written out here once more, so that the verifier is not its own judge. */
export function seal({ stateRoot, validators, sealers, round, number }: Block): string {
  const extra = (seals: string[]): string =>
    encodeRlp([ZERO, validators.map(addressOf), [], round === 0 ? "0x" : toBeHex(round), seals]);
  const header = (seals: string[]): string =>
    encodeRlp([
      `0x${"11".repeat(32)}`,
      "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
      `0x${"22".repeat(20)}`,
      stateRoot,
      EMPTY_TRIE,
      EMPTY_TRIE,
      `0x${"00".repeat(256)}`,
      "0x01",
      toBeHex(number),
      "0x01c9c380",
      "0x",
      toBeHex(TIME + 3600),
      extra(seals),
      "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365",
      `0x${"00".repeat(8)}`,
      "0x",
      EMPTY_TRIE,
      "0x",
      "0x",
      ZERO,
    ]);
  const digest = keccak256(header([]));
  return header(
    sealers.map((key) => {
      const signature = key.sign(digest);
      return `${signature.r}${signature.s.slice(2)}0${signature.yParity}`;
    }),
  );
}
