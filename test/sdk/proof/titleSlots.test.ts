import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { decodeMember, MEMBERS_SLOT, RECORDS_SLOT, REPLACED_BY_SLOT } from "../../../sdk/src/proof/titleSlots.ts";

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

describe("titleSlots", () => {
  it("are where the compiler puts the title registry's records", function () {
    const layout = layoutOf(this, "contracts/src/title/TitleRegistry.sol", "TitleRegistry");
    expect(mapping(layout, "_records")).to.deep.equal({
      slot: RECORDS_SLOT,
      places: ["state 0+0", "trail 1+0", "contentDigest 2+0"],
    });
    expect(mapping(layout, "_replacedBy").slot).to.equal(REPLACED_BY_SLOT);
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
    expect(decodeMember(word(1n, 1n))).to.deep.equal({ active: true, carrier: true });
    expect(decodeMember(word(2n, 0xffffn))).to.deep.equal({ active: false, carrier: true });
    expect(decodeMember(word(1n, 0xfffen))).to.deep.equal({ active: true, carrier: false });
  });
});
