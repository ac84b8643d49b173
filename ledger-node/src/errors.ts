/** What an error of the node means for the caller; the same words as everywhere in Lading. */
export type NodeErrorKind =
  "invalid" | "forbidden" | "notFound" | "conflict" | "falsified" | "unavailable" | "internal";

/** A fact an error is about: plain data, safe to log and to show. */
export type NodeFact = string | number | boolean | null | readonly string[] | readonly number[];

/**
 * The one error class of the node. `code` is stable between versions, the message may change.
 *
 * @example
 * throw new NodeError("STORE_IN_USE", "conflict", `another node has opened ${directory}; stop it first`, { directory });
 */
export class NodeError extends Error {
  readonly code: string;
  readonly kind: NodeErrorKind;
  readonly facts: Readonly<Record<string, NodeFact>>;

  constructor(
    code: string,
    kind: NodeErrorKind,
    message: string,
    facts: Readonly<Record<string, NodeFact>> = {},
    options: { cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "NodeError";
    this.code = code;
    this.kind = kind;
    this.facts = facts;
  }
}

/** The store no longer says what was written: named, never served. */
export function storeDamaged(what: string, facts: Readonly<Record<string, NodeFact>>, cause?: unknown): NodeError {
  const details = Object.entries(facts)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
  return new NodeError(
    "STORE_DAMAGED",
    "unavailable",
    `the store is damaged: ${what} (${details}); stop the node, keep a copy of the directory, then restore a backup or import an export`,
    { what, ...facts },
    { cause },
  );
}
