import type { PrivateDnsProof } from "./service.ts";

/** Where the record that proves a private DNS name goes: below the name's domain, without a wildcard in front. */
export function proofRecordName(privateDnsName: string, { name }: PrivateDnsProof): string {
  return `${name}.${privateDnsName.replace(/^\*\./, "")}`;
}
