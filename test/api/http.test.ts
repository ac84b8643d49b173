import { request } from "node:http";
import { expect } from "chai";
import { routes, type Endpoint } from "../../sdk/src/http/index.ts";
import { theWorld, type World } from "./support.ts";

describe("http", () => {
  let world: World;

  before(async () => {
    world = await theWorld();
  });

  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${world.apiUrl}${path}`, { headers });

  it("is alive and ready, and counts", async () => {
    expect(await (await get("/healthz")).json()).to.include({ status: "alive" });
    expect(await (await get("/readyz")).json()).to.include({ status: "ready" });
    const metrics = await (await get("/metrics")).text();
    expect(metrics).to.match(/lading_api_request_seconds_count\{method="GET",route="\/healthz",status="200"\} \d+/);
    expect(metrics).to.match(/lading_api_read_model_block [1-9]/);
  });

  it("serves an OpenAPI document with its own address, and a page that loads nothing from elsewhere", async () => {
    const document = (await (await get("/openapi.json")).json()) as { servers: { url: string }[]; paths: object };
    expect(document.servers).to.deep.equal([{ url: world.apiUrl }]);
    expect(document.paths).to.have.property("/v1/titles/{title}");
    for (const language of ["en", "zh"]) {
      const page = await (await get("/docs", { "accept-language": language })).text();
      expect(page).to.contain(language === "zh" ? "Lading 接口" : "Lading API");
      expect(page).not.to.match(/(?:src|href)="(?:https?:)?\/\//);
      for (const verbs of Object.values(routes) as Record<string, Endpoint>[]) {
        for (const { path } of Object.values(verbs)) expect(page).to.contain(path);
      }
    }
  });

  it("answers every member endpoint of the table with TOKEN_MISSING to a stranger", async () => {
    for (const verbs of Object.values(routes) as Record<string, Endpoint>[]) {
      for (const { method, path, access } of Object.values(verbs)) {
        if (access !== "member") continue;
        const address = path
          .replace(/:(title|release|attestation|digest)/g, `0x${"ab".repeat(32)}`)
          .replace(/:\w+/g, "1");
        const answer = await fetch(`${world.apiUrl}${address}`, {
          method,
          ...(method === "GET" ? {} : { headers: { "content-type": "application/json" }, body: "{}" }),
        });
        expect([answer.status, ((await answer.json()) as { code: string }).code], `${method} ${path}`).to.deep.equal([
          401,
          "TOKEN_MISSING",
        ]);
      }
    }
  });

  it("answers a stranger before the large body that he announces has come, and parses none of it", async () => {
    /** Announces fifteen megabytes, sends one byte of them, and waits. */
    const announce = (authorization?: string): Promise<{ status: number; code: string }> =>
      new Promise((resolve, reject) => {
        const sent = request(
          `${world.apiUrl}/v1/attachments/0x${"ab".repeat(32)}`,
          {
            method: "PUT",
            headers: {
              "content-type": "application/json",
              "content-length": "15000000",
              ...(authorization === undefined ? {} : { authorization }),
            },
            timeout: 20_000,
          },
          (answer) => {
            let text = "";
            answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
            answer.on("end", () => {
              resolve({ status: answer.statusCode ?? 0, code: (JSON.parse(text) as { code: string }).code });
              sent.destroy();
            });
          },
        );
        sent.on("timeout", () => sent.destroy(new Error("no answer before the body has come")));
        sent.on("error", reject);
        sent.write("{");
      });
    expect(await announce()).to.deep.equal({ status: 401, code: "TOKEN_MISSING" });
    expect(await announce("Bearer a.b.c")).to.deep.equal({ status: 401, code: "TOKEN_INVALID" });
    // What is no JSON is found so only of somebody who may send it.
    const malformed = await fetch(`${world.apiUrl}/v1/attachments/0x${"ab".repeat(32)}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: "{",
    });
    expect([malformed.status, ((await malformed.json()) as { code: string }).code]).to.deep.equal([
      401,
      "TOKEN_MISSING",
    ]);
  });

  it("gives a problem with a stable code for every kind of bad request", async () => {
    const post = (body: string, type: string) =>
      fetch(`${world.apiUrl}/v1/acts`, {
        method: "POST",
        headers: { "content-type": type, "idempotency-key": "x" },
        body,
      });
    const cases: [Promise<Response>, number, string][] = [
      [get("/v1/nothing"), 404, "ROUTE_UNKNOWN"],
      [fetch(`${world.apiUrl}/v1/network`, { method: "DELETE" }), 405, "METHOD_NOT_ALLOWED"],
      [post("{", "application/json"), 400, "JSON_MALFORMED"],
      [post("{}", "text/plain"), 415, "CONTENT_TYPE_UNSUPPORTED"],
      [post(JSON.stringify({ big: "x".repeat(2_000_000) }), "application/json"), 413, "REQUEST_TOO_LARGE"],
      [post("{}", "application/json"), 400, "INPUT_INVALID"],
      [get("/v1/members/%E0%A4%A"), 400, "INPUT_INVALID"],
    ];
    for (const [answering, status, code] of cases) {
      const answer = await answering;
      expect(answer.headers.get("content-type"), code).to.match(/^application\/problem\+json/);
      const problem = (await answer.json()) as { code: string; status: number; requestId: string };
      expect([answer.status, problem.code, problem.status], code).to.deep.equal([status, code, status]);
      expect(problem.requestId).to.equal(answer.headers.get("x-request-id"));
    }
  });

  it("names every offending field by JSON pointer", async () => {
    const answer = await fetch(`${world.apiUrl}/v1/acts`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": "x" },
      body: JSON.stringify({
        right: "title",
        act: "offer",
        args: {},
        officer: "0x1",
        nonce: "0x01",
        notAfter: 1,
        signature: "0x",
      }),
    });
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).to.deep.equal(["/officer"]);
  });

  it("asks for an idempotency key where an act is sent", async () => {
    const answer = await fetch(`${world.apiUrl}/v1/acts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(await world.office.sign("members", "vetoRecovery", {})),
    });
    expect(((await answer.json()) as { code: string }).code).to.equal("IDEMPOTENCY_KEY_MISSING");
  });

  it("refuses a host name that is not its own: a page elsewhere cannot be pointed here", async () => {
    const { hostname, port } = new URL(world.apiUrl);
    const [status, body] = await new Promise<[number, string]>((resolve, reject) => {
      const sent = request(
        { host: hostname, port, path: "/v1/network", headers: { host: "evil.example" } },
        (answer) => {
          let text = "";
          answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
          answer.on("end", () => resolve([answer.statusCode ?? 0, text]));
        },
      );
      sent.on("error", reject).end();
    });
    expect([status, (JSON.parse(body) as { code: string }).code]).to.deep.equal([421, "HOST_NOT_SERVED"]);
  });

  it("says in both languages what a code means", async () => {
    expect(await (await get("/errors/TOKEN_MISSING")).json()).to.deep.equal({
      code: "TOKEN_MISSING",
      title: { en: "A token is needed", zh: "需要令牌" },
    });
    expect((await get("/errors/NO_SUCH_CODE")).status).to.equal(404);
  });

  it("writes no token, name or id of a right into its log", async () => {
    const output = world.api.output();
    expect(output).not.to.match(/eyJ[A-Za-z0-9_-]+\./);
    expect(output).not.to.contain("Port Office");
  });
});
