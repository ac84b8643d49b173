import { stat } from "node:fs/promises";
import { isLadingError } from "@lading/sdk/errors";
import { EXIT } from "../../exitCodes.ts";
import type { Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { findKey } from "../../keystore/findKey.ts";
import { walletExists, walletPath } from "../../keystore/walletFile.ts";
import { api } from "../../ledger/api.ts";
import { rpcChainId } from "../../ledger/rpcChainId.ts";
import { rpcEndpoint } from "../../ledger/rpcEndpoint.ts";
import { errorSentence } from "../../ui/errorSentence.ts";
import type { MessageKey } from "../../ui/messages.ts";
import { renderTable } from "../../ui/table.ts";

/** A ledger whose last block is this far from our clock makes tokens and deadlines fail in ways that are hard to read. */
const CLOCK_TOLERANCE_SECONDS = 60;

type Finding = { check: string; ok: boolean; code: string; finding: string };

/** Runs every check, even where an earlier one failed, and says what to do about each. */
export const run: Run = async (_input, context) => {
  const findings = [
    await check("doctorNode", context, async () => process.versions.node),
    await check(
      "doctorWallet",
      context,
      async () => `${(await context.visible()).keys.length} keys in ${context.directory}`,
    ),
    await check("doctorPrivate", context, async () => privacy(context)),
    await check(
      "doctorKey",
      context,
      async () => findKey((await context.visible()).keys, context.keyAlias).address ?? "",
    ),
    await check("doctorApi", context, async () => {
      const { name, deployment, version } = await (await api(context)).network.show();
      return `${context.apiUrl} ${version}, ${name}, chain ${deployment.chainId}`;
    }),
    await check("doctorRpc", context, async () => `${context.rpcUrl} chain ${await rpcChainId(rpcEndpoint(context))}`),
    await check("doctorClock", context, async () => clock(context)),
  ];
  const apiAnswers = findings.some(({ code }) => code === "doctorApi:ok");
  if (apiAnswers && (await walletExists(context.directory))) {
    findings.push(
      await check("doctorOfficer", context, async () => {
        const { officer, member } = await (await api(context)).me.show();
        return `${member.name ?? member.member}: ${officer.scopes.join(", ")}`;
      }),
    );
  }
  const bad = findings.filter(({ ok }) => !ok).length;
  const rows = findings.map(({ ok, check: name, finding }) => [ok ? "✓" : "✗", name, finding]);
  const verdict =
    bad === 0 ? context.say("doctorOk") : context.say("doctorBad", { count: bad, total: findings.length });
  return {
    data: {
      ok: bad === 0,
      findings: findings.map(({ code, ...rest }) => ({ ...rest, code: code.replace(/:ok$/, "") })),
    },
    text: `${renderTable(["", context.say("check"), context.say("finding")], rows)}\n\n${verdict}`,
    exit: bad === 0 ? EXIT.ok : EXIT.error,
  };
};

async function check(key: MessageKey, context: Context, look: () => Promise<string>): Promise<Finding> {
  try {
    return { check: context.say(key), ok: true, code: `${key}:ok`, finding: await look() };
  } catch (error) {
    if (!isLadingError(error)) throw error;
    return {
      check: context.say(key),
      ok: false,
      code: error.code,
      finding: `${errorSentence(error, context.language)} (${error.code})`,
    };
  }
}

async function privacy(context: Context): Promise<string> {
  const { LadingError } = await import("@lading/sdk/errors");
  const path = walletPath(context.directory);
  if (!(await walletExists(context.directory))) return "–";
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return (mode & 0o777).toString(8);
  throw new LadingError("WALLET_READABLE", "invalid", context.say("doctorWorldReadable", { path }), { path });
}

async function clock(context: Context): Promise<string> {
  const { LadingError } = await import("@lading/sdk/errors");
  const { head } = await (await api(context)).network.show();
  if (head === null) return "–";
  // An idle chain's last block may be old; only a block from our future proves that a clock is wrong.
  const ahead = head.blockTime - Math.floor(context.now().getTime() / 1000);
  if (ahead <= CLOCK_TOLERANCE_SECONDS) return "OK";
  throw new LadingError("CLOCK_OFF", "invalid", context.say("doctorClockOff", { seconds: ahead }), { seconds: ahead });
}
