import { expect } from "chai";
import hre from "hardhat";
import { id } from "ethers";
import { NEVER, ZERO, ascii, createPort } from "../release/port.ts";
import type { Port } from "../release/port.ts";
import { DIGEST, FIELD, foundCredit } from "./founding.ts";
import type { Standing } from "./founding.ts";

describe("the first trade's credit", () => {
  let port: Port;
  before(async () => {
    port = await createPort();
    await foundCredit(port);
  });

  it("attests, recognises with consent, and takes it all back", async () => {
    const { act, ids, read } = port;
    const standing = async (): Promise<Standing> => read<Standing>("credit", "standing", ids.buyer, ids.maritime, 0);
    expect((await standing()).trace[0]!.outcome).to.equal(2n, "not shared, before there is a record");
    const attested = await act("customs", "credit", "attest", [ids.buyer, 1, 1, 0, NEVER, DIGEST]);
    const attestation = attested.result as string;
    expect((await standing()).trace[0]!.outcome).to.equal(2n, "not shared, with a record");
    await act("buyer", "credit", "grantConsent", [ids.maritime, 1, NEVER, ZERO], { signed: true });
    const shared = await standing();
    expect(shared.benefits).to.equal(5n);
    expect(shared.trace[0]!.attestation).to.equal(attestation);
    expect(shared.trace[0]!.grade).to.equal(1n);
    await act("customs", "credit", "revoke", [attestation, 4, ZERO], { signed: true });
    expect((await standing()).trace[0]!.outcome).to.equal(4n);
    expect((await standing()).benefits).to.equal(0n);
    await act("buyer", "credit", "withdrawConsent", [ids.maritime, 1, ZERO]);
    expect((await standing()).trace[0]!.outcome).to.equal(2n);
  });

  it("costs no more than 0.40 of an EAS attestation and 0.60 of its revocation", async function () {
    if (hre.globalOptions.coverage) this.skip(); // instrumented code costs more
    const { act, ids } = port;
    const given = await act("customs", "credit", "attest", [ids.forwarder, 1, 2, 0, NEVER, id("evidence")]);
    expect(Number(given.gasUsed)).to.be.at.most(99_900);
    const revoked = await act("customs", "credit", "revoke", [given.result, 4, ZERO]);
    expect(Number(revoked.gasUsed)).to.be.at.most(41_135);
  });

  it("refuses a field outside the accreditation", async () => {
    expect(
      await port.refusal("maritime", "credit", "publishScheme", [ascii("X"), 1, FIELD.customs, 3, DIGEST]),
    ).to.deep.equal({ name: "CreditNotAccredited", args: [BigInt(port.ids.maritime), BigInt(FIELD.customs)] });
  });
});
