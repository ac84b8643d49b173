/**
 * Flips bits and cuts ends of the files of a stopped node's store. What the node then says is checked against what it said before:
 * it may refuse, and it may answer the same, but it must never answer something else.
 *
 * `LADING_FLIPS=10000` is the campaign. `LADING_SEED` repeats a run.
 */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { getCreateAddress, Wallet } from "ethers";
import { openValidatorKey } from "../../../ledger-node/src/chain/validatorKey.ts";
import { fromHex, toHex } from "../../../ledger-node/src/codec/bytes.ts";
import { NodeError } from "../../../ledger-node/src/errors.ts";
import { openNode } from "../../../ledger-node/src/Node.ts";
import { temporaryDirectory } from "../../ledger-node/support.ts";
import type { Answers } from "./reader.ts";

const flips = Number(process.env["LADING_FLIPS"] ?? 150);
const seed = Number(process.env["LADING_SEED"] ?? Date.now() % 1_000_000);

let state = seed;
const next = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 4_294_967_296;
};

const COUNTER = "0x6007600c60003960076000f35f546001015f55";

/** A reader in a process of its own, started anew when damage ended it. */
class Reader {
  #child: ChildProcessWithoutNullStreams | undefined;
  #buffer = "";

  async ask(directory: string, contract: string): Promise<Answers> {
    this.#child ??= spawn(process.execPath, [fileURLToPath(new URL("reader.ts", import.meta.url))]);
    const child = this.#child;
    child.stderr.resume();
    return new Promise((resolve) => {
      const onData = (chunk: Buffer): void => {
        this.#buffer += chunk.toString();
        const end = this.#buffer.indexOf("\n");
        if (end < 0) return;
        const line = this.#buffer.slice(0, end);
        this.#buffer = this.#buffer.slice(end + 1);
        child.stdout.off("data", onData);
        child.off("exit", onExit);
        resolve(JSON.parse(line) as Answers);
      };
      const onExit = (): void => {
        this.#child = undefined;
        this.#buffer = "";
        resolve({ refused: "ENDED" });
      };
      child.stdout.on("data", onData);
      child.once("exit", onExit);
      child.stdin.write(`${directory} ${contract}\n`);
    });
  }

  close(): void {
    this.#child?.kill();
  }
}

describe("a damaged store", () => {
  const base = temporaryDirectory();
  const sound = join(base, "sound");
  const broken = join(base, "broken");
  let contract = "";
  let truth: Answers;
  const reader = new Reader();
  after(() => reader.close());

  before(async () => {
    const wallet = new Wallet(`0x${"61".repeat(32)}`);
    const node = await openNode({ directory: sound, settings: { chainId: 19_524, blockGasLimit: 60_000_000n } });
    const send = async (nonce: number, to: string | null, data: string): Promise<void> => {
      const raw = await wallet.signTransaction({
        type: 0,
        chainId: 19_524,
        nonce,
        to,
        data,
        gasLimit: 100_000,
        gasPrice: 0,
      });
      await node.sealer.submit(fromHex(raw));
    };
    await send(0, null, COUNTER);
    const address = getCreateAddress({ from: wallet.address, nonce: 0 });
    contract = address.toLowerCase();
    for (let nonce = 1; nonce < 30; nonce++) await send(nonce, address, "0x");
    await node.ledger.store.compact();
    for (let nonce = 30; nonce < 60; nonce++) await send(nonce, address, "0x");
    await node.close();
    truth = await reader.ask(sound, contract);
    expect(truth).to.include.keys("head", "counter");
  });

  const check = async (what: string): Promise<"refused" | "harmless"> => {
    const said = await reader.ask(broken, contract);
    if ("refused" in said) return "refused";
    expect(said, what).to.deep.equal(truth);
    return "harmless";
  };

  const files = (): string[] => [
    ...readdirSync(join(sound, "chain"))
      .filter((file) => /\.(ldb|log)$|^MANIFEST|^CURRENT/.test(file))
      .map((file) => join("chain", file)),
    "head",
  ];

  const restore = (): void => {
    rmSync(broken, { recursive: true, force: true });
    cpSync(sound, broken, { recursive: true });
  };

  it(`says so or is right, after each of ${flips} flipped bits (LADING_SEED=${seed})`, async () => {
    const sizes = files().map((file) => ({ file, size: statSync(join(sound, file)).size }));
    const total = sizes.reduce((sum, { size }) => sum + size, 0);
    const seen = { refused: 0, harmless: 0 };
    for (let round = 0; round < flips; round++) {
      restore();
      let at = Math.floor(next() * total);
      const hit = sizes.find(({ size }) => {
        if (at < size) return true;
        at -= size;
        return false;
      });
      if (hit === undefined) continue;
      const path = join(broken, hit.file);
      const bytes = readFileSync(path);
      bytes[at]! ^= 1 << Math.floor(next() * 8);
      writeFileSync(path, bytes);
      seen[await check(`bit flipped in ${hit.file} at ${at}`)]++;
    }
    console.log(`      ${seen.refused} reported, ${seen.harmless} harmless, 0 wrong answers`);
    expect(seen.refused).to.be.greaterThan(0);
  }).timeout(60_000 + flips * 400);

  it("says so or is right, with the end of any file cut off", async () => {
    for (const file of files()) {
      for (const cut of [1, 7, 100, 5_000]) {
        restore();
        const { size } = statSync(join(broken, file));
        truncateSync(join(broken, file), Math.max(0, size - cut));
        await check(`${cut} bytes cut from ${file}`);
      }
    }
  }).timeout(120_000);

  it("says so or is right, with a bit flipped in any of the last bytes of any file", async () => {
    const seen = { refused: 0, harmless: 0 };
    for (const file of files()) {
      for (let back = 1; back <= 12; back++) {
        restore();
        const path = join(broken, file);
        const bytes = readFileSync(path);
        if (bytes.length < back) break;
        bytes[bytes.length - back]! ^= 1 << Math.floor(next() * 8);
        writeFileSync(path, bytes);
        seen[await check(`bit flipped in ${file}, ${back} from its end`)]++;
      }
    }
    console.log(`      ${seen.refused} reported, ${seen.harmless} harmless, 0 wrong answers`);
    expect(seen.refused).to.be.greaterThan(0);
  }).timeout(120_000);

  it("opens its own key or none, with a bit flipped anywhere in the files of the key, or their ends cut off", () => {
    const key = toHex(openValidatorKey(sound, undefined, false).privateKey);
    const seen = { refused: 0, harmless: 0 };
    const open = (what: string): void => {
      try {
        expect(toHex(openValidatorKey(broken, undefined, false).privateKey), what).to.equal(key);
        seen.harmless++;
      } catch (error) {
        if (!(error instanceof NodeError)) throw error;
        expect(error.code, what).to.match(/^VALIDATOR_(KEY_DAMAGED|PASSPHRASE_WRONG|PASSPHRASE_MISSING)$/);
        seen.refused++;
      }
    };
    restore();
    for (const file of ["validator.json", "validator.passphrase"]) {
      const path = join(broken, file);
      const whole = readFileSync(path);
      for (let round = 0; round < 40; round++) {
        const bytes = Buffer.from(whole);
        const at = Math.floor(next() * bytes.length);
        bytes[at]! ^= 1 << Math.floor(next() * 8);
        writeFileSync(path, bytes);
        open(`bit flipped in ${file} at ${at}`);
      }
      for (const cut of [2, 7, 30, whole.length]) {
        writeFileSync(path, whole.subarray(0, whole.length - cut));
        open(`${cut} bytes cut from ${file}`);
      }
      writeFileSync(path, whole);
    }
    // A short tag is one that can be guessed, so it is refused although its bytes are right.
    const path = join(broken, "validator.json");
    const file = JSON.parse(readFileSync(path, "utf8")) as { tag: string };
    writeFileSync(path, JSON.stringify({ ...file, tag: file.tag.slice(0, 8) }));
    expect(() => openValidatorKey(broken, undefined, false)).to.throw(NodeError);
    console.log(`      ${seen.refused} reported, ${seen.harmless} harmless, never another key`);
    expect(seen.refused).to.be.greaterThan(seen.harmless);
  }).timeout(120_000);

  it("says so or is right, when any file is missing", async () => {
    for (const file of files()) {
      restore();
      rmSync(join(broken, file));
      await check(`${file} removed`);
    }
  }).timeout(60_000);
});
