/**
 * Comment lines, which bash, HCL and YAML all start with `#`. Names that people gave stand in comments, so nothing may
 * end one early: all that any of the three takes for a line's end becomes a space.
 */
export function comment(...lines: readonly string[]): readonly string[] {
  return lines.map((line) => `# ${line.replaceAll(/[\p{Cc}\u2028\u2029\ufeff]+/gu, " ")}`.trimEnd());
}
