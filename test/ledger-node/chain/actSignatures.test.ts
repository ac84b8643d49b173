import { titleRegistryAbi } from "@lading/contracts";
import { governanceBytecode, memberRegistryBytecode, titleRegistryBytecode } from "@lading/contracts/bytecode";
import { expect } from "chai";
import {
  AbiCoder,
  Interface,
  Wallet,
  concat,
  getCreateAddress,
  id,
  recoverAddress,
  type TypedDataDomain,
} from "ethers";
import { ActSignatures } from "../../../ledger-node/src/chain/ActSignatures.ts";
import { fromHex, toHex } from "../../../ledger-node/src/codec/bytes.ts";
import type { Signed } from "../../../ledger-node/src/crypto/recoveryTask.ts";
import { openNode, type LedgerNode } from "../../../ledger-node/src/Node.ts";
import { decodeTransaction, type Transaction } from "../../../ledger-node/src/tx/transaction.ts";
import { temporaryDirectory } from "../support.ts";

const CHAIN_ID = 19_524;
const titles = new Interface(titleRegistryAbi);
const deployer = new Wallet(id("deployer"));
const officer = new Wallet(id("officer"));
const second = new Wallet(id("second officer"));
const NOT_AFTER = 2n ** 40n - 1n;

type Types = Record<string, { name: string; type: string }[]>;

const word = (name: string): Types[string][number] => ({ name, type: "bytes32" });
const TAIL = ["nonce", "notAfter"].map((name) => ({ name, type: "uint256" }));

const signerOf = ({ signingHash, signature, yParity }: Signed): string =>
  recoverAddress(toHex(signingHash), { r: toHex(signature.slice(0, 32)), s: toHex(signature.slice(32)), yParity });

describe("foreseen signatures", () => {
  const directory = temporaryDirectory();
  let node: LedgerNode;
  let authority: string;
  let members: string;
  let registry: string;
  let nonce = 0;

  async function raw(to: string | null, data: string): Promise<string> {
    const fields = { type: 2, chainId: CHAIN_ID, gasLimit: 16_000_000n, maxFeePerGas: 0n, maxPriorityFeePerGas: 0n };
    return deployer.signTransaction({ ...fields, nonce, to, data });
  }

  async function deploy(bytecode: string, types: string[], args: unknown[]): Promise<string> {
    const transaction = await raw(null, concat([bytecode, AbiCoder.defaultAbiCoder().encode(types, args)]));
    await node.sealer.submit(fromHex(transaction));
    return getCreateAddress({ from: deployer.address, nonce: nonce++ });
  }

  before(async () => {
    node = await openNode({ directory, settings: { chainId: CHAIN_ID, blockGasLimit: 60_000_000n } });
    authority = await deploy(governanceBytecode, ["address"], [deployer.address]);
    members = await deploy(
      memberRegistryBytecode,
      ["address", "address", "bytes32", "string"],
      [authority, deployer.address, id("office"), "Port Office"],
    );
    registry = await deploy(titleRegistryBytecode, ["address", "address"], [members, authority]);
  });
  after(() => node.close());

  const domain = (): TypedDataDomain => ({
    name: "Lading Title",
    version: "1",
    chainId: CHAIN_ID,
    verifyingContract: registry,
  });

  /** A relay of an act that an officer signed and another countersigned. */
  async function relay(to: string, name: string, types: Types, values: Record<string, unknown>): Promise<Transaction> {
    const call = titles.encodeFunctionData(name, Object.values(values).slice(0, -2));
    const [one, two] = await Promise.all(
      [officer, second].map((wallet) => wallet.signTypedData(domain(), types, values)),
    );
    const signed = [call, officer.address, values["nonce"], NOT_AFTER, one, [[second.address, two]]];
    return decodeTransaction(fromHex(await raw(to, titles.encodeFunctionData("actBatch", [[signed]]))));
  }

  const sign = (number: number, to = registry): Promise<Transaction> =>
    relay(
      to,
      "sign",
      { Sign: [word("title"), word("instrument"), ...TAIL] },
      { title: id("a title"), instrument: id("an instrument"), nonce: number, notAfter: NOT_AFTER },
    );

  /** Lets the questions to the registry be answered. */
  async function learned(signatures: ActSignatures, transaction: Transaction): Promise<Signed[]> {
    signatures.learn(transaction, signatures.foresee(transaction).unknown);
    // A caller answers in order, so its own last answer comes after theirs.
    for (let round = 0; round < 4; round++) {
      const question = { from: new Uint8Array(20), to: new Uint8Array(20), data: new Uint8Array(0), value: 0n };
      await node.caller.call({ ...question, gasLimit: 50_000n, gasPrice: 0n, accessList: [] }, { pending: true });
    }
    return signatures.foresee(transaction).signatures;
  }

  it("are those of the officer and of the countersigner, once the registry told how it hashes the act", async () => {
    const signatures = new ActSignatures(node.caller);
    expect(signatures.foresee(await sign(1)).signatures).to.deep.equal([]);
    await learned(signatures, await sign(1));
    expect(signatures.foresee(await sign(2)).signatures.map(signerOf)).to.deep.equal([officer.address, second.address]);
  });

  it("are none for an act that is hashed in another way, for another contract, and for no contract", async () => {
    const signatures = new ActSignatures(node.caller);
    const values = {
      actor: 2,
      replaced: [id("a title")],
      replacements: [],
      instrument: id("an instrument"),
      nonce: 1,
      notAfter: NOT_AFTER,
    };
    const replacement = titles.getFunction("replace")!.inputs[2]!.arrayChildren!.components!;
    const types = {
      Replace: [
        { name: "actor", type: "uint32" },
        { name: "replaced", type: "bytes32[]" },
        { name: "replacements", type: "Replacement[]" },
        word("instrument"),
        ...TAIL,
      ],
      Replacement: replacement.map(({ name, type }) => ({ name, type })),
    };
    expect(await learned(signatures, await relay(registry, "replace", types, values))).to.deep.equal([]);
    expect(await learned(signatures, await sign(1, members))).to.deep.equal([]);
    expect(await learned(signatures, await sign(1, officer.address))).to.deep.equal([]);
  });

  it("are learned for a few functions of a transaction only", async () => {
    const signatures = new ActSignatures(node.caller);
    const acts = Array.from({ length: 20 }, (_, index) => [
      `0x000000${(index + 16).toString(16)}`,
      officer.address,
      1,
      NOT_AFTER,
      "0x",
      [],
    ]);
    const data = titles.encodeFunctionData("actBatch", [acts]);
    const transaction = decodeTransaction(fromHex(await raw(registry, data)));
    expect(signatures.foresee(transaction).unknown).to.have.length(4);
    await learned(signatures, transaction);
    expect(signatures.foresee(transaction).unknown.map(({ call }) => toHex(call))).to.deep.equal([
      "0x00000014",
      "0x00000015",
      "0x00000016",
      "0x00000017",
    ]);
  });

  it("are asked for again where no contract was", async () => {
    const signatures = new ActSignatures(node.caller);
    const later = getCreateAddress({ from: deployer.address, nonce });
    expect(await learned(signatures, await sign(1, later))).to.deep.equal([]);
    await deploy(titleRegistryBytecode, ["address", "address"], [members, authority]);
    // Signed for the first registry, so the hash differs; what matters is that this one has been asked.
    expect(await learned(signatures, await sign(1, later))).to.have.length(2);
  });
});
