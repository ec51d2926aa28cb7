export type Tags = Readonly<Record<string, string>>;

/** Marks everything a plan creates, so that it can be found again and undone. */
export const planTag = "privatelink-toolkit:plan";

/** Whether a plan of the toolkit made it. */
export function isMade(tags: Tags): boolean {
  return tags[planTag] !== undefined;
}

/** The name people gave to a resource, else its id. */
export function displayName(resource: { readonly id: string; readonly tags: Tags }): string {
  const name = resource.tags["Name"]?.trim();
  return name === undefined || name === "" ? resource.id : name;
}
