const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** A moment as people write it: `22 Nov 2025, 14:08`. Epoch milliseconds in. */
export function moment(at: number): string {
  return format.format(at);
}
