import type { Handlers } from "../http/mountRoutes.ts";
import { actHandlers } from "./acts.ts";
import { attachmentHandlers } from "./attachments.ts";
import { creditHandlers } from "./credit/handlers.ts";
import type { Dependencies } from "./Dependencies.ts";
import { documentHandlers } from "./documents.ts";
import { eventHandlers } from "./events.ts";
import { meHandlers, memberHandlers } from "./members.ts";
import { networkHandlers } from "./network.ts";
import { releaseHandlers } from "./releases/handlers.ts";
import { signInHandlers } from "./signIn.ts";
import { titleHandlers } from "./titles/handlers.ts";
import { tradeDocumentHandlers } from "./tradeDocuments/handlers.ts";
import { documentTypeHandlers } from "./tradeDocuments/types.ts";

/** A handler for each endpoint of the route table. */
export function createHandlers(dependencies: Dependencies): Handlers {
  return {
    network: networkHandlers(dependencies),
    me: meHandlers(dependencies),
    members: memberHandlers(dependencies),
    acts: actHandlers(dependencies),
    titles: titleHandlers(dependencies),
    releases: releaseHandlers(dependencies),
    credit: creditHandlers(dependencies),
    documents: documentHandlers(dependencies),
    tradeDocuments: tradeDocumentHandlers(dependencies),
    documentTypes: documentTypeHandlers(dependencies),
    attachments: attachmentHandlers(dependencies),
    events: eventHandlers(dependencies),
    signIn: signInHandlers(dependencies),
  };
}
