import { acts, events } from "./acts.ts";
import { attachments } from "./attachments.ts";
import { credit } from "./credit.ts";
import { documents } from "./documents.ts";
import { me, members } from "./members.ts";
import { network } from "./network.ts";
import { releases } from "./releases.ts";
import { signIn } from "./signIn.ts";
import { titles } from "./titles.ts";
import { documentTypes, tradeDocuments } from "./tradeDocuments.ts";

/** Every endpoint of the API, by topic and verb. */
export const routes = {
  network,
  me,
  members,
  acts,
  titles,
  releases,
  credit,
  documents,
  tradeDocuments,
  documentTypes,
  attachments,
  events,
  signIn,
} as const;

/** The route table. */
export type Routes = typeof routes;
