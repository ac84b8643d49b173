import { encodeBytes32String, id, ZeroHash } from "ethers";
import { attestationId, memberWord } from "../../../sdk/src/domain/credit/attestationId.ts";
import { encodeContainer, releaseId } from "../../../sdk/src/domain/release/releaseId.ts";
import { encodeReference, titleId } from "../../../sdk/src/domain/title/titleId.ts";
import { documentId } from "../../../sdk/src/domain/tradeDocuments/documentId.ts";
import { documentSubject } from "../../../sdk/src/domain/tradeDocuments/documentSubject.ts";
import type { TrustAnchor } from "../../../sdk/src/proof/TrustAnchor.ts";
import type { Certificate } from "../../../sdk/src/proof/Certificate.ts";
import type { CreditCertificate } from "../../../sdk/src/proof/CreditCertificate.ts";
import type { DocumentCertificate } from "../../../sdk/src/proof/DocumentCertificate.ts";
import { headerFromRpc, type RpcBlock } from "../../../sdk/src/proof/headerFromRpc.ts";
import type { ReleaseCertificate } from "../../../sdk/src/proof/ReleaseCertificate.ts";
import { requestCertificate } from "../../../sdk/src/proof/requestCertificate.ts";
import { requestCreditCertificate } from "../../../sdk/src/proof/requestCreditCertificate.ts";
import { requestDocumentCertificate } from "../../../sdk/src/proof/requestDocumentCertificate.ts";
import { requestReleaseCertificate } from "../../../sdk/src/proof/requestReleaseCertificate.ts";
import { readSealedHeader } from "../../../sdk/src/proof/sealedHeader.ts";
import { parseTrustAnchor } from "../../../sdk/src/proof/TrustAnchor.ts";
import { CARRIER, CUSTOMS, DEPOT, HAULIER, SENDING, startLedger, TERMINAL, TRADER } from "./runningLedger.ts";

const [office, carrier, buyer, haulier, terminal, depot, customs] = [1, 2, 3, 4, 5, 6, 7] as const;
const CONTAINER = "MSKU6011672";
const SCHEMA = id("permit schema");
const NEVER = 0xff_ffff_ffff;
const COMMITMENTS = [id("driver"), id("plate")] as const;

/** Certificates of one embedded ledger: each right in a good state, and the same right after bad news. */
export type EveryRight = {
  anchor: TrustAnchor;
  title: { live: Certificate; accomplished: Certificate };
  release: { clear: ReleaseCertificate; barred: ReleaseCertificate; gone: ReleaseCertificate };
  credit: { valid: CreditCertificate; revoked: CreditCertificate };
  document: { valid: DocumentCertificate; revoked: DocumentCertificate };
};

/** Numbers that a reader recognises in what is shown. */
export const SHOWN = { reference: "BILL1", container: CONTAINER, digest: id("permit"), carrier } as const;

/** Plays one bill to the gate, with a grade and a permit beside it, and takes certificates on the way. The ledger is stopped afterwards. */
export async function certifyEveryRight(): Promise<EveryRight> {
  const ledger = await startLedger([CARRIER, TRADER, HAULIER, TERMINAL, DEPOT, CUSTOMS]);
  try {
    const { chainId, registries, provider } = ledger;
    const request = (call: { method: string; params: readonly unknown[] }): Promise<unknown> =>
      provider.send(call.method, [...call.params]);
    const act = async (
      member: number,
      right: "title" | "release" | "credit" | "document",
      name: string,
      ...args: unknown[]
    ): Promise<void> => {
      const sent = await ledger
        .member(member)
        [right].getFunction(name)
        .send(...args, SENDING);
      await sent.wait();
    };
    const block = (await request({ method: "eth_getBlockByNumber", params: ["0x1", false] })) as RpcBlock;
    const { validators } = readSealedHeader(headerFromRpc(block));
    const anchor = parseTrustAnchor({ chainId, validators, registries });

    const title = titleId(carrier, SHOWN.reference);
    const ofTitle = () => requestCertificate(request, { title, chainId, registries });
    const bearer = 3;
    const numbered = [carrier, encodeReference(SHOWN.reference), bearer, buyer, 0, id("content"), ZeroHash] as const;
    await act(carrier, "title", "issue", ...numbered);
    const live = await ofTitle();
    await act(buyer, "title", "surrender", title, 1, ZeroHash);
    await act(carrier, "title", "acceptSurrender", title, ZeroHash);
    const accomplished = await ofTitle();

    const release = releaseId(title, CONTAINER, terminal, 0);
    const ofRelease = () => requestReleaseCertificate(request, { release, chainId, registries });
    const now = Math.floor(Date.now() / 1000);
    const box = encodeContainer(CONTAINER);
    await act(carrier, "release", "issue", title, box, terminal, buyer, depot, 0, now + 86_400, 3, ZeroHash);
    await act(buyer, "release", "assign", release, haulier, 0, ZeroHash);
    await act(haulier, "release", "nominate", release, ...COMMITMENTS, now - 60, now + 7200, ZeroHash);
    for (const [light, authority] of [carrier, customs, terminal].entries()) {
      await act(authority, "release", "setLight", release, light, 1, 0, ZeroHash);
    }
    const clear = await ofRelease();
    await act(customs, "release", "placeHold", box, 0, 7, ZeroHash);
    const barred = await ofRelease();
    await act(customs, "release", "liftHold", box, 0, 7, ZeroHash);
    await act(terminal, "release", "arrive", release, haulier, ...COMMITMENTS, ZeroHash);
    await act(terminal, "release", "gateOut", release, id("interchange"), ZeroHash);
    const gone = await ofRelease();

    await act(office, "credit", "establishRoot", office, 1, 2, NEVER, ZeroHash);
    await act(office, "credit", "accredit", customs, 1, 1, NEVER, ZeroHash);
    await act(customs, "credit", "publishScheme", encodeBytes32String("GACC-282"), 1, 1, 1, id("Order 282"));
    await act(customs, "credit", "nameGrade", 1, 1, encodeBytes32String("certified"), 0, ZeroHash);
    await act(customs, "credit", "attest", buyer, 1, 1, 0, NEVER, id("evidence"));
    const attestation = attestationId({ scheme: 1, subject: memberWord(buyer), position: 0 });
    const ofCredit = () => requestCreditCertificate(request, { attestation, chainId, registries });
    const valid = await ofCredit();
    await act(customs, "credit", "revoke", attestation, 3, ZeroHash);
    const revoked = await ofCredit();

    await act(office, "document", "admitType", SCHEMA, CUSTOMS, encodeReference("permit"), ZeroHash);
    const about = documentSubject("container", CONTAINER).word;
    await act(customs, "document", "attest", SCHEMA, SHOWN.digest, 5, about, 0, 0, ZeroHash);
    const document = documentId(customs, SCHEMA, SHOWN.digest);
    const ofDocument = () => requestDocumentCertificate(request, { document, chainId, registries });
    const standing = await ofDocument();
    await act(customs, "document", "revoke", document, 2, ZeroHash);
    const taken = await ofDocument();

    return {
      anchor,
      title: { live, accomplished },
      release: { clear, barred, gone },
      credit: { valid, revoked },
      document: { valid: standing, revoked: taken },
    };
  } finally {
    await ledger.stop();
  }
}
