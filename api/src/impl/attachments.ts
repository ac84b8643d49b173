import { ATTACHMENT_LIMITS, ciphertextDigest } from "@lading/sdk/envelope";
import { LadingError } from "@lading/sdk/errors";
import type { Attachment } from "../../generated/client.ts";
import type { Handlers } from "../http/mountRoutes.ts";
import type { Dependencies } from "./Dependencies.ts";
import { requireScope, SHARING } from "./documentScopes.ts";
import { isOverseer, notFound, requireReader } from "./reads.ts";

const UNKNOWN = { code: "ATTACHMENT_UNKNOWN", noun: "attachment" };

/** For one title: what a document has, and as many again for each of a few times that it is sealed anew or a storing broke off. */
const KEPT_FOR_A_TITLE = 5 * ATTACHMENT_LIMITS.count;

/** A JWE in compact form with a key agreed on elsewhere: no wrapped key between its first two dots. */
const COMPACT = /^([\w-]+)\.\.[\w-]{16}\.[\w-]*\.[\w-]{22}$/;

/**
 * Attachments as ciphertext by its own digest. This API knows to which title each belongs, and neither name nor kind nor content; that a
 * reader gets the right one the reader checks, who alone has the list.
 */
export function attachmentHandlers({ store, audit, now }: Dependencies): Handlers["attachments"] {
  return {
    async put({ caller, sealed, body }) {
      const { title, content } = body;
      assertSealed(content, sealed);
      const existing = await store.read.attachment.findUnique({ where: { sealed } });
      if (existing !== null) {
        // Who has the ciphertext may hand it in as often as it likes: it is the same.
        if (existing.title === title) return record(existing);
        throw new LadingError("ATTACHMENT_NOT_YOURS", "forbidden", "This attachment is stored for another title", {
          sealed,
        });
      }
      const known = await store.read.title.findUnique({ where: { title } });
      requireScope(caller, known === null ? ["issue"] : SHARING, "Storing an attachment of a title");
      if (known !== null) await requireReader(store.read, caller, title, { code: "TITLE_UNKNOWN", noun: "title" });
      return store.transact(async (queries) => {
        if ((await queries.attachment.count({ where: { title } })) >= KEPT_FOR_A_TITLE) {
          throw new LadingError(
            "ATTACHMENT_QUOTA",
            "conflict",
            `This title has ${KEPT_FOR_A_TITLE} attachments already; seal its document anew to drop those that are of no use`,
            { most: KEPT_FOR_A_TITLE },
          );
        }
        const row = { sealed, title, member: caller.member, content, size: content.length, storedAt: now() };
        return record(await queries.attachment.create({ data: row }));
      });
    },

    async get({ caller, sealed }) {
      const row = await store.read.attachment.findUnique({ where: { sealed } });
      if (row === null) throw notFound(sealed, UNKNOWN);
      if (row.member !== caller.member && !isOverseer(caller)) {
        await requireReader(store.read, caller, row.title, UNKNOWN);
      }
      await audit.recordRead({
        member: caller.member,
        officer: caller.officer,
        right: "document",
        subject: row.title,
        verb: "attachment",
      });
      return { ...record(row), content: row.content };
    },
  };
}

/** What whoever stores can check of what it cannot read. */
function assertSealed(content: string, sealed: string): void {
  const [, header = ""] = COMPACT.exec(content) ?? [];
  if (!isCipherHeader(header)) {
    throw new LadingError(
      "ATTACHMENT_NOT_SEALED",
      "invalid",
      "This API takes attachments end-to-end encrypted only: expected a JWE in compact form (dir, A256GCM)",
    );
  }
  const found = ciphertextDigest(content);
  if (found === sealed) return;
  throw new LadingError(
    "ATTACHMENT_DIGEST_MISMATCH",
    "falsified",
    `The ciphertext has the digest ${found}, not ${sealed}`,
    { expected: sealed, found },
  );
}

function isCipherHeader(header: string): boolean {
  try {
    const { alg, enc } = JSON.parse(Buffer.from(header, "base64url").toString("utf8")) as Record<string, unknown>;
    return alg === "dir" && enc === "A256GCM";
  } catch {
    return false;
  }
}

function record(row: Attachment) {
  return { sealed: row.sealed, title: row.title, size: row.size, storedAt: row.storedAt };
}
