import type { Frame } from "./Frame.ts";

/** Deployed code and where its jumps may go. */
export type Analysed = { original: Uint8Array; jumps: Uint8Array; pushes: bigint[] };

/**
 * A path through a contract's code as one JavaScript function.
 *
 * The stack of the path is known while it is compiled, so what the EVM pushes, duplicates, swaps and jumps to by constants costs nothing
 * when it runs. `need` items are taken from the stack at the start; it grows by at most `growth` above where it was.
 */
export type Trace = { need: number; growth: number; run: (frame: Frame) => void };

/** A word, or a truth (the EVM's 0 and 1), by the name or literal it has in the function. */
type Value = { code: string; flag: boolean; constant: bigint | undefined };

type Emit = (...words: string[]) => string;

/** A path longer than this goes on as another. */
const MOST_INSTRUCTIONS = 1_200;

/** How often a path may come by the same place: an internal function that is called twice, not a loop. */
const MOST_VISITS = 3;

const MASK = `0x${"f".repeat(64)}n`;
const signed = (word: string): string => `BigInt.asIntN(256, ${word})`;
const unsigned = (word: string): string => `BigInt.asUintN(256, ${word})`;

/** A number that may be too large for a word. It seldom is, and each operation on a number makes another. */
const wrapped = (number: string): string => `(t = ${number}) > ${MASK} ? t & ${MASK} : t`;

/** Instructions that make a word of words (Yellow Paper, appendix H): gas, and the expression. */
const WORDS: Readonly<Record<number, [number, Emit]>> = {
  0x01: [3, (a, b) => wrapped(`${a} + ${b}`)],
  0x02: [5, (a, b) => wrapped(`${a} * ${b}`)],
  0x03: [3, (a, b) => `${a} < ${b} ? (${a} - ${b}) & ${MASK} : ${a} - ${b}`],
  0x04: [5, (a, b) => `${b} === 0n ? 0n : ${a} / ${b}`],
  0x05: [5, (a, b) => `${b} === 0n ? 0n : ${unsigned(`${signed(a!)} / ${signed(b!)}`)}`],
  0x06: [5, (a, b) => `${b} === 0n ? 0n : ${a} % ${b}`],
  0x07: [5, (a, b) => `${b} === 0n ? 0n : ${unsigned(`${signed(a!)} % ${signed(b!)}`)}`],
  0x08: [8, (a, b, n) => `${n} === 0n ? 0n : (${a} + ${b}) % ${n}`],
  0x09: [8, (a, b, n) => `${n} === 0n ? 0n : (${a} * ${b}) % ${n}`],
  0x0b: [5, (k, x) => `${k} > 30n ? ${x} : ${unsigned(`BigInt.asIntN(Number(${k}) * 8 + 8, ${x})`)}`],
  0x16: [3, (a, b) => `${a} & ${b}`],
  0x17: [3, (a, b) => `${a} | ${b}`],
  0x18: [3, (a, b) => `${a} ^ ${b}`],
  0x19: [3, (a) => `${a} ^ ${MASK}`],
  0x1a: [3, (i, x) => `${i} > 31n ? 0n : (${x} >> (248n - ${i} * 8n)) & 255n`],
  0x1b: [3, (by, x) => `${by} > 255n ? 0n : ${wrapped(`${x} << ${by}`)}`],
  0x1c: [3, (by, x) => `${by} > 255n ? 0n : ${x} >> ${by}`],
  0x1d: [3, (by, x) => unsigned(`${signed(x!)} >> (${by} > 255n ? 255n : ${by})`)],
  0x35: [3, (at) => `f.callDataWord(${at})`],
};

/** Those whose result is a truth. */
const FLAGS: Readonly<Record<number, [number, Emit]>> = {
  0x10: [3, (a, b) => `${a} < ${b}`],
  0x11: [3, (a, b) => `${a} > ${b}`],
  0x12: [3, (a, b) => `${signed(a!)} < ${signed(b!)}`],
  0x13: [3, (a, b) => `${signed(a!)} > ${signed(b!)}`],
  0x14: [3, (a, b) => `${a} === ${b}`],
};

/** What the message, the transaction and the block say; asked of ethereumjs. */
const FACTS: Readonly<Record<number, string>> = {
  0x30: "f.address()",
  0x32: "i.getTxOrigin()",
  0x33: "f.caller()",
  0x34: "i.getCallValue()",
  0x36: "i.getCallDataSize()",
  0x38: "i.getCodeSize()",
  0x3a: "i.getTxGasPrice()",
  0x3d: "i.getReturnDataSize()",
  0x41: "i.getBlockCoinbase()",
  0x42: "i.getBlockTimestamp()",
  0x43: "i.getBlockNumber()",
  0x44: "i.getBlockPrevRandao()",
  0x45: "i.getBlockGasLimit()",
  0x46: "i.getChainId()",
  0x48: "i.getBlockBaseFee()",
  0x59: "f.memorySize()",
};

/** Those that also pay by what they are given: their own gas, words they take, whether they leave one, and the frame's method. */
const PAYING: Readonly<Record<number, [number, number, boolean, string]>> = {
  0x20: [30, 2, true, "keccak"],
  0x37: [3, 3, false, "copyCallData"],
  0x39: [3, 3, false, "copyCode"],
  0x3e: [3, 3, false, "copyReturnData"],
  0x53: [3, 2, false, "storeByte"],
  0x54: [0, 1, true, "slot"],
  0x55: [0, 2, false, "storeSlot"],
  0x5c: [100, 1, true, "transient"],
  0x5d: [100, 2, false, "storeTransient"],
  0x5e: [3, 3, false, "copyMemory"],
  0xa0: [375, 2, false, "log"],
  0xa1: [375, 3, false, "log"],
  0xa2: [375, 4, false, "log"],
  0xa3: [375, 5, false, "log"],
  0xa4: [375, 6, false, "log"],
};

const folded = new Map<string, bigint>();

/** The value of an expression of literals. */
function fold(expression: string): bigint {
  let value = folded.get(expression);
  if (value === undefined) {
    value = new Function(`let t; return ${expression};`)() as bigint;
    if (folded.size < 10_000) folded.set(expression, value);
  }
  return value;
}

const isPush = (instruction: number): boolean => instruction >= 0x5f && instruction <= 0x7f;

/** True where the code comes to REVERT or INVALID without another choice: the path that is not expected. */
function refuses(code: Analysed, start: number): boolean {
  let at = start;
  for (let seen = 0; seen < 64 && at < code.original.length; seen++) {
    const instruction = code.original[at] as number;
    if (instruction === 0xfd || instruction === 0xfe) return true;
    if (instruction === 0x00 || instruction === 0xf3 || instruction === 0x56 || instruction === 0x57) return false;
    at += isPush(instruction) ? instruction - 0x5e : 1;
  }
  return false;
}

/** A line of the function; one that hands the stack back is finished when it is known how deep the whole path reaches. */
type Line = string | ((need: number) => string);

/** Writes one path down. */
class Writer {
  readonly lines: Line[] = [];
  readonly stack: Value[] = [];
  need = 0;
  growth = 0;
  #gas = 0;
  #names = 0;

  word(constant: bigint): Value {
    return { code: `0x${constant.toString(16)}n`, flag: false, constant };
  }

  push(value: Value): void {
    this.stack.push(value);
    this.growth = Math.max(this.growth, this.stack.length - this.need);
  }

  /** Makes sure that so many items are known, taking what lies below from the stack as it was at the start. */
  reach(count: number): void {
    while (this.stack.length < count) this.stack.unshift({ code: `e${this.need++}`, flag: false, constant: undefined });
  }

  pop(): Value {
    this.reach(1);
    return this.stack.pop() as Value;
  }

  asWord(value: Value): string {
    return value.flag ? `(${value.code} ? 1n : 0n)` : value.code;
  }

  asFlag(value: Value): string {
    return value.flag ? value.code : `${value.code} !== 0n`;
  }

  /** Gives an expression a name, or its value where it has one. */
  pushResult(expression: string, flag: boolean, inputs: readonly Value[]): void {
    if (inputs.length > 0 && inputs.every(({ constant }) => constant !== undefined) && !/\b[fi]\./.test(expression)) {
      this.push(this.word(flag ? BigInt(fold(expression)) : fold(expression)));
      return;
    }
    const code = `v${this.#names++}`;
    this.lines.push(`const ${code} = ${expression};`);
    this.push({ code, flag, constant: undefined });
  }

  charge(gas: number): void {
    this.#gas += gas;
  }

  /** Takes the gas of what was written since the last time. */
  pay(): void {
    if (this.#gas > 0) this.lines.push(`g -= ${this.#gas}; if (g < 0) f.outOfGas();`);
    this.#gas = 0;
  }

  /** Hands the stack back as it is now, what was taken from it for later included, and leaves. */
  exit(condition: string | undefined, leave: string): void {
    const known = this.need;
    const values = this.stack.map((value) => `s.push(${this.asWord(value)});`).join(" ");
    this.lines.push((need) => {
      const below = Array.from({ length: need - known }, (_, index) => `s.push(e${need - 1 - index});`).join(" ");
      const body = `${below} ${values} f.gas = g; ${leave} return;`;
      return condition === undefined ? body : `if (${condition}) { ${body} }`;
    });
  }

  exitTo(at: number, condition?: string): void {
    this.exit(condition, `f.state.programCounter = ${at};`);
  }

  exitBy(target: Value, condition?: string): void {
    this.exit(condition, `f.jump(${this.asWord(target)});`);
  }

  /** A place in memory, and room for a word there. */
  placeOf(offset: Value): string {
    if (offset.constant !== undefined) {
      const at = offset.constant > 0xffff_ffffn ? "f.outOfGas()" : String(offset.constant);
      this.lines.push(`if (f.bytes < ${at} + 32) g = f.grow(${at} + 32, g);`);
      return at;
    }
    const at = `p${this.#names++}`;
    this.lines.push(`const ${at} = f.place(${this.asWord(offset)});`);
    this.lines.push(`if (f.bytes < ${at} + 32) g = f.grow(${at} + 32, g);`);
    return at;
  }
}

/** True for the instructions that a path can contain. */
export function isCompiled(instruction: number): boolean {
  if (isPush(instruction) || (instruction >= 0x80 && instruction <= 0x9f)) return true;
  const one = [0x15, 0x50, 0x51, 0x52, 0x56, 0x57, 0x58, 0x5a, 0x5b].includes(instruction);
  return one || instruction in WORDS || instruction in FLAGS || instruction in FACTS || instruction in PAYING;
}

/** Where a path goes on, or that it has ended. */
type Next = number | undefined;

/** True where a jump may go. */
function isPlace(code: Analysed, target: Value): boolean {
  const { constant } = target;
  return constant !== undefined && constant < code.original.length && code.jumps[Number(constant)] === 1;
}

function writeChoice(writer: Writer, code: Analysed, at: number): Next {
  const target = writer.pop();
  const condition = writer.pop();
  writer.charge(10);
  if (condition.constant === 0n) return at + 1;
  if (condition.constant !== undefined) return writeJump(writer, code, target);
  writer.pay();
  const taken = writer.asFlag(condition);
  if (!isPlace(code, target)) {
    writer.exitBy(target, taken);
    return at + 1;
  }
  const to = Number(target.constant);
  if (refuses(code, at + 1)) {
    writer.exitTo(at + 1, `!(${taken})`);
    return to;
  }
  writer.exitTo(to, taken);
  return at + 1;
}

function writeJump(writer: Writer, code: Analysed, target: Value): Next {
  if (isPlace(code, target)) return Number(target.constant);
  writer.pay();
  writer.exitBy(target);
  return undefined;
}

/** Writes one instruction. `undefined` where the path ends with it, or before it where `writer` was not asked. */
function writeInstruction(writer: Writer, code: Analysed, at: number): Next | "apart" {
  const instruction = code.original[at] as number;
  if (isPush(instruction)) {
    writer.charge(instruction === 0x5f ? 2 : 3);
    writer.push(writer.word(instruction === 0x5f ? 0n : (code.pushes[at + 1] as bigint)));
    return at + instruction - 0x5e;
  }
  if (instruction >= 0x80 && instruction <= 0x9f) {
    const depth = (instruction & 0x0f) + 1;
    writer.charge(3);
    if (instruction < 0x90) {
      writer.reach(depth);
      writer.push(writer.stack.at(-depth) as Value);
    } else {
      writer.reach(depth + 1);
      const { stack } = writer;
      const top = stack.length - 1;
      [stack[top], stack[top - depth]] = [stack[top - depth] as Value, stack[top] as Value];
    }
    return at + 1;
  }
  const words = WORDS[instruction] ?? FLAGS[instruction];
  if (words !== undefined) {
    const [gas, emit] = words;
    const inputs = Array.from({ length: emit.length }, () => writer.pop());
    writer.charge(gas);
    if ((instruction === 0x16 || instruction === 0x17) && inputs.every(({ flag }) => flag)) {
      const [a, b] = inputs.map(({ code: name }) => name);
      writer.pushResult(instruction === 0x16 ? `${a} && ${b}` : `${a} || ${b}`, true, []);
    } else {
      writer.pushResult(emit(...inputs.map((input) => writer.asWord(input))), instruction in FLAGS, inputs);
    }
    return at + 1;
  }
  const fact = FACTS[instruction];
  if (fact !== undefined) {
    writer.charge(2);
    writer.pushResult(fact, false, []);
    return at + 1;
  }
  const paying = PAYING[instruction];
  if (paying !== undefined) {
    const [gas, taken, leaves, method] = paying;
    const inputs = Array.from({ length: taken }, () => writer.asWord(writer.pop()));
    writer.charge(gas);
    writer.pay();
    writer.lines.push("f.gas = g;");
    const call = `f.${method}(${inputs.join(", ")})`;
    if (leaves) writer.pushResult(call, false, []);
    else writer.lines.push(`${call};`);
    writer.lines.push("g = f.gas;");
    return at + 1;
  }
  switch (instruction) {
    case 0x15: {
      const value = writer.pop();
      writer.charge(3);
      if (value.flag) writer.pushResult(`!${value.code}`, true, []);
      else writer.pushResult(`${value.code} === 0n`, true, [value]);
      return at + 1;
    }
    case 0x50:
      writer.charge(2);
      writer.pop();
      return at + 1;
    case 0x51: {
      writer.charge(3);
      const place = writer.placeOf(writer.pop());
      writer.pushResult(`f.load(${place})`, false, []);
      return at + 1;
    }
    case 0x52: {
      writer.charge(3);
      const place = writer.placeOf(writer.pop());
      writer.lines.push(`f.store(${place}, ${writer.asWord(writer.pop())});`);
      return at + 1;
    }
    case 0x56: {
      const target = writer.pop();
      writer.charge(8);
      return writeJump(writer, code, target);
    }
    case 0x57:
      return writeChoice(writer, code, at);
    case 0x58:
      writer.charge(2);
      writer.push(writer.word(BigInt(at)));
      return at + 1;
    case 0x5a:
      writer.charge(2);
      writer.pay();
      writer.pushResult("BigInt(g)", false, []);
      return at + 1;
    case 0x5b:
      writer.charge(1);
      return at + 1;
    default:
      return "apart";
  }
}

/**
 * Compiles the path that begins at a place in a contract's code and goes on until an instruction that ethereumjs has to do (calls, creations,
 * ends), a jump to a place not known, or a loop. Where the path is left at a choice, the stack is handed back as it is then.
 *
 * @returns undefined where not even one instruction can be compiled
 */
export function compileTrace(code: Analysed, start: number): Trace | undefined {
  const writer = new Writer();
  const visits = new Map<number, number>();
  let at = start;
  let written = 0;
  for (;;) {
    if (at >= code.original.length) break;
    if (code.original[at] === 0x5b) {
      const seen = (visits.get(at) ?? 0) + 1;
      visits.set(at, seen);
      if (seen > MOST_VISITS || written > MOST_INSTRUCTIONS) break;
    }
    const next = writeInstruction(writer, code, at);
    if (next === "apart") break;
    written++;
    if (next === undefined) return finish(writer);
    at = next;
  }
  if (written === 0) return undefined;
  writer.pay();
  writer.exitTo(at);
  return finish(writer);
}

function finish(writer: Writer): Trace {
  const entries = Array.from({ length: writer.need }, (_, index) => `const e${index} = s.pop();`);
  const body = [
    '"use strict";',
    "const s = f.state.stack, i = f.state.interpreter; let g = f.gas, t;",
    ...entries,
    ...writer.lines.map((line) => (typeof line === "string" ? line : line(writer.need))),
  ].join("\n");
  return { need: writer.need, growth: writer.growth, run: new Function("f", body) as (frame: Frame) => void };
}
