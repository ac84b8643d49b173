import type { Caller } from "../../auth/Caller.ts";
import type { Handlers } from "../../http/mountRoutes.ts";
import { isAfter, LEDGER_ORDER, PAGE, pageOf } from "../../store/cursor.ts";
import { pageOfParty } from "../../store/pageOfParty.ts";
import type { Dependencies } from "../Dependencies.ts";
import { notFound } from "../reads.ts";
import { standing } from "./standing.ts";
import { toAttestations, toRules, toSchemes } from "./toCredit.ts";

const UNKNOWN = { code: "ATTESTATION_UNKNOWN", noun: "attestation" };

/** Credit. Attestations are known to their agency and subject only; schemes and rules to every member. */
export function creditHandlers(dependencies: Dependencies): Handlers["credit"] {
  const { store, audit, deployment } = dependencies;
  const { chainId } = deployment;

  const record = (caller: Caller, subject: string, verb: string): Promise<void> =>
    audit.recordRead({ member: caller.member, officer: caller.officer, right: "credit", subject, verb });

  return {
    async attestations({ caller, after, limit = PAGE, subject, agency }) {
      const filters = { ...(subject === undefined ? {} : { subject }), ...(agency === undefined ? {} : { agency }) };
      const rows = await pageOfParty(store.read, { member: caller.member, right: "credit", after, limit }, (ids) =>
        store.read.attestation.findMany({ where: { attestation: { in: ids }, ...filters }, orderBy: LEDGER_ORDER }),
      );
      const answers = await toAttestations(store.read, rows, chainId);
      return pageOf(rows, limit, (row) => answers[rows.indexOf(row)]!);
    },

    async attestation({ caller, attestation, evidence }) {
      const row = await store.read.attestation.findUnique({ where: { attestation } });
      if (row === null) throw notFound(attestation, UNKNOWN);
      // An attestation's id can be computed by anybody; its evidence is known to those who were shown the credential.
      if (evidence !== row.evidence) {
        const where = { subject_member: { subject: attestation, member: caller.member } };
        if ((await store.read.party.findUnique({ where })) === null) throw notFound(attestation, UNKNOWN);
      }
      await record(caller, attestation, "show");
      return (await toAttestations(store.read, [row], chainId))[0]!;
    },

    async standing({ caller, subject, agency, at = 0 }) {
      const answer = await standing(dependencies, caller, { subject, agency, at });
      await record(caller, `member ${subject} with ${agency}`, "standing");
      return answer;
    },

    async schemes({ after, limit = PAGE, publisher }) {
      const where = { AND: [isAfter(after), publisher === undefined ? {} : { publisher }] };
      const rows = await store.read.scheme.findMany({ where, orderBy: LEDGER_ORDER, take: limit + 1 });
      const answers = await toSchemes(store.read, rows, chainId);
      return pageOf(rows, limit, (row) => answers[rows.indexOf(row)]!);
    },

    async rules({ after, limit = PAGE, agency }) {
      const where = { AND: [isAfter(after), agency === undefined ? {} : { agency }] };
      const rows = await store.read.recognitionRule.findMany({ where, orderBy: LEDGER_ORDER, take: limit + 1 });
      const answers = await toRules(store.read, rows, chainId);
      return pageOf(rows, limit, (row) => answers[rows.indexOf(row)]!);
    },
  };
}
