import { type FieldFormat, type HandshakeValues, readers, splitValue } from "./handshakeFormat.ts";
import type { OpenScope } from "./scope.ts";
import type { EndpointService } from "./service.ts";

/** What a consumer has to know to connect to a service. Nothing in it is secret. */
export interface Invitation {
  readonly kind: "invitation";
  readonly serviceName: string;
  /** The service's. */
  readonly region: string;
  /** Ids, because zone names differ from account to account. */
  readonly zoneIds: readonly string[];
  readonly ports: readonly number[];
  readonly privateDnsName?: string;
  /** The provider's account. */
  readonly account: string;
}

/** In the order people read them; digits come last, so that a full stop after the link is none of it. */
export const invitationFormat: readonly FieldFormat[] = [
  { key: "service", label: "Service name", read: readers.service },
  { key: "region", label: "Region", read: readers.region },
  { key: "zones", label: "Availability Zone IDs", read: readers.zones, optional: true },
  { key: "ports", label: "Ports", read: readers.ports, optional: true },
  { key: "name", label: "Private DNS name", read: readers.name, optional: true },
  { key: "account", label: "Provider account", read: readers.account },
];

/** An invitation to a service, by its owner. */
export function invite(
  { name, zoneIds, privateDnsName }: EndpointService,
  { region, account }: OpenScope,
  ports: readonly number[],
): Invitation {
  return {
    kind: "invitation",
    serviceName: name,
    region,
    zoneIds,
    ports,
    account,
    ...(privateDnsName !== undefined && { privateDnsName }),
  };
}

export function invitationValues(invitation: Invitation): HandshakeValues {
  const { serviceName, region, zoneIds, ports, privateDnsName, account } = invitation;
  return {
    service: serviceName,
    region,
    zones: zoneIds.join(","),
    ports: ports.join(","),
    ...(privateDnsName !== undefined && { name: privateDnsName }),
    account,
  };
}

/** @param values Of the format's forms. */
export function toInvitation(values: HandshakeValues): Invitation {
  const { service = "", region = "", zones, ports, name, account = "" } = values;
  return {
    kind: "invitation",
    serviceName: service,
    region,
    zoneIds: splitValue(zones),
    ports: splitValue(ports).map(Number),
    account,
    ...(name !== undefined && { privateDnsName: name }),
  };
}
