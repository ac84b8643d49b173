import { expect } from "chai";
import { Resolver } from "did-resolver";
import type { DIDResolutionResult } from "did-resolver";
import { getResolver } from "ethr-did-resolver";
import { hexlify, id, toUtf8Bytes } from "ethers";
import type { Wallet } from "ethers";
import { ascii, createPort, key } from "../release/port.ts";
import type { Port } from "../release/port.ts";

const YEAR = 31_536_000;
/** What the registry keeps in the place of an owner that is none any more. */
const TOMBSTONE = `0x${id("lading.did.tombstone").slice(-40)}`;
const ZERO_ADDRESS = `0x${"00".repeat(20)}`;

describe("DIDs, as the public did:ethr resolver reads them", () => {
  let port: Port;
  let resolver: Resolver;
  let chain: string;
  let officer: Wallet;
  let next: Wallet;
  const did = (): string => `did:ethr:${chain}:${officer.address}`;
  const resolve = async (query = ""): Promise<DIDResolutionResult> => resolver.resolve(did() + query);
  const identity = (): string => officer.address;
  const change = async (name: string, args: unknown[], by: Wallet = officer, signed = false): Promise<void> => {
    await port.act("carrier", "did", name, args, { officer: by, signed });
  };

  beforeEach(async () => {
    port = await createPort();
    chain = `0x${(await port.provider.getNetwork()).chainId.toString(16)}`;
    resolver = new Resolver(
      getResolver({
        networks: [{ name: chain, chainId: chain, provider: port.provider as never, registry: port.addresses.did }],
      }) as never,
    );
    officer = port.wallets.carrier;
    next = await port.appoint("carrier", "the carrier's next key");
  });

  it("create: an untouched address resolves to itself", async () => {
    const { didDocument } = await resolve();
    expect(didDocument!.verificationMethod![0]!.blockchainAccountId).to.equal(`eip155:${BigInt(chain)}:${identity()}`);
  });

  for (const signed of [false, true]) {
    describe(signed ? "by signature" : "directly", () => {
      it("rotate: the new key controls, the old does not", async () => {
        await change("changeOwner", [identity(), next.address], officer, signed);
        const { didDocument } = await resolve();
        expect(didDocument!.verificationMethod![0]!.blockchainAccountId).to.contain(next.address);
        const refused = await port.refusal("carrier", "did", "changeOwner", [identity(), identity()], { signed });
        expect(refused!.name).to.equal("DidNotOwner");
        await change("changeOwner", [identity(), identity()], next, signed);
        expect(await port.read("did", "identityOwner", identity())).to.equal(identity());
      });

      it("delegate: a signing key comes, goes, and expires", async () => {
        await change("addDelegate", [identity(), ascii("veriKey"), next.address, YEAR], officer, signed);
        const added = (await resolve()).didDocument!;
        expect(added.verificationMethod!.length).to.equal(2);
        expect(added.assertionMethod).to.include(`${did()}#delegate-1`);
        expect(await port.read("did", "validDelegate", identity(), ascii("veriKey"), next.address)).to.equal(true);
        await change("revokeDelegate", [identity(), ascii("veriKey"), next.address], officer, signed);
        expect((await resolve()).didDocument!.verificationMethod!.length).to.equal(1);
        expect(await port.read("did", "validDelegate", identity(), ascii("veriKey"), next.address)).to.equal(false);
        await change("addDelegate", [identity(), ascii("sigAuth"), next.address, 3_600], officer, signed);
        expect((await resolve()).didDocument!.authentication!.length).to.equal(2);
        await port.warp(7_200);
        await port.act("port", "members", "admitRelayer", [key("some relayer").address]);
        const block = await port.provider.getBlockNumber();
        expect((await resolve(`?versionId=${block}`)).didDocument!.authentication!.length).to.equal(1);
        expect(await port.read("did", "validDelegate", identity(), ascii("sigAuth"), next.address)).to.equal(false);
        expect(await port.read("did", "delegates", identity(), ascii("sigAuth"), next.address)).to.not.equal(0n);
        expect(await port.read("did", "changed", identity())).to.not.equal(0n);
      });

      it("attribute: a service and a key-agreement key", async () => {
        const service = hexlify(toUtf8Bytes("https://carrier.example/lading"));
        const agreement = `0x${"a5".repeat(32)}`;
        await change("setAttribute", [identity(), ascii("did/svc/Lading"), service, YEAR], officer, signed);
        await change("setAttribute", [identity(), ascii("did/pub/X25519/enc/hex"), agreement, YEAR], officer, signed);
        const document = (await resolve()).didDocument!;
        expect(document.service![0]!.serviceEndpoint).to.equal("https://carrier.example/lading");
        expect(document.service![0]!.type).to.equal("Lading");
        expect(document.keyAgreement!.length).to.equal(1);
        const method = document.verificationMethod!.find(({ id }) => id === document.keyAgreement![0])!;
        expect(method.publicKeyHex).to.equal("a5".repeat(32));
        await change("revokeAttribute", [identity(), ascii("did/svc/Lading"), service], officer, signed);
        expect((await resolve()).didDocument!.service).to.equal(undefined);
      });

      for (const how of ["deactivate", "changeOwner to zero", "changeOwner to the tombstone"] as const) {
        it(`${how}: final, also for a key that was rotated out before`, async () => {
          await change("changeOwner", [identity(), next.address], officer, signed);
          await change("addDelegate", [identity(), ascii("veriKey"), officer.address, YEAR], next, signed);
          if (how === "deactivate") await change("deactivate", [identity()], next, signed);
          else await change("changeOwner", [identity(), how.endsWith("zero") ? ZERO_ADDRESS : TOMBSTONE], next, signed);
          const { didDocument, didDocumentMetadata } = await resolve();
          expect(didDocumentMetadata.deactivated).to.equal(true);
          expect(didDocument!.verificationMethod).to.deep.equal([]);
          expect(await port.read("did", "identityOwner", identity())).to.equal(ZERO_ADDRESS);
          expect(await port.read("did", "isDeactivated", identity())).to.equal(true);
          expect(await port.read("did", "validDelegate", identity(), ascii("veriKey"), officer.address)).to.equal(
            false,
          );
          const value = "0x01";
          const acts: [string, unknown[]][] = [
            ["changeOwner", [identity(), officer.address]],
            ["deactivate", [identity()]],
            ["addDelegate", [identity(), ascii("veriKey"), next.address, YEAR]],
            ["revokeDelegate", [identity(), ascii("veriKey"), officer.address]],
            ["setAttribute", [identity(), ascii("did/svc/Lading"), value, YEAR]],
            ["revokeAttribute", [identity(), ascii("did/svc/Lading"), value]],
          ];
          // ERC-1056's reference registry gives the identity back to `officer` here.
          for (const key of [officer, next]) {
            for (const [name, args] of acts) {
              const refused = await port.refusal("carrier", "did", name, args, { officer: key, signed });
              expect(refused, name).to.deep.equal({ name: "DidDeactivated", args: [identity()] });
            }
          }
        });
      }
    });
  }

  it("has no functions of the old signatures, which lacked chain id and deadline", () => {
    for (const name of [
      "changeOwnerSigned",
      "addDelegateSigned",
      "revokeDelegateSigned",
      "setAttributeSigned",
      "nonce",
    ]) {
      expect(port.interfaces.did.getFunction(name), name).to.equal(null);
    }
  });

  it("refuses every act of a stranger, and a validity beyond the end of time", async () => {
    const stranger = { officer: port.wallets.shipper };
    for (const [name, args] of [
      ["changeOwner", [identity(), next.address]],
      ["deactivate", [identity()]],
      ["addDelegate", [identity(), ascii("veriKey"), next.address, YEAR]],
      ["revokeDelegate", [identity(), ascii("veriKey"), next.address]],
      ["setAttribute", [identity(), ascii("did/svc/Lading"), "0x01", YEAR]],
      ["revokeAttribute", [identity(), ascii("did/svc/Lading"), "0x01"]],
    ] as [string, unknown[]][]) {
      expect(await port.refusal("shipper", "did", name, args, stranger), name).to.deep.equal({
        name: "DidNotOwner",
        args: [identity(), port.wallets.shipper.address, identity()],
      });
    }
    const endless = [identity(), ascii("veriKey"), next.address, 2n ** 256n - 1n];
    expect((await port.refusal("carrier", "did", "addDelegate", endless))!.name).to.equal("DidValidityTooLong");
    const moment = (await port.now()) + 100;
    for (const [over, error] of [
      [0n, undefined],
      [1n, "DidValidityTooLong"],
    ] as const) {
      await port.networkHelpers.time.setNextBlockTimestamp(moment);
      const longest = [identity(), ascii("veriKey"), next.address, 2n ** 256n - 1n - BigInt(moment) + over];
      expect((await port.refusal("carrier", "did", "addDelegate", longest))?.name).to.equal(error);
    }
  });

  it("a delegate is one to its last moment", async () => {
    const moment = (await port.now()) + 100;
    const valid = (): Promise<unknown> => port.read("did", "validDelegate", identity(), ascii("veriKey"), next.address);
    await port.networkHelpers.time.setNextBlockTimestamp(moment);
    await change("addDelegate", [identity(), ascii("veriKey"), next.address, 60]);
    expect(await port.read("did", "delegates", identity(), ascii("veriKey"), next.address)).to.equal(
      BigInt(moment + 60),
    );
    for (const [later, worth] of [
      [60, true],
      [61, false],
    ] as const) {
      await port.networkHelpers.time.setNextBlockTimestamp(moment + later);
      await port.networkHelpers.mine();
      expect(await valid()).to.equal(worth);
    }
  });
});
