import type { Vpc } from "../model/network.ts";
import { displayName } from "../model/tags.ts";
import { checkCidrs, type Fields, splitList } from "./fields.ts";
import type { Field, Notice } from "./form.ts";

/** Whom the load balancer's group lets in. Named by address, because PrivateLink shows the group the client's own one. */
export function clientsField(
  fields: Fields,
  clientVpcs: readonly Vpc[],
): { readonly field: Field; readonly cidrs: readonly string[] } {
  const inferred = [...new Set(clientVpcs.flatMap(({ cidrs }) => cidrs))].join(", ");
  const field = fields.text("clientCidrs", inferred, checkCidrs);
  const cidrs = splitList(field.value);
  return { field: { ...field, notices: clientNotices(field, cidrs, clientVpcs) }, cidrs };
}

function clientNotices(
  field: Field,
  cidrs: readonly string[],
  clientVpcs: readonly Vpc[],
): readonly Notice[] {
  if (cidrs.length === 0) return [{ code: "enforcementOff" }];
  const everybody = cidrs.filter((cidr) => cidr.endsWith("/0"));
  if (everybody.length > 0) return [{ code: "everyClient" }];
  return field.inferred ? [{ code: "inferredCidrs", vpcs: clientVpcs.map(displayName) }] : [];
}
