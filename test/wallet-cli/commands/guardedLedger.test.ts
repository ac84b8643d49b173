import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Wallet } from "ethers";
import { ensureDeployment } from "../../../scripts/network/ensureDeployment.ts";
import { entry, startServer, type Running } from "../../../scripts/network/processes.ts";
import { createProvider } from "../../../sdk/src/chain/createLedgerClient.ts";
import { legalIdHash } from "../../../sdk/src/domain/identifiers/legalId.ts";
import { selfSigned } from "../../ledger-node/selfSigned.ts";
import { lading, type Outcome } from "../support/lading.ts";
import { FOUNDER_LEGAL_ID } from "../support/startStack.ts";

/** A ledger that serves over TLS only and asks for a bearer token, with the real API and the real wallet before it. */
describe("a ledger behind TLS and a bearer token", () => {
  const folder = mkdtempSync(join(tmpdir(), "lading-guarded-"));
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const token = randomBytes(24).toString("base64url");
  const tokenFile = file("token", `${token}\n`);
  const passphraseFile = file("passphrase", `${randomBytes(12).toString("hex")}\n`);
  const deployment = join(folder, "deployment.json");
  const { cert, key } = selfSigned();
  const trust = { NODE_EXTRA_CA_CERTS: file("cert.pem", cert) };
  const running: Running[] = [];
  let rpcUrl = "";
  let apiUrl = "http://127.0.0.1:1";

  const at = (party: string, words: readonly string[], env: Record<string, string> = {}): Promise<Outcome> =>
    lading([...words, "--json", "--wallet", join(folder, "wallets", party), "--passphrase-file", passphraseFile], {
      env: { LADING_API_URL: apiUrl, LADING_RPC_URL: rpcUrl, ...trust, ...env },
    });
  const ok = async (party: string, words: readonly string[]): Promise<Record<string, unknown>> => {
    const outcome = await at(party, words, { LADING_RPC_TOKEN_FILE: tokenFile });
    expect(outcome.exitCode, `${words.join(" ")}: ${outcome.stderr}`).to.equal(0);
    return outcome.data;
  };
  const startLedger = async (...args: string[]): Promise<Running> => {
    const started = [entry("ledger-node"), "start", "--data", join(folder, "chain"), "--port", "0", ...args];
    return startServer({ name: "ledger", args: started, log: join(folder, "ledger.log") });
  };
  const startApi = (env: Record<string, string>): Promise<Running> => {
    const options = { "rpc-url": rpcUrl, data: join(folder, "api"), deployment, port: "0", "log-level": "trace" };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    return startServer({
      name: "api",
      args: [entry("api"), "start", ...args],
      log: join(folder, "api.log"),
      env: { ...trust, ...env },
    });
  };

  before(async () => {
    const founder = await at("port-office", ["wallet", "create"]);
    const open = await startLedger();
    const provider = createProvider(open.url);
    await ensureDeployment(
      provider,
      Wallet.createRandom(),
      deployment,
      async () => ({
        identity: String(founder.data.address),
        legalId: legalIdHash(FOUNDER_LEGAL_ID),
        name: "Port Office",
      }),
      () => undefined,
    );
    provider.destroy();
    await open.stop();
    const guarded = ["--token-file", tokenFile, "--tls-cert", join(folder, "cert.pem"), "--tls-key", file("key", key)];
    const ledger = await startLedger(...guarded);
    running.push(ledger);
    rpcUrl = ledger.url;
    expect(rpcUrl).to.match(/^https:/);
  });
  after(async () => {
    for (const server of running.reverse()) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("does not let an API in that has no token, or another one, and the API says what to do", async () => {
    const other = file("other", `${randomBytes(24).toString("base64url")}\n`);
    const refusals: [Record<string, string>, RegExp][] = [
      [{}, /LADING_RPC_TOKEN_FILE \(LEDGER_TOKEN_REFUSED\)/],
      [{ LADING_RPC_TOKEN_FILE: other }, /\(LEDGER_TOKEN_REFUSED\)/],
      [{ LADING_RPC_TOKEN_FILE: join(folder, "nowhere") }, /rpc-token-file .*nowhere.* \(CONFIG_INVALID\)/],
      [{ LADING_RPC_TOKEN_FILE: file("short", "secret\n") }, /has 6 characters.* at least 20 .*\(RPC_TOKEN_INVALID\)/],
    ];
    for (const [env, expected] of refusals) {
      const ended = await startApi(env).then(
        (api) => (running.push(api), "it serves"),
        (error: Error) => error.message,
      );
      expect(ended).to.match(expected).and.not.contain("secret");
    }
  });

  it("takes the acts that the API relays, and the wallet's own transactions, with the token from its file", async () => {
    const api = await startApi({ LADING_RPC_TOKEN_FILE: tokenFile });
    running.push(api);
    apiUrl = api.url;
    const { address } = await ok("carrier", ["wallet", "create"]);
    await ok("port-office", [
      ...["member", "admit", "--identity", String(address), "--legal-id", "300300JHCLINES000066"],
      ...["--roles", "carrier,trader", "--name", "Jianghai"],
    ]);
    await ok("carrier", ["did", "publish-key"]);
    expect(await ok("carrier", ["did", "resolve"])).to.be.an("object");
    const issued = await ok("carrier", [
      ...["title", "issue", "--transport-document-reference", "JHGUARDED1", "--kind", "to-order"],
      ...["--holder", "me", "--endorsee", "me", "--content-digest", `0x${"11".repeat(32)}`],
    ]);
    expect(issued).to.be.an("object");
    await ok("carrier", ["certificate", "export", "JHGUARDED1", "--out", join(folder, "bill.cert.json")]);
    expect((await ok("carrier", ["doctor"])).ok).to.equal(true);
  });

  it("does not let a wallet in that has none, and the wallet says what to do", async () => {
    const blind = await at("carrier", ["certificate", "export", "JHGUARDED1", "--out", join(folder, "never.json")]);
    expect([blind.exitCode, blind.code]).to.deep.equal([5, "LEDGER_TOKEN_REFUSED"]);
    const missing = await at("carrier", ["did", "resolve"], { LADING_RPC_TOKEN_FILE: join(folder, "nowhere") });
    expect(missing.code).to.equal("RPC_TOKEN_FILE_UNREADABLE");
    const chinese = await lading(["certificate", "export", "JHGUARDED1", "--out", join(folder, "never.json")], {
      env: {
        ...{ LADING_API_URL: apiUrl, LADING_RPC_URL: rpcUrl, LADING_LANG: "zh", ...trust },
        ...{ LADING_WALLET: join(folder, "wallets", "carrier"), LADING_PASSPHRASE_FILE: passphraseFile },
      },
    });
    expect(chinese.stderr).to.contain("要求出示令牌");
  });

  it("finds its token in no log and in no command line", () => {
    for (const name of ["api.log", "ledger.log"])
      expect(readFileSync(join(folder, name), "utf8")).not.to.contain(token);
    for (const { process: child } of running)
      expect(readFileSync(`/proc/${child.pid}/cmdline`, "utf8")).not.to.contain(token);
  });
});
