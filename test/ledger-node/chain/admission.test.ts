import { join } from "node:path";
import { expect } from "chai";
import { Contract, ContractFactory, JsonRpcProvider, Wallet } from "ethers";
import { compile } from "../compile.ts";
import { ask, startNode, temporaryDirectory } from "../support.ts";

describe("admission by the members registry", () => {
  it("lets those send whom the registry names, from the moment it names them", async () => {
    const directory = join(temporaryDirectory(), "data");
    const [office, member] = [Wallet.createRandom(), Wallet.createRandom()];
    const first = await startNode(directory);
    let provider = new JsonRpcProvider(first.url, undefined, { cacheTimeout: -1 });
    const { abi, bytecode } = compile(new URL("../fixtures/Sample.sol", import.meta.url), "Gatekeeper");
    const deployed = await new ContractFactory(abi, bytecode, office.connect(provider)).deploy();
    const registry = await deployed.getAddress();
    await deployed.waitForDeployment();
    provider.destroy();
    await first.stop();

    const node = await startNode(directory, ["--members", registry, "--admit", office.address]);
    provider = new JsonRpcProvider(node.url, undefined, { cacheTimeout: -1 });
    try {
      const send = async (nonce: number) => {
        const raw = await member.signTransaction({
          type: 0,
          chainId: 19_524,
          nonce,
          to: registry,
          gasLimit: 60_000,
          gasPrice: 0,
          data: "0x",
        });
        return ask(node.url, "eth_sendRawTransaction", raw);
      };
      const refused = await send(0);
      expect(refused.error?.data).to.include({ code: "SENDER_NOT_ADMITTED" });
      const gate = new Contract(registry, abi, office.connect(provider));
      await gate.getFunction("admit").send(member.address, true);
      expect((await send(0)).result).to.match(/^0x[0-9a-f]{64}$/);
      await gate.getFunction("admit").send(member.address, false);
      expect((await send(1)).error?.data).to.include({ code: "SENDER_NOT_ADMITTED" });
      // Asked again for an answer that was lost, the node does not make a sealed act look refused.
      expect((await send(0)).error?.data).to.include({ code: "TRANSACTION_KNOWN" });
    } finally {
      provider.destroy();
      await node.stop();
    }
  });

  it("lets only those send whom the operator names, where there is no registry yet", async () => {
    const [deployer, stranger] = [Wallet.createRandom(), Wallet.createRandom()];
    const node = await startNode(join(temporaryDirectory(), "data"), ["--admit", deployer.address]);
    try {
      const send = async (wallet: typeof deployer) => {
        const request = { type: 0, chainId: 19_524, nonce: 0, to: wallet.address, gasLimit: 21_000, gasPrice: 0 };
        return ask(node.url, "eth_sendRawTransaction", await wallet.signTransaction(request));
      };
      expect((await send(stranger)).error?.data).to.include({ code: "SENDER_NOT_ADMITTED", registry: null });
      expect((await send(deployer)).result).to.match(/^0x[0-9a-f]{64}$/);
    } finally {
      await node.stop();
    }
  });
});
