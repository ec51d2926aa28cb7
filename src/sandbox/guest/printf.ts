import { type Ended, ended } from "./program.ts";

/** `printf FORMAT [ARGUMENT…]`: the format is used again as long as there are arguments left. */
export function printf(args: readonly string[]): Ended {
  const [format, ...values] = args;
  if (format === undefined) return ended(2, "", "printf: usage: printf [-v var] format [arguments]\n");
  let output = "";
  let rest = values;
  do {
    const before = rest.length;
    const pass = formatted(format, rest);
    output += pass.text;
    rest = pass.rest;
    if (rest.length === before) break;
  } while (rest.length > 0);
  return ended(0, output);
}

function formatted(format: string, values: readonly string[]): { text: string; rest: string[] } {
  const rest = [...values];
  const text = format.replace(
    /\\([abfnrtv\\"]|[0-7]{1,3})|%(%|[-0-9.]*[sdib])/g,
    (match, code, directive) => {
      if (code !== undefined) return escaped(code);
      if (directive === "%") return "%";
      const value = rest.shift() ?? "";
      return /[di]$/.test(match) ? String(Number.parseInt(value, 10) || 0) : value;
    },
  );
  return { text, rest };
}

function escaped(code: string): string {
  const named: Readonly<Record<string, string>> = {
    a: "\u0007",
    b: "\b",
    f: "\f",
    n: "\n",
    r: "\r",
    t: "\t",
    v: "\v",
  };
  if (/^[0-7]+$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
  return named[code] ?? code;
}
