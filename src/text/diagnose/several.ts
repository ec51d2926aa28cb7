/** `Target a`, and `Targets a, b` for a list of several. */
export function named(noun: string, names: string | number | undefined): string {
  return `${noun}${areSeveral(names) ? "s" : ""} ${names}`;
}

export function isOrAre(names: string | number | undefined): string {
  return areSeveral(names) ? "are" : "is";
}

/** Names are joined by commas in what a finding says. */
function areSeveral(names: string | number | undefined): boolean {
  return String(names).includes(", ");
}
