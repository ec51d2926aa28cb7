/** A line that a shell would not just split into words. */
export class ShellSyntaxError extends Error {
  constructor(character: string) {
    super(`syntax error: the sandbox's shell does not know ${character}`);
    this.name = "ShellSyntaxError";
  }
}

/** Characters that mean something to a shell outside quotes. The sandbox gives them no meaning but an error. */
const special = /[;&|<>(){}$`\\*?[\]!#~]/;

/**
 * Splits a command line into words as `sh` does, with single and double quotes, and with `\'` as text between quotes has a
 * single quote. Everything else that a shell would
 * interpret is a ShellSyntaxError, so no text can ever mean more than a program and its arguments.
 */
export function tokenise(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let position = 0;
  while (position < line.length) {
    const character = line.charAt(position);
    if (character === "'" || character === '"') {
      const end = closingQuote(line, position);
      const quoted = line.slice(position + 1, end);
      word = (word ?? "") + (character === "'" ? quoted : doubleQuoted(quoted));
      position = end + 1;
      continue;
    }
    if (line.startsWith("\\'", position)) {
      word = `${word ?? ""}'`;
      position += 2;
      continue;
    }
    if (special.test(character)) throw new ShellSyntaxError(character);
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? "") + character;
    }
    position += 1;
  }
  if (word !== undefined) words.push(word);
  // A word like NAME=value in the first place would be an assignment.
  if (/^\w+=/.test(words[0] ?? "")) throw new ShellSyntaxError("=");
  return words;
}

function closingQuote(line: string, start: number): number {
  const quote = line.charAt(start);
  for (let position = start + 1; position < line.length; position += 1) {
    const character = line.charAt(position);
    if (character === quote) return position;
    if (quote === '"' && character === "\\") position += 1;
  }
  throw new ShellSyntaxError("an unterminated quote");
}

/** Between double quotes a backslash only escapes the characters that are special there. */
function doubleQuoted(text: string): string {
  let result = "";
  for (let position = 0; position < text.length; position += 1) {
    const character = text.charAt(position);
    if (character === "$" || character === "`") throw new ShellSyntaxError(character);
    const escaped = character === "\\" && /["\\$`]/.test(text.charAt(position + 1));
    if (escaped) position += 1;
    result += text.charAt(position);
  }
  return result;
}
