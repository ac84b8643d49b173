import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { NodeError } from "../errors.ts";
import type { LedgerNode } from "../Node.ts";
import { hostAllowed, OPEN_PAGES, originAllowed, tokenAllowed, type Access } from "./access.ts";
import { answer, type OnInternalError } from "./answer.ts";
import { rpcCodes } from "./errors.ts";
import { Filters } from "./Filters.ts";
import type { RpcLimits } from "./limits.ts";
import type { MethodContext } from "./method.ts";
import { Subscriptions } from "./Subscriptions.ts";

/** A page the server answers besides JSON-RPC, by path: health, readiness, metrics. */
export type Page = () => { status: number; type: string; body: string };

/** How to serve a node. */
export type ServerOptions = {
  host: string;
  /** 0 takes a free one. */
  port: number;
  access: Access;
  /** Certificate chain and key, PEM: serves https and wss only. */
  tls?: { cert: Buffer; key: Buffer };
  limits: RpcLimits;
  pages: Readonly<Record<string, Page>>;
  onInternalError: OnInternalError;
};

/** A listening server. */
export type RpcServer = { url: string; port: number; close(): Promise<void> };

/** A connection that does not read what it asked for is closed at this many bytes. */
const SOCKET_BUFFER_BYTES = 16 * 1024 * 1024;

function readBody(request: IncomingMessage, most: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) resolve(undefined);
      else chunks.push(chunk);
    });
    request.on("end", () =>
      resolve(chunks.length === 1 ? (chunks[0] as Buffer).toString("utf8") : Buffer.concat(chunks).toString("utf8")),
    );
    request.on("error", reject);
  });
}

function reply(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(body);
}

function refusal(code: number, message: string): string {
  return JSON.stringify({ jsonrpc: "2.0", id: null, error: { code, message } });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  context: MethodContext,
  options: ServerOptions,
): Promise<void> {
  const { access, limits } = options;
  const { origin } = request.headers;
  if (!hostAllowed(request.headers.host, access)) {
    return reply(
      response,
      403,
      "application/json",
      refusal(rpcCodes.invalidRequest, "this host name is not one of the node's; see --allowed-host"),
    );
  }
  if (!originAllowed(origin, access)) {
    return reply(
      response,
      403,
      "application/json",
      refusal(rpcCodes.invalidRequest, "pages of this origin may not call the node; see --allowed-origin"),
    );
  }
  const cors: Record<string, string> =
    origin === undefined ? {} : { "access-control-allow-origin": origin, vary: "origin" };
  if (request.method === "OPTIONS") {
    const allowed = {
      "access-control-allow-methods": "POST, GET",
      "access-control-allow-headers": "content-type, authorization",
      "access-control-max-age": "600",
    };
    return reply(response, 204, "text/plain", "", { ...cors, ...allowed });
  }
  const path = (request.url ?? "/").split("?")[0] as string;
  const isOpen = request.method === "GET" && OPEN_PAGES.has(path);
  if (!isOpen && !tokenAllowed(request.headers.authorization, access)) {
    return reply(
      response,
      401,
      "application/json",
      refusal(rpcCodes.unauthorized, "a bearer token is needed: Authorization: Bearer <token>"),
      { ...cors, "www-authenticate": 'Bearer realm="lading-node"', connection: "close" },
    );
  }
  if (request.method === "GET") {
    const page = options.pages[path];
    if (page === undefined) return reply(response, 404, "text/plain", "not found\n", cors);
    const { status, type, body } = page();
    return reply(response, status, type, body, cors);
  }
  if (request.method !== "POST")
    return reply(response, 405, "text/plain", "POST JSON-RPC here\n", { ...cors, allow: "POST, GET" });
  // Pages can send text/plain and forms without being asked (CORS "simple requests"); JSON they cannot.
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "application/json")) {
    return reply(
      response,
      415,
      "application/json",
      refusal(rpcCodes.invalidRequest, "content-type must be application/json"),
      cors,
    );
  }
  const body = await readBody(request, limits.bodyBytes);
  if (body === undefined) {
    return reply(
      response,
      413,
      "application/json",
      refusal(rpcCodes.invalidRequest, `request too large: at most ${limits.bodyBytes} bytes`),
      {
        ...cors,
        connection: "close",
      },
    );
  }
  const answered = await answer(body, context, options.onInternalError);
  if (answered === undefined) reply(response, 204, "text/plain", "", cors);
  else reply(response, 200, "application/json", answered, cors);
}

function serveSocket(socket: WebSocket, node: LedgerNode, base: MethodContext, options: ServerOptions): void {
  const send = (message: string): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > SOCKET_BUFFER_BYTES) socket.terminate();
    else socket.send(message);
  };
  const subscriptions = new Subscriptions(node, options.limits, send);
  const context: MethodContext = { ...base, subscriptions };
  let open = 0;
  socket.on("message", (message, isBinary) => {
    if (isBinary) {
      send(refusal(rpcCodes.invalidRequest, "send text, not binary messages"));
      return;
    }
    const most = options.limits.requestsPerConnection;
    if (open >= most) {
      send(refusal(rpcCodes.limitExceeded, `${most} requests of this connection are not answered yet: wait for some`));
      return;
    }
    open++;
    void answer((message as Buffer).toString("utf8"), context, options.onInternalError)
      .then((answered) => {
        if (answered !== undefined) send(answered);
      })
      .finally(() => open--);
  });
  socket.on("close", () => subscriptions.close());
  // A broken frame closes the connection by itself; there is nobody else to tell.
  socket.on("error", () => socket.terminate());
}

function listen(server: Server, options: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const { host, port } = options;
      reject(
        new NodeError(
          "PORT_UNAVAILABLE",
          "conflict",
          `cannot listen on ${host}:${port}: ${cause.code === "EADDRINUSE" ? "something else does" : cause.message}`,
          { host, port },
          { cause },
        ),
      );
    });
    server.listen(options.port, options.host, resolve);
  });
}

type Times = { requestTimeout: number; headersTimeout: number; keepAliveTimeout: number };

function createSecureServer(
  tls: { cert: Buffer; key: Buffer },
  times: Times,
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  try {
    return createTlsServer({ ...times, ...tls, minVersion: "TLSv1.2" }, onRequest);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new NodeError("TLS_INVALID", "invalid", `the certificate and key cannot be used: ${why}`, { why }, { cause });
  }
}

/**
 * Serves a node as Ethereum JSON-RPC over HTTP and WebSocket on one port.
 *
 * @throws NodeError PORT_UNAVAILABLE, TLS_INVALID
 */
export async function startServer(node: LedgerNode, options: ServerOptions): Promise<RpcServer> {
  const filters = new Filters(node, options.limits);
  const context: MethodContext = { node, filters, limits: options.limits, subscriptions: undefined };
  const times = { requestTimeout: 60_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 };
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response, context, options).catch((error: unknown) => {
      options.onInternalError("http", error);
      if (!response.headersSent) reply(response, 500, "application/json", refusal(rpcCodes.internal, "internal error"));
      else response.destroy();
    });
  };
  const { tls } = options;
  const server = tls === undefined ? createServer(times, onRequest) : createSecureServer(tls, times, onRequest);
  server.maxConnections = options.limits.connections;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: options.limits.bodyBytes });
  server.on("upgrade", (request, socket, head) => {
    const allowed =
      hostAllowed(request.headers.host, options.access) &&
      originAllowed(request.headers.origin, options.access) &&
      tokenAllowed(request.headers.authorization, options.access) &&
      sockets.clients.size < options.limits.connections;
    if (!allowed) {
      socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => serveSocket(client, node, context, options));
  });
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const name = options.host.includes(":") ? `[${options.host}]` : options.host;
  return {
    url: `${tls === undefined ? "http" : "https"}://${name}:${port}`,
    port,
    close: async () => {
      filters.close();
      for (const client of sockets.clients) client.close(1001, "the node stops");
      sockets.close();
      server.closeIdleConnections();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const force = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
        server.closeAllConnections();
      }, 2_000);
      await closed;
      clearTimeout(force);
    },
  };
}
