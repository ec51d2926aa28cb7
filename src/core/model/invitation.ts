import type { OpenScope } from "./scope.ts";
import type { EndpointService } from "./service.ts";

/** What a consumer has to know to connect to a service. Nothing in it is secret. */
export interface Invitation {
  readonly serviceName: string;
  readonly region: string;
  /** Ids, because zone names differ from account to account. */
  readonly zoneIds: readonly string[];
  readonly ports: readonly number[];
  readonly privateDnsName?: string;
  /** The provider's account. */
  readonly account: string;
}

interface InvitationField {
  /** In the link's query. */
  readonly key: string;
  /** In front of the value in the text. */
  readonly label: string;
  readonly value: (invitation: Invitation) => string | undefined;
}

/**
 * The format, for the link and the text alike: each field once, in the order people read them. Lists are joined by commas;
 * no value contains one. What has no value is left out.
 */
const invitationFormat: readonly InvitationField[] = [
  { key: "service", label: "Service name", value: ({ serviceName }) => serviceName },
  { key: "region", label: "Region", value: ({ region }) => region },
  { key: "zones", label: "Availability Zone IDs", value: ({ zoneIds }) => zoneIds.join(",") },
  { key: "ports", label: "Ports", value: ({ ports }) => ports.join(",") },
  { key: "name", label: "Private DNS name", value: ({ privateDnsName }) => privateDnsName },
  { key: "account", label: "Provider account", value: ({ account }) => account },
];

/** An invitation to a service, by its owner. */
export function invite(
  { name, zoneIds, privateDnsName }: EndpointService,
  { region, account }: OpenScope,
  ports: readonly number[],
): Invitation {
  const invitation = { serviceName: name, region, zoneIds, ports, account };
  return privateDnsName === undefined ? invitation : { ...invitation, privateDnsName };
}

/** The fields of one invitation that have a value, with what stands for it in the link and the text. */
function written(invitation: Invitation) {
  return invitationFormat.flatMap(({ key, label, value }) => {
    const text = value(invitation) ?? "";
    return text === "" ? [] : [{ key, label, text }];
  });
}

/** @param opener What opens links of the extension, such as `vscode://publisher.name`. */
export function invitationLink(invitation: Invitation, opener: string): string {
  const query = written(invitation).map(({ key, text }) => `${key}=${encodeURIComponent(text)}`);
  return `${opener}/connect?${query.join("&")}`;
}

/** One line per field. */
export function invitationLines(invitation: Invitation): readonly string[] {
  return written(invitation).map(({ label, text }) => `${label}: ${text.replaceAll(",", ", ")}`);
}
