/** Starts every line that the host suite prints: a window's console carries much that is not the suite's. */
export const linePrefix = "[host suite] ";

/** Picks the suite's own lines out of everything that the window or the desktop VS Code prints. */
export function suiteLines(printed: string): string[] {
  const own = printed.split("\n").filter((line) => line.includes(linePrefix));
  return own.map((line) => line.slice(line.indexOf(linePrefix) + linePrefix.length));
}
