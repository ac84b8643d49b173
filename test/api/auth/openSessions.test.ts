import { expect } from "chai";
import { openSessions, SESSION_LIFETIME, SESSION_PREFIX } from "../../../api/src/auth/openSessions.ts";
import { signInCode } from "../../../sdk/src/http/routes/signIn.ts";

const OFFICER = { did: "did:ethr:0x4c44:0x01", officer: "0x01" };
const ORIGIN = "http://127.0.0.1:4000";

describe("openSessions", () => {
  let time: number;
  const sessions = () => openSessions(() => time);
  const codeOf = (work: () => unknown): string | undefined => {
    try {
      work();
    } catch (error) {
      return (error as { code: string }).code;
    }
    return undefined;
  };

  beforeEach(() => (time = 1_795_000_000));

  it("gives one session to the page that asked, after approval and not before", () => {
    const open = sessions();
    const { code, pollToken, expiresAt } = open.begin(ORIGIN);
    expect(expiresAt).to.equal(time + 300);
    expect(open.collect(pollToken)).to.equal(null);
    expect(open.inspect(code)).to.deep.equal({ code, origin: ORIGIN, requestedAt: time, expiresAt });
    open.approve(code, OFFICER);
    const session = open.collect(pollToken)!;
    expect(session.token).to.match(new RegExp(`^${SESSION_PREFIX}[A-Za-z0-9_-]{43}$`));
    expect(session.expiresAt).to.equal(time + SESSION_LIFETIME);
    expect(open.find(session.token)).to.deep.equal(OFFICER);
    expect(codeOf(() => open.collect(pollToken))).to.equal("SIGN_IN_EXPIRED");
    expect(codeOf(() => open.inspect(code))).to.equal("SIGN_IN_UNKNOWN");
  });

  it("takes one approval: a second officer cannot take a page over", () => {
    const open = sessions();
    const { code } = open.begin(null);
    open.approve(code, OFFICER);
    expect(codeOf(() => open.approve(code, { did: "did:ethr:0x4c44:0x02", officer: "0x02" }))).to.equal(
      "SIGN_IN_APPROVED",
    );
  });

  it("forgets a code after five minutes, approved or not", () => {
    const open = sessions();
    const waiting = open.begin(ORIGIN);
    const approved = open.begin(ORIGIN);
    open.approve(approved.code, OFFICER);
    time += 300;
    expect(codeOf(() => open.approve(waiting.code, OFFICER))).to.equal("SIGN_IN_UNKNOWN");
    expect(codeOf(() => open.collect(waiting.pollToken))).to.equal("SIGN_IN_EXPIRED");
    expect(codeOf(() => open.collect(approved.pollToken))).to.equal("SIGN_IN_EXPIRED");
  });

  it("ends a session after half an hour, or when it is ended", () => {
    const open = sessions();
    const first = sessionOf(open);
    const second = sessionOf(open);
    expect(open.end(second)).to.equal(true);
    expect(open.end(second)).to.equal(false);
    expect(codeOf(() => open.find(second))).to.equal("SESSION_ENDED");
    time += SESSION_LIFETIME - 1;
    expect(open.find(first)).to.deep.equal(OFFICER);
    time += 1;
    expect(codeOf(() => open.find(first))).to.equal("SESSION_ENDED");
  });

  it("knows no session by a code, a poll token or a digest of the token", () => {
    const open = sessions();
    const { code, pollToken } = open.begin(ORIGIN);
    open.approve(code, OFFICER);
    const { token } = open.collect(pollToken)!;
    for (const guess of [code, pollToken, SESSION_PREFIX + pollToken, token.slice(SESSION_PREFIX.length), ""]) {
      expect(
        codeOf(() => open.find(guess)),
        guess,
      ).to.equal("SESSION_ENDED");
    }
  });

  it("keeps ten sessions of one officer; the oldest gives way", () => {
    const open = sessions();
    const tokens = Array.from({ length: 11 }, () => sessionOf(open));
    expect(codeOf(() => open.find(tokens[0]!))).to.equal("SESSION_ENDED");
    for (const token of tokens.slice(1)) expect(open.find(token)).to.deep.equal(OFFICER);
  });

  it("stops giving codes when ten thousand wait, until they have ended", () => {
    const open = sessions();
    for (let count = 0; count < 10_000; count += 1) open.begin(null);
    expect(codeOf(() => open.begin(null))).to.equal("SIGN_IN_BUSY");
    time += 300;
    expect(codeOf(() => open.begin(null))).to.equal(undefined);
  });

  it("gives codes that a person may type in any case, with or without the hyphen", () => {
    const { code } = sessions().begin(null);
    for (const typed of [code, code.toLowerCase(), code.replace("-", ""), ` ${code.replace("-", " ")} `]) {
      expect(signInCode.parse(typed)).to.equal(code);
    }
    for (const wrong of ["", "BCDF", "BCDF-GHJKL", "ABCD-EFGH", "0000-0000"]) {
      expect(signInCode.safeParse(wrong).success, wrong).to.equal(false);
    }
  });

  function sessionOf(open: ReturnType<typeof openSessions>): string {
    const { code, pollToken } = open.begin(ORIGIN);
    open.approve(code, OFFICER);
    return open.collect(pollToken)!.token;
  }
});
