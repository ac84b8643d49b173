import { expect } from "chai";
import { createHttpClient } from "../../sdk/src/http/index.ts";
import { failure, now, theWorld, type Person, type World } from "./support.ts";

describe("authentication", () => {
  let world: World;
  let office: Person;

  before(async () => {
    world = await theWorld();
    office = world.office;
  });

  /** The code with which the API answers a token. */
  async function codeOf(token: string): Promise<string> {
    return (await failure(createHttpClient({ baseUrl: world.apiUrl, authenticate: async () => token }).me.show())).code;
  }

  it("says who the ledger says I am", async () => {
    const { officer, member } = await office.client.me.show();
    expect(officer).to.include({ member: 1, officer: office.wallet.address.toLowerCase(), revoked: false });
    expect(member.roles).to.include("port-office");
  });

  it("fails as TOKEN_MISSING without a token, and says so in the caller's language", async () => {
    const answer = await fetch(`${world.apiUrl}/v1/me`, { headers: { "accept-language": "zh-CN" } });
    expect(answer.status).to.equal(401);
    expect(answer.headers.get("content-type")).to.match(/^application\/problem\+json/);
    expect(await answer.json()).to.include({ code: "TOKEN_MISSING", kind: "unauthenticated", title: "需要令牌" });
  });

  it("takes a token once, also after a restart by kill -9", async () => {
    const token = await office.token();
    const client = createHttpClient({ baseUrl: world.apiUrl, authenticate: async () => token });
    await client.me.show();
    expect(await codeOf(token)).to.equal("TOKEN_REPLAYED");
    await world.restartApi("SIGKILL");
    expect(await codeOf(token)).to.equal("TOKEN_REPLAYED");
  });

  it("refuses a token for another API", async () => {
    expect(await codeOf(await office.token({ aud: "http://other.example" }))).to.equal("TOKEN_AUDIENCE");
  });

  it("refuses a token of another time, and one that lives too long", async () => {
    expect(await codeOf(await office.token({ iat: now() - 200, exp: now() - 60 }))).to.equal("TOKEN_EXPIRED");
    expect(await codeOf(await office.token({ iat: now() + 60, exp: now() + 90 }))).to.equal("TOKEN_EXPIRED");
    expect(await codeOf(await office.token({ exp: now() + 3600 }))).to.equal("TOKEN_INVALID");
  });

  it("admits a clock that is a little wrong", async () => {
    const token = await office.token({ iat: now() + 20, exp: now() + 80 });
    await createHttpClient({ baseUrl: world.apiUrl, authenticate: async () => token }).me.show();
  });

  it("refuses a token that somebody else signed, that was altered, or that is unsigned", async () => {
    const stranger = world.person();
    const forged = await stranger.token({ iss: office.did });
    expect(await codeOf(forged)).to.equal("TOKEN_INVALID");
    const [header, payload, signature] = (await office.token()).split(".") as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    const altered = Buffer.from(JSON.stringify({ ...claims, exp: now() + 200 })).toString("base64url");
    expect(await codeOf(`${header}.${altered}.${signature}`)).to.equal("TOKEN_INVALID");
    const none = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
    expect(await codeOf(`${none}.${payload}.`)).to.equal("TOKEN_INVALID");
    expect(await codeOf("not.a.token")).to.equal("TOKEN_INVALID");
  });

  it("refuses a DID of another chain", async () => {
    const other = office.did.replace(/^did:ethr:0x[0-9a-f]+:/, "did:ethr:0x1:");
    expect(await codeOf(await office.token({ iss: other }))).to.equal("TOKEN_INVALID");
  });

  it("refuses a DID that its owner deactivated, as soon as the ledger says so", async () => {
    const trader = await world.admit("Deactivated Trading", "trader");
    await trader.client.me.show();
    await trader.act("did", "deactivate", { identity: trader.wallet.address });
    expect((await failure(trader.client.me.show())).code).to.equal("TOKEN_INVALID");
  });

  it("refuses whom no member appointed, and whom its member dismissed", async () => {
    expect((await failure(world.person().client.me.show())).code).to.equal("OFFICER_UNKNOWN");
    const carrier = await world.admit("Auth Line", "carrier");
    const clerk = world.person();
    await carrier.act("members", "appoint", { officer: clerk.wallet.address, scopes: 1, validUntil: now() + 3600 });
    expect((await clerk.client.me.show()).officer.scopes).to.deep.equal(["issue"]);
    await carrier.act("members", "dismiss", { officer: clerk.wallet.address });
    expect((await failure(clerk.client.me.show())).code).to.equal("OFFICER_UNKNOWN");
  });

  it("refuses an officer of a suspended member until it is reinstated", async () => {
    const trader = await world.admit("Suspended Trading", "trader");
    const instrument = `0x${"11".repeat(32)}`;
    await world.office.act("members", "suspend", { member: trader.member, instrument });
    expect((await failure(trader.client.me.show())).code).to.equal("MEMBER_INACTIVE");
    await world.office.act("members", "reinstate", { member: trader.member, instrument });
    expect((await trader.client.me.show()).member.status).to.equal("active");
  });

  it("refuses an officer whose authority has ended", async () => {
    const trader = await world.admit("Short Authority", "trader");
    const clerk = world.person();
    await trader.act("members", "appoint", { officer: clerk.wallet.address, scopes: 2, validUntil: now() + 2 });
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect((await failure(clerk.client.me.show())).code).to.equal("OFFICER_EXPIRED");
  });
});
