import { proofRecordName } from "../model/privateDns.ts";
import type { SupportedRegion } from "../model/service.ts";
import { isDeletable } from "../model/states.ts";
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
  const capabilities: readonly Capability[] = [
    "copyable",
    ...changeableIf(target),
    ...(verifiable ? (["verifiable"] as const) : []),
  ];
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
export function payerNode(parent: string, target: ServiceTarget): Node {
  const { ownerPays } = target.service;
  // AWS knows no way back.
  const capabilities: readonly Capability[] = ownerPays ? [] : changeableIf(target);
  return { kind: "payer", id: `${parent}/payer`, capabilities, ...target, ownerPays };
}

/** The address families that the service takes, where AWS says them. */
export function ipTypesNodes(parent: string, target: ServiceTarget): readonly Node[] {
  const { ipTypes } = target.service;
  if (ipTypes === undefined) return [];
  const row = { kind: "ipTypes", id: `${parent}/ipTypes`, capabilities: changeableIf(target) } as const;
  return [{ ...row, ...target, ipTypes }];
}

/** A service that is going or gone takes no changes. */
function changeableIf({ service }: ServiceTarget): readonly Capability[] {
  return isDeletable(service) ? ["changeable"] : [];
}
