import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { Contract, ContractFactory, type InterfaceAbi, toUtf8Bytes } from "ethers";
import { network } from "hardhat";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const vector = <T>(name: string): T => JSON.parse(readFileSync(`${ROOT}/test/vectors/${name}`, "utf8")) as T;

type Rfc8785 = {
  documents: { name: string; canonicalHex?: string; digest?: string }[];
  digests: [canonical: string, digest: string][];
};
type Titles = { titles: { carrier: number; word: string; titleId: string }[] };
type Compiled = { abi: InterfaceAbi; evm: { bytecode: { object: string } } };

/** The harness, by the compiler that npm installed: it is no artifact of the contracts. */
function compile(path: string, name: string): Compiled {
  const solc = createRequire(import.meta.url)("solc") as {
    compile(input: string, callbacks: { import: (path: string) => { contents: string } }): string;
  };
  const input = {
    language: "Solidity",
    sources: { [path]: { content: readFileSync(`${ROOT}/${path}`, "utf8") } },
    settings: { evmVersion: "cancun", outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } } },
  };
  const read = (imported: string) => ({ contents: readFileSync(`${ROOT}/${imported}`, "utf8") });
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: read })) as {
    contracts?: Record<string, Record<string, Compiled>>;
    errors?: unknown;
  };
  const found = output.contracts?.[path]?.[name];
  if (found === undefined) throw new Error(`${path} does not compile: ${JSON.stringify(output.errors)}`);
  return found;
}

/** The vectors that the sdk (test/sdk/domain) and the command line (test/wallet-cli) read too. */
describe("vectors in Solidity", () => {
  let harness: Contract;

  before(async () => {
    const { ethers } = await network.create();
    const [signer] = await ethers.getSigners();
    const { abi, evm } = compile("test/vectors/Vectors.sol", "Vectors");
    const deployed = await new ContractFactory(abi, evm.bytecode.object, signer).deploy();
    harness = new Contract(await deployed.getAddress(), abi, signer);
  });

  it("have the content digests of canonical texts, RFC 8785's own and non-integer weights among them", async () => {
    const { documents, digests } = vector<Rfc8785>("rfc8785.json");
    const own = documents.flatMap(({ canonicalHex, digest }) =>
      canonicalHex === undefined ? [] : [[`0x${canonicalHex}`, digest] as const],
    );
    expect(own).to.have.length.above(0);
    const weights = digests.map(([canonical, digest]) => [toUtf8Bytes(canonical), digest] as const);
    for (const [canonical, digest] of [...own, ...weights]) {
      expect(await harness.getFunction("contentDigest")(canonical)).to.equal(digest);
    }
  });

  it("have the keys of bills", async () => {
    for (const { carrier, word, titleId } of vector<Titles>("title-id.json").titles) {
      expect(await harness.getFunction("title")(carrier, word)).to.equal(titleId);
    }
  });
});
