import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { jsonDigest, readJson, titleId } from "@lading/sdk";
import { headerFromRpc, requestCertificate, type Request } from "@lading/sdk/proof/request";
import { parseTrustAnchor, readSealedHeader, verifyCertificate, type TrustAnchor } from "@lading/sdk/proof";
import { encodeReference } from "../sdk/src/domain/title/titleId.ts";
import { BANK, CARRIER, startLedger, TRADER, type RunningLedger } from "../test/sdk/proof/runningLedger.ts";
import { benchRow, median, type BenchRow } from "./Bench.ts";

const REFERENCE = "JHCL26HAM004217";
/** Members in the order of their admission; the port office is the first. */
const [carrier, shipper, bank, buyer] = [2, 3, 4, 5] as const;
const NOTHING = `0x${"00".repeat(32)}`;
/** Numbers of TitleState.sol. */
const TO_ORDER = 1;
const FOR_DELIVERY = 1;

/** A bill from its issue through a pledge to its end: ten acts, by four members. */
async function tellTenActs(ledger: RunningLedger, document: object): Promise<string> {
  const id = titleId(carrier, REFERENCE);
  const later = Math.floor(Date.now() / 1000) + 3600;
  const pledge = [id, bank, buyer, later, later, NOTHING];
  const issue = [carrier, encodeReference(REFERENCE), TO_ORDER, shipper, shipper, jsonDigest(document), NOTHING];
  const acts: readonly (readonly [member: number, name: string, args: readonly unknown[]])[] = [
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
  ];
  for (const [member, name, args] of acts) {
    const sent = await ledger
      .member(member)
      .title.getFunction(name)
      .send(...args, { gasPrice: 0 });
    await sent.wait();
  }
  return id;
}

/** What a reader trusts beforehand: the validators of the ledger's first block. */
async function anchorOf(ledger: RunningLedger, request: Request): Promise<TrustAnchor> {
  const block = (await request({ method: "eth_getBlockByNumber", params: ["0x1", false] })) as Record<string, unknown>;
  const { validators } = readSealedHeader(headerFromRpc(block));
  return parseTrustAnchor({ chainId: ledger.chainId, validators, registries: ledger.registries });
}

/** Milliseconds of one verification, from the file's text to the verdict; a wrong verdict counts for nothing. */
function verifyOnce(file: string, anchor: TrustAnchor): number {
  const started = performance.now();
  const { verdict } = verifyCertificate(readJson(file), anchor);
  const took = performance.now() - started;
  if (verdict.status !== "accomplished") throw new Error(`the verdict is ${verdict.status}, expected accomplished`);
  return took;
}

/** A certificate of a bill with ten acts, made from a ledger of this run: how fast it is verified and how large it is. No peer has one. */
export async function run({ quick }: { quick: boolean }): Promise<BenchRow[]> {
  const vector = fileURLToPath(new URL("../test/vectors/transport-document.json", import.meta.url));
  const document = JSON.parse(readFileSync(vector, "utf8")) as object;
  const ledger = await startLedger([CARRIER, TRADER, BANK, TRADER]);
  try {
    const request: Request = ({ method, params }) => ledger.provider.send(method, [...params]);
    const title = await tellTenActs(ledger, document);
    const wanted = { title, chainId: ledger.chainId, registries: ledger.registries };
    const bare = JSON.stringify(await requestCertificate(request, wanted));
    const whole = JSON.stringify(await requestCertificate(request, { ...wanted, document }));
    const anchor = await anchorOf(ledger, request);
    const [warmUp, counted] = quick ? [50, 200] : [200, 2_000];
    for (let i = 0; i < warmUp; i++) verifyOnce(whole, anchor);
    const times = Array.from({ length: counted }, () => verifyOnce(whole, anchor));
    const alone = { better: "lower", peer: null, peerName: null } as const;
    return [
      benchRow({
        ...alone,
        what: "offline verification of a bill with ten acts and its document, median",
        unit: "ms",
        ours: median(times),
        goal: 10,
      }),
      benchRow({
        ...alone,
        what: "certificate of a bill with ten acts, without its document",
        unit: "bytes",
        ours: Buffer.byteLength(bare),
        goal: 16_384,
      }),
    ];
  } finally {
    await ledger.stop();
  }
}
