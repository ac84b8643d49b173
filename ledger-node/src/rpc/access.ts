import { isIP } from "node:net";

/** Who may speak to the node, before any request is read. */
export type Access = {
  /** Names under which the node may be addressed, besides IP addresses and localhost: against DNS rebinding. `*` allows all. */
  hosts: readonly string[];
  /** Origins of web pages that may call. `*` allows all; none by default. */
  origins: readonly string[];
};

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
