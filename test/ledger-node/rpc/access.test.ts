import { request } from "node:https";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { FetchRequest, JsonRpcProvider, Wallet } from "ethers";
import { WebSocket } from "ws";
import { startFollower, until } from "../commands/follower.ts";
import { selfSigned } from "../selfSigned.ts";
import { post, runCommand, startNode, temporaryDirectory, type NodeProcess } from "../support.ts";

const CALL = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_blockNumber", params: [] });

describe("access to the port", () => {
  const base = temporaryDirectory();
  const file = (name: string, content: string): string => {
    writeFileSync(join(base, name), content);
    return join(base, name);
  };
  const token = "correct-horse-battery-staple";

  describe("with a bearer token", () => {
    let node: NodeProcess;
    before(async () => {
      node = await startNode(join(base, "guarded"), ["--token-file", file("token", `${token}\n`)]);
    });
    after(() => node.stop());

    it("answers who presents it, and nobody else; probes need none", async () => {
      const statusOf = async (authorization?: string): Promise<number> =>
        (await post(node.url, CALL, authorization === undefined ? {} : { authorization })).status;
      expect(await statusOf(`Bearer ${token}`)).to.equal(200);
      expect(await statusOf(`bearer ${token}`)).to.equal(200);
      for (const wrong of [
        undefined,
        "",
        "Bearer",
        `Bearer ${token}x`,
        `Bearer ${token.slice(1)}`,
        `Basic ${token}`,
        token,
      ])
        expect(await statusOf(wrong), String(wrong)).to.equal(401);
      const refused = await post(node.url, CALL);
      expect(refused.headers.get("www-authenticate")).to.match(/^Bearer/);
      expect(((await refused.json()) as { error: { code: number } }).error.code).to.equal(-32006);
      for (const [page, status] of [
        ["health", 200],
        ["ready", 200],
        ["metrics", 401],
      ] as const)
        expect((await fetch(`${node.url}/${page}`)).status, page).to.equal(status);
    });

    it("lets ethers and a WebSocket in with it", async () => {
      const call = new FetchRequest(node.url);
      call.setHeader("authorization", `Bearer ${token}`);
      const provider = new JsonRpcProvider(call);
      expect(await provider.getBlockNumber()).to.equal(0);
      provider.destroy();
      const url = node.url.replace("http", "ws");
      const [refused] = (await once(new WebSocket(url), "error")) as [Error];
      expect(refused.message).to.match(/403/);
      const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
      await once(socket, "open");
      socket.send(CALL);
      const [answer] = (await once(socket, "message")) as [Buffer];
      expect(JSON.parse(answer.toString())).to.include({ result: "0x0" });
      socket.close();
    });

    it("is presented by a follower, which is told when it is missing", async () => {
      const args = ["follow", "--data", join(base, "refused"), "--from", node.url, "--port", "0"];
      expect(runCommand(...args).stderr).to.match(/^SOURCE_REFUSED: .*bearer token/);
      const follower = await startFollower(join(base, "replica"), node.url, ["--from-token-file", join(base, "token")]);
      await follower.stop();
    });
  });

  it("is served over TLS, and not without it", async () => {
    const { cert, key } = selfSigned();
    const files = { cert: file("cert.pem", cert), key: file("key.pem", key) };
    const node = await startNode(join(base, "tls"), ["--tls-cert", files.cert, "--tls-key", files.key]);
    try {
      expect(node.url).to.match(/^https:/);
      const answer = await new Promise<string>((resolve, reject) => {
        const sent = request(
          node.url,
          { method: "POST", ca: cert, headers: { "content-type": "application/json" } },
          (response) => response.on("data", (chunk: Buffer) => resolve(chunk.toString())),
        );
        sent.on("error", reject);
        sent.end(CALL);
      });
      expect(JSON.parse(answer)).to.include({ result: "0x0" });
      const socket = new WebSocket(node.url.replace("https", "wss"), { ca: cert });
      await once(socket, "open");
      socket.close();
      expect(await fetch(node.url).catch((error: Error) => error.message)).to.equal("fetch failed");
      expect(await post(node.url.replace("https", "http"), CALL).catch((error: Error) => error.message)).to.equal(
        "fetch failed",
      );
      const follower = await startFollower(join(base, "tls-replica"), node.url, [], {
        NODE_EXTRA_CA_CERTS: files.cert,
      });
      await until("the follower answers", async () => (await post(follower.url, CALL)).status === 200);
      await follower.stop();
    } finally {
      await node.stop();
    }
  });

  it("names what is wrong with options", () => {
    const start = (...args: string[]) => runCommand("start", "--data", join(base, "never"), "--port", "0", ...args);
    const { cert, key } = selfSigned();
    const refusals: [string[], RegExp][] = [
      [["--tls-cert", file("a.pem", cert)], /^OPTION_MISSING: --tls-key/],
      [["--tls-key", file("b.pem", key)], /^OPTION_MISSING: --tls-cert/],
      [["--tls-cert", join(base, "nowhere"), "--tls-key", join(base, "b.pem")], /^OPTION_INVALID: --tls-cert/],
      [["--tls-cert", file("c.pem", "no certificate"), "--tls-key", join(base, "b.pem")], /^TLS_INVALID/],
      [
        ["--token-file", file("short", "secret\n")],
        /^OPTION_INVALID: --token-file.* 6 characters; accepted are at least 20/,
      ],
      [["--admit", "0x12"], /^OPTION_INVALID: --admit/],
    ];
    for (const [args, expected] of refusals) {
      const { status, stderr } = start(...args);
      expect(stderr).to.match(expected);
      expect(status).to.be.oneOf([1, 2]);
    }
  });

  it("bounds what one connection has open", async () => {
    const node = await startNode(join(base, "bounded"));
    try {
      const most = 1_000;
      const wallet = new Wallet(`0x${"a7".repeat(32)}`);
      const send = async (nonce: number): Promise<string> => {
        const transaction = { type: 0, chainId: 19_524, nonce, to: wallet.address, gasLimit: 21_000, gasPrice: 0 };
        const params = [await wallet.signTransaction(transaction)];
        return JSON.stringify({ jsonrpc: "2.0", id: nonce, method: "eth_sendRawTransaction", params });
      };
      const socket = new WebSocket(node.url.replace("http", "ws"));
      await once(socket, "open");
      const answers: { id: number | null; result?: string; error?: { code: number } }[] = [];
      socket.on("message", (message: Buffer) => answers.push(JSON.parse(message.toString())));
      // They wait for the transaction with nonce 0, which comes last and by another way.
      for (let nonce = 1; nonce <= most; nonce++) socket.send(await send(nonce));
      socket.send(CALL);
      await until("the request too many is refused", async () => answers.length === 1);
      expect(answers[0]).to.deep.include({ id: null }).and.nested.include({ "error.code": -32005 });
      await post(node.url, await send(0));
      await until("all are answered", async () => answers.length === 1 + most);
      expect(answers.filter(({ result }) => result !== undefined)).to.have.length(most);
      socket.send(CALL);
      await until("there is room again", async () => answers.length === 2 + most);
      socket.close();
    } finally {
      await node.stop();
    }
  });
});
