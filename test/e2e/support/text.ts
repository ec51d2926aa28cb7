const special = /[.*+?^${}()|[\]\\]/g;

/** Matches exactly this text; a pattern is left as it is. */
export function exactly(text: string | RegExp): RegExp {
  return typeof text === "string" ? new RegExp(`^${text.replaceAll(special, "\\$&")}$`) : text;
}

/** Matches any text that begins with this one: accessible names often go on with a state or a badge. */
export function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(special, "\\$&")}`);
}
