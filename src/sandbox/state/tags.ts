/** A tag as AWS's APIs carry it. */
export interface Tag {
  Key: string;
  Value: string;
}

/** The part of a create request that tags what it makes. */
export interface TagSpecification {
  ResourceType?: string;
  Tags?: { Key?: string; Value?: string }[];
}

export type Tags = Map<string, string>;

/** Tags as API output. */
export function tagList(tags: Tags): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** Tags from API input. */
export function tagsFrom(list: { Key?: string; Value?: string }[] = []): Tags {
  return new Map(list.map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** The tags that a create request wants on a resource of this type. */
export function specifiedTags(specifications: TagSpecification[] | undefined, resourceType: string): Tags {
  const wanted = (specifications ?? []).filter(
    (specification) => specification.ResourceType === resourceType,
  );
  return tagsFrom(wanted.flatMap((specification) => specification.Tags ?? []));
}
