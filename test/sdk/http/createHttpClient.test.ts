import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { isLadingError } from "../../../sdk/src/domain/errors.ts";
import { audienceOf, createHttpClient } from "../../../sdk/src/http/index.ts";

const TITLE = `0x${"ab".repeat(32)}` as const;

describe("createHttpClient", () => {
  let server: Server;
  let baseUrl: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  before(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  async function failure(promise: Promise<unknown>) {
    try {
      await promise;
    } catch (error) {
      if (isLadingError(error)) return error;
      throw error;
    }
    throw new Error("expected a failure");
  }

  it("puts path and query parameters where the table says, and a token for its own origin", async () => {
    let seen: IncomingMessage | undefined;
    answer = (request, response) => {
      seen = request;
      response.setHeader("content-type", "application/json").end(JSON.stringify({ items: [], next: null }));
    };
    const client = createHttpClient({
      baseUrl: `${baseUrl}/`,
      authenticate: async (audience) => `token-for-${audience}`,
    });
    const acts = await client.titles.acts({ title: TITLE, limit: 5, after: "7-0" });
    expect(acts).to.deep.equal({ items: [], next: null });
    expect(seen?.url).to.equal(`/v1/titles/${TITLE}/acts?after=7-0&limit=5`);
    expect(seen?.headers.authorization).to.equal(`Bearer token-for-${baseUrl}`);
  });

  it("sends an idempotency key with an act", async () => {
    const keys: unknown[] = [];
    answer = (request, response) => {
      keys.push(request.headers["idempotency-key"]);
      const problem = {
        type: "/errors/ACT_EXPIRED",
        title: "x",
        status: 409,
        detail: "late",
        code: "ACT_EXPIRED",
        kind: "conflict",
        facts: { notAfter: 1 },
      };
      response.writeHead(409, { "content-type": "application/problem+json" }).end(JSON.stringify(problem));
    };
    const client = createHttpClient({ baseUrl });
    const body = {
      right: "title" as const,
      act: "offer",
      args: {},
      officer: `0x${"11".repeat(20)}`,
      nonce: "0x1",
      notAfter: 1,
      signature: "0x",
    };
    const error = await failure(client.acts.submit({ body, idempotencyKey: "mine" }));
    expect(error).to.include({ code: "ACT_EXPIRED", kind: "conflict", message: "late" });
    expect(error.facts).to.deep.equal({ notAfter: 1 });
    await failure(client.acts.submit({ body }));
    expect(keys[0]).to.equal("mine");
    expect(keys[1]).to.match(/^[0-9a-f-]{36}$/);
  });

  it("fails as API_UNREACHABLE, naming the URL, when nothing listens", async () => {
    const error = await failure(createHttpClient({ baseUrl: "http://127.0.0.1:9" }).network.show());
    expect(error).to.include({ code: "API_UNREACHABLE", kind: "unavailable" });
    expect(error.message).to.contain("http://127.0.0.1:9");
  });

  it("fails as API_UNREACHABLE when the answer does not come in time", async () => {
    answer = () => undefined;
    const error = await failure(createHttpClient({ baseUrl, timeout: 50 }).network.show());
    expect(error.code).to.equal("API_UNREACHABLE");
  });

  it("fails as API_ANSWER_MALFORMED on an answer that is not this API's", async () => {
    answer = (_, response) => void response.end("<html>");
    expect((await failure(createHttpClient({ baseUrl }).network.show())).code).to.equal("API_ANSWER_MALFORMED");
    answer = (_, response) => void response.writeHead(502).end("<html>");
    expect((await failure(createHttpClient({ baseUrl }).network.show())).code).to.equal("API_ANSWER_MALFORMED");
  });

  it("fails as AUTHENTICATION_MISSING without a wallet, before anything is sent", async () => {
    answer = () => expect.fail("sent");
    const error = await failure(createHttpClient({ baseUrl }).titles.show({ title: TITLE }));
    expect(error).to.include({ code: "AUTHENTICATION_MISSING", kind: "unauthenticated" });
  });

  it("resumes a broken stream after the last event seen", async () => {
    const asked: string[] = [];
    answer = (request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(200, { "content-type": "text/event-stream" });
      const block = asked.length;
      const event = {
        cursor: `${block}-0`,
        right: "title" as const,
        event: "TitleIssued",
        subject: TITLE,
        args: {},
        blockNumber: block,
        blockTime: 1,
        transactionHash: TITLE,
        logIndex: 0,
      };
      response.write(": hello\n\n");
      response.end(`id: ${block}-0\nevent: ledger\ndata: ${JSON.stringify(event)}\n\n`);
    };
    const client = createHttpClient({ baseUrl, authenticate: async () => "t" });
    const cursors: string[] = [];
    for await (const event of client.events.stream({ after: "0-9" })) {
      cursors.push(event.cursor);
      if (cursors.length === 2) break;
    }
    expect(cursors).to.deep.equal(["1-0", "2-0"]);
    expect(asked).to.deep.equal(["/v1/events/stream?after=0-9", "/v1/events/stream?after=1-0"]);
  });

  it("names the audience of a URL by its origin, and refuses what is no URL", () => {
    expect(audienceOf("http://127.0.0.1:4000/")).to.equal("http://127.0.0.1:4000");
    expect(() => audienceOf("localhost:4000"))
      .to.throw()
      .with.property("code", "API_URL_INVALID");
  });
});
