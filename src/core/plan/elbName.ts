/** ELBv2's names end at 32 characters, without a hyphen at either end. */
export function elbName(name: string, suffix: string): string {
  return `${name.slice(0, 31 - suffix.length).replace(/-+$/, "")}-${suffix}`;
}
