import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { hash, ledgerEvent, memberInUrl, page, paging, party, seconds, secondsInUrl } from "../schemas.ts";

/** How a caller may stand to a release. */
export const releaseRelation = z.enum(["held", "offered", "issued", "terminal", "depot", "haulage", "past"]);

/** A condition at the gate: a light that must be green, or a hold that must not be placed (then it is red). */
export const light = z.object({
  /** commercial, customs, discharge; inspection, quarantine, maritime, border, court, charges */
  name: z.string(),
  kind: z.enum(["light", "hold"]),
  /** Unknown is not green. */
  state: z.enum(["unknown", "green", "red"]),
  authority: party.nullable(),
  /** The authority's own reason code; null for none. */
  reason: z.string().nullable(),
  changedAt: seconds,
});

/** The right to collect one container at one terminal. */
export const release = z.object({
  release: hash,
  /** The title that it is issued against; null for a sea waybill. */
  title: hash.nullable(),
  /** The sea waybill's reference; null for a title. */
  waybill: z.string().nullable(),
  /** title, waybill, without-presentation (flagged for ever) */
  basis: z.string(),
  carrier: party,
  container: z.string().nullable(),
  /** prepared, active, offered, assigned, ready, at-gate, out, returned, suspended, cancelled, superseded */
  state: z.string(),
  /** Where the chain stands beneath a prepared or suspended release; else null. */
  inner: z.string().nullable(),
  terminal: party.nullable(),
  depot: party.nullable(),
  holder: party.nullable(),
  offer: z.object({ to: party, deadline: seconds }).nullable(),
  haulier: party.nullable(),
  /** road, rail, barge; null before a haulier is assigned */
  mode: z.string().nullable(),
  validFrom: seconds,
  validUntil: seconds,
  expired: z.boolean(),
  /** How often the right was passed on, and how often it still may be. */
  links: z.int(),
  remaining: z.int(),
  /** Salted commitments of driver and plate, and the slot. */
  transport: z.object({ driver: hash, plate: hash, slotFrom: seconds, slotUntil: seconds }).nullable(),
  /** The container left on the word of two terminal officers, not by the vehicle check. */
  manual: z.boolean(),
  replaces: hash.nullable(),
  replacedBy: hash.nullable(),
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
  /** Why not, by stable code (GATE_REASONS); empty means go. */
  reasons: z.array(z.string()),
  /** The registry's bitmap, as decimal digits. */
  bitmap: z.string(),
  terminal: party,
  haulier: party.nullable(),
  /**
   * Whose commitments were judged: those given; none, as at a gate where nobody showed a pass; or, where anyone but the terminal asks
   * without any, those that the haulier named.
   */
  vehicle: z.enum(["given", "none", "nominated"]),
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
      container: z.string().optional(),
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
      /** The haulier that stands at the gate. Default: the one assigned */
      haulier: memberInUrl.optional(),
      at: secondsInUrl.optional(),
    }),
    response: gateVerdict,
    errors: ["RELEASE_UNKNOWN", "LEDGER_UNREACHABLE"],
  }),
} as const;
