import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { DOCUMENTS_SLOT, TYPES_SLOT } from "../../../sdk/src/proof/documentSlots.ts";
import {
  ACCREDITATIONS_SLOT,
  ATTESTATIONS_SLOT,
  FLAGS_OF_SLOT,
  SCHEMES_SLOT,
} from "../../../sdk/src/proof/creditSlots.ts";
import { decodeMember, MEMBERS_SLOT } from "../../../sdk/src/proof/memberSlots.ts";
import { BOXES_SLOT, RIGHTS_SLOT, TRAILS_SLOT } from "../../../sdk/src/proof/releaseSlots.ts";
import { RECORDS_SLOT, REPLACED_BY_SLOT } from "../../../sdk/src/proof/titleSlots.ts";

type Layout = {
  storage: { label: string; slot: string; type: string }[];
  types: Record<string, { value?: string; members?: { label: string; slot: string; offset: number }[] }>;
};

/** The compiler's storage layout of a contract, from Hardhat's artifacts. */
function layoutOf(context: Mocha.Context, source: string, name: string): Layout {
  const artifacts = new URL("../../../artifacts/", import.meta.url);
  const artifact = new URL(`${source}/${name}.json`, artifacts);
  if (!existsSync(artifact)) {
    console.log(`      skipped: ${name} is not compiled; run npm run build:contracts`);
    context.skip();
  }
  const { buildInfoId } = JSON.parse(readFileSync(artifact, "utf8")) as { buildInfoId: string };
  const build = JSON.parse(readFileSync(new URL(`build-info/${buildInfoId}.output.json`, artifacts), "utf8")) as {
    output: { contracts: Record<string, Record<string, { storageLayout: Layout }>> };
  };
  const layout = build.output.contracts[`project/${source}`]?.[name]?.storageLayout;
  if (layout === undefined) throw new Error(`no storage layout of ${name}`);
  return layout;
}

/** Slot of a mapping, and the places of the struct that it leads to. */
function mapping(layout: Layout, label: string): { slot: number; places: string[] } {
  const variable = layout.storage.find((one) => one.label === label);
  const value = layout.types[variable?.type ?? ""]?.value ?? "";
  const places = (layout.types[value]?.members ?? []).map(
    (member) => `${member.label} ${member.slot}+${member.offset}`,
  );
  return { slot: Number(variable?.slot), places };
}

describe("storage slots", () => {
  it("are where the compiler puts the credit registry's records", function () {
    const layout = layoutOf(this, "contracts/src/credit/CreditRegistry.sol", "CreditRegistry");
    expect(mapping(layout, "_records")).to.deep.equal({ slot: ATTESTATIONS_SLOT, places: ["facts 0+0", "head 1+0"] });
    const accreditations = mapping(layout, "_accreditations");
    expect(accreditations.slot).to.equal(ACCREDITATIONS_SLOT);
    expect(accreditations.places).to.deep.equal([
      ...["parent 0+0", "fields 0+4", "depth 0+8", "validFrom 0+9", "validUntil 0+14", "endedAt 0+19"],
    ]);
    const schemes = mapping(layout, "_schemes");
    expect(schemes.slot).to.equal(SCHEMES_SLOT);
    expect(schemes.places).to.include.members(["publisher 0+0", "field 0+4"]);
    expect(mapping(layout, "_flagsOf").slot).to.equal(FLAGS_OF_SLOT);
  });
  it("are where the compiler puts the title registry's records", function () {
    const layout = layoutOf(this, "contracts/src/title/TitleRegistry.sol", "TitleRegistry");
    expect(mapping(layout, "_records")).to.deep.equal({
      slot: RECORDS_SLOT,
      places: ["state 0+0", "trail 1+0", "contentDigest 2+0"],
    });
    expect(mapping(layout, "_replacedBy").slot).to.equal(REPLACED_BY_SLOT);
  });
  it("are where the compiler puts the release registry's rights, trails and containers", function () {
    const layout = layoutOf(this, "contracts/src/release/ReleaseRegistry.sol", "ReleaseRegistry");
    const rights = mapping(layout, "_rights");
    expect(rights.slot).to.equal(RIGHTS_SLOT);
    expect(rights.places).to.deep.equal([
      "state 0+0",
      "inner 0+1",
      "carrier 0+2",
      "terminal 0+6",
      "holder 0+10",
      "other 0+14",
      "validFrom 0+18",
      "validUntil 0+23",
      "remaining 0+28",
      "links 0+29",
      "lights 0+30",
      "marks 0+31",
    ]);
    expect(mapping(layout, "_trails").slot).to.equal(TRAILS_SLOT);
    const boxes = mapping(layout, "_boxes");
    expect(boxes.slot).to.equal(BOXES_SLOT);
    expect(boxes.places).to.include("holds 1+4");
  });
  it("are where the compiler puts the document registry's types and records", function () {
    const layout = layoutOf(this, "contracts/src/document/DocumentRegistry.sol", "DocumentRegistry");
    expect(mapping(layout, "_types")).to.deep.equal({
      slot: TYPES_SLOT,
      places: ["status 0+0", "issuers 0+1", "name 1+0"],
    });
    const { slot, places } = mapping(layout, "_records");
    expect(slot).to.equal(DOCUMENTS_SLOT);
    expect(places).to.include.members(["issuer 0+0", "trail 1+0", "subject 2+0", "supersedes 5+0"]);
  });
  it("are where the compiler puts the members registry's members", function () {
    const layout = layoutOf(this, "contracts/src/members/MemberRegistry.sol", "MemberRegistry");
    const { slot, places } = mapping(layout, "_members");
    expect(slot).to.equal(MEMBERS_SLOT);
    expect(places).to.include.members(["identity 0+0", "roles 0+20", "status 0+24"]);
  });
});

describe("decodeMember", () => {
  it("reads status and role", () => {
    const word = (status: bigint, roles: bigint) =>
      `0x${((status << 192n) | (roles << 160n) | 0xffffn).toString(16).padStart(64, "0")}`;
    expect(decodeMember(word(1n, 1n))).to.deep.equal({ active: true, roles: 1 });
    expect(decodeMember(word(2n, 0xffffn))).to.deep.equal({ active: false, roles: 0xffff });
    expect(decodeMember(word(3n, 0xffff_ffffn))).to.deep.equal({ active: false, roles: 0xffff_ffff });
  });
});
