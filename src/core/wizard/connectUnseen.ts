import { principalAccount } from "../model/principal.ts";
import { accountName, type OpenScope } from "../model/scope.ts";
import { parseServiceName } from "../model/serviceName.ts";
import type { ServiceAnswer } from "./connectService.ts";
import type { Facts } from "./facts.ts";
import type { Problem } from "./form.ts";

type Asked = Pick<ServiceAnswer, "name" | "open" | "region"> & { readonly scope: OpenScope };

/**
 * Why a service cannot be seen; `undefined` while the owner's list is still being read. AWS answers the same for a typo, a
 * deleted service, a missing permission and a wrong Region; the owner's own scope, if it is open, tells them apart.
 */
export function unseen(facts: Facts, { name, open, region, scope }: Asked): Problem | undefined {
  const { account } = scope;
  if (open !== undefined) {
    const owner = accountName(open.scope);
    const { state } = open.service;
    if (state !== "available") return { code: "serviceNotAvailable", owner, state };
    const principals = facts.principals[open.service.id] ?? { status: "loading" };
    if (principals.status === "loading") return undefined;
    if (principals.status === "ready" && !isAllowed(principals.value, account))
      return { code: "accountNotAllowed", account, owner };
  }
  if (region !== undefined && region !== scope.region)
    return { code: "serviceInOtherRegion", region, scopeRegion: scope.region };
  return parseServiceName(name)?.serviceId === undefined
    ? { code: "serviceUnknown", name, region: scope.region }
    : { code: "serviceNotVisible", account };
}

function isAllowed(principals: readonly string[], account: string): boolean {
  return principals.some((arn) => arn === "*" || principalAccount(arn) === account);
}
