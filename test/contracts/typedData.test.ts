import { expect } from "chai";
import { Contract, TypedDataEncoder, ZeroHash, id } from "ethers";
import { network } from "hardhat";
import { acts, findAct } from "../../sdk/src/domain/acts/index.ts";
import { RIGHTS } from "../../sdk/src/domain/acts/Act.ts";
import type { Right } from "../../sdk/src/domain/acts/Act.ts";
import {
  actDigest,
  actTypes,
  encodeActCall,
  randomNonce,
  registryInterface,
} from "../../sdk/src/domain/typedData/typedData.ts";
import { deployLedger } from "../../contracts/deploy/deployLedger.ts";

/** What the sdk says an officer signs is, act by act, what the contract checks. */
describe("typed data", () => {
  const registries = new Map<Right, Contract>();
  let chainId: number;

  before(async () => {
    const { ethers } = await network.create();
    const [deployer, founder] = await ethers.getSigners();
    const ledger = await deployLedger(deployer!, {
      identity: founder!.address,
      legalId: id("founder"),
      name: "Port Office",
    });
    chainId = Number((await ethers.provider.getNetwork()).chainId);
    for (const right of RIGHTS) {
      registries.set(right, new Contract(ledger.registries[right]!, registryInterface(right), deployer));
    }
  });

  const typeHash = async (right: Right, selector: string): Promise<string> =>
    (await registries.get(right)!.getFunction("actTypeHash")(selector)) as string;

  for (const act of acts) {
    it(`${act.right} ${act.name}: the type hash of the sdk is the contract's`, async () => {
      const encoder = TypedDataEncoder.from(actTypes(act.right, act.name));
      const { selector } = registryInterface(act.right).getFunction(act.name)!;
      expect(await typeHash(act.right, selector)).to.equal(id(encoder.encodeType(encoder.primaryType)));
    });
  }

  for (const right of RIGHTS) {
    it(`${right}: every signable function is in the acts table, with the parameters of the ABI`, async () => {
      let signable = 0;
      const functions: { name: string; selector: string; inputs: readonly { name: string }[] }[] = [];
      registryInterface(right).forEachFunction((fragment) => functions.push(fragment));
      for (const { name, selector, inputs } of functions) {
        if (name === "cancelSignature" || (await typeHash(right, selector)) === ZeroHash) continue;
        signable += 1;
        const declared = findAct(right, name).parameters.map((parameter) => parameter.name);
        expect(declared, `${right} ${name}`).to.deep.equal(inputs.map((input) => input.name));
      }
      expect(signable).to.equal(acts.filter((act) => act.right === right).length);
    });
  }

  it("members admit: the digest of an act with a text is the contract's", async () => {
    const args = {
      identity: "0x00000000000000000000000000000000000000aa",
      legalId: id("x"),
      roles: 3,
      name: "上海海关",
    };
    const nonce = randomNonce();
    const members = registries.get("members")!;
    const registry = await members.getAddress();
    const digest = actDigest(
      { right: "members", act: "admit", args, nonce, notAfter: 1_900_000_000 },
      { chainId, registry },
    );
    const call = encodeActCall("members", "admit", args);
    expect(await members.getFunction("actDigest")(call, nonce, 1_900_000_000)).to.equal(digest);
  });
});
