import { expect } from "chai";
import fc from "fast-check";
import { readJson } from "../../../../sdk/src/domain/document/readJson.ts";
import { refusalOf } from "../../support.ts";

describe("readJson", () => {
  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readJson(JSON.stringify(value))).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
  it("fails as JSON_NAME_TWICE with the pointer of the second one, however it is spelt", () => {
    expect(refusalOf(() => readJson('{"a":1,"a":2}')).facts["pointer"]).to.equal("/a");
    expect(refusalOf(() => readJson('[0,{"b":{"x":"}","a/b":[1,2],"\\u0061/b" : 2}}]')).facts["pointer"]).to.equal(
      "/1/b/a~1b",
    );
    expect(readJson('{"a":{"a":1},"b":["a","a",{"a":"a"}]}')).to.be.an("object");
  });
  it("fails as JSON_MALFORMED on other text and on bytes that are not UTF-8", () => {
    for (const input of ["", "{", "{'a':1}", new Uint8Array([0x22, 0xff, 0x22])]) {
      expect(refusalOf(() => readJson(input)).code).to.equal("JSON_MALFORMED");
    }
  });
});
