/**
 * Where a text stops being JSON (RFC 8259): the offset of the first character that cannot stand there. JSON.parse itself names the place
 * only for some faults, and a person with a long file needs it for all.
 *
 * @example
 * jsonErrorAt('{"a": offer}'); // 6
 */
export function jsonErrorAt(text: string): number {
  let at = 0;
  const skip = (): void => {
    while (/[ \t\n\r]/.test(text[at] ?? "")) at++;
  };
  const take = (pattern: RegExp): boolean => {
    const found = pattern.exec(text.slice(at, at + 100_000));
    if (found === null) return false;
    at += found[0].length;
    return true;
  };
  const list = (close: string, item: () => boolean): boolean => {
    at++;
    skip();
    if (text[at] === close) return ++at > 0;
    for (;;) {
      if (!item()) return false;
      skip();
      if (text[at] === close) return ++at > 0;
      if (text[at] !== ",") return false;
      at++;
      skip();
    }
  };
  const string = (): boolean => take(/^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/);
  const member = (): boolean => {
    if (!string()) return false;
    skip();
    if (text[at] !== ":") return false;
    at++;
    return value();
  };
  const value = (): boolean => {
    skip();
    if (text[at] === "{") return list("}", member);
    if (text[at] === "[") return list("]", value);
    return string() || take(/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/);
  };
  if (value()) skip();
  return at;
}
