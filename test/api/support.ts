import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createJWT, ES256KSigner, hexToBytes } from "did-jwt";
import { Wallet, keccak256, toUtf8Bytes } from "ethers";
import { exportJWK, generateKeyPair } from "jose";
import { deployLedger } from "@lading/contracts/deploy";
import { createProvider } from "../../sdk/src/chain/index.ts";
import { formatDid } from "../../sdk/src/index.ts";
import { createHttpClient, type ActReceipt, type Deployment, type HttpClient } from "../../sdk/src/http/index.ts";
import { buildTypedData, randomNonce, referenceToBytes32 } from "../../sdk/src/domain/typedData/typedData.ts";
import type { ActArguments, SignedAct } from "../../sdk/src/domain/typedData/SignedAct.ts";
import type { Right } from "../../sdk/src/domain/acts/Act.ts";
import { flagBits, ROLES, type RoleName } from "../../sdk/src/domain/acts/index.ts";
import type { PrivateAgreementKey } from "../../sdk/src/domain/envelope/index.ts";
import { isLadingError, type LadingError } from "../../sdk/src/domain/errors.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A server of ours as a process of its own. */
export type Server = {
  url: string;
  process: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<void>;
  output(): string;
};

/** anvil, with free gas, as another engine under the same API. */
async function startAnvil(): Promise<Server> {
  const anvil = fileURLToPath(new URL("../../node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil", import.meta.url));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const server = await startServer(anvil, ["--port", String(port), "--code-size-limit", "100000"]);
  return { ...server, url: `http://127.0.0.1:${port}` };
}

/** Starts a server and waits for the URL that it prints. */
export function startServer(command: string, args: string[], env: Record<string, string> = {}): Promise<Server> {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /(?:https?:\/\/)?[\w.[\]-]+:\d+/.exec(output);
      if (url === null || !/listen|serv|ready/i.test(output)) return;
      resolve({
        url: url[0],
        process: child,
        output: () => output,
        async stop(signal = "SIGTERM") {
          if (child.exitCode === null && child.signalCode === null) child.kill(signal);
          await ended;
        },
      });
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    void ended.then(() => reject(new Error(`${args.join(" ")} ended:\n${output}`)));
  });
}

/** A member's officer who signs. */
export type Person = {
  wallet: Wallet;
  did: string;
  /** The member's number; 0 for nobody's officer. */
  member: number;
  client: HttpClient;
  token(change?: Record<string, unknown>, header?: { alg?: string }): Promise<string>;
  sign(right: Right, act: string, args: ActArguments, change?: Partial<SignedAct>): Promise<SignedAct>;
  act(right: Right, act: string, args: ActArguments): Promise<ActReceipt>;
};

/** A real ledger with a real API before it, in folders of their own. */
export type World = {
  folder: string;
  deployment: Deployment;
  rpcUrl: string;
  apiUrl: string;
  api: Server;
  ledger: Server;
  office: Person;
  apiArgs: string[];
  /** Stops the API, does something while it is down, and starts it again at the same address. */
  restartApi(signal?: NodeJS.Signals, meanwhile?: () => Promise<void>): Promise<void>;
  person(): Person;
  admit(name: string, ...roles: RoleName[]): Promise<Person>;
  stop(): Promise<void>;
};

/** Seconds since 1970. */
export const now = (): number => Math.floor(Date.now() / 1000);

let admitted = 0;

/** Starts everything. */
export async function openWorld(
  env: Record<string, string> = {},
  engine: string | undefined = process.env.LADING_TEST_ENGINE,
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "lading-api-"));
  const running: Server[] = [];
  try {
    return await openWorldIn(folder, running, env, engine);
  } catch (error) {
    // Nothing is left running behind a set-up that failed.
    for (const server of running.reverse()) await server.stop("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function openWorldIn(
  folder: string,
  running: Server[],
  env: Record<string, string>,
  engine: string | undefined,
): Promise<World> {
  const ledger =
    engine === "anvil"
      ? await startAnvil()
      : await startServer(process.execPath, [
          "ledger-node/src/main.ts",
          "start",
          "--data",
          join(folder, "chain"),
          "--port",
          "0",
        ]);
  running.push(ledger);
  const provider = createProvider(ledger.url);
  const office = Wallet.createRandom();
  const deployer = Wallet.createRandom();
  const enrich = async (account: string): Promise<void> => {
    if (engine === "anvil") await provider.send("anvil_setBalance", [account, "0x56bc75e2d63100000"]);
  };
  await enrich(deployer.address);
  const deployed = await deployLedger(deployer.connect(provider), {
    identity: office.address,
    legalId: keccak256(toUtf8Bytes("port office")),
    name: "Port Office 港口办",
  });
  const deployment: Deployment = {
    chainId: Number((await provider.getNetwork()).chainId),
    genesisHash: (await provider.getBlock(0))!.hash!,
    ...deployed,
  };
  mkdirSync(folder, { recursive: true });
  const record = join(folder, "deployment.json");
  writeFileSync(record, JSON.stringify(deployment));
  const apiArgs = [
    "--rpc-url",
    ledger.url,
    "--data",
    join(folder, "api"),
    "--deployment",
    record,
    "--poll",
    "50",
    "--log-level",
    "warn",
  ];
  const start = (port: string): Promise<Server> =>
    startServer(process.execPath, ["api/src/main.ts", "start", ...apiArgs, "--port", port], env);
  const api = await start("0");
  running.push(api);
  const { relayer } = await createHttpClient({ baseUrl: api.url }).network.show();
  await enrich(relayer);
  provider.destroy();
  const world: World = {
    folder,
    deployment,
    rpcUrl: ledger.url,
    apiUrl: api.url,
    api,
    ledger,
    apiArgs,
    office: undefined as unknown as Person,
    async restartApi(signal, meanwhile) {
      await world.api.stop(signal);
      await meanwhile?.();
      world.api = await start(new URL(world.apiUrl).port);
    },
    person: () => makePerson(world, Wallet.createRandom() as unknown as Wallet, 0),
    async admit(name, ...roles) {
      const person = world.person();
      admitted += 1;
      const receipt = await world.office.act("members", "admit", {
        identity: person.wallet.address,
        legalId: keccak256(toUtf8Bytes(`legal id ${admitted}`)),
        roles: flagBits(roles, ROLES)!,
        name,
      });
      person.member = receipt.events.find((event) => event.event === "MemberAdmitted")!.args.member as number;
      return person;
    },
    async stop() {
      await world.api.stop();
      await ledger.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  world.office = makePerson(world, office as unknown as Wallet, 1);
  return world;
}

function makePerson(world: World, wallet: Wallet, member: number): Person {
  const did = formatDid(world.deployment.chainId, wallet.address) as string;
  const person: Person = {
    wallet,
    did,
    member,
    token: (change = {}, header = {}) =>
      createJWT(
        { aud: world.apiUrl, iat: now(), exp: now() + 60, jti: randomNonce(), ...change },
        {
          issuer: did,
          signer: ES256KSigner(hexToBytes(wallet.privateKey)),
          ...(change.iss === undefined ? {} : { issuer: change.iss as string }),
        },
        { alg: "ES256K", ...header },
      ),
    client: createHttpClient({ baseUrl: world.apiUrl, authenticate: () => person.token() }),
    async sign(right, act, args, change = {}) {
      const unsigned = { right, act, args, nonce: randomNonce(), notAfter: now() + 600, ...change };
      const { domain, types, message } = buildTypedData(unsigned, {
        chainId: world.deployment.chainId,
        registry: world.deployment.registries[right]!,
      });
      const signature = await wallet.signTypedData(domain, types, message);
      return { ...unsigned, officer: wallet.address, signature, countersignatures: [], ...change };
    },
    act: async (right, act, args) => person.client.acts.submit({ body: await person.sign(right, act, args) }),
  };
  return person;
}

let shared: Promise<World> | undefined;

/** One world for every test file: starting one takes seconds. */
export function theWorld(): Promise<World> {
  shared ??= openWorld({ LADING_API_RATE_LIMIT: "100000" });
  return shared;
}

after(async () => {
  await (await shared)?.stop();
});

/** The error that a call fails with. */
export async function failure(call: Promise<unknown>): Promise<LadingError> {
  try {
    await call;
  } catch (error) {
    if (isLadingError(error)) return error;
    throw error;
  }
  throw new Error("expected a failure");
}

let bills = 0;

/** Arguments of `title issue`, for a bill that no other test has. */
export function bill(carrier: Person, holder: Person, change: ActArguments = {}): ActArguments {
  bills += 1;
  return {
    carrier: carrier.member,
    transportDocumentReference: referenceToBytes32(`API${process.pid}N${bills}`),
    kind: 1,
    holder: holder.member,
    endorsee: holder.member,
    contentDigest: keccak256(toUtf8Bytes(`bill ${bills}`)),
    instrument: NOTHING,
    ...change,
  };
}

/** Thirty-two zero bytes. */
export const NOTHING = `0x${"0".repeat(64)}`;

/** A key pair of the kind that members publish for key agreement. */
export async function newAgreementKey(): Promise<PrivateAgreementKey> {
  const { privateKey } = await generateKeyPair("ECDH-ES+A256KW", { crv: "X25519", extractable: true });
  return (await exportJWK(privateKey)) as PrivateAgreementKey;
}
