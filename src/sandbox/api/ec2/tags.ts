import { type Tags, tagsFrom, withTags } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { ownConnections } from "./serviceRules.ts";

interface TagRequest {
  Resources: string[];
  Tags?: { Key?: string; Value?: string }[];
}

export function createTags(input: TagRequest, call: Call): object {
  const added = tagsFrom(input.Tags);
  const resources = input.Resources.map((id) => tagsOf(id, call));
  // All or nothing: a resource that takes no more keeps the others from theirs.
  for (const tags of resources) withTags(tags, added);
  for (const tags of resources) for (const [key, value] of added) tags.set(key, value);
  return {};
}

/** Without tags in the request, all of a resource's tags go; a tag with a value only goes if the value is equal. */
export function deleteTags(input: TagRequest, call: Call): object {
  for (const tags of input.Resources.map((id) => tagsOf(id, call))) {
    if (input.Tags === undefined) tags.clear();
    for (const { Key = "", Value } of input.Tags ?? []) {
      if (Value === undefined || tags.get(Key) === Value) tags.delete(Key);
    }
  }
  return {};
}

function tagsOf(id: string, call: Call): Tags {
  const { world } = call;
  const kinds = [
    world.vpcs,
    world.subnets,
    world.routeTables,
    world.networkAcls,
    world.dhcpOptions,
    world.internetGateways,
    world.natGateways,
    world.elasticIps,
    world.securityGroups,
    world.networkInterfaces,
    world.instances,
    world.endpointServices,
    world.endpoints,
  ];
  for (const kind of kinds) {
    const resource = find<{ account: string; region: typeof call.region; tags: Tags }>(kind, id, call);
    if (resource !== undefined) return resource.tags;
  }
  const tags = ruleTags(id, call) ?? connectionTags(id, call) ?? permissionTags(id, call);
  if (tags === undefined) throw new AwsError("InvalidID", `The ID '${id}' is not valid`);
  return tags;
}

function ruleTags(id: string, call: Call): Tags | undefined {
  const rules = owned(call.world.securityGroups, call).flatMap((group) => group.rules);
  return rules.find((rule) => rule.id === id)?.tags;
}

function permissionTags(id: string, call: Call): Tags | undefined {
  const permissions = owned(call.world.endpointServices, call).flatMap((service) => service.permissions);
  return permissions.find((permission) => permission.id === id)?.tags;
}

/** A provider tags the connection, because the endpoint itself is the consumer's. */
function connectionTags(id: string, call: Call): Tags | undefined {
  return ownConnections(call).find((endpoint) => endpoint.connectionId === id)?.connectionTags;
}
