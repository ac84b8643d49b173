import type { AnsweredQuestion } from "@lading/sdk/proof";
import type { SpokenSentence } from "@lading/sdk";
import type { ShownFact } from "./present.ts";

/** What stands on a printed certificate, in one language. */
export type PrintedPage = {
  language: "en" | "zh";
  title: string;
  sentence: SpokenSentence;
  /** Of which moment it speaks, in a sentence. */
  moment: string;
  facts: readonly ShownFact[];
  factsTitle: string;
  questions: readonly AnsweredQuestion[];
  questionsTitle: string;
  questionsLead: string;
  answers: Readonly<Record<AnsweredQuestion["answer"], string>>;
  digest: string;
  digestTitle: string;
  digestLead: string;
  /** The QR code of the digest, as an SVG element. */
  qr: string;
  /** How it was verified, and how a reader repeats that. */
  foot: readonly string[];
};

/** A shape for each tone, drawn: nothing is said by colour alone, and no face need have the sign. The console's own. */
const SHAPES: Readonly<Record<SpokenSentence["tone"], string>> = {
  good: '<circle cx="10" cy="10" r="9"/><path class="sign" d="M5.5 10.5l3 3 6-7"/>',
  note: '<rect x="1.5" y="1.5" width="17" height="17" rx="4"/><path class="sign" d="M10 9v5.5M10 5v1"/>',
  warn: '<path d="M10 1l9.5 17.5H.5z"/><path class="sign" d="M10 7.5v5M10 15v1"/>',
  stop: '<path d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z"/><path class="sign" d="M5.5 10h9"/>',
  unknown:
    '<circle class="open" cx="10" cy="10" r="8.5"/><path class="open" d="M7.5 7.8a2.5 2.5 0 1 1 3.4 2.4c-.7.3-.9.8-.9 1.6M10 14.2v1"/>',
};
const TONES = { yes: "good", no: "stop", unknown: "unknown" } as const;

function markOf(tone: SpokenSentence["tone"]): string {
  return `<svg class="mark mark-${tone}" viewBox="0 0 20 20" aria-hidden="true">${SHAPES[tone]}</svg>`;
}

// The console's colours and faces, so that both papers look alike.
const STYLE = `
:root { --ink: #16262e; --quiet: #4d5f68; --line: #cbd5d8;
  --good: #17633a; --note: #1c4f8f; --warn: #7a4a00; --stop: #97181c; --unknown: #4d5f68; }
* { box-sizing: border-box; }
body { margin: 2rem auto; max-width: 52rem; padding: 0 1.5rem; color: var(--ink); background: #fff;
  font: 11pt/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 0.4rem; }
p { margin: 0 0 0.4rem; }
.verdict { border: 2px solid; border-radius: 6px; padding: 0.8rem 1rem; display: flex; gap: 1rem; break-inside: avoid; }
.verdict-good { border-color: var(--good); } .verdict-note { border-color: var(--note); }
.verdict-warn { border-color: var(--warn); border-style: double; border-width: 4px; }
.verdict-stop { border-color: var(--stop); border-width: 4px; } .verdict-unknown { border-color: var(--unknown); border-style: dashed; }
.mark { width: 1.1em; height: 1.1em; vertical-align: -0.2em; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.verdict .mark { width: 2.2rem; height: 2.2rem; flex: none; }
.mark-good { fill: var(--good); } .mark-note { fill: var(--note); } .mark-warn { fill: var(--warn); } .mark-stop { fill: var(--stop); }
.sign { fill: none; stroke: #fff; stroke-width: 2.2; }
.open { fill: none; stroke: var(--unknown); stroke-width: 1.8; }
.verdict-title { font-size: 1.25rem; font-weight: 700; }
.quiet { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
.facts th { width: 11rem; font-weight: 600; }
.answer { white-space: nowrap; font-weight: 600; width: 1%; }
.answer-no { color: var(--stop); } .answer-yes { color: var(--good); } .answer-unknown { color: var(--unknown); }
code, .digest { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 0.85em; overflow-wrap: anywhere; }
tr, figure, .foot { break-inside: avoid; }
figure { margin: 0.5rem 0; display: flex; gap: 1.5rem; align-items: center; }
/* 5 cm: read by a telephone from a desk. */
figure > svg { width: 5cm; height: 5cm; flex: none; }
.foot { margin-top: 1.5rem; border-top: 1px solid var(--line); padding-top: 0.6rem; font-size: 0.9em; }
@page { size: A4; margin: 15mm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 10pt; } }
`.trim();

/**
 * A printed certificate as one HTML file that asks for nothing: no script, no picture, no font from elsewhere, and a policy that says so.
 *
 * @example
 * printedPage(page).includes("http-equiv=\"Content-Security-Policy\""); // true
 */
export function printedPage(page: PrintedPage): string {
  const { sentence, language } = page;
  const facts = page.facts.map(
    ([label, value]) => `<tr><th scope="row">${escape(label)}</th><td>${escape(String(value ?? "–"))}</td></tr>`,
  );
  const questions = page.questions.map(
    ({ question, answer, reason, code }) =>
      `<tr><td class="answer answer-${answer}">${markOf(TONES[answer])} ${escape(page.answers[answer])}</td>` +
      `<td>${escape(question[language])}<br><span class="quiet">${escape(reason[language])} <code>${escape(code)}</code></span></td></tr>`,
  );
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1>${escape(page.title)}</h1>
<div class="verdict verdict-${sentence.tone}">
${markOf(sentence.tone)}
<div>
<p class="verdict-title">${escape(sentence.title)}</p>
<p>${escape(sentence.text)}</p>
<p class="quiet">${escape(page.moment)}</p>
</div>
</div>
<h2>${escape(page.factsTitle)}</h2>
<table class="facts">
${facts.join("\n")}
</table>
<h2>${escape(page.questionsTitle)}</h2>
<p class="quiet">${escape(page.questionsLead)}</p>
<table>
${questions.join("\n")}
</table>
<h2>${escape(page.digestTitle)}</h2>
<figure>
${page.qr}
<figcaption><p>${escape(page.digestLead)}</p><p class="digest">${escape(page.digest)}</p></figcaption>
</figure>
<div class="foot">
${page.foot.map((line) => `<p>${escape(line)}</p>`).join("\n")}
</div>
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What a certificate says is text, whatever it contains. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
