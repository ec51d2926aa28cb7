import { proofRecordName } from "../model/privateDns.ts";
import type { EndpointService, SupportedRegion } from "../model/service.ts";
import type { Capability, Node, RecordField, RegionNode, ServiceTarget } from "./node.ts";

/** Whether the owner decides about each connection. */
export function acceptanceNode(parent: string, target: ServiceTarget): Node {
  return {
    kind: "acceptance",
    id: `${parent}/acceptance`,
    capabilities: [target.service.acceptanceRequired ? "manual" : "automatic"],
    ...target,
  };
}

/** The private DNS name, if the service has one, with the record that proves it. */
export function privateDnsNodes(parent: string, target: ServiceTarget): readonly Node[] {
  const { privateDnsName: name, privateDnsProof: proof } = target.service;
  if (name === undefined) return [];
  const id = `${parent}/privateDns`;
  const verifiable = proof !== undefined && proof.state !== "verified";
  const capabilities: readonly Capability[] = verifiable ? ["copyable", "verifiable"] : ["copyable"];
  const row = {
    kind: "privateDns",
    id,
    capabilities,
    copyText: name,
    ...target,
    name,
  } as const;
  if (proof === undefined) return [row];
  return [
    {
      ...row,
      children: [
        recordNode(id, "name", proofRecordName(name, proof)),
        recordNode(id, "type", proof.type),
        recordNode(id, "value", proof.value),
      ],
    },
  ];
}

function recordNode(parent: string, field: RecordField, text: string): Node {
  return { kind: "dnsRecord", id: `${parent}/${field}`, capabilities: ["copyable"], copyText: text, field };
}

/** Regions that consumers may connect from. */
export function regionsNode(parent: string, target: ServiceTarget): Node {
  const id = `${parent}/regions`;
  const { supportedRegions } = target.service;
  return {
    kind: "regions",
    id,
    capabilities: ["addable"],
    ...target,
    count: supportedRegions.length,
    children: supportedRegions.map((region) => regionNode(id, target, region)),
  };
}

/** The Region that hosts the service cannot be removed. */
export function regionNode(
  parent: string,
  target: ServiceTarget,
  { region, state }: SupportedRegion,
): RegionNode {
  return {
    kind: "region",
    id: `${parent}/${region}`,
    capabilities: isRemovable(target, { region, state }) ? ["copyable", "removable"] : ["copyable"],
    copyText: region,
    ...target,
    region,
    state,
  };
}

function isRemovable({ scope }: ServiceTarget, { region, state }: SupportedRegion): boolean {
  return region !== scope.region && state !== "deleting" && state !== "closed";
}

/** Who pays for the hours of the consumers' endpoints. */
export function payerNode(parent: string, { ownerPays }: EndpointService): Node {
  return { kind: "payer", id: `${parent}/payer`, capabilities: [], ownerPays };
}
