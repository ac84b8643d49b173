import { expect } from "chai";
import { solidityPackedKeccak256 } from "ethers";
import { commitment, normaliseDriverDocument, normalisePlate } from "../../../../sdk/src/domain/release/commitment.ts";
import { refusalOf } from "../../support.ts";

const SALT = `0x${"5a".repeat(32)}`;

describe("commitment", () => {
  it("is keccak256 of salt and UTF-8 value", () => {
    expect(commitment(SALT, "沪AD12345")).to.equal(solidityPackedKeccak256(["bytes32", "string"], [SALT, "沪AD12345"]));
  });
  it("is the same for every way of writing a plate, and another for another plate or salt", () => {
    const written = ["沪A·D12345", "沪a d12345", "沪A-D12345", "沪ＡＤ１２３４５", " 沪A.D12345 "];
    expect(new Set(written.map((plate) => commitment(SALT, normalisePlate(plate)))).size).to.equal(1);
    expect(commitment(SALT, normalisePlate("沪AD12346"))).to.not.equal(commitment(SALT, normalisePlate("沪AD12345")));
    expect(commitment(`0x${"5b".repeat(32)}`, "沪AD12345")).to.not.equal(commitment(SALT, "沪AD12345"));
  });
  it("fails as PLATE_SHAPE, DRIVER_DOCUMENT_SHAPE, COMMITMENT_SALT, and never names a driver's document", () => {
    expect(normaliseDriverDocument("310101 19900307 001x")).to.equal("31010119900307001X");
    for (const plate of ["", "A", "A*B123", "X".repeat(13)])
      expect(refusalOf(() => normalisePlate(plate)).code).to.equal("PLATE_SHAPE");
    const error = refusalOf(() => normaliseDriverDocument("3101011990#0307"));
    expect(error.code).to.equal("DRIVER_DOCUMENT_SHAPE");
    expect(JSON.stringify([error.message, error.facts, error.issues])).to.not.include("19900");
    expect(refusalOf(() => commitment("0x12", "x")).code).to.equal("COMMITMENT_SALT");
  });
});
