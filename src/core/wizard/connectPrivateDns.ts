import type { VpcDns } from "../model/network.ts";
import type { Loadable } from "../model/snapshot.ts";
import { displayName } from "../model/tags.ts";
import type { PrivateDns } from "../plan/connectIntent.ts";
import type { VpcDnsAttribute } from "../plan/step.ts";
import type { NetworkAnswer } from "./connectNetwork.ts";
import type { ServiceAnswer } from "./connectService.ts";
import type { Facts } from "./facts.ts";
import type { Fields } from "./fields.ts";
import { type Field, lookupNotices, type Notice, type PrivateNameObstacle } from "./form.ts";
import { liveEndpoints } from "./options.ts";

export interface PrivateDnsAnswer {
  /** Absent for a service without a private name. */
  readonly field: Field | undefined;
  readonly privateDns: PrivateDns;
  /** The VPC's attributes are still being read, so the plan cannot be known yet. */
  readonly loading: boolean;
}

export const noPrivateDns: PrivateDnsAnswer = {
  field: undefined,
  privateDns: { when: "never" },
  loading: false,
};

/** Whether the service's own name leads to the endpoint within the VPC, when, and what the VPC lacks for it. */
export function privateDnsAnswer(
  fields: Fields,
  facts: Facts,
  { offered }: ServiceAnswer,
  network: NetworkAnswer,
): PrivateDnsAnswer {
  const name = offered?.privateDnsName;
  if (offered === undefined || name === undefined) return noPrivateDns;
  const { acceptanceRequired } = offered;
  const obstacle = obstacleTo(facts, network, name, offered.privateDnsVerified);
  const refusal: readonly Notice[] =
    obstacle === undefined ? [] : [{ code: "privateDnsNotOffered", obstacle }];
  const dns = vpcDnsOf(facts, network);
  const flag = fields.flag("privateDns", obstacle === undefined, (on) =>
    on ? dnsNotices(dns, acceptanceRequired, name) : refusal,
  );
  if (!flag.value) return { ...noPrivateDns, field: flag };
  return {
    field: obstacle === undefined ? flag : { ...flag, problem: obstacle },
    privateDns: { when: acceptanceRequired ? "afterAcceptance" : "atOnce", name, missing: missing(dns) },
    loading: dns.status === "loading",
  };
}

/** Why AWS would refuse the name here. A private hosted zone of the user's own would be in the way too; AWS says so then. */
function obstacleTo(
  facts: Facts,
  { vpc }: NetworkAnswer,
  name: string,
  verified: boolean,
): PrivateNameObstacle | undefined {
  if (!verified) return { code: "privateNameUnverified", name };
  const rival = liveEndpoints(facts, vpc?.id ?? "").find(
    ({ privateDnsEnabled, dnsNames }) => privateDnsEnabled && dnsNames.includes(name),
  );
  return rival && { code: "privateNameTaken", name, endpoint: displayName(rival) };
}

function vpcDnsOf(facts: Facts, { vpc }: NetworkAnswer): Loadable<VpcDns> {
  return (vpc && facts.vpcDns[vpc.id]) ?? { status: "loading" };
}

/** In the order in which they can be turned on: host names need the support. */
function missing(dns: Loadable<VpcDns>): readonly VpcDnsAttribute[] {
  if (dns.status !== "ready") return [];
  return [
    ...(dns.value.support ? [] : (["enableDnsSupport"] as const)),
    ...(dns.value.hostnames ? [] : (["enableDnsHostnames"] as const)),
  ];
}

function dnsNotices(dns: Loadable<VpcDns>, acceptanceRequired: boolean, name: string): readonly Notice[] {
  const attributes = missing(dns);
  return [
    ...lookupNotices(dns),
    ...(acceptanceRequired ? [{ code: "privateDnsLater", name } as const] : []),
    ...(attributes.length > 0 ? [{ code: "vpcDnsOff", attributes } as const] : []),
  ];
}
