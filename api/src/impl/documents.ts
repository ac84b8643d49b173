import { createHash } from "node:crypto";
import { canonicalJson } from "@lading/sdk";
import { LadingError } from "@lading/sdk/errors";
import type { Handlers } from "../http/mountRoutes.ts";
import type { Dependencies } from "./Dependencies.ts";
import { isOverseer, notFound, requireReader } from "./reads.ts";

const UNKNOWN = { code: "DOCUMENT_UNKNOWN", noun: "document" };

/** Documents by the SHA-256 of their canonical bytes (RFC 8785), for the parties of their title. */
export function documentHandlers({ store, audit, now }: Dependencies): Handlers["documents"] {
  return {
    async put({ caller, digest, body }) {
      const content = new TextDecoder().decode(canonicalJson(body.content));
      const computed = `0x${createHash("sha256").update(content).digest("hex")}`;
      if (computed !== digest) {
        throw new LadingError(
          "DOCUMENT_DIGEST_MISMATCH",
          "falsified",
          `The document's canonical form (RFC 8785) has SHA-256 ${computed}, not ${digest}`,
          {
            expected: digest,
            computed,
          },
        );
      }
      const existing = await store.read.document.findUnique({ where: { digest } });
      if (existing !== null) {
        if (existing.title === body.title && existing.member === caller.member) return record(existing);
        throw new LadingError(
          "DOCUMENT_NOT_YOURS",
          "forbidden",
          "This document was stored by another member, or for another title",
          { digest },
        );
      }
      if (!caller.scopes.includes("issue")) {
        throw new LadingError(
          "OFFICER_SCOPE_MISSING",
          "forbidden",
          'Storing the document of a title needs the scope "issue"',
          { required: "issue" },
        );
      }
      const title = await store.read.title.findUnique({ where: { title: body.title } });
      if (title !== null) await requireReader(store.read, caller, body.title, { code: "TITLE_UNKNOWN", noun: "title" });
      const row = {
        digest,
        title: body.title,
        member: caller.member,
        content,
        size: Buffer.byteLength(content),
        storedAt: now(),
      };
      await store.write.document.create({ data: row });
      return record(row);
    },

    async get({ caller, digest }) {
      const row = await store.read.document.findUnique({ where: { digest } });
      if (row === null) throw notFound(digest, UNKNOWN);
      if (row.member !== caller.member && !isOverseer(caller)) {
        // Only the text that the ledger names is the bill's; what a carrier stored and never issued stays its own.
        const title = await store.read.title.findUnique({ where: { title: row.title } });
        if (title?.contentDigest !== digest) throw notFound(digest, UNKNOWN);
        await requireReader(store.read, caller, row.title, { ...UNKNOWN });
      }
      await audit.recordRead({
        member: caller.member,
        officer: caller.officer,
        right: "document",
        subject: row.title,
        verb: "get",
      });
      return { ...record(row), content: JSON.parse(row.content) as Record<string, unknown> };
    },
  };
}

function record(row: { digest: string; title: string; size: number; storedAt: number }) {
  return { digest: row.digest, title: row.title, size: row.size, storedAt: row.storedAt };
}
