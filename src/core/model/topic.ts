import { partitionOf } from "./scope.ts";

type TopicProblem = "notATopic" | "otherRegion";

export type ParsedTopic =
  | { readonly ok: true; readonly arn: string }
  | { readonly ok: false; readonly problem: TopicProblem };

/** The ARN of an SNS topic that can hear of a Region's connections; the topic may belong to another account. */
export function parseTopicArn(text: string, region: string): ParsedTopic {
  const arn = text.trim();
  const [, partition, topicRegion] =
    /^arn:(aws[a-z-]*):sns:([a-z0-9-]+):\d{12}:[\w-]{1,256}(?:\.fifo)?$/.exec(arn) ?? [];
  if (topicRegion === undefined) return { ok: false, problem: "notATopic" };
  return topicRegion === region && partition === partitionOf(region)
    ? { ok: true, arn }
    : { ok: false, problem: "otherRegion" };
}
