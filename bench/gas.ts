/**
 * Gas of our acts and of the peers' same acts, in one in-process chain of the same rules (cancun). Gas is exact: one run is enough.
 */
import { network } from "hardhat";
import { Contract, ZeroAddress, ZeroHash, encodeBytes32String, id } from "ethers";
import type { Signer } from "ethers";
import {
  creditRegistryAbi,
  documentRegistryAbi,
  financeRegistryAbi,
  memberRegistryAbi,
  titleRegistryAbi,
} from "../contracts/bindings/index.ts";
import { deployLedger } from "../contracts/deploy/deployLedger.ts";
import { benchRow } from "./Bench.ts";
import type { BenchRow } from "./Bench.ts";
import { metered, send } from "./gas/measure.ts";
import type { Metered } from "./gas/measure.ts";
import { eas, tradeTrustLife } from "./gas/peers.ts";

const NEVER = 2 ** 40 - 1;
const CARRIER = 1;
const TRADER = 4;
const BANK = 8;
const CUSTOMS = 1 << 9;
const TO_ORDER = 1;
const FULL = 1;
const DELIVERY = 1;
const TRADETRUST = "TradeTrust token-registry 5.5.1";
const EAS = "EAS 1.9";

/** See DESIGN section 10. */
export async function run(_options: { quick: boolean }): Promise<BenchRow[]> {
  const { ethers } = await network.create();
  const [founder, carrier, shipper, buyer, bank, customs, deployer] = (await ethers.getSigners()) as Signer[] as [
    Signer,
    Signer,
    Signer,
    Signer,
    Signer,
    Signer,
    Signer,
  ];
  const ledger = await deployLedger(deployer, {
    identity: await founder.getAddress(),
    legalId: id("port office"),
    name: "Port Office",
  });
  const at = (name: string, abi: readonly unknown[]): Contract =>
    new Contract(ledger.registries[name] ?? ZeroAddress, abi as [], deployer);
  const members = at("members", memberRegistryAbi);
  const title = at("title", titleRegistryAbi);
  const rows: BenchRow[] = [];
  const own = (what: string, ours: number): void => {
    rows.push(benchRow({ what, unit: "gas", better: "lower", ours, peer: null, peerName: null, goal: null }));
  };

  for (const [signer, roles, name] of [
    [carrier, CARRIER, "carrier"],
    [shipper, TRADER, "shipper"],
    [buyer, TRADER, "buyer"],
    [bank, BANK, "bank"],
    [customs, CUSTOMS, "customs"],
  ] as const) {
    await send(members, founder, "admit", await signer.getAddress(), id(name), roles, name);
  }
  const gas = metered(title);
  const peer = await tradeTrustLife(carrier, shipper, buyer);

  await gas(buyer, "grantStandingAcceptance", 3, NEVER, ZeroHash);
  const oneStep = await life(title, gas, { carrier, shipper, buyer }, "HLCUSHA261124000123A", false);
  await gas(buyer, "endStandingAcceptance", 3, ZeroHash);
  const twoPhases = await life(title, gas, { carrier, shipper, buyer }, "HLCUSHA261124000123B", true);
  const lifeRow = (what: string, ours: number, goal: number): BenchRow =>
    benchRow({ what, unit: "gas", better: "lower", ours, peer, peerName: TRADETRUST, goal });
  rows.push(lifeRow("life of a bill, standing acceptance", sum(oneStep), 0.4));
  rows.push(lifeRow("life of a bill, two phases", sum(twoPhases), 0.48));

  const credit = await creditGas(at("credit", creditRegistryAbi), founder, customs);
  const attestations = await eas(customs, await buyer.getAddress());
  const creditRow = (what: string, ours: number, theirs: number, goal: number): BenchRow =>
    benchRow({ what, unit: "gas", better: "lower", ours, peer: theirs, peerName: EAS, goal });
  rows.push(creditRow("attest a credit grade", credit.attest, attestations.attest, 0.4));
  rows.push(creditRow("revoke a credit grade", credit.revoke, attestations.revoke, 0.6));

  for (const [act, used] of Object.entries(oneStep)) own(`title ${act}`, used);
  own("title offer (to be accepted)", twoPhases.offer!);
  own("title accept", twoPhases.accept!);
  for (const [act, used] of Object.entries(await rareActs(title, gas, { carrier, shipper, buyer, bank, founder }))) {
    own(`title ${act}`, used);
  }
  for (const [act, used] of Object.entries(await financeGas(at("finance", financeRegistryAbi), bank))) {
    own(`finance ${act}`, used);
  }
  const document = await documentGas(at("document", documentRegistryAbi), founder, customs);
  rows.push(creditRow("attest a trade document", document.attest!, attestations.attest, 1));
  rows.push(creditRow("revoke a trade document", document.revoke!, attestations.revoke, 1));
  for (const [act, used] of Object.entries(document)) own(`document ${act}`, used);
  return rows;
}

const sum = (gas: Record<string, number>): number => Object.values(gas).reduce((a, b) => a + b, 0);
const idOf = async (title: Contract, number: string): Promise<string> =>
  (await title.getFunction("titleIdFor").staticCall(2, encodeBytes32String(number))) as string;

/** Issue to the shipper's order, full endorsement with transfer, surrender for delivery, acceptance; each sent by an officer. */
async function life(
  title: Contract,
  gas: Metered,
  { carrier, shipper, buyer }: Record<"carrier" | "shipper" | "buyer", Signer>,
  number: string,
  twoPhases: boolean,
): Promise<Record<string, number>> {
  const used: Record<string, number> = {};
  const bill = encodeBytes32String(number);
  used.issue = await gas(carrier, "issue", 2, bill, TO_ORDER, 3, 3, id(`content ${number}`), ZeroHash);
  const key = await idOf(title, number);
  // A deadline of as many significant bytes as real ones; fixed, so that the same code gives the same gas on any day.
  const validUntil = 1_999_999_999;
  used.offer = await gas(shipper, "offer", key, 4, FULL, validUntil, ZeroHash);
  if (twoPhases) used.accept = await gas(buyer, "accept", key, ZeroHash);
  used.surrender = await gas(buyer, "surrender", key, DELIVERY, ZeroHash);
  used.acceptSurrender = await gas(carrier, "acceptSurrender", key, ZeroHash);
  return used;
}

/** The other acts of a bill, on bills of their own. */
async function rareActs(
  title: Contract,
  gas: Metered,
  by: Record<"carrier" | "shipper" | "buyer" | "bank" | "founder", Signer>,
): Promise<Record<string, number>> {
  const used: Record<string, number> = {};
  const proof = id("instrument");
  let serial = 0;
  const bill = async (): Promise<string> => {
    const number = `HLCUSHA2611250${String(serial++).padStart(6, "0")}`;
    await gas(by.carrier, "issue", 2, encodeBytes32String(number), TO_ORDER, 3, 3, id(number), ZeroHash);
    return idOf(title, number);
  };

  const offered = await bill();
  await gas(by.shipper, "offer", offered, 4, 2, NEVER, ZeroHash);
  used.decline = await gas(by.buyer, "decline", offered, ZeroHash);
  await gas(by.shipper, "offer", offered, 4, 2, NEVER, ZeroHash);
  used.recall = await gas(by.shipper, "recall", offered, ZeroHash);
  used.sign = await gas(by.shipper, "sign", offered, proof);
  used.endorseBlank = await gas(by.shipper, "endorseBlank", offered, ZeroHash);

  const pledged = await bill();
  used.offerPledge = await gas(by.shipper, "offerPledge", pledged, 5, 4, NEVER, NEVER, ZeroHash);
  used.acceptPledge = await gas(by.bank, "acceptPledge", pledged, ZeroHash);
  used.redirectPledge = await gas(by.shipper, "redirectPledge", pledged, 4, ZeroHash);
  used.entrust = await gas(by.bank, "entrust", pledged, 4, NEVER, ZeroHash);
  await gas(by.buyer, "accept", pledged, ZeroHash);
  used.consentSurrender = await gas(by.bank, "consentSurrender", pledged, DELIVERY, ZeroHash);
  used.releasePledge = await gas(by.bank, "releasePledge", pledged, 4, 0, ZeroHash);

  const amended = await bill();
  await gas(by.shipper, "surrender", amended, 2, ZeroHash);
  used.refuseSurrender = await gas(by.carrier, "refuseSurrender", amended, encodeBytes32String("FREIGHT"), ZeroHash);
  await gas(by.shipper, "surrender", amended, 2, ZeroHash);
  const next = { transportDocumentReference: encodeBytes32String("HLCUSHA261126000000A"), kind: TO_ORDER, endorsee: 3 };
  used["replace (one by one)"] = await gas(
    by.carrier,
    "replace",
    2,
    [amended],
    [{ ...next, contentDigest: id("amended") }],
    proof,
  );
  const paper = await bill();
  await gas(by.shipper, "surrender", paper, 5, ZeroHash);
  used.convertToPaper = await gas(by.carrier, "convertToPaper", paper, id("serials"), proof);
  const frozen = await bill();
  used.freeze = await gas(by.founder, "freeze", frozen, proof);
  used.unfreeze = await gas(by.founder, "unfreeze", frozen, proof);
  used.recordDelivery = await gas(by.carrier, "recordDelivery", frozen, proof);
  return used;
}

/** Attest a grade of a three-field record (grade, first moment, evidence) and revoke it. */
async function creditGas(
  credit: Contract,
  founder: Signer,
  customs: Signer,
): Promise<{ attest: number; revoke: number }> {
  const gas = metered(credit);
  const field = 1;
  await gas(founder, "establishRoot", 6, field, 2, NEVER, ZeroHash);
  const code = encodeBytes32String("GACC-282");
  await gas(customs, "publishScheme", code, 1, field, 5, id("rules"));
  const scheme = (await credit.getFunction("findScheme").staticCall(6, code, 1)) as bigint;
  await gas(customs, "nameGrade", scheme, 1, encodeBytes32String("AEO"), 1, ZeroHash);
  const atOnce = 0;
  await gas(customs, "attest", 3, scheme, 1, atOnce, 1_999_000_000, id("another"));
  const receipt = await send(credit, customs, "attest", 4, scheme, 1, atOnce, 1_999_000_000, id("evidence"));
  const given = receipt.logs
    .map((log) => credit.interface.parseLog(log))
    .find((log) => log?.name === "AttestationGiven")!;
  const revoke = await gas(customs, "revoke", given.args[0], 7, ZeroHash);
  return { attest: Number(receipt.gasUsed), revoke };
}

/** A bank's lock on documents that are not on the ledger. */
async function financeGas(finance: Contract, bank: Signer): Promise<Record<string, number>> {
  const gas = metered(finance);
  const used: Record<string, number> = {};
  const [fingerprint, commitment] = [id("fingerprint"), id("commitment")];
  used.register = await gas(bank, "register", fingerprint, commitment, ZeroHash, ZeroHash);
  const key = (await finance.getFunction("financingIdFor").staticCall(fingerprint, commitment)) as string;
  used.finance = await gas(bank, "finance", key, ZeroHash);
  used.cancel = await gas(bank, "cancel", key, ZeroHash);
  return used;
}

/** An authority's certificate about a container, corrected once and revoked; its type admitted before. */
async function documentGas(document: Contract, founder: Signer, customs: Signer): Promise<Record<string, number>> {
  const gas = metered(document);
  const used: Record<string, number> = {};
  const [schema, container] = [id("schema"), encodeBytes32String("MSKU6011672")];
  const [from, until] = [1_700_000_000, 1_999_999_999];
  used.admitType = await gas(founder, "admitType", schema, CUSTOMS, encodeBytes32String("permit"), ZeroHash);
  const about = [5, container] as const;
  used.attest = await gas(customs, "attest", schema, id("first"), ...about, from, until, ZeroHash);
  const key = (digest: string): Promise<string> =>
    document.getFunction("documentIdFor").staticCall(6, schema, id(digest)) as Promise<string>;
  used.supersede = await gas(customs, "supersede", await key("first"), schema, id("second"), from, until, ZeroHash);
  used.revoke = await gas(customs, "revoke", await key("second"), 7, ZeroHash);
  return used;
}
