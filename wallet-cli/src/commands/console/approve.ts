import { LadingError } from "@lading/sdk/errors";
import { text, type Run } from "../../framework/command.ts";
import { api } from "../../ledger/api.ts";

/**
 * Approves a code of the web console: shows which page asked and what it will be able to do, asks, and lets it read as this officer.
 *
 * @throws SIGN_IN_ORIGIN_DIFFERS · SIGN_IN_UNKNOWN · SIGN_IN_APPROVED
 */
export const run: Run = async (input, context) => {
  const { audienceOf } = await import("@lading/sdk/http");
  const client = await api(context);
  const asked = await client.signIn.inspect({ code: input.args[0]! });
  const expected = audienceOf(text(input, "origin") ?? context.apiUrl);
  // A page elsewhere that shows a code of this API reads what the officer may read: only the officer can know whether it is right.
  if (asked.origin !== expected) {
    throw new LadingError(
      "SIGN_IN_ORIGIN_DIFFERS",
      "conflict",
      context.say("signInOriginDiffers", { code: asked.code, origin: asked.origin ?? context.say("none"), expected }),
      { code: asked.code, origin: asked.origin, expected },
    );
  }
  const { officer, member } = await client.me.show();
  const name = member.name ?? `#${member.member}`;
  await context.confirm(
    context.say("signInEffect", { code: asked.code, origin: asked.origin, officer: officer.officer, member: name }),
  );
  const approved = await client.signIn.approve({ body: { code: asked.code } });
  const minutes = Math.round(approved.sessionSeconds / 60);
  return {
    data: approved,
    text: context.say("signInApproved", { origin: approved.origin ?? "", member: name, minutes }),
  };
};
