import type { Title } from "@lading/sdk/http";

type Flagged = Pick<Title, "state" | "pledgee" | "frozen" | "deliveredWithoutPresentation">;

/** Everything that a reader must see of a title at once: its state, and the flags that change what it is worth. */
export function statusesOf(title: Flagged): string[] {
  return [
    title.state,
    ...(title.pledgee !== null && title.pledgee.member !== 0 ? ["pledged"] : []),
    ...(title.frozen ? ["frozen"] : []),
    ...(title.deliveredWithoutPresentation ? ["delivered-without-presentation"] : []),
  ];
}
