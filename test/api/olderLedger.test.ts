import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Contract, Wallet, encodeBytes32String, id } from "ethers";
import { documentRegistryAbi } from "../../contracts/bindings/DocumentRegistry.ts";
import { ensureDeployment } from "../../scripts/network/ensureDeployment.ts";
import { createLedgerClient, createProvider } from "../../sdk/src/chain/index.ts";
import { deploymentSchema } from "../../sdk/src/domain/ledger/Deployment.ts";
import { failure, startServer, type Server } from "./support.ts";

/** A ledger whose registries an earlier version deployed, which knew no trade documents. */
describe("an older ledger", () => {
  let folder: string;
  let node: Server;
  const office = Wallet.createRandom();

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "lading-older-"));
    const args = ["ledger-node/src/main.ts", "start", "--data", join(folder, "chain"), "--port", "0"];
    node = await startServer(process.execPath, args);
  });
  after(async () => {
    await node.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("says that it lacks a registry, and gets it at the next start; what it had stays", async () => {
    const provider = createProvider(node.url);
    const file = join(folder, "deployment.json");
    const founder = async () => ({ identity: office.address, legalId: id("port office"), name: "Port Office" });
    const ensure = async (): Promise<string[]> => {
      const said: string[] = [];
      await ensureDeployment(provider, Wallet.createRandom(), file, founder, (step) => said.push(step));
      return said;
    };
    const record = () => deploymentSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    expect(await ensure()).to.include("document");
    // Its AccessManager took no signatures, and stays what it is.
    const { document, governance, ...older } = record().registries;
    expect(governance).to.equal(record().authority);
    writeFileSync(file, JSON.stringify({ ...record(), registries: older }));

    const client = createLedgerClient({ provider, deployment: record() });
    const refusal = await failure(client.read("document", "getType", [id("schema")]));
    expect([refusal.code, refusal.kind]).to.deep.equal(["REGISTRY_ABSENT", "unavailable"]);

    expect((await ensure()).join()).to.match(/^document: .* it is added$/);
    const { document: added, ...kept } = record().registries;
    expect(kept).to.deep.equal(older);
    expect(added).to.not.equal(document);
    expect(await ensure(), "nothing is missing any more").to.deep.equal([]);

    // Governance, and nobody else, admits types in it.
    const admit = (wallet: { privateKey: string }) =>
      new Contract(added!, documentRegistryAbi, new Wallet(wallet.privateKey, provider))
        .getFunction("admitType")
        .staticCall(id("schema"), 1, encodeBytes32String("permit"), id("decision"));
    await admit(office);
    expect(await admit(Wallet.createRandom()).catch((error: { shortMessage?: string }) => error.shortMessage)).to.match(
      /reverted/,
    );
    expect(existsSync(`${file}.part`)).to.equal(false);
    provider.destroy();
  });
});
