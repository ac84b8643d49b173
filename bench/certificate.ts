import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { encodeBytes32String } from "ethers";
import { bytesDigest, encodeContainer, jsonDigest, readJson, releaseId, titleId } from "@lading/sdk";
import {
  headerFromRpc,
  requestCertificate,
  requestCreditCertificate,
  requestReleaseCertificate,
  type Request,
} from "@lading/sdk/proof/request";
import { parseTrustAnchor, readSealedHeader, verifyAnyCertificate, type TrustAnchor } from "@lading/sdk/proof";
import { attestationId, memberWord } from "../sdk/src/domain/credit/attestationId.ts";
import { encodeReference } from "../sdk/src/domain/title/titleId.ts";
import {
  BANK,
  CARRIER,
  CUSTOMS,
  DEPOT,
  FORWARDER,
  HAULIER,
  startLedger,
  TERMINAL,
  TRADER,
  type RunningLedger,
} from "../test/sdk/proof/runningLedger.ts";
import { benchRow, median, type BenchRow } from "./Bench.ts";

const REFERENCE = "JHCL26HAM004217";
const CONTAINER = "CSQU3054383";
/** Members in the order of their admission; the port office is the first. */
const [office, carrier, shipper, bank, buyer] = [1, 2, 3, 4, 5] as const;
const [forwarder, haulier, terminal, depot, customs, branch] = [6, 7, 8, 9, 10, 11] as const;
const ROLES = [CARRIER, TRADER, BANK, TRADER, FORWARDER, HAULIER, TERMINAL, DEPOT, CUSTOMS, CUSTOMS] as const;
const NOTHING = `0x${"00".repeat(32)}`;
/** Numbers of TitleState.sol. */
const TO_ORDER = 1;
const FOR_DELIVERY = 1;
/** The grade that is attested, and what attests it. */
const NEVER = 0xff_ffff_ffff;
const FIELD = 1;
const EVIDENCE = bytesDigest(new TextEncoder().encode("a credential"));

type Act = readonly [member: number, name: string, args: readonly unknown[]];

/** A bill from its issue through a pledge to its end: ten acts, by four members. */
async function tellTenActs(ledger: RunningLedger, document: object): Promise<string> {
  const id = titleId(carrier, REFERENCE);
  const later = Math.floor(Date.now() / 1000) + 3600;
  const pledge = [id, bank, buyer, later, later, NOTHING];
  const issue = [carrier, encodeReference(REFERENCE), TO_ORDER, shipper, shipper, jsonDigest(document), NOTHING];
  await tell(ledger, "title", [
    [carrier, "issue", issue],
    [shipper, "sign", [id, jsonDigest(document)]],
    [shipper, "offerPledge", pledge],
    [shipper, "recall", [id, NOTHING]],
    [shipper, "offerPledge", pledge],
    [bank, "acceptPledge", [id, NOTHING]],
    [bank, "releasePledge", [id, buyer, later, NOTHING]],
    [buyer, "accept", [id, NOTHING]],
    [buyer, "surrender", [id, FOR_DELIVERY, NOTHING]],
    [carrier, "acceptSurrender", [id, NOTHING]],
  ]);
  return id;
}

/** The right to collect the bill's container: passed on once, given to a haulier and its vehicle, every light green. Eight acts. */
async function tellRelease(ledger: RunningLedger, bill: string): Promise<string> {
  const id = releaseId(bill, CONTAINER, terminal, 0);
  const slot = Math.floor(Date.now() / 1000) - 60;
  const later = slot + 3600;
  const [driver, plate, green] = [`0x${"0d".repeat(32)}`, `0x${"0e".repeat(32)}`, 1];
  await tell(ledger, "release", [
    [carrier, "issue", [bill, encodeContainer(CONTAINER), terminal, buyer, depot, 0, later, 3, NOTHING]],
    [buyer, "offer", [id, forwarder, 0, 1, 0, later, NOTHING]],
    [forwarder, "accept", [id, NOTHING]],
    [forwarder, "assign", [id, haulier, 0, NOTHING]],
    [haulier, "nominate", [id, driver, plate, slot, later, NOTHING]],
    [carrier, "setLight", [id, 0, green, 0, NOTHING]],
    [customs, "setLight", [id, 1, green, 0, NOTHING]],
    [terminal, "setLight", [id, 2, green, 0, NOTHING]],
  ]);
  return id;
}

/** A grade by a branch of customs, which customs accredited, which the port office did. */
async function tellGrade(ledger: RunningLedger): Promise<string> {
  await tell(ledger, "credit", [
    [office, "establishRoot", [office, FIELD, 2, NEVER, NOTHING]],
    [office, "accredit", [customs, FIELD, 1, NEVER, NOTHING]],
    [customs, "accredit", [branch, FIELD, 0, NEVER, NOTHING]],
    [customs, "publishScheme", [encodeBytes32String("GACC-282"), 1, FIELD, 1, EVIDENCE]],
    [customs, "nameGrade", [1, 1, encodeBytes32String("certified"), 0, NOTHING]],
    [branch, "attest", [buyer, 1, 1, 0, NEVER, EVIDENCE]],
  ]);
  return attestationId({ scheme: 1, subject: memberWord(buyer), position: 0 });
}

async function tell(ledger: RunningLedger, right: "title" | "release" | "credit", acts: readonly Act[]): Promise<void> {
  for (const [member, name, args] of acts) {
    const sent = await ledger
      .member(member)
      [right].getFunction(name)
      .send(...args, { gasPrice: 0 });
    await sent.wait();
  }
}

/** What a reader trusts beforehand: the validators of the ledger's first block. */
async function anchorOf(ledger: RunningLedger, request: Request): Promise<TrustAnchor> {
  const block = (await request({ method: "eth_getBlockByNumber", params: ["0x1", false] })) as Record<string, unknown>;
  const { validators } = readSealedHeader(headerFromRpc(block));
  return parseTrustAnchor({ chainId: ledger.chainId, validators, registries: ledger.registries });
}

/** Milliseconds of one verification, from the file's text to the verdict; a wrong verdict counts for nothing. */
function verifyOnce(file: string, anchor: TrustAnchor, expected: string): number {
  const started = performance.now();
  const verified = verifyAnyCertificate(readJson(file), anchor);
  const took = performance.now() - started;
  const said = verified.right === "release" ? verified.verdict.state : verified.verdict.status;
  if (said !== expected) throw new Error(`the verdict is ${said}, expected ${expected}`);
  return took;
}

/** A certificate to be measured. */
type Sample = {
  /** What the rows call it. */
  what: string;
  file: string;
  /** What the row of its size calls it, and the file where another one must be small. */
  sized?: { what: string; file: string };
  /** Its status, or the state of its release. */
  says: string;
};

/** Two rows of a certificate: how long its verification takes, and its size. */
function rowsOf({ what, file, sized = { what, file }, says }: Sample, anchor: TrustAnchor, quick: boolean): BenchRow[] {
  const [warmUp, counted] = quick ? [50, 200] : [200, 2_000];
  for (let i = 0; i < warmUp; i++) verifyOnce(file, anchor, says);
  const times = Array.from({ length: counted }, () => verifyOnce(file, anchor, says));
  const alone = { better: "lower", peer: null, peerName: null } as const;
  return [
    benchRow({ ...alone, what: `offline verification of ${what}, median`, unit: "ms", ours: median(times), goal: 10 }),
    benchRow({
      ...alone,
      what: `certificate of ${sized.what}`,
      unit: "bytes",
      ours: Buffer.byteLength(sized.file),
      goal: 16_384,
    }),
  ];
}

/** Certificates of a bill, a release and a grade, made from a ledger of this run: how fast each is verified and how large it is. No peer has one. */
export async function run({ quick }: { quick: boolean }): Promise<BenchRow[]> {
  const vector = fileURLToPath(new URL("../test/vectors/transport-document.json", import.meta.url));
  const document = JSON.parse(readFileSync(vector, "utf8")) as object;
  const ledger = await startLedger(ROLES);
  try {
    const request: Request = ({ method, params }) => ledger.provider.send(method, [...params]);
    const { chainId, registries } = ledger;
    const title = await tellTenActs(ledger, document);
    const release = await tellRelease(ledger, title);
    const attestation = await tellGrade(ledger);
    const bare = await requestCertificate(request, { title, chainId, registries });
    const whole = await requestCertificate(request, { title, chainId, registries, document });
    const collect = await requestReleaseCertificate(request, { release, chainId, registries });
    const grade = await requestCreditCertificate(request, { attestation, chainId, registries });
    const samples: readonly Sample[] = [
      {
        what: "a bill with ten acts and its document",
        file: JSON.stringify(whole),
        sized: { what: "a bill with ten acts, without its document", file: JSON.stringify(bare) },
        says: "accomplished",
      },
      { what: "a release with eight acts, every light green", file: JSON.stringify(collect), says: "ready" },
      { what: "a grade, accredited over two agencies to the root", file: JSON.stringify(grade), says: "valid" },
    ];
    const anchor = await anchorOf(ledger, request);
    return samples.flatMap((sample) => rowsOf(sample, anchor, quick));
  } finally {
    await ledger.stop();
  }
}
