import type { PolicyProblem } from "../core/model/endpointPolicy.ts";
import type { EndpointObstacle } from "../core/model/endpointRules.ts";
import { accountName, type OpenScope } from "../core/model/scope.ts";
import type { EndpointChange } from "../core/plan/endpointChanges.ts";
import type { Plan, Step } from "../core/plan/step.ts";
import { stepSubject } from "./plan.ts";

export type Setting = EndpointChange["kind"];

export const settingLabels: Record<Setting, string> = {
  subnets: "Subnets",
  securityGroups: "Security Groups",
  privateDns: "Private DNS",
  addressType: "IP Type",
  routeTables: "Route Tables",
  policy: "Policy",
};

export const addressTypes = { ipv4: "IPv4", dualstack: "IPv4 + IPv6", ipv6: "IPv6" } as const;

export const endpointTexts = {
  whatToChange: (name: string) => `What of ${name} should change?`,
  chooseMembers: (setting: Setting, name: string) => `${settingLabels[setting]} of ${name}`,
  ownPolicy: "A policy of its own",
  fullAccess: "Full access",
  noPolicies: "The service takes none",
  on: "On",
  off: "Off",
  current: "now",
  editPolicy: "Edit Policy…",
  resetPolicy: "Reset to Full Access",
  noModifiable:
    "No endpoint that can be changed is open. Connect to a service first, or choose other profiles.",
  question: (setting: Setting, name: string) => `Change ${settingLabels[setting].toLowerCase()} of ${name}?`,
  apply: "Apply",
  nothingChanged: (name: string) => `Nothing is different, so ${name} stays as it is.`,
  undone: (name: string) => `${name} is as it was before.`,
  unchanged: (name: string) => `${name} is as it was. `,
  progress: (setting: Setting, name: string) =>
    `Changing ${settingLabels[setting].toLowerCase()} of ${name}…`,
  gone: (id: string) => `${id} is not open any more. Choose its profile and Region again.`,
  notApplied: "The policy was not applied; the endpoint is as it was.",
} as const;

/** What is so after a change. */
export function endpointChanged(change: EndpointChange, name: string): string {
  switch (change.kind) {
    case "subnets":
      return `${name} now has an interface in each of ${change.ids.join(", ")}.`;
    case "securityGroups":
      return `${name} now uses ${change.ids.join(", ")}.`;
    case "routeTables":
      return `${change.ids.join(", ")} now lead to the service through ${name}.`;
    case "privateDns":
      return change.enabled
        ? `The service's own name leads to ${name} in a few minutes, within its VPC.`
        : `The service's own name does not lead to ${name} any more.`;
    case "addressType":
      return `${name} now has ${addressTypes[change.to]}.`;
    case "policy":
      return change.document === undefined
        ? `${name} allows everything again. It takes a few minutes to apply.`
        : `${name} has its new policy. It takes a few minutes to apply.`;
  }
}

/** What a change does to those who use the endpoint. */
function consequence(change: EndpointChange): string {
  switch (change.kind) {
    case "subnets":
      return "Connections through an interface that is removed are cut off.";
    case "securityGroups":
      return "Clients that none of the groups lets in time out from then on.";
    case "routeTables":
      return "Subnets whose table is left out reach the service over the internet, or not at all.";
    case "privateDns":
      return change.enabled
        ? "Programs in the VPC that use the service's own name come through the endpoint from then on."
        : "Programs in the VPC that use the service's own name go elsewhere from then on.";
    case "addressType":
      return "Clients that keep addresses of the endpoint have to look its name up again.";
    case "policy":
      return change.document === undefined
        ? "Whatever IAM allows may be done through the endpoint from then on."
        : "What the policy does not allow is refused from then on, whatever IAM says.";
  }
}

/** The calls of a change as they will be made, who makes them, and what follows. */
export function changePreview(plan: Plan, scope: OpenScope, change: EndpointChange): string {
  return [
    `As ${accountName(scope)} (${scope.account}) in ${scope.region}:`,
    ...plan.steps.flatMap(stepLines),
    "",
    consequence(change),
  ].join("\n");
}

/** A policy is as long as its editor shows it, so only its size is said. */
function stepLines(step: Step): readonly string[] {
  const members = Object.entries(step.input).map(([member, value]) => {
    const text = JSON.stringify(value);
    return `    ${member} = ${member === "PolicyDocument" ? `${text.length - 2} characters` : text}`;
  });
  return [`${step.operation} (${stepSubject(step)})`, ...members];
}

export function obstacleSentence(obstacle: EndpointObstacle): string {
  switch (obstacle.code) {
    case "noSubnets":
      return "An endpoint keeps at least one subnet. To be rid of it, delete the endpoint.";
    case "noGroups":
      return "An endpoint keeps at least one security group.";
    case "noRouteTables":
      return "Without a route table nothing leads to the endpoint. To be rid of it, delete the endpoint.";
    case "tooManyGroups":
      return `An interface takes ${obstacle.limit} security groups. Choose fewer.`;
    case "subnetsInOneZone":
      return `Two of the subnets are in ${obstacle.zoneId}. AWS takes one per Availability Zone.`;
    case "zoneNotOffered":
      return `The service is not in ${obstacle.zoneId}, so no interface can be there. Choose a subnet in another zone, or ask the provider.`;
    case "noFreeAddresses":
      return `${obstacle.subnet} has no free address. Choose another subnet of the zone, or free one.`;
    case "noPrivateName":
      return "The service has no private DNS name, or this account cannot see it any more. Ask the provider.";
    case "privateNameUnverified":
      return `The provider has not proved that it owns ${obstacle.name}, so AWS lets nobody use it yet. Ask the provider to verify the domain.`;
    case "privateNameTaken":
      return `${obstacle.endpoint} answers to ${obstacle.name} in this VPC already. Turn its private DNS off first.`;
    case "notAccepted":
      return "AWS takes private DNS only after the provider has accepted the endpoint. Send them a request, then try again.";
    case "familyNotOffered":
      return "The service does not take this IP type. Ask the provider to support it first.";
    case "subnetWithoutIpv6":
      return `${obstacle.subnet} has no IPv6 block. Give it one, or move the endpoint to other subnets first.`;
    case "subnetWithIpv4":
      return `${obstacle.subnet} has IPv4 too. IPv6 alone needs subnets with IPv6 alone.`;
    case "policiesIgnored":
      return "Endpoints to this service have no policies: AWS takes them for its own services only.";
  }
}

export function policyProblemSentence(problem: PolicyProblem, limit: number): string {
  switch (problem.code) {
    case "tooLong":
      return `The policy has ${problem.length} characters, and AWS takes ${limit}. Shorten it, then save again.`;
    case "notJson":
      return "The policy is not a JSON object. Correct what the editor marks, then save again.";
    case "noStatement":
      return 'The policy has no "Statement", so it would say nothing. Add one, then save again.';
    case "noEffect":
      return `Statement ${problem.statement} has neither "Effect": "Allow" nor "Effect": "Deny". Add one, then save again.`;
  }
}
