import type { EndpointAssociation } from "../../state/privateLink.ts";
import { tagList } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { ownEndpoint } from "./endpointRules.ts";

interface DescribeAssociations extends PageRequest {
  VpcEndpointIds?: string[];
  Filters?: Filter[];
}

/** Unlike the other lists, this one takes pages from 1, and none over 100. */
const maximumPage = 100;

const readers: FilterReaders<EndpointAssociation> = {
  "vpc-endpoint-id": ({ endpointId }) => endpointId,
  "associated-resource-accessibility": ({ accessibility }) => accessibility,
  "association-id": ({ id }) => id,
  "associated-resource-id": ({ associatedResourceArn }) => associatedResourceArn.split("/").at(-1),
  "service-network-arn": ({ serviceNetworkArn }) => serviceNetworkArn,
  "resource-configuration-group-arn": (association) => association.resourceConfigurationGroupArn,
};

/** Only a scenario makes associations: the sandbox has no resources and service networks of its own. */
export function describeAssociations(input: DescribeAssociations, call: Call): object {
  const ids = input.VpcEndpointIds?.map((id) => ownEndpoint(id, call).id);
  const chosen = owned(call.world.endpointAssociations, call).filter(
    ({ endpointId }) => ids?.includes(endpointId) ?? true,
  );
  const { MaxResults = maximumPage } = input;
  if (MaxResults < 1 || MaxResults > maximumPage) {
    const message = `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting 1 to ${maximumPage}.`;
    throw new AwsError("InvalidParameterValue", message);
  }
  const filtered = applyFilters(chosen, input.Filters, readers, "InvalidFilter");
  const { items, next } = page(filtered, { ...input, MaxResults }, 1);
  return { VpcEndpointAssociations: items.map(associationOutput), ...next };
}

function associationOutput(association: EndpointAssociation): object {
  const { dnsName, privateDnsName } = association;
  return {
    Id: association.id,
    VpcEndpointId: association.endpointId,
    AssociatedResourceArn: association.associatedResourceArn,
    AssociatedResourceAccessibility: association.accessibility,
    ServiceNetworkArn: association.serviceNetworkArn,
    ServiceNetworkName: association.serviceNetworkName,
    ResourceConfigurationGroupArn: association.resourceConfigurationGroupArn,
    FailureCode: association.failureCode,
    FailureReason: association.failureReason,
    ...(dnsName === undefined ? {} : { DnsEntry: { DnsName: dnsName } }),
    ...(privateDnsName === undefined ? {} : { PrivateDnsEntry: { DnsName: privateDnsName } }),
    Tags: tagList(association.tags),
  };
}
