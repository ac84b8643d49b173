import { readFileSync } from "node:fs";
import { AbiCoder, Contract, ZeroHash, id } from "ethers";
import type { InterfaceAbi, Signer } from "ethers";
import { deploy, metered, send } from "./measure.ts";

/** An artifact as npm has it; the packages do not export these paths, so they are read as files. */
function artifact(path: string): { abi: InterfaceAbi; bytecode: string } {
  const file = new URL(`../../node_modules/${path}`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as { abi: InterfaceAbi; bytecode: string };
}

/** Life of a bill in TradeTrust's token registry, as its npm artifacts are: mint, transferOwners, returnToIssuer, burn; no remarks. */
export async function tradeTrustLife(carrier: Signer, shipper: Signer, buyer: Signer): Promise<number> {
  const base = "@tradetrust-tt/token-registry/dist/artifacts";
  const factory = await deploy(carrier, artifact(`${base}/TitleEscrowFactory.sol/TitleEscrowFactory.json`));
  const registry = await deploy(
    carrier,
    artifact(`${base}/TradeTrustToken.sol/TradeTrustToken.json`),
    "Carrier",
    "BL",
    await factory.getAddress(),
  );
  const [a, b] = [await shipper.getAddress(), await buyer.getAddress()];
  const tokenId = id("HLCUSHA261124000123A");
  const meter = metered(registry);
  let gas = await meter(carrier, "mint", a, a, tokenId, "0x");
  const { abi } = artifact(`${base}/TitleEscrow.sol/TitleEscrow.json`);
  const owner = (await registry.getFunction("ownerOf").staticCall(tokenId)) as string;
  const escrow = metered(new Contract(owner, abi, carrier));
  gas += await escrow(shipper, "transferOwners", b, b, "0x");
  gas += await escrow(buyer, "returnToIssuer", "0x");
  gas += await meter(carrier, "burn", tokenId, "0x");
  return gas;
}

/** Attest and revoke in EAS with a schema of three fields: grade, first and last moment. */
export async function eas(agency: Signer, subject: string): Promise<{ attest: number; revoke: number }> {
  const base = "@ethereum-attestation-service/eas-contracts/artifacts/contracts";
  const schemas = await deploy(agency, artifact(`${base}/SchemaRegistry.sol/SchemaRegistry.json`));
  const registry = await deploy(agency, artifact(`${base}/EAS.sol/EAS.json`), await schemas.getAddress());
  const registered = await send(
    schemas,
    agency,
    "register",
    "uint8 grade,uint40 validFrom,bytes32 evidence",
    "0x0000000000000000000000000000000000000000",
    true,
  );
  const schema = registered.logs[0]!.topics[1]!;
  const attest = async () => {
    const data = AbiCoder.defaultAbiCoder().encode(["uint8", "uint40", "bytes32"], [2, 1_795_000_000, id("evidence")]);
    const request = {
      recipient: subject,
      expirationTime: 1_999_000_000,
      revocable: true,
      refUID: ZeroHash,
      data,
      value: 0,
    };
    return send(registry, agency, "attest", { schema, data: request });
  };
  await attest();
  const attested = await attest();
  const uid = attested.logs[0]!.data.slice(0, 66);
  const revoked = await send(registry, agency, "revoke", { schema, data: { uid, value: 0 } });
  return { attest: Number(attested.gasUsed), revoke: Number(revoked.gasUsed) };
}
