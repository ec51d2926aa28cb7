import type { EndpointService } from "../../state/privateLink.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { checkedIpTypes, checkLoadBalancers, enabledZones } from "./serviceLoadBalancers.ts";
import { checkedPrivateName, newDnsRecord } from "./servicePrivateDns.ts";
import { addRegions, checkedRegions, checkRegionChange, removeRegions } from "./serviceRegions.ts";
import { connectionsOf, existingConnections, isLive, liveService } from "./serviceRules.ts";
import { refuseMembers } from "./unsuccessful.ts";

interface ModifyService {
  ServiceId: string;
  AcceptanceRequired?: boolean;
  PrivateDnsName?: string;
  RemovePrivateDnsName?: boolean;
  AddNetworkLoadBalancerArns?: string[];
  RemoveNetworkLoadBalancerArns?: string[];
  AddSupportedIpAddressTypes?: string[];
  RemoveSupportedIpAddressTypes?: string[];
  AddSupportedRegions?: string[];
  RemoveSupportedRegions?: string[];
}

interface ModifyPayer {
  ServiceId: string;
  PayerResponsibility: string;
}

/** Everything is checked before anything is changed. With only a service id, its zones are read anew. */
export function modifyService(input: ModifyService, call: Call): object {
  refuseMembers(input, ["AddGatewayLoadBalancerArns", "RemoveGatewayLoadBalancerArns"]);
  const service = liveService(input.ServiceId, call);
  if (input.PrivateDnsName !== undefined && input.RemovePrivateDnsName === true) {
    const message = "A private DNS name cannot be set and removed in the same request.";
    throw new AwsError("InvalidParameterCombination", message);
  }
  const name = input.PrivateDnsName === undefined ? undefined : checkedPrivateName(input.PrivateDnsName);
  const arns = changedLoadBalancers(service, input, call);
  const types = changedIpTypes(service, input);
  const supportedIpTypes = checkedIpTypes(types, arns, call);
  const zoneIds = enabledZones(arns, call);
  const added = checkedRegions(input.AddSupportedRegions ?? []);
  const removed = checkedRegions(input.RemoveSupportedRegions ?? []);
  checkRegionChange(service, { added, removed }, zoneIds);
  removeRegions(service, removed, call);
  addRegions(service, added, call);
  service.loadBalancerArns = arns;
  // Zones enabled on a load balancer later only reach the service with the next modification, even an empty one.
  service.zoneIds = zoneIds;
  service.supportedIpTypes = supportedIpTypes;
  // Connections that wait already go on waiting: AWS does not say that this reaches back.
  // Only requests from now on are concerned (ledger: acceptance-for-new-requests).
  if (input.AcceptanceRequired !== undefined) service.acceptanceRequired = input.AcceptanceRequired;
  if (input.RemovePrivateDnsName === true) delete service.privateDnsName;
  if (name !== undefined) setPrivateName(service, name);
  return { Return: true };
}

/** AWS knows only this one value, and no way back from it. */
export function modifyPayerResponsibility(input: ModifyPayer, call: Call): object {
  const service = liveService(input.ServiceId, call);
  if (input.PayerResponsibility !== "ServiceOwner") {
    const message = `Invalid value '${input.PayerResponsibility}' for PayerResponsibility.`;
    throw new AwsError("InvalidParameterValue", message);
  }
  service.ownerPays = true;
  return { ReturnValue: true };
}

function changedLoadBalancers(service: EndpointService, input: ModifyService, call: Call): string[] {
  const { AddNetworkLoadBalancerArns: added = [], RemoveNetworkLoadBalancerArns: removed = [] } = input;
  const stranger = removed.find((arn) => !service.loadBalancerArns.includes(arn));
  if (stranger !== undefined) {
    throw new AwsError("InvalidParameter", `${stranger} is not associated with ${service.id}`);
  }
  if (removed.length > 0 && connectionsOf(service, call.world).some(isLive)) throw existingConnections();
  checkLoadBalancers(added, service.id, call);
  const kept = service.loadBalancerArns.filter((arn) => !removed.includes(arn));
  const arns = [...new Set([...kept, ...added])];
  if (arns.length > 0) return arns;
  throw new AwsError("InvalidParameter", "At least one load balancer must stay associated with the service.");
}

function changedIpTypes(service: EndpointService, input: ModifyService): string[] {
  const { AddSupportedIpAddressTypes: added = [], RemoveSupportedIpAddressTypes: removed = [] } = input;
  return [...service.supportedIpTypes, ...added].filter((type) => !removed.includes(type));
}

function setPrivateName(service: EndpointService, name: string): void {
  service.privateDnsName = name;
  service.privateDnsNameState = "pendingVerification";
  service.privateDnsRecord = newDnsRecord();
}
