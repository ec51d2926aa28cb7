/**
 * Text as one word of a POSIX shell, which gives back exactly the text. Nothing else puts text into a command line. A
 * shell has no way to pass the character NUL.
 */
export function shellText(text: string): string {
  return /^[\w%+=:,./@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
