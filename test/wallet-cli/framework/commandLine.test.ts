import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { acts, kebab } from "../../../sdk/src/domain/acts/index.ts";
import { NOUNS } from "../../../wallet-cli/src/commands/index.ts";
import { NOUN_OF } from "../../../wallet-cli/src/commands/acts/nouns.ts";
import { FOLLOWERS } from "../../../wallet-cli/src/commands/acts/nextCommands.ts";
import { GLOBAL_OPTIONS } from "../../../wallet-cli/src/framework/globalOptions.ts";
import { lading } from "../support/lading.ts";
import { desk, type Desk } from "../support/inFolder.ts";

const CHINESE = /\p{Script=Han}/u;

describe("the command line", () => {
  let at: Desk;

  before(() => {
    at = desk();
  });
  after(() => at.remove());

  it("prints help on stdout with exit code 0, listing every noun", async () => {
    const help = await lading(["--help"]);
    expect([help.exitCode, help.stderr]).to.deep.equal([0, ""]);
    for (const { noun } of NOUNS) expect(help.stdout).to.match(new RegExp(`^  ${noun}\\b`, "m"));
  });

  it("has help with an example for every verb, in both languages", async () => {
    for (const { noun, describe: about, load } of NOUNS) {
      expect(about.zh, noun).to.match(CHINESE);
      for (const { verb, describe: what, examples, options = [], arguments: words = [] } of await load()) {
        const place = `${noun} ${verb}`;
        expect(what.en, place).to.be.a("string").and.not.match(CHINESE);
        expect(what.zh, place).to.match(CHINESE);
        expect(examples, place).to.not.be.empty;
        expect(
          examples.every(({ command }) => command.startsWith("lading ")),
          place,
        ).to.equal(true);
        for (const text of [...options, ...words].map((item) => item.describe))
          expect(text.zh, place).to.be.a("string").and.not.equal("");
      }
    }
  });

  it("names every verb once, and no option like a global one", async () => {
    const taken = new Set(GLOBAL_OPTIONS.map(({ flags }) => flags.split(" ")[0]));
    for (const { noun, load } of NOUNS) {
      const commands = await load();
      const verbs = commands.map(({ verb }) => verb);
      expect(new Set(verbs).size, noun).to.equal(verbs.length);
      for (const { verb, options = [] } of commands) {
        const flags = options.map((option) => option.flags.split(" ")[0] ?? "");
        expect(new Set(flags).size, `${noun} ${verb}`).to.equal(flags.length);
        for (const flag of flags) expect(taken.has(flag), `${noun} ${verb} ${flag}`).to.equal(false);
      }
    }
  });

  it("has a command for every act of the table", async () => {
    const commands = new Map(await Promise.all(NOUNS.map(async ({ noun, load }) => [noun, await load()] as const)));
    for (const act of acts) {
      const found = commands.get(NOUN_OF[act.right])?.find(({ verb }) => verb === kebab(act.name));
      expect(found, `${act.right} ${act.name}`).to.not.equal(undefined);
      const flags = (found?.options ?? []).map((option) => option.flags.split(" ")[0]);
      expect(flags).to.include.members(act.parameters.map(({ name }) => `--${kebab(name)}`));
    }
  });

  it("suggests only acts that exist", () => {
    for (const [act, followers] of Object.entries(FOLLOWERS)) {
      const [right, name] = act.split(".");
      for (const wanted of [name, ...followers]) {
        expect(
          acts.some((known) => known.right === right && known.name === wanted),
          `${right}.${wanted}`,
        ).to.equal(true);
      }
    }
  });

  it("suggests the nearest command and option", async () => {
    const noun = await lading(["tilte", "list"]);
    expect(noun.exitCode).to.equal(2);
    expect(noun.stderr).to.contain("lading title").and.contain("USAGE_UNKNOWN_COMMAND");
    const verb = await lading(["title", "ofer"]);
    expect(verb.stderr).to.contain("lading title offer");
    const option = await lading(["wallet", "import", "--mnemonic-fil", "x", "--json"]);
    expect([option.exitCode, option.code]).to.deep.equal([2, "USAGE_UNKNOWN_OPTION"]);
    expect(option.stderr).to.contain("--mnemonic-file");
  });

  for (const [words, code] of [
    [["wallet", "export"], "USAGE_MISSING"],
    [["wallet", "export", "--out"], "USAGE_VALUE_MISSING"],
    [["wallet", "show", "--lang", "fr"], "USAGE_CHOICE"],
    [["wallet", "show", "more"], "USAGE_TOO_MANY"],
    [["title", "offer", "--to", "3"], "USAGE_MISSING"],
    [["wallet", "import"], "USAGE_IMPORT_SOURCE"],
  ] as const) {
    it(`answers "${words.join(" ")}" with ${code} and exit code 2`, async () => {
      const wrong = await lading([...words, "--json"]);
      expect([wrong.exitCode, wrong.code, wrong.stdout]).to.deep.equal([2, code, ""]);
    });
  }

  it("speaks Chinese by --lang, LADING_LANG, the locale and the setting; codes stay", async () => {
    const words = ["wallet", "show"];
    expect((await lading([...words, "--lang", "zh"])).stderr)
      .to.match(CHINESE)
      .and.contain("WALLET_NOT_FOUND");
    expect((await lading(words, { env: { LADING_LANG: "zh" } })).stderr).to.match(CHINESE);
    expect((await lading(words, { env: { LANG: "zh_CN.UTF-8" } })).stderr).to.match(CHINESE);
    expect((await lading(words, { env: { LANG: "de_DE.UTF-8" } })).stderr).to.not.match(CHINESE);
    await at.run(["config", "set", "lang", "zh"]);
    expect((await at.run(["wallet", "show"])).stderr).to.match(CHINESE);
    expect((await at.run(["wallet", "show", "--lang", "en"])).stderr).to.not.match(CHINESE);
    expect((await lading(["title", "offer", "--help", "--lang", "zh"])).stdout)
      .to.contain("用法")
      .and.contain("示例");
  });

  it("prints errors as JSON with --json, as one line with a code without", async () => {
    const json = await lading(["wallet", "show", "--json"]);
    expect(JSON.parse(json.stderr).error).to.include({ code: "WALLET_NOT_FOUND", kind: "notFound" });
    const plain = await lading(["wallet", "show"]);
    expect(plain.stderr.trim().split("\n")).to.have.lengthOf(1);
    expect(plain.stderr).to.match(/^error: .+ \(WALLET_NOT_FOUND\)\n$/);
  });

  it("explains exit codes, environment and values", async () => {
    for (const topic of ["exit-codes", "environment", "values"]) {
      const help = await lading(["help", topic]);
      expect([help.exitCode, help.stdout.length > 200], topic).to.deep.equal([0, true]);
      expect((await lading(["help", topic, "--lang", "zh"])).stdout, topic).to.match(CHINESE);
    }
    expect((await lading(["help", "title", "offer"])).stdout).to.contain("--endorsement");
  });

  it("refuses without a terminal what cannot be undone, unless --yes", async () => {
    const tried = await lading([
      "title",
      "accept-surrender",
      "0x" + "11".repeat(32),
      "--json",
      "--api",
      "http://127.0.0.1:1",
    ]);
    expect([tried.exitCode, tried.code]).to.deep.equal([2, "CONFIRMATION_NEEDED"]);
    const sure = await lading([
      "title",
      "accept-surrender",
      "0x" + "11".repeat(32),
      "--json",
      "--yes",
      "--api",
      "http://127.0.0.1:1",
    ]);
    expect([sure.exitCode, sure.code]).to.deep.equal([5, "API_UNREACHABLE"]);
  });

  it("keeps settings, and refuses unknown or malformed ones", async () => {
    expect((await at.run(["config", "set", "api-url", "http://127.0.0.1:9999", "--json"])).data).to.include({
      "api-url": "http://127.0.0.1:9999",
    });
    expect((await at.run(["config", "list", "--json"])).data).to.include({ "api-url": "http://127.0.0.1:9999" });
    expect((await at.run(["config", "set", "api-url", "nonsense", "--json"])).code).to.equal("SETTING_INVALID");
    expect((await at.run(["config", "set", "colour", "red", "--json"])).code).to.equal("SETTING_UNKNOWN");
    at.file("wallet/settings.json", "{");
    expect((await at.run(["config", "list", "--json"])).code).to.equal("SETTINGS_INVALID");
    at.file("wallet/settings.json", "{}");
  });

  it("writes completion that bash accepts and that completes verbs", async () => {
    const { stdout } = await lading(["completion", "bash"]);
    const script = at.file("completion.sh", stdout);
    const complete = (...words: string[]): string[] => {
      const program = `source "${script}"; COMP_WORDS=(${words.map((word) => `"${word}"`).join(" ")}); COMP_CWORD=${words.length - 1}; _lading; echo "\${COMPREPLY[@]}"`;
      return execFileSync("bash", ["-c", program], { encoding: "utf8" }).trim().split(" ");
    };
    expect(complete("lading", "tit")).to.deep.equal(["title"]);
    expect(complete("lading", "title", "off")).to.deep.equal(["offer", "offer-pledge"]);
    expect(complete("lading", "title", "offer", "--endor")).to.deep.equal(["--endorsement"]);
    expect((await lading(["completion", "zsh"])).stdout).to.match(/^#compdef lading/);
  });

  it("runs under a Node that strips no types, by the one that npm installed", async function () {
    const old = ["/usr/local/bin/node", "/usr/bin/node"].find((path) => {
      try {
        return Number(execFileSync(path, ["-p", "process.versions.node.split('.')[0]"], { encoding: "utf8" })) < 22;
      } catch {
        return false;
      }
    });
    if (old === undefined) {
      console.log("      no Node older than 22 on this machine");
      this.skip();
    }
    const shown = await lading(["help", "exit-codes"], { node: old });
    expect([shown.exitCode, shown.stdout.startsWith("Exit codes")]).to.deep.equal([0, true]);
    expect((await lading(["wallet", "show"], { node: old })).exitCode).to.equal(1);
  });

  it("says where a JSON file is wrong", async () => {
    const file = at.file("bad.json", '{\n  "right": "title",\n  "act": offer\n}');
    const tried = await lading(["act", "submit", file, "--json"]);
    expect([tried.exitCode, tried.code]).to.deep.equal([1, "JSON_MALFORMED"]);
    expect(JSON.parse(tried.stderr).error.facts).to.include({ line: 3, column: 10 });
    const none = await lading(["act", "submit", join(at.folder, "absent.json"), "--json"]);
    expect(none.code).to.equal("FILE_NOT_FOUND");
    const other = await lading(["act", "submit", at.file("other.json", "{}"), "--json"]);
    expect(other.code).to.equal("ACT_FILE_INVALID");
  });
});
