import { existsSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import { LadingError } from "@lading/sdk/errors";
import { openapi } from "@lading/sdk/http";
import type { Caller } from "../auth/Caller.ts";
import { docsPage } from "./docsPage.ts";
import { createLimiter } from "./createLimiter.ts";
import type { Metrics } from "./createMetrics.ts";
import { mountRoutes, type Handlers } from "./mountRoutes.ts";
import { problemOf } from "./problem.ts";
import { errorPage, languageOf } from "./titles.ts";
import { toLadingError } from "./toLadingError.ts";

const CONSOLE = fileURLToPath(new URL("../../../web/dist", import.meta.url));

/**
 * The express application: limits, logs and problems around the route table.
 *
 * @example
 * createApp(options).listen(8080, "127.0.0.1");
 */
export function createApp(options: {
  handlers: Handlers;
  authenticate: (request: Request) => Promise<Caller>;
  /** Host names that callers may use, with port: a page of another name that points here is refused (DNS rebinding). */
  hosts: () => readonly string[];
  serverUrl: () => string;
  /** Why requests cannot be answered now; null when they can. */
  fault: () => LadingError | null;
  metrics: Metrics;
  rateLimit: number;
  log: Logger;
  version: string;
}): Express {
  const { handlers, authenticate, hosts, serverUrl, fault, metrics, log, version } = options;
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", "simple");
  app.set("etag", false);

  app.use(describeRequest(log, metrics));
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", "data:"],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          workerSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      // Plain HTTP on the loopback is the default; a proxy that ends TLS sets this header.
      strictTransportSecurity: false,
    }),
  );

  app.get("/healthz", (_, response) => void response.json({ status: "alive", version }));
  app.get("/readyz", (_, response) => {
    const why = fault();
    if (why !== null) throw why;
    response.json({ status: "ready", version });
  });
  app.get("/metrics", async (_, response) => {
    response.type(metrics.contentType).send(await metrics.text());
  });

  app.use((request, _, next) => {
    const host = request.get("host") ?? "";
    if (hosts().includes(host.toLowerCase())) return next();
    throw new LadingError(
      "HOST_NOT_SERVED",
      "invalid",
      `This API is not served as "${host}"; accepted: ${hosts().join(", ")}`,
      { host },
    );
  });
  app.use(createLimiter(options.rateLimit));
  app.use("/v1", (_, response, next) => {
    response.setHeader("cache-control", "no-store");
    next();
  });

  app.get("/openapi.json", (_, response) => void response.json(openapi({ serverUrl: serverUrl(), version })));
  app.get("/docs", (request, response) => {
    response.type("html").send(docsPage(languageOf(request.get("accept-language"))));
  });
  app.get("/errors/:code", (request, response) => {
    const page = errorPage(String(request.params.code));
    if (page === undefined) throw unknownRoute(request);
    response.json(page);
  });
  mountRoutes(app, handlers, authenticate);
  if (existsSync(CONSOLE)) serveConsole(app);

  app.use((request: Request) => {
    throw unknownRoute(request);
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    answerError(error, request, response, log);
  });
  return app;
}

/** The console's files; any other address outside the API is a page of it. */
function serveConsole(app: Express): void {
  app.use(express.static(CONSOLE, { index: "index.html", maxAge: 0 }));
  app.get(/^\/(?!v1\/|errors\/)[^.]*$/, (request, response, next) => {
    if (request.accepts("html") === false) return next();
    response.sendFile("index.html", { root: CONSOLE });
  });
}

function unknownRoute(request: Request): LadingError {
  return new LadingError(
    "ROUTE_UNKNOWN",
    "notFound",
    `There is no ${request.method} ${request.path} in this API; see /docs`,
    { path: request.path },
  );
}

/** Gives each request an id, measures it, and logs it: no query, no body, no token, no name. */
function describeRequest(log: Logger, metrics: Metrics) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.get("x-request-id");
    const id = given !== undefined && /^[A-Za-z0-9._-]{1,100}$/.test(given) ? given : randomUUID();
    response.locals.requestId = id;
    response.setHeader("x-request-id", id);
    const begun = process.hrtime.bigint();
    response.once("close", () => {
      const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
      // The pattern, not the path: an id of a right says who has to do with what.
      const route = typeof request.route?.path === "string" ? (request.route.path as string) : "other";
      metrics.observe(request.method, route, response.statusCode, seconds);
      log.info(
        {
          requestId: id,
          method: request.method,
          route,
          status: response.statusCode,
          ms: Math.round(seconds * 1e5) / 100,
          code: response.locals.code as unknown,
        },
        "request",
      );
    });
    next();
  };
}

function answerError(error: unknown, request: Request, response: Response, log: Logger): void {
  const fault = toLadingError(error);
  const requestId = String(response.locals.requestId);
  response.locals.code = fault.code;
  if (fault.kind === "internal") log.error({ requestId, err: error }, "a request failed");
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = problemOf(fault, languageOf(request.get("accept-language")), { instance: request.path, requestId });
  if (body.status === 401) response.setHeader("www-authenticate", 'Bearer realm="lading"');
  response.status(body.status).type("application/problem+json").send(JSON.stringify(body));
}
