import { expect } from "chai";
import { assertDid, formatDid, isDid, parseDid } from "../../../sdk/src/domain/Did.ts";
import { refusalOf } from "../support.ts";

const ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

describe("Did", () => {
  it("has one canonical form", () => {
    const did = formatDid(648529, ADDRESS.toLowerCase());
    expect(did).to.equal(`did:ethr:0x9e551:${ADDRESS}`);
    expect(formatDid(648529n, ADDRESS)).to.equal(did);
    expect(parseDid(did.toLowerCase())).to.deep.equal({ did, chainId: 648529, address: ADDRESS });
    expect(isDid(did)).to.equal(true);
    expect(isDid(did.toLowerCase())).to.equal(false);
  });
  it("fails as DID_SHAPE, DID_ADDRESS, DID_CHAIN", () => {
    for (const value of [
      `did:ethr:${ADDRESS}`,
      `did:web:0x1:${ADDRESS}`,
      "did:ethr:0x1:0x12",
      `did:ethr:0x0:${ADDRESS}`,
      5,
      `did:ethr:0x1:${ADDRESS}#controller`,
    ]) {
      expect(refusalOf(() => parseDid(value, "/issuer")).code, String(value)).to.equal("DID_SHAPE");
    }
    expect(refusalOf(() => parseDid(`did:ethr:0x1:${ADDRESS.replace("f39F", "F39f")}`)).code).to.equal("DID_ADDRESS");
    expect(refusalOf(() => parseDid(`did:ethr:0x${"f".repeat(20)}:${ADDRESS}`)).code).to.equal("DID_CHAIN");
    expect(refusalOf(() => formatDid(0, ADDRESS)).code).to.equal("DID_CHAIN");
    expect(refusalOf(() => formatDid(1, "0x12")).code).to.equal("DID_ADDRESS");
  });
  it("fails as DID_OTHER_CHAIN on another ledger's DID", () => {
    const did = formatDid(1, ADDRESS);
    expect(assertDid(did, 1).address).to.equal(ADDRESS);
    expect(refusalOf(() => assertDid(did, 2)).facts).to.include({ chainId: 1, expected: 2 });
  });
});
