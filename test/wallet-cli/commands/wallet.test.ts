import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Wallet } from "ethers";
import { desk, PASSPHRASE, type Desk } from "../support/inFolder.ts";

/** BIP-39's best known mnemonic and the address at m/44'/60'/0'/0/0 that every Ethereum tool gives for it. */
const MNEMONIC = "test test test test test test test test test test test junk";
const MNEMONIC_ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
const MNEMONIC_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

describe("lading wallet", () => {
  let at: Desk;

  beforeEach(() => {
    at = desk();
  });
  afterEach(() => at.remove());

  it("creates a wallet whose file is private and shows no secret", async () => {
    const made = await at.run(["wallet", "create", "--chain-id", "648529", "--json"]);
    expect(made.exitCode, made.stderr).to.equal(0);
    expect(made.data.address).to.match(/^0x[0-9a-fA-F]{40}$/);
    expect(made.data.did).to.equal(`did:ethr:0x9e551:${String(made.data.address)}`);
    const path = join(at.folder, "wallet", "wallet.json");
    expect(statSync(path).mode & 0o777).to.equal(0o600);
    expect(statSync(join(at.folder, "wallet")).mode & 0o777).to.equal(0o700);
    const exported = join(at.folder, "v3.json");
    await at.run(["wallet", "export", "--out", exported, "--export-passphrase-file", join(at.folder, "passphrase")]);
    const key = (await Wallet.fromEncryptedJson(readFileSync(exported, "utf8"), PASSPHRASE)).privateKey.slice(2);
    const everything = readdirSync(join(at.folder, "wallet")).map((name) =>
      readFileSync(join(at.folder, "wallet", name), "utf8"),
    );
    expect(everything.join("\n").toLowerCase()).to.not.contain(key);
    expect(made.stdout + made.stderr).to.not.contain(key);
  });

  it("shows the wallet without a passphrase, the same as at its creation", async () => {
    const made = await at.run(["wallet", "create", "--chain-id", "648529", "--json"]);
    const shown = await at.run(["wallet", "show", "--json"], { passphrase: null });
    expect(shown.data).to.deep.equal(made.data);
  });

  it("does not overwrite a wallet", async () => {
    await at.run(["wallet", "create"]);
    const again = await at.run(["wallet", "create", "--json"]);
    expect([again.exitCode, again.code]).to.deep.equal([6, "WALLET_EXISTS"]);
  });

  it("refuses a wrong passphrase with exit code 4", async () => {
    await at.run(["wallet", "create"]);
    const tried = await at.run(["wallet", "add-key", "--alias", "b", "--json"], {
      passphrase: at.file("wrong", "not the passphrase"),
    });
    expect([tried.exitCode, tried.code]).to.deep.equal([4, "WALLET_PASSPHRASE_WRONG"]);
  });

  it("refuses a short passphrase, and none without a terminal", async () => {
    const short = await at.run(["wallet", "create", "--json"], { passphrase: at.file("short", "seven77\n") });
    expect([short.exitCode, short.code]).to.deep.equal([1, "WALLET_PASSPHRASE_WEAK"]);
    const none = await at.run(["wallet", "create", "--json"], { passphrase: null });
    expect([none.exitCode, none.code]).to.deep.equal([4, "WALLET_PASSPHRASE_NEEDED"]);
  });

  it("reads the passphrase from stdin and from a file that the environment names, never from the environment itself", async () => {
    const fromStdin = await at.run(["wallet", "create"], { passphrase: "-", input: `${PASSPHRASE}\n` });
    expect(fromStdin.exitCode, fromStdin.stderr).to.equal(0);
    const env = { LADING_PASSPHRASE_FILE: join(at.folder, "passphrase") };
    expect((await at.run(["wallet", "add-key", "--alias", "b"], { passphrase: null, env })).exitCode).to.equal(0);
    const direct = await at.run(["wallet", "add-key", "--alias", "c"], {
      passphrase: null,
      env: { LADING_PASSPHRASE: PASSPHRASE },
    });
    expect(direct.exitCode).to.equal(4);
  });

  it("notices a changed public part as soon as it is unlocked", async () => {
    await at.run(["wallet", "create"]);
    const path = join(at.folder, "wallet", "wallet.json");
    const stored = readFileSync(path, "utf8");
    const changed = stored.replace(
      /("address": "0x)(.)/,
      (_all, start, digit) => `${start}${digit === "0" ? "1" : "0"}`,
    );
    expect(changed).to.not.equal(stored);
    writeFileSync(path, changed);
    const tried = await at.run(["wallet", "add-key", "--alias", "b", "--json"]);
    expect(tried.code).to.equal("WALLET_PASSPHRASE_WRONG");
  });

  it("says that a truncated wallet file is damaged", async () => {
    await at.run(["wallet", "create"]);
    const path = join(at.folder, "wallet", "wallet.json");
    writeFileSync(path, readFileSync(path, "utf8").slice(0, 300));
    const tried = await at.run(["wallet", "show", "--json"]);
    expect([tried.exitCode, tried.code]).to.deep.equal([1, "WALLET_DAMAGED"]);
  });

  it("imports a mnemonic, a private key and a JSON keystore to the address that every tool gives", async () => {
    const words = at.file("words", `${MNEMONIC}\n`);
    const first = await at.run(["wallet", "import", "--mnemonic-file", words, "--json"], { wallet: "a" });
    expect(first.data.address, first.stderr).to.equal(MNEMONIC_ADDRESS);
    const second = await at.run(["wallet", "import", "--private-key-file", at.file("key", MNEMONIC_KEY), "--json"], {
      wallet: "b",
    });
    expect(second.data.address).to.equal(MNEMONIC_ADDRESS);
    const v3 = join(at.folder, "v3.json");
    const pass = join(at.folder, "passphrase");
    expect(
      (await at.run(["wallet", "export", "--out", v3, "--export-passphrase-file", pass], { wallet: "b" })).exitCode,
    ).to.equal(0);
    const third = await at.run(["wallet", "import", "--keystore", v3, "--import-passphrase-file", pass, "--json"], {
      wallet: "c",
    });
    expect(third.data.address, third.stderr).to.equal(MNEMONIC_ADDRESS);
    const wrong = at.file("wrong", "not the passphrase");
    const refused = await at.run(["wallet", "import", "--keystore", v3, "--import-passphrase-file", wrong, "--json"], {
      wallet: "d",
    });
    expect([refused.exitCode, refused.code]).to.deep.equal([4, "IMPORT_PASSPHRASE_WRONG"]);
  });

  it("keeps the words of a bad mnemonic out of the message", async () => {
    const words = at.file("words", `${MNEMONIC} zebra`);
    const tried = await at.run(["wallet", "import", "--mnemonic-file", words, "--json"]);
    expect(tried.code).to.equal("IMPORT_MALFORMED");
    expect(tried.stderr).to.not.contain("zebra");
  });

  it("restores a backup, with every key", async () => {
    const made = await at.run(["wallet", "create", "--json"]);
    await at.run(["wallet", "add-key", "--alias", "night-shift"]);
    const backup = join(at.folder, "backup.json");
    expect((await at.run(["wallet", "backup", "--out", backup])).exitCode).to.equal(0);
    const restored = await at.run(["wallet", "import", "--backup", backup, "--json"], { wallet: "elsewhere" });
    expect(restored.data.address).to.equal(made.data.address);
    expect((restored.data.keys as { alias: string }[]).map(({ alias }) => alias)).to.deep.equal([
      "identity",
      "agreement",
      "night-shift",
    ]);
    const twice = await at.run(["wallet", "backup", "--out", backup, "--json"]);
    expect([twice.exitCode, twice.code]).to.deep.equal([6, "FILE_EXISTS"]);
  });

  it("changes the passphrase: the new one opens, the old one does not", async () => {
    await at.run(["wallet", "create"]);
    const fresh = at.file("fresh", "another passphrase");
    expect((await at.run(["wallet", "passphrase", "--new-passphrase-file", fresh])).exitCode).to.equal(0);
    expect((await at.run(["wallet", "add-key", "--alias", "b"])).exitCode).to.equal(4);
    expect((await at.run(["wallet", "add-key", "--alias", "b"], { passphrase: fresh })).exitCode).to.equal(0);
  });

  it("loses no key when six commands write at once", async () => {
    await at.run(["wallet", "create"]);
    const aliases = ["a", "b", "c", "d", "e", "f"];
    const outcomes = await Promise.all(aliases.map((alias) => at.run(["wallet", "add-key", "--alias", alias])));
    expect(outcomes.map(({ exitCode }) => exitCode)).to.deep.equal(aliases.map(() => 0));
    const shown = await at.run(["wallet", "show", "--json"]);
    const kept = (shown.data.keys as { alias: string }[]).map(({ alias }) => alias);
    expect(kept).to.have.members(["identity", "agreement", ...aliases]);
    expect(readdirSync(join(at.folder, "wallet"))).to.deep.equal(["wallet.json"]);
  });

  it("takes over the lock of a process that died, and leaves nothing behind", async () => {
    await at.run(["wallet", "create"]);
    const lock = join(at.folder, "wallet", "wallet.lock");
    // No process has this number: Linux ends at 2^22.
    writeFileSync(lock, "99999999");
    const added = await Promise.all(["a", "b", "c"].map((alias) => at.run(["wallet", "add-key", "--alias", alias])));
    expect(added.map(({ exitCode }) => exitCode)).to.deep.equal([0, 0, 0]);
    expect((await at.run(["wallet", "show", "--json"])).data.keys).to.have.lengthOf(5);
    expect(readdirSync(join(at.folder, "wallet"))).to.deep.equal(["wallet.json"]);
  });
});
