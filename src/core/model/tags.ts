export type Tags = Readonly<Record<string, string>>;

/** Marks everything a plan creates, so that it can be found again and undone. */
export const planTag = "privatelink-toolkit:plan";

/** Whether a plan of the toolkit made it. */
export function isMade(tags: Tags): boolean {
  return tags[planTag] !== undefined;
}

/** Who made something: one of the plans that are meant, another plan of the toolkit, or somebody else. */
export type Origin = "ownPlan" | "otherPlan" | "elsewhere";

export function originOf(tags: Tags, plans: ReadonlySet<string>): Origin {
  const plan = tags[planTag];
  if (plan === undefined) return "elsewhere";
  return plans.has(plan) ? "ownPlan" : "otherPlan";
}

/** The name people gave to a resource, else its id. */
export function displayName(resource: { readonly id: string; readonly tags: Tags }): string {
  const name = resource.tags["Name"]?.trim();
  return name === undefined || name === "" ? resource.id : name;
}

export type ParsedTags =
  | { readonly ok: true; readonly tags: Tags }
  | { readonly ok: false; readonly text: string };

/**
 * Tags as people type them: `team=platform, stage=test`. AWS allows 128 characters of key and 256 of value, keeps keys
 * beginning with `aws:` to itself; the name and the plan are the toolkit's to give. At most 40, which leaves room for those.
 */
export function parseTags(text: string): ParsedTags {
  const items = text.split(",").map((item) => item.trim());
  const pairs = items.filter((item) => item !== "").map(parseTag);
  const wrong = pairs.find((pair) => typeof pair === "string");
  if (typeof wrong === "string") return { ok: false, text: wrong };
  const tags = Object.fromEntries(pairs.filter((pair) => typeof pair !== "string"));
  return Object.keys(tags).length > 40 ? { ok: false, text } : { ok: true, tags };
}

const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function parseTag(item: string): readonly [string, string] | string {
  const [first = "", ...rest] = item.split("=");
  const key = first.trim();
  const value = rest.join("=").trim();
  const taken = key === "" || key === "Name" || key === planTag || key.toLowerCase().startsWith("aws:");
  if (taken || rest.length === 0 || key.length > 128 || value.length > 256) return item;
  return tagText.test(key) && tagText.test(value) ? [key, value] : item;
}
