import { acts, type Act } from "@lading/sdk/acts";
import { COMMON_ERRORS, MEMBER_ERRORS, routes, type Endpoint } from "@lading/sdk/http";
import type { Language } from "./titles.ts";

const WORDS = {
  en: {
    title: "Lading API",
    intro: "Reads of rights, and signed acts relayed to the ledger. The machine-readable description is",
    auth: "Endpoints marked “member” need `Authorization: Bearer <token>`: a JWT (ES256K) signed by an officer's did:ethr of this chain, with aud = the origin of this API, exp at most 300 s after iat, and a jti used once. `lading` makes one for each request.",
    writes:
      "Acts need no token: the EIP-712 signature is the authority. Send an Idempotency-Key; the same key and body get the same answer for ever.",
    problems:
      "Problems are application/problem+json (RFC 9457) with a stable code; each code has a page at /errors/<code>.",
    paging: "Lists are paged by cursor: pass `next` of one page as `after` of the following one.",
    parameters: "parameters",
    codes: "codes",
    public: "public",
    member: "member",
    actTable: "Acts",
    irreversible: "irreversible",
  },
  zh: {
    title: "Lading 接口",
    intro: "查询权利，并将已签名的行为转递至账本。机器可读的说明见",
    auth: "标有“成员”的地址需要 `Authorization: Bearer <令牌>`：由本链经办人 did:ethr 签名的 JWT（ES256K），aud 为本接口的源，exp 距 iat 不超过 300 秒，jti 只能使用一次。`lading` 会为每个请求生成令牌。",
    writes: "提交行为不需要令牌：EIP-712 签名即授权。须带 Idempotency-Key；相同的键与请求体永远得到相同答复。",
    problems: "错误为 application/problem+json（RFC 9457），代码固定；每个代码的说明见 /errors/<代码>。",
    paging: "列表以游标分页：将上一页的 next 作为下一页的 after。",
    parameters: "参数",
    codes: "代码",
    public: "公开",
    member: "成员",
    actTable: "行为",
    irreversible: "不可撤销",
  },
} as const;

/**
 * The documentation page: plain HTML out of the route table, which needs nothing from any other server.
 *
 * @example
 * response.type("html").send(docsPage("zh"));
 */
export function docsPage(language: Language): string {
  const words = WORDS[language];
  const sections = Object.entries(routes).map(([topic, verbs]) => {
    const items = Object.entries(verbs as Record<string, Endpoint>).map(([verb, declared]) =>
      describe(topic, verb, declared, language),
    );
    return `<section><h2 id="${topic}">${topic}</h2>${items.join("")}</section>`;
  });
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, "Noto Sans SC", sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
  article { border-block-start: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: .5rem 0; }
  h3 { font: 600 1rem ui-monospace, monospace; margin: 0; overflow-wrap: anywhere; }
  small, dl { color: color-mix(in srgb, currentColor 75%, transparent); }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .25rem 0; font-size: .85rem; }
  dd { margin: 0; overflow-wrap: anywhere; } code { font-family: ui-monospace, monospace; }
</style>
<h1>${words.title}</h1>
<p>${words.intro} <a href="/openapi.json"><code>/openapi.json</code></a>.</p>
<p>${code(words.auth)}</p><p>${code(words.writes)}</p><p>${code(words.problems)}</p><p>${code(words.paging)}</p>
<nav>${Object.keys(routes)
    .map((topic) => `<a href="#${topic}">${topic}</a>`)
    .join(" · ")}</nav>
${sections.join("\n")}
<section><h2 id="act-table">${words.actTable}</h2>${acts.map((act) => describeAct(act, language)).join("")}</section>
</html>`;
}

function describe(topic: string, verb: string, declared: Endpoint, language: Language): string {
  const words = WORDS[language];
  const parameters = [
    ...Object.keys(declared.params?.shape ?? {}),
    ...Object.keys(declared.query?.shape ?? {}).map((name) => `${name}?`),
  ];
  const codes = [...declared.errors, ...(declared.access === "member" ? MEMBER_ERRORS : []), ...COMMON_ERRORS];
  return `<article id="${topic}.${verb}"><h3>${declared.method} ${escape(declared.path)}</h3>
<p>${escape(declared.summary[language])} <small>(${words[declared.access]})</small></p>
<dl>${parameters.length === 0 ? "" : `<dt>${words.parameters}</dt><dd><code>${parameters.map(escape).join(", ")}</code></dd>`}
<dt>${words.codes}</dt><dd><code>${codes.join(", ")}</code></dd></dl></article>`;
}

function describeAct({ right, name, scope, irreversible, summary, parameters }: Act, language: Language): string {
  const words = WORDS[language];
  const notes = [...(scope === null ? [] : [scope]), ...(irreversible === true ? [words.irreversible] : [])];
  const list = parameters.map(
    (each) =>
      `<dt><code>${each.name}</code></dt><dd>${escape(each.summary[language])} <small>(${each.kind})</small></dd>`,
  );
  return `<article id="act-${right}.${name}"><h3>${right} ${name}</h3>
<p>${escape(summary[language])}${notes.length === 0 ? "" : ` <small>(${notes.join(", ")})</small>`}</p><dl>${list.join("")}</dl></article>`;
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function code(text: string): string {
  return escape(text).replace(/`([^`]+)`/g, "<code>$1</code>");
}
