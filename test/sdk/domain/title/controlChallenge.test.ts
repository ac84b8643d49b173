import { expect } from "chai";
import { Wallet } from "ethers";
import {
  controlTypedData,
  provesControl,
  recoverController,
} from "../../../../sdk/src/domain/title/controlChallenge.ts";
import { refusalOf } from "../../support.ts";

const officer = new Wallet(`0x${"07".repeat(32)}`);
const NOW = 1_795_000_000;
const challenge = {
  chainId: 648529,
  title: `0x${"11".repeat(32)}`,
  audience: "Bank of Shanghai",
  nonce: `0x${"22".repeat(32)}`,
  notAfter: NOW + 300,
};

const answer = async (to = challenge): Promise<string> => {
  const { domain, types, message } = controlTypedData(to);
  return officer.signTypedData(domain, types, message);
};

describe("controlChallenge", () => {
  it("recovers the officer that answered", async () => {
    expect(recoverController(challenge, await answer(), NOW)).to.equal(officer.address);
  });
  it("recovers somebody else from an answer to another title, audience, nonce, time or chain", async () => {
    const signature = await answer();
    const others = [
      { title: `0x${"12".repeat(32)}` },
      { audience: "Another bank" },
      { nonce: `0x${"23".repeat(32)}` },
      { notAfter: NOW + 301 },
      { chainId: 1 },
    ];
    for (const other of others)
      expect(recoverController({ ...challenge, ...other }, signature, NOW)).to.not.equal(officer.address);
  });
  it("fails as CONTROL_ANSWER_LATE and CONTROL_ANSWER_MALFORMED", async () => {
    const signature = await answer();
    expect(refusalOf(() => recoverController(challenge, signature, NOW + 301)).code).to.equal("CONTROL_ANSWER_LATE");
    expect(refusalOf(() => recoverController(challenge, "0x1234", NOW)).code).to.equal("CONTROL_ANSWER_MALFORMED");
  });
  it("counts only an officer of the holder, with the scope, still in office", () => {
    const known = { member: 3, scopes: ["title", "release"], validUntil: NOW };
    expect(provesControl(known, 3, NOW)).to.equal(true);
    expect(provesControl(known, 4, NOW)).to.equal(false);
    expect(provesControl({ ...known, scopes: ["release"] }, 3, NOW)).to.equal(false);
    expect(provesControl(known, 3, NOW + 1)).to.equal(false);
    expect(provesControl({ ...known, member: 0 }, 0, NOW)).to.equal(false);
  });
});
