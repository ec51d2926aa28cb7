import { randomLabel } from "../../state/ids.ts";
import type { EndpointService } from "../../state/privateLink.ts";
import type { World } from "../../state/world.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { liveService } from "./serviceRules.ts";

/** The record that a new private DNS name has to be proved by. */
export function newDnsRecord(): EndpointService["privateDnsRecord"] {
  return { name: `_${randomLabel(20)}`, value: `vpce:${randomLabel(20)}` };
}

/** A private DNS name in AWS's form: lower case, labels of up to 63 characters, a wildcard only in front. */
export function checkedPrivateName(name: string): string {
  const labels = name.replace(/^\*\./, "").split(".");
  const isLabel = (label: string) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label);
  if (name.length <= 255 && labels.length > 1 && labels.every(isLabel)) return name;
  throw new AwsError("InvalidParameter", `The private DNS name '${name}' is not valid.`);
}

/** Looks for the TXT record again, whatever was found before. */
export function startPrivateDnsVerification(input: { ServiceId: string }, call: Call): object {
  const service = liveService(input.ServiceId, call);
  if (service.privateDnsName === undefined) {
    const message = `The VPC endpoint service ${service.id} does not have a private DNS name.`;
    throw new AwsError("InvalidParameter", message);
  }
  service.privateDnsNameState = "pendingVerification";
  call.clock.later("dnsVerifying", () => {
    service.privateDnsNameState = isProved(service, call.world) ? "verified" : "failed";
  });
  return { ReturnValue: true };
}

/**
 * Whether public DNS has the record: `<record name>.<domain>`, or the bare domain where a DNS host takes no
 * underscores. A parent domain proves its sub-domains too. Below `.example`, which RFC 2606 keeps free, every record
 * that is asked for is there (ledger: example-domain-proved).
 */
function isProved({ privateDnsName = "", privateDnsRecord }: EndpointService, world: World): boolean {
  const labels = privateDnsName.replace(/^\*\./, "").split(".");
  if (labels.at(-1) === "example") return true;
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
  const names = domains.flatMap((domain) => [`${privateDnsRecord.name}.${domain}`, domain]);
  return names.some((name) => world.txtRecords.get(name)?.includes(privateDnsRecord.value));
}
