import Table from "cli-table3";

/**
 * Rows as a table with a header; without borders, so that it can be cut and pasted.
 *
 * @example
 * renderTable(["alias", "type"], [["identity", "Secp256k1"]]);
 */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
): string {
  const table = new Table({
    head: [...head],
    chars: {
      top: "",
      "top-mid": "",
      "top-left": "",
      "top-right": "",
      bottom: "",
      "bottom-mid": "",
      "bottom-left": "",
      "bottom-right": "",
      left: "",
      "left-mid": "",
      mid: "",
      "mid-mid": "",
      right: "",
      "right-mid": "",
      middle: "  ",
    },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  for (const row of rows) table.push(row.map((cell) => (cell === null || cell === undefined ? "–" : String(cell))));
  return trimLines(table.toString());
}

/** Names and values, one pair a line, the values in one column. */
export function renderFacts(facts: readonly (readonly [string, string | number | null | undefined])[]): string {
  return renderTable(["", ""], facts).split("\n").slice(1).join("\n");
}

function trimLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
