import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { keccak256, toUtf8Bytes } from "ethers";
import { build } from "vite";
import { flagBits, ROLES } from "../../../sdk/src/domain/acts/index.ts";
import { documentId, documentSubject } from "../../../sdk/src/domain/tradeDocuments/index.ts";
import { readTradeDocumentTypes } from "../../../sdk/src/files/tradeDocumentTypes.ts";
import { referenceToBytes32 } from "../../../sdk/src/domain/typedData/typedData.ts";
import { bill, NOTHING, now, theWorld, type Person, type World } from "../../api/support.ts";
import { lading, type Outcome } from "../../wallet-cli/support/lading.ts";

/** Seconds since 1970 that stand for no end. */
const NEVER = 2 ** 40 - 1;
const CONTAINER = "CSQU3054383";

/** A port with bills in every state that the console must tell apart, on a real ledger behind a real API. */
export type Port = {
  world: World;
  consignee: Person;
  /** Ids of titles by what is told of them. */
  titles: Record<"accomplished" | "offered" | "pledged" | "frozen" | "delivered" | "live", `0x${string}`>;
  release: `0x${string}`;
  /** Trade documents by what is told of them: both about the live bill, or the container. */
  documents: Record<"policy" | "revoked" | "inspection", `0x${string}`>;
  container: string;
  /** Runs the wallet of one of the consignee's officers. */
  wallet(words: readonly string[]): Promise<Outcome>;
  close(): void;
};

/** Builds the console as it is now, starts everything, and lets members trade. */
export async function openPort(): Promise<Port> {
  await build({
    root: fileURLToPath(new URL("../../../web", import.meta.url)),
    logLevel: "error",
  });
  const world = await theWorld();
  const carrier = await world.admit("Jianghai Container Lines", "carrier");
  const shipper = await world.admit("Hansa Feinmechanik GmbH", "trader");
  const consignee = await world.admit("上海临港精密机械有限公司 Lingang", "trader");
  const bank = await world.admit("黄浦贸易银行 Huangpu Bank", "bank");
  const terminal = await world.admit("洋山港码头 Yangshan Terminal", "terminal");

  const issue = async (holder: Person): Promise<`0x${string}`> =>
    (await carrier.act("title", "issue", bill(carrier, holder))).subject!;
  const offer = (title: string): Promise<unknown> =>
    shipper.act("title", "offer", {
      ...{ title, to: consignee.member, endorsement: 2, validUntil: now() + 86_400, instrument: NOTHING },
    });

  const accomplished = await issue(shipper);
  await offer(accomplished);
  await consignee.act("title", "accept", { title: accomplished, instrument: NOTHING });
  await consignee.act("title", "surrender", { title: accomplished, purpose: 1, instrument: NOTHING });
  await carrier.act("title", "acceptSurrender", { title: accomplished, instrument: NOTHING });
  const { subject: release } = await carrier.act("release", "issue", {
    title: accomplished,
    container: referenceToBytes32(CONTAINER),
    terminal: terminal.member,
    firstParty: consignee.member,
    depot: 0,
    validFrom: 0,
    validUntil: now() + 86_400,
    depth: 3,
    instrument: NOTHING,
  });

  await carrier.act("release", "setLight", {
    ...{ release: release!, light: 0, colour: 1, reason: 0, instrument: NOTHING },
  });

  const offered = await issue(shipper);
  await offer(offered);
  const pledged = await issue(consignee);
  await consignee.act("title", "offerPledge", {
    ...{ title: pledged, to: bank.member, releaseTo: 0, enforceableFrom: now() + 864_000 },
    ...{ validUntil: now() + 86_400, instrument: NOTHING },
  });
  await bank.act("title", "acceptPledge", { title: pledged, instrument: NOTHING });
  const frozen = await issue(consignee);
  await world.office.act("title", "freeze", { title: frozen, instrument: keccak256(toUtf8Bytes("case 7")) });
  const delivered = await issue(consignee);
  await carrier.act("title", "recordDelivery", { title: delivered, instrument: keccak256(toUtf8Bytes("indemnity")) });
  const live = await issue(consignee);

  const documents = await attestDocuments(world, live);

  const passphrase = join(world.folder, "console-passphrase");
  writeFileSync(passphrase, "a passphrase of the test\n", { mode: 0o600 });
  const wallet = (words: readonly string[]): Promise<Outcome> =>
    lading([...words, "--json", "--wallet", join(world.folder, "console-wallet"), "--passphrase-file", passphrase], {
      env: { LADING_API_URL: world.apiUrl, LADING_RPC_URL: world.rpcUrl },
    });
  const made = await wallet(["wallet", "create"]);
  await consignee.act("members", "appoint", {
    ...{ officer: made.data.address as string, scopes: 0b10, validUntil: NEVER },
  });
  return {
    world,
    consignee,
    titles: { accomplished, offered, pledged, frozen, delivered, live },
    release: release!,
    documents,
    container: CONTAINER,
    wallet,
    close: () => rmSync(passphrase, { force: true }),
  };
}

/** An insurer's policy and a revoked one about a bill, and what customs found in the container. */
async function attestDocuments(world: World, title: string): Promise<Port["documents"]> {
  const insurer = await world.admit("东方海上保险 Oriental Marine", "insurer");
  const customs = await world.admit("上海海关 Shanghai Customs", "customs");
  const types = readTradeDocumentTypes();
  for (const { schemaDigest, issuers, name, schema } of types) {
    await world.office.act("document", "admitType", {
      ...{
        schema: schemaDigest,
        issuers: flagBits(issuers, ROLES)!,
        name: referenceToBytes32(name),
        instrument: NOTHING,
      },
    });
    const body = { content: schema as Record<string, unknown> };
    await insurer.client.documentTypes.put({ schema: schemaDigest as `0x${string}`, body });
  }
  const attest = async (issuer: Person, name: string, text: string, subjectKind: number, subject: string) => {
    const { schemaDigest: schema } = types.find((type) => type.name === name)!;
    const digest = keccak256(toUtf8Bytes(text));
    const terms = { validFrom: 0, validUntil: now() + 86_400, instrument: NOTHING };
    await issuer.act("document", "attest", { schema, digest, subjectKind, subject, ...terms });
    return documentId(issuer.member, schema, digest) as `0x${string}`;
  };
  const policy = await attest(insurer, "insurance-certificate", "policy", 3, title);
  const revoked = await attest(insurer, "insurance-certificate", "withdrawn policy", 3, title);
  await insurer.act("document", "revoke", { document: revoked, reason: 4, instrument: NOTHING });
  const { word } = documentSubject("container", CONTAINER);
  const inspection = await attest(customs, "inspection-certificate", "finding", 5, word);
  return { policy, revoked, inspection };
}
