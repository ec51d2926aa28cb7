import { type Tag, type Tags, tagList, tagsFrom } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { ownListener, ownLoadBalancer, ownTargetGroup } from "./resources.ts";

const tagsPerResource = 50;

export function describeTags(input: { ResourceArns: string[] }, call: Call): object {
  const TagDescriptions = input.ResourceArns.map((arn) => ({
    ResourceArn: arn,
    Tags: tagList(tagsOf(arn, call)),
  }));
  return { TagDescriptions };
}

export function addTags(input: { ResourceArns: string[]; Tags: Tag[] }, call: Call): object {
  const added = tagsFrom(input.Tags);
  const resources = input.ResourceArns.map((arn) => tagsOf(arn, call));
  const full = resources.some((tags) => new Set([...tags.keys(), ...added.keys()]).size > tagsPerResource);
  if (full) throw new AwsError("TooManyTags", "The maximum number of tags has been reached");
  for (const tags of resources) for (const [key, value] of added) tags.set(key, value);
  return {};
}

export function removeTags(input: { ResourceArns: string[]; TagKeys: string[] }, call: Call): object {
  const resources = input.ResourceArns.map((arn) => tagsOf(arn, call));
  for (const tags of resources) for (const key of input.TagKeys) tags.delete(key);
  return {};
}

function tagsOf(arn: string, call: Call): Tags {
  if (arn.includes(":targetgroup/")) return ownTargetGroup(arn, call).tags;
  return (arn.includes(":listener/") ? ownListener(arn, call) : ownLoadBalancer(arn, call)).tags;
}
