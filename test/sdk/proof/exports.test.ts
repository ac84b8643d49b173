import { expect } from "chai";
import * as envelope from "../../../sdk/src/domain/envelope/index.ts";
import * as tradeDocuments from "../../../sdk/src/domain/tradeDocuments/index.ts";
import * as proof from "../../../sdk/src/proof/index.ts";
import * as request from "../../../sdk/src/proof/request.ts";

describe("package entries", () => {
  it("export what others may build on, and no more", () => {
    expect(Object.keys(proof).sort()).to.deep.equal([
      "assertCertificateSize",
      "certificateDigest",
      "followValidators",
      "parseCertificate",
      "parseCreditCertificate",
      "parseDocumentCertificate",
      "parseReleaseCertificate",
      "parseTrustAnchor",
      "questionsOf",
      "quorum",
      "readSealedHeader",
      "verifyAnyCertificate",
      "verifyCertificate",
      "verifyCreditCertificate",
      "verifyDocumentCertificate",
      "verifyReleaseCertificate",
    ]);
    expect(Object.keys(request).sort()).to.deep.equal([
      "headerFromRpc",
      "readTitleActs",
      "requestCertificate",
      "requestCreditCertificate",
      "requestDocumentCertificate",
      "requestReleaseCertificate",
    ]);
    expect(Object.keys(envelope).sort()).to.deep.equal([
      "ATTACHMENT_LIMITS",
      "ciphertextDigest",
      "grantEnvelope",
      "openAttachment",
      "openEnvelope",
      "parseEnvelope",
      "privateAgreementKey",
      "publicAgreementKey",
      "rotateGrant",
      "sealEnvelope",
    ]);
    expect(Object.keys(tradeDocuments).sort()).to.deep.equal([
      "TRADE_DOCUMENT_QUESTIONS",
      "attestTradeDocument",
      "decodeDocumentState",
      "defineTradeDocument",
      "describeSubject",
      "documentId",
      "documentSubject",
      "findTradeDocumentType",
      "tradeDocumentSentence",
      "tradeDocumentVerdict",
    ]);
  });
});
