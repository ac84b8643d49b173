import { expect } from "chai";
import { parseTransportDocument } from "../../../../sdk/src/domain/document/parseTransportDocument.ts";
import { documentKind } from "../../../../sdk/src/domain/document/documentKind.ts";
import { documentTotals } from "../../../../sdk/src/domain/document/documentTotals.ts";
import { documentWarnings } from "../../../../sdk/src/domain/document/documentWarnings.ts";
import { governingLaw } from "../../../../sdk/src/domain/document/governingLaw.ts";
import { transportDocumentDigest } from "../../../../sdk/src/domain/document/transportDocumentDigest.ts";
import type { TransportDocument } from "../../../../sdk/src/domain/document/dcsa/transportDocument.ts";
import { refusalOf, shared, vector } from "../../support.ts";

const sample = (): TransportDocument => structuredClone(vector("transport-document.json")) as TransportDocument;

/** Sets the value at a JSON pointer; undefined removes it. */
function set(document: unknown, pointer: string, value: unknown): unknown {
  const steps = pointer.slice(1).split("/");
  const last = steps.pop() ?? "";
  const parent = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document);
  if (value === undefined) delete (parent as Record<string, unknown>)[last];
  else (parent as Record<string, unknown>)[last] = value;
  return document;
}

/** "pointer code" of every issue of the sample with some values changed. */
function issuesOf(...changes: [pointer: string, value: unknown][]): string[] {
  const document = sample();
  for (const [pointer, value] of changes) set(document, pointer, value);
  const error = refusalOf(() => parseTransportDocument(document));
  expect(error.code).to.equal("DOCUMENT_INVALID");
  return error.issues.map((issue) => `${issue.pointer} ${issue.code}`);
}

const CONTAINER = "/utilizedTransportEquipments/0/equipment/equipmentReference";
const CARGO = "/consignmentItems/0/cargoItems/0";

describe("parseTransportDocument", () => {
  it("accepts the sample, keeps what DCSA does not name, and has one digest for every spelling", () => {
    const document = parseTransportDocument(sample());
    expect(document).to.deep.equal(sample());
    expect(document.utilizedTransportEquipments[0]).to.have.property("cargoGrossWeight", 12480.5);
    expect(transportDocumentDigest(document)).to.equal(
      "0x51710af2e50af99388c1639b9bac51ea15143cd3c18efc29df6427fdf3ec72ab",
    );
    const reordered = Object.fromEntries(Object.entries(sample()).reverse()) as TransportDocument;
    expect(transportDocumentDigest(parseTransportDocument(reordered))).to.equal(transportDocumentDigest(document));
  });

  it("gives another digest for any change, also of a property that DCSA does not name", () => {
    const changed = set(sample(), "/carrierRemark", "x") as TransportDocument;
    expect(parseTransportDocument(changed)).to.have.property("carrierRemark", "x");
    expect(transportDocumentDigest(changed)).to.not.equal(transportDocumentDigest(sample()));
  });

  it("accepts DCSA's own sample but for the governing law that it lacks", function () {
    const document = JSON.parse(shared(this, "dcsa/samples/pint-3.0.0-transport-document.json")) as Record<
      string,
      unknown
    >;
    document["transportDocumentReference"] = "HMM123";
    document["issueDate"] = "2023-12-20";
    document["carrierClauses"] = ["English law shall apply"];
    expect(parseTransportDocument(document)).to.equal(document);
    document["carrierClauses"] = [];
    expect(refusalOf(() => parseTransportDocument(document)).issues.map((issue) => issue.code)).to.deep.equal([
      "GOVERNING_LAW_MISSING",
    ]);
  });

  it("collects every fault of shape and of rule, each with pointer, value and expectation", () => {
    const error = refusalOf(() =>
      parseTransportDocument(
        set(
          set(set(sample(), "/transportDocumentTypeCode", "B/L"), "/issueDate", "2026-10-01"),
          "/documentParties/shipper/partyName",
          "",
        ),
      ),
    );
    expect(error.issues.map((issue) => issue.pointer)).to.deep.equal([
      "/transportDocumentTypeCode",
      "/documentParties/shipper/partyName",
      "/shippedOnBoardDate",
    ]);
    expect(error.issues[0]?.message).to.equal('/transportDocumentTypeCode "B/L": expected BOL or SWB');
    expect(error.issues[2]?.message).to.equal(
      '/shippedOnBoardDate "2026-10-18": expected not after the issue date 2026-10-01',
    );
  });

  it("fails on anything that is not an object", () => {
    for (const value of [null, undefined, [], "x", 7]) {
      expect(refusalOf(() => parseTransportDocument(value)).code).to.equal("DOCUMENT_INVALID");
    }
  });

  const cases: [name: string, changes: [string, unknown][], issues: string[]][] = [
    ["a missing property", [["/termsAndConditions", undefined]], ["/termsAndConditions FIELD_MISSING"]],
    ["a wrong type", [["/isToOrder", "true"]], ["/isToOrder FIELD_TYPE"]],
    ["a date that does not exist", [["/issueDate", "2026-02-30"]], ["/issueDate FIELD_FORMAT"]],
    ["a negative weight", [[`${CARGO}/cargoGrossWeight/value`, -1]], [`${CARGO}/cargoGrossWeight/value FIELD_SIZE`]],
    ["both places of payment", [["/invoicePayableAt/freeText", "HAMBURG"]], ["/invoicePayableAt FIELD_INVALID"]],
    [
      "a contact without phone and e-mail",
      [["/partyContactDetails/0", { name: "A" }]],
      ["/partyContactDetails/0 FIELD_INVALID"],
    ],
    [
      "a wrong container check digit",
      [
        [CONTAINER, "MSKU6011673"],
        [`${CARGO}/equipmentReference`, "MSKU6011673"],
      ],
      [`${CONTAINER} CONTAINER_NUMBER_CHECK_DIGIT`],
    ],
    [
      "a container declared twice",
      [
        [CONTAINER, "TCNU7200794"],
        [`${CARGO}/equipmentReference`, "TCNU7200794"],
      ],
      ["/utilizedTransportEquipments/1/equipment/equipmentReference CONTAINER_TWICE"],
    ],
    [
      "goods in an undeclared container, and the one left empty",
      [[`${CARGO}/equipmentReference`, "CSQU3054383"]],
      [`${CARGO}/equipmentReference CONTAINER_UNDECLARED`, `${CONTAINER} CONTAINER_UNUSED`],
    ],
    [
      "a sum of packages",
      [["/utilizedTransportEquipments/0/numberOfPackages", 13]],
      ["/utilizedTransportEquipments/0/numberOfPackages SUM_OF_PACKAGES"],
    ],
    [
      "a sum of weights off by a gram",
      [["/utilizedTransportEquipments/1/cargoGrossWeight", 5079.351]],
      ["/utilizedTransportEquipments/1/cargoGrossWeight SUM_OF_WEIGHTS"],
    ],
    [
      "a sum of volumes",
      [["/utilizedTransportEquipments/1/cargoGrossVolume", { value: 22, unit: "MTQ" }]],
      ["/utilizedTransportEquipments/1/cargoGrossVolume SUM_OF_VOLUMES"],
    ],
    [
      "a consignment's declared weight",
      [["/consignmentItems/0/weight", { value: 15695.76, unit: "KGM" }]],
      ["/consignmentItems/0/weight SUM_OF_WEIGHTS"],
    ],
    ["net above gross", [[`${CARGO}/cargoNetWeight/value`, 12480.51]], [`${CARGO}/cargoNetWeight NET_ABOVE_GROSS`]],
    [
      "a negotiable bill with a consignee",
      [
        [
          "/documentParties/consignee",
          { partyName: "A", identifyingCodes: [{ codeListProvider: "ZZZ", partyCode: "1" }] },
        ],
      ],
      ["/documentParties/consignee KIND_TO_ORDER_WITH_CONSIGNEE"],
    ],
    [
      "a straight bill with an endorsee",
      [["/isToOrder", false]],
      ["/documentParties/endorsee KIND_STRAIGHT_WITH_ENDORSEE"],
    ],
    [
      "a straight bill without consignee",
      [
        ["/isToOrder", false],
        ["/documentParties/endorsee", undefined],
      ],
      ["/documentParties/consignee KIND_STRAIGHT_WITHOUT_CONSIGNEE"],
    ],
    [
      "a negotiable sea waybill",
      [
        ["/transportDocumentTypeCode", "SWB"],
        ["/numberOfOriginalsWithoutCharges", 0],
      ],
      ["/isToOrder KIND_WAYBILL_TO_ORDER"],
    ],
    [
      "a set of originals",
      [["/numberOfOriginalsWithCharges", 1]],
      ["/numberOfOriginalsWithCharges ORIGINALS", "/numberOfOriginalsWithoutCharges ORIGINALS"],
    ],
    ["copies of an electronic bill", [["/numberOfCopiesWithCharges", 2]], ["/numberOfCopiesWithCharges COPIES"]],
    ["a paper bill", [["/isElectronic", false]], ["/isElectronic NOT_ELECTRONIC"]],
    ["an issued bill without issue date", [["/issueDate", undefined]], ["/issueDate ISSUE_DATE_MISSING"]],
    [
      "an issued bill that does not say when goods came aboard",
      [["/shippedOnBoardDate", undefined]],
      ["/shippedOnBoardDate ON_BOARD_DATE_MISSING"],
    ],
    [
      "both on-board and received",
      [["/receivedForShipmentDate", "2026-10-17"]],
      ["/receivedForShipmentDate ON_BOARD_DATE_CONTRADICTS"],
    ],
    ["goods aboard after issue", [["/shippedOnBoardDate", "2026-10-20"]], ["/shippedOnBoardDate DATE_AFTER_ISSUE"]],
    [
      "arrival before departure",
      [["/transports/plannedArrivalDate", "2026-10-17"]],
      ["/transports/plannedArrivalDate ARRIVAL_BEFORE_DEPARTURE"],
    ],
    ["blank terms", [["/termsAndConditions", "  "]], ["/termsAndConditions TERMS_MISSING"]],
    [
      "terms without a governing law",
      [["/termsAndConditions", "Carrier's terms 2026 apply."]],
      ["/termsAndConditions GOVERNING_LAW_MISSING"],
    ],
    ["a carrier code of another list", [["/carrierCodeListProvider", "SMDG"]], ["/carrierCode CARRIER_CODE_SHAPE"]],
    [
      "a chapter that does not exist",
      [["/consignmentItems/1/HSCodes/0", "770110"]],
      ["/consignmentItems/1/HSCodes/0 HS_CODE_SHAPE"],
    ],
    [
      "a value without its currency",
      [["/declaredValueCurrency", undefined]],
      ["/declaredValueCurrency DECLARED_VALUE"],
    ],
    ["a currency without a value", [["/declaredValue", undefined]], ["/declaredValueCurrency DECLARED_VALUE"]],
  ];
  for (const [name, changes, issues] of cases) {
    it(`refuses ${name}`, () => expect(issuesOf(...changes)).to.deep.equal(issues));
  }

  it("converts pounds exactly before it compares", () => {
    const document = set(sample(), "/utilizedTransportEquipments/0/cargoGrossWeight", undefined);
    const pounds = { value: 1000, unit: "LBR" };
    set(document, `${CARGO}/cargoGrossWeight`, pounds);
    set(document, `${CARGO}/cargoNetWeight`, undefined);
    set(document, "/utilizedTransportEquipments/0/cargoGrossWeight", { value: 453.59237, unit: "KGM" });
    set(document, "/utilizedTransportEquipments/0/cargoGrossWeightUnit", undefined);
    expect(() => parseTransportDocument(document)).to.not.throw();
  });

  it("lets a shipper's own container have a number of its own", () => {
    const document = set(set(sample(), CONTAINER, "TANK 7"), `${CARGO}/equipmentReference`, "TANK 7");
    expect(refusalOf(() => parseTransportDocument(document)).issues[0]?.code).to.equal("CONTAINER_NUMBER_SHAPE");
    set(document, "/utilizedTransportEquipments/0/isShipperOwned", true);
    expect(() => parseTransportDocument(document)).to.not.throw();
  });
});

describe("documentKind", () => {
  it("follows from the data", () => {
    expect(documentKind(sample())).to.equal("to-order");
    expect(documentKind(set(sample(), "/documentParties/endorsee", undefined) as TransportDocument)).to.equal("bearer");
    expect(documentKind(set(sample(), "/isToOrder", false) as TransportDocument)).to.equal("straight");
    expect(documentKind(set(sample(), "/transportDocumentTypeCode", "SWB") as TransportDocument)).to.equal(
      "sea-waybill",
    );
  });
});

describe("documentTotals", () => {
  it("adds exactly", () => {
    expect(documentTotals(sample())).to.deep.equal({
      containers: 2,
      packages: 66,
      grossWeight: "17559.85",
      grossVolume: "60.375",
    });
  });
  it("says nothing of volume where one item says nothing", () => {
    const document = set(sample(), `${CARGO}/cargoGrossVolume`, undefined) as TransportDocument;
    expect(documentTotals(document).grossVolume).to.equal(null);
  });
});

describe("documentWarnings", () => {
  it("warns of a discouraged serial and of wrong check digits of an LEI", () => {
    expect(documentWarnings(sample())).to.deep.equal([]);
    const document = set(sample(), CONTAINER, "COSU1000080");
    set(document, "/documentParties/endorsee/identifyingCodes/0/partyCode", "111100T8BM49ADCSAO64");
    expect(
      documentWarnings(document as TransportDocument).map((warning) => `${warning.pointer} ${warning.code}`),
    ).to.deep.equal([
      `${CONTAINER} CONTAINER_NUMBER_REMAINDER_TEN`,
      "/documentParties/endorsee/identifyingCodes/0/partyCode LEI_CHECK_DIGITS",
    ]);
  });
});

describe("governingLaw", () => {
  const lawOf = (termsAndConditions: string, carrierClauses?: string[]) =>
    governingLaw({ termsAndConditions, carrierClauses });
  it("quotes the sentence that names it, in English or Chinese, wherever it stands", () => {
    expect(lawOf("1. A. 26. Any claim shall be governed by English law. 27. B.")).to.equal(
      "Any claim shall be governed by English law",
    );
    expect(lawOf("Terms.", ["Singapore law shall apply"])).to.equal("Singapore law shall apply");
    expect(lawOf("第一条。本提单适用中华人民共和国法律。")).to.equal("本提单适用中华人民共和国法律");
  });
  it("finds none where none is named", () => {
    for (const terms of ["As per carrier's terms.", "Any reference in...", "The carrier may lawfully deviate."])
      expect(lawOf(terms)).to.equal(null);
  });
});
