import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { hash, ledgerEvent, page, paging, party, seconds, secondsInUrl } from "../schemas.ts";

/** How a caller may stand to a release. */
export const releaseRelation = z.enum(["held", "offered", "issued", "terminal", "depot", "haulage", "past"]);

/** A condition at the gate. */
export const light = z.object({
  name: z.string(),
  /** Unknown is not green. */
  state: z.enum(["unknown", "green", "red"]),
  authority: party.nullable(),
  reason: z.string().nullable(),
  changedAt: seconds,
});

/** The right to collect one container at one terminal. */
export const release = z.object({
  release: hash,
  /** The accomplished title that it is issued against; null for a sea waybill. */
  title: hash.nullable(),
  carrier: party,
  container: z.string().nullable(),
  state: z.string(),
  terminal: party.nullable(),
  depot: party.nullable(),
  holder: party.nullable(),
  offer: z.object({ to: party, deadline: seconds }).nullable(),
  haulier: party.nullable(),
  validFrom: seconds,
  validUntil: seconds,
  /** Everything else that the registry keeps of it, by its ABI names. */
  facts: z.record(z.string(), z.unknown()),
  trail: hash,
  acts: z.int(),
  issuedAt: seconds,
  changedAt: seconds,
  allowedActs: z.array(z.string()),
});

/** The right to collect one container at one terminal. */
export type Release = z.output<typeof release>;

/** The answer of the ledger's own `gateVerdict` view. */
export const gateVerdict = z.object({
  release: hash,
  at: seconds,
  go: z.boolean(),
  /** Why not, by name; empty means go. */
  reasons: z.array(z.string()),
  /** The same as the registry's bitmap. */
  bitmap: z.string(),
  blockNumber: z.int(),
  blockHash: hash,
});

/** Releases. */
export const releases = {
  list: endpoint({
    method: "GET",
    path: "/v1/releases",
    access: "member",
    summary: { en: "Releases that my member has to do with", zh: "与本方有关的放箱权" },
    query: z.object({
      ...paging,
      relation: releaseRelation.optional(),
      state: z.string().optional(),
      title: hash.optional(),
    }),
    response: page(release),
    errors: [],
  }),
  show: endpoint({
    method: "GET",
    path: "/v1/releases/:release",
    access: "member",
    summary: { en: "One release with its lights and what I may do now", zh: "单项放箱权、其各项条件及当前可办事项" },
    params: z.object({ release: hash }),
    response: release.extend({ lights: z.array(light) }),
    errors: ["RELEASE_UNKNOWN"],
  }),
  acts: endpoint({
    method: "GET",
    path: "/v1/releases/:release/acts",
    access: "member",
    summary: { en: "The acts on a release in order", zh: "放箱权上的行为，按顺序" },
    params: z.object({ release: hash }),
    query: z.object(paging),
    response: page(ledgerEvent),
    errors: ["RELEASE_UNKNOWN"],
  }),
  verdict: endpoint({
    method: "GET",
    path: "/v1/releases/:release/verdict",
    access: "member",
    summary: {
      en: "May this container leave, with this driver and plate, now?",
      zh: "此箱现在可否由该司机、该车放行？",
    },
    params: z.object({ release: hash }),
    query: z.object({
      /** Salted commitment of the driver that stands at the gate. */
      driver: hash.optional(),
      /** Salted commitment of the plate that stands at the gate. */
      plate: hash.optional(),
      at: secondsInUrl.optional(),
    }),
    response: gateVerdict,
    errors: ["RELEASE_UNKNOWN", "LEDGER_UNREACHABLE"],
  }),
} as const;
