import { AwsError } from "../wire/awsError.ts";

const tagsPerResource = 50;

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
  return Array.from(tags, ([Key, Value]) => ({ Key, Value }));
}

/** Tags from API input. */
export function tagsFrom(list: { Key?: string; Value?: string }[] = []): Tags {
  return new Map(list.map(({ Key = "", Value = "" }) => [Key, Value]));
}

/**
 * The tags that an EC2 create request wants on a resource of this type. `others` are the types that the operation makes
 * beside it; any other type is refused.
 */
export function specifiedTags(
  specifications: TagSpecification[] | undefined,
  resourceType: string,
  others: readonly string[] = [],
): Tags {
  const stranger = (specifications ?? []).find(
    ({ ResourceType = "" }) => ResourceType !== resourceType && !others.includes(ResourceType),
  );
  if (stranger !== undefined) {
    const message = `'${stranger.ResourceType}' is not a valid taggable resource type for this operation.`;
    throw new AwsError("InvalidParameterValue", message);
  }
  const wanted = (specifications ?? []).filter(({ ResourceType }) => ResourceType === resourceType);
  return withTags(new Map(), tagsFrom(wanted.flatMap((specification) => specification.Tags ?? [])));
}

/** Tags with further ones; throws where EC2 refuses them: AWS's own prefix, and more than 50. */
export function withTags(tags: Tags, added: Tags): Tags {
  if ([...added.keys()].some((key) => key.toLowerCase().startsWith("aws:"))) {
    const message = "Tag keys starting with 'aws:' are reserved for internal use";
    throw new AwsError("InvalidParameterValue", message);
  }
  const all = new Map([...tags, ...added]);
  if (all.size <= tagsPerResource) return all;
  throw new AwsError("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
}
