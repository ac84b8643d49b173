import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";

/** Who may speak to the node, before any request is read. */
export type Access = {
  /** Names under which the node may be addressed, besides IP addresses and localhost: against DNS rebinding. `*` allows all. */
  hosts: readonly string[];
  /** Origins of web pages that may call. `*` allows all; none by default. */
  origins: readonly string[];
  /** What a caller must present as a bearer token (RFC 6750); without it anybody who reaches the port may call. */
  token?: string;
};

/** Pages that probes ask for: they say nothing that would need a token. */
export const OPEN_PAGES: ReadonlySet<string> = new Set(["/health", "/ready"]);

/** True when the Authorization header carries the token, or none is asked for. Takes the same time whatever is in it. */
export function tokenAllowed(header: string | undefined, access: Access): boolean {
  if (access.token === undefined) return true;
  const given = /^Bearer +(.+)$/i.exec(header ?? "")?.[1] ?? "";
  const [one, other] = [given, access.token].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(one as Buffer, other as Buffer);
}

/** True when the Host header names this node. */
export function hostAllowed(header: string | undefined, access: Access): boolean {
  if (header === undefined || access.hosts.includes("*")) return true;
  const name = header
    .replace(/:\d+$/, "")
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  return name === "localhost" || isIP(name) !== 0 || access.hosts.includes(name);
}

/** True when the request comes from no web page, or from one that may call. */
export function originAllowed(header: string | undefined, access: Access): boolean {
  return header === undefined || access.origins.includes("*") || access.origins.includes(header);
}
