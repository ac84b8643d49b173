import { documentSubject } from "@lading/sdk/tradeDocuments";
import type { Prisma } from "../../../generated/client.ts";
import type { Caller } from "../../auth/Caller.ts";
import type { Handlers } from "../../http/mountRoutes.ts";
import { isAfter, LEDGER_ORDER, PAGE, pageOf } from "../../store/cursor.ts";
import { toLedgerEvent } from "../../store/toLedgerEvent.ts";
import type { Dependencies } from "../Dependencies.ts";
import { notFound } from "../reads.ts";
import { storeContent } from "./content.ts";
import { findConcerning } from "./findConcerning.ts";
import { concerns, readableDocument } from "./reads.ts";
import { toTradeDocuments } from "./toTradeDocument.ts";
import { tradeDocumentVerdict } from "./verdict.ts";

const KINDS = ["member", "title", "release", "container"];

/** Trade documents. */
export function tradeDocumentHandlers(dependencies: Dependencies): Handlers["tradeDocuments"] {
  const { store, audit, deployment, now } = dependencies;
  const { chainId } = deployment;

  const record = (caller: Caller, subject: string, verb: string): Promise<void> =>
    audit.recordRead({ member: caller.member, officer: caller.officer, right: "document", subject, verb });

  /** Kinds of subject under which a word may be asked for by the caller. */
  async function kindsOf(caller: Caller, word: string): Promise<string[]> {
    const found = await Promise.all(KINDS.map((kind) => concerns(store.read, caller, kind, word)));
    return KINDS.filter((_, index) => found[index]);
  }

  return {
    async list({ caller, after, limit = PAGE, issuer, schema, container, digest, ...query }) {
      const subject = container === undefined ? query.subject : documentSubject("container", container).word;
      const filters: Prisma.TradeDocumentWhereInput = {
        ...(issuer === undefined ? {} : { issuer }),
        ...(schema === undefined ? {} : { schema }),
        ...(subject === undefined ? {} : { subject }),
        ...(digest === undefined ? {} : { digest }),
      };
      const page = (where: Prisma.TradeDocumentWhereInput) =>
        store.read.tradeDocument.findMany({
          where: { AND: [where, filters, isAfter(after)] },
          orderBy: LEDGER_ORDER,
          take: limit + 1,
        });
      const rows =
        digest !== undefined
          ? await page({})
          : subject !== undefined
            ? await page({
                OR: [{ issuer: caller.member }, { subjectKind: { in: await kindsOf(caller, subject) } }],
              })
            : await store.read.tradeDocument.findMany({
                where: {
                  document: {
                    in: await findConcerning(store.read, { member: caller.member, after, limit, issuer, schema }),
                  },
                },
                orderBy: LEDGER_ORDER,
              });
      const answers = await toTradeDocuments(store.read, rows, chainId);
      return pageOf(rows, limit, (row) => answers[rows.indexOf(row)]!);
    },

    async show({ caller, document }) {
      const row = await readableDocument(store.read, caller, document);
      await record(caller, document, "show");
      return (await toTradeDocuments(store.read, [row], chainId))[0]!;
    },

    async acts({ caller, document, after, limit = PAGE }) {
      await readableDocument(store.read, caller, document);
      const rows = await store.read.event.findMany({
        where: { subject: document, right: "document", ...isAfter(after) },
        orderBy: LEDGER_ORDER,
        take: limit + 1,
      });
      await record(caller, document, "acts");
      return pageOf(rows, limit, toLedgerEvent);
    },

    async verdict({ caller, document, at = 0, digest, subject }) {
      // Whoever knows a document's id was shown the document: the id is made of its digest.
      const verdict = await tradeDocumentVerdict(dependencies, {
        document,
        at,
        ...(digest === undefined ? {} : { digest }),
        ...(subject === undefined ? {} : { subject }),
      });
      await record(caller, document, "verdict");
      return verdict;
    },

    async putContent({ caller, document, body }) {
      const row = await readableDocument(store.read, caller, document);
      return toContent(await storeContent(store, caller, row, body, now()));
    },

    async content({ caller, document }) {
      await readableDocument(store.read, caller, document);
      const row = await store.read.tradeDocumentContent.findUnique({ where: { document } });
      if (row === null) throw notFound(document, { code: "DOCUMENT_UNKNOWN", noun: "stored text of" });
      await record(caller, document, "get");
      return { ...toContent(row), content: JSON.parse(row.content) as Record<string, unknown> };
    },
  };
}

function toContent({
  document,
  digest,
  size,
  storedAt,
}: {
  document: string;
  digest: string;
  size: number;
  storedAt: number;
}) {
  return { document: document as `0x${string}`, digest: digest as `0x${string}`, size, storedAt };
}
