import { expect } from "chai";
import { acts, type Right } from "../../../sdk/src/domain/acts/index.ts";
import { registryInterface } from "../../../sdk/src/domain/typedData/typedData.ts";
import { openapi, routes, type Endpoint } from "../../../sdk/src/http/index.ts";

type ActSchema = {
  title: string;
  properties: { right: { const: Right }; act: { const: string }; args: { required: string[] } };
};

describe("openapi", () => {
  const document = openapi() as {
    openapi: string;
    paths: Record<
      string,
      Record<string, { operationId: string; parameters: { name: string }[]; requestBody?: object }>
    >;
  };
  const table = Object.entries(routes).flatMap(([topic, verbs]) =>
    Object.entries(verbs as Record<string, Endpoint>).map(([verb, declared]) => ({ id: `${topic}.${verb}`, declared })),
  );

  it("has one operation for each endpoint of the table", () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((each) => each.operationId),
    );
    expect(ids.sort()).to.deep.equal(table.map(({ id }) => id).sort());
    expect(document.openapi).to.equal("3.1.0");
  });

  it("declares every parameter of a path", () => {
    for (const { id, declared } of table) {
      const names = [...declared.path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1]);
      expect(Object.keys(declared.params?.shape ?? {}), id).to.have.members(names);
    }
  });

  it("describes every act with its arguments by their names in the ABI", () => {
    const { components } = document as unknown as { components: { schemas: { Act: { oneOf: ActSchema[] } } } };
    const { oneOf } = components.schemas.Act;
    expect(oneOf.map(({ title }) => title)).to.deep.equal(acts.map(({ right, name }) => `${right}.${name}`));
    for (const { properties } of oneOf) {
      const { right, act, args } = properties;
      const inputs = registryInterface(right.const)
        .getFunction(act.const)
        ?.inputs.map((input) => input.name);
      expect(args.required, `${right.const}.${act.const}`).to.have.members(inputs ?? []);
    }
    expect(JSON.stringify(document.paths["/v1/acts"]?.post?.requestBody)).to.contain("#/components/schemas/Act");
  });

  it("shows the text form of a hash, not an unrepresentable one", () => {
    expect(JSON.stringify(document.paths["/v1/titles/{title}"])).to.contain('"^0x[0-9a-fA-F]{64}$"');
    expect(document.paths["/v1/acts"]?.post?.requestBody).to.be.an("object");
  });
});
