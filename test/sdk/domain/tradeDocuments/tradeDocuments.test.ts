import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { attestTradeDocument } from "../../../../sdk/src/domain/tradeDocuments/attestTradeDocument.ts";
import {
  defineTradeDocument,
  type TradeDocumentSchema,
  type TradeDocumentType,
} from "../../../../sdk/src/domain/tradeDocuments/defineTradeDocument.ts";
import { findTradeDocumentType as find } from "../../../../sdk/src/domain/tradeDocuments/findTradeDocumentType.ts";
import { readTradeDocumentTypes } from "../../../../sdk/src/files/tradeDocumentTypes.ts";
import { refusalOf, vector } from "../../support.ts";

const tradeDocumentTypes = readTradeDocumentTypes();
const findTradeDocumentType = (name: string): TradeDocumentType => find(name, tradeDocumentTypes);

const example = (name: string): Record<string, unknown> => {
  if (name !== "sea-waybill") return vector(`trade-documents/${name}.json`) as Record<string, unknown>;
  // The bill of the trade as a sea waybill: straight, no originals.
  const bill = vector("transport-document.json") as Record<string, unknown> & {
    documentParties: Record<string, unknown>;
  };
  const { endorsee, ...parties } = bill.documentParties;
  return {
    ...bill,
    transportDocumentTypeCode: "SWB",
    isToOrder: false,
    numberOfOriginalsWithoutCharges: 0,
    documentParties: { ...parties, consignee: endorsee },
  };
};

const faults = (name: string, changes: Record<string, unknown>): string[] => {
  const document = { ...example(name), ...changes };
  return refusalOf(() => findTradeDocumentType(name).parse(document)).issues.map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );
};

describe("trade documents", () => {
  it("are one schema file each", () => {
    const files = readdirSync(new URL("../../../../sdk/src/domain/tradeDocuments/schemas", import.meta.url));
    expect(tradeDocumentTypes.map(({ name }) => `${name}.json`)).to.deep.equal(files.sort());
    expect(new Set(tradeDocumentTypes.map(({ schemaDigest }) => schemaDigest)).size).to.equal(9);
  });

  it("are added by adding a schema file: no line of code knows them", () => {
    const folder = mkdtempSync(join(tmpdir(), "lading-schemas-"));
    try {
      const seal = {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $id: "urn:partner:trade-document:seal-record:1",
        title: "Seal record",
        "x-title-zh": "封志记录",
        "x-issuers": ["terminal", "customs"],
        type: "object",
        required: ["documentType", "issueDate", "container", "seal"],
        properties: {
          documentType: { const: "seal-record" },
          issueDate: { type: "string", format: "date" },
          container: { type: "string", format: "iso6346" },
          seal: { type: "string", minLength: 1 },
        },
      };
      writeFileSync(join(folder, "seal-record.json"), JSON.stringify(seal));
      const [type] = readTradeDocumentTypes(folder);
      const document = {
        documentType: "seal-record",
        issueDate: "2026-11-27",
        container: "MSKU6011672",
        seal: "HLA4412",
      };
      expect(type!.issuers).to.deep.equal(["terminal", "customs"]);
      expect(attestTradeDocument(type!, document).schema).to.equal(type!.schemaDigest);
      expect(
        refusalOf(() => type!.parse({ ...document, container: "MSKU6011673" })).issues.map(({ code }) => code),
      ).to.deep.equal(["CONTAINER_NUMBER_CHECK_DIGIT"]);
      writeFileSync(join(folder, "odd.json"), JSON.stringify({ ...seal, "x-issuers": ["nobody"] }));
      const refusal = refusalOf(() => readTradeDocumentTypes(folder));
      expect([refusal.code, refusal.facts.file]).to.deep.equal(["SCHEMA_ISSUERS", "odd.json"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  for (const { name, title, schemaDigest } of tradeDocumentTypes) {
    it(`accepts ${name}, keeps what its schema does not name, and attests it`, () => {
      const document = { ...example(name), remark: "kept" };
      expect(findTradeDocumentType(schemaDigest).parse(document)).to.equal(document);
      const attestation = attestTradeDocument(findTradeDocumentType(name), document);
      expect(attestation.schema).to.equal(schemaDigest);
      expect(attestation.digest).to.match(/^0x[0-9a-f]{64}$/);
      expect(title.zh).to.match(/[\u4e00-\u9fff]/);
    });
    it(`refuses ${name} without its issue date`, () => {
      expect(faults(name, { issueDate: undefined })).to.deep.equal(["/issueDate FIELD_MISSING"]);
    });
  }

  const cases: [name: string, changes: Record<string, unknown>, issue: string][] = [
    ["air-waybill", { documentNumber: "020-12345674" }, "/documentNumber AWB_NUMBER_CHECK_DIGIT"],
    ["air-waybill", { documentNumber: "02012345675" }, "/documentNumber AWB_NUMBER_SHAPE"],
    [
      "air-waybill",
      { consignee: { name: "A", unifiedSocialCreditCode: "91310000MA1FL00901" } },
      "/consignee/unifiedSocialCreditCode CREDIT_CODE_CHECK",
    ],
    ["delivery-order", { containers: ["MSKU6011673"] }, "/containers/0 CONTAINER_NUMBER_CHECK_DIGIT"],
    ["delivery-order", { containers: ["MSKU6011672", "MSKU6011672"] }, "/containers/1 CONTAINER_TWICE"],
    ["delivery-order", { validUntil: "2026-11-01" }, "/validUntil VALIDITY"],
    ["delivery-order", { terminal: { name: "X", unLocode: "CN SHA" } }, "/terminal/unLocode UN_LOCODE_SHAPE"],
    ["equipment-interchange-receipt", { condition: "DAMAGED" }, "/damages DAMAGES"],
    ["equipment-interchange-receipt", { event: "GATE_THROUGH" }, "/event FIELD_VALUE"],
    [
      "certificate-of-origin",
      { goods: [{ description: "x", hsCode: "770000", originCriterion: "WO" }] },
      "/goods/0/hsCode HS_CODE_SHAPE",
    ],
    ["inspection-certificate", { inspectedOn: "2026-11-24" }, "/inspectedOn DATE_AFTER_ISSUE"],
    ["inspection-certificate", { result: "CONDITIONAL" }, "/conditions CONDITIONS"],
    ["permit", { validUntil: "2026-02-30" }, "/validUntil FIELD_FORMAT"],
    [
      "insurance-certificate",
      { voyage: { from: "DEHAM", to: "CNSHA", imoNumber: "IMO9811000" } },
      "/voyage/imoNumber IMO_NUMBER_SHAPE",
    ],
    ["carbon-statement", { totalEmissions: 2176.71 }, "/totalEmissions SUM_OF_EMISSIONS"],
    ["sea-waybill", { transportDocumentTypeCode: "BOL" }, "/transportDocumentTypeCode FIELD_VALUE"],
    ["sea-waybill", { isToOrder: true }, "/isToOrder KIND_WAYBILL_TO_ORDER"],
  ];
  for (const [name, changes, issue] of cases) {
    it(`refuses ${name} with ${issue}`, () => expect(faults(name, changes)).to.deep.equal([issue]));
  }

  it("take a schema that this code has never seen", () => {
    const schema = JSON.parse(
      readFileSync(new URL("../../../../sdk/src/domain/tradeDocuments/schemas/permit.json", import.meta.url), "utf8"),
    ) as TradeDocumentSchema;
    const own = defineTradeDocument({ ...schema, $id: "urn:partner:trade-document:phyto-permit:2" });
    expect(own.name).to.equal("phyto-permit");
    expect(own.schemaDigest).to.not.equal(findTradeDocumentType("permit").schemaDigest);
    expect(() => own.parse(example("permit"))).to.not.throw();
  });

  it("say validity in seconds, to the end of the last day", () => {
    const { validFrom, validUntil } = attestTradeDocument(findTradeDocumentType("permit"), example("permit"));
    expect([validFrom, validUntil].map((at) => new Date(at * 1000).toISOString())).to.deep.equal([
      "2026-09-01T00:00:00.000Z",
      "2026-12-31T23:59:59.000Z",
    ]);
    expect(
      attestTradeDocument(findTradeDocumentType("carbon-statement"), example("carbon-statement")).validUntil,
    ).to.equal(0);
  });

  it("fail as TRADE_DOCUMENT_TYPE_UNKNOWN, SCHEMA_RULE_UNKNOWN, SCHEMA_FORMAT_UNKNOWN, SCHEMA_INVALID", () => {
    const schema = {
      $id: "urn:x:trade-document:y:1",
      title: "Y",
      "x-title-zh": "丙",
      "x-issuers": ["customs"],
      type: "object",
      properties: { a: { type: "string", format: "odd" } },
    };
    expect(refusalOf(() => findTradeDocumentType("letter")).code).to.equal("TRADE_DOCUMENT_TYPE_UNKNOWN");
    expect(refusalOf(() => defineTradeDocument({ ...schema, "x-rules": ["nope"] })).code).to.equal(
      "SCHEMA_RULE_UNKNOWN",
    );
    expect(refusalOf(() => defineTradeDocument(schema).parse({ a: "x" })).code).to.equal("SCHEMA_FORMAT_UNKNOWN");
    expect(refusalOf(() => defineTradeDocument({ ...schema, $id: "y" })).code).to.equal("SCHEMA_INVALID");
    for (const issuers of [[], ["customs", "king"], ["customs", "customs"], "customs"]) {
      const odd = { ...schema, "x-issuers": issuers as string[] };
      expect(refusalOf(() => defineTradeDocument(odd)).code).to.equal("SCHEMA_ISSUERS");
    }
  });
});
