import type { Vpc } from "../model/network.ts";
import { parsePrincipal, principalAccount } from "../model/principal.ts";
import { type OpenScope, partitionOf } from "../model/scope.ts";
import type { Facts } from "./facts.ts";
import { type Fields, soundText, splitList } from "./fields.ts";
import { type Problem, section } from "./form.ts";

/** Who may connect. */
export function accessSection(fields: Fields, facts: Facts, provider: OpenScope | undefined) {
  const partition = partitionOf(provider?.region ?? "");
  const proposed = proposedPrincipal(facts, provider) ?? "";
  const principals = fields.text("principals", proposed, (text) => checkPrincipals(text, partition));
  const parsed = parsedPrincipals(principals.value, partition);
  const anyone = parsed.includes("*");
  const acceptance = fields.flag("acceptanceRequired", true, (required) =>
    anyone && !required ? [{ code: "anyPrincipalUnattended" }] : [],
  );
  return {
    section: section("access", [
      acceptance,
      { ...principals, notices: anyone && acceptance.value ? [{ code: "anyPrincipal" }] : [] },
    ]),
    acceptanceRequired: acceptance.value,
    principals: parsed,
    clients: clientVpcs(facts, provider, parsedPrincipals(soundText(principals, proposed), partition)),
  };
}

function parsedPrincipals(text: string, partition: string): readonly string[] {
  return splitList(text).flatMap((item) => {
    const principal = parsePrincipal(item, partition);
    return principal.ok ? [principal.arn] : [];
  });
}

/** The other account, when just one other is open in this Region; among several nobody but the user can choose. */
function proposedPrincipal({ scopes }: Facts, provider: OpenScope | undefined): string | undefined {
  const others = scopes.filter(
    ({ account, region }) => account !== provider?.account && region === provider?.region,
  );
  const [only, ...more] = new Set(others.map(({ account }) => account));
  return more.length === 0 ? only : undefined;
}

function checkPrincipals(text: string, partition: string): Problem | undefined {
  const [refused] = splitList(text).flatMap((item) => {
    const principal = parsePrincipal(item, partition);
    return principal.ok ? [] : [principal];
  });
  if (refused === undefined) return undefined;
  if (refused.problem === "notAnArn") return { code: "principalNotAnArn", text: refused.text };
  return {
    code: "principalPath",
    text: refused.text,
    ...(refused.account === undefined ? {} : { account: refused.account }),
  };
}

/** The VPCs of allowed accounts that are open in this window: where the clients are likely to be. */
function clientVpcs(
  { openVpcs }: Facts,
  provider: OpenScope | undefined,
  principals: readonly string[],
): readonly Vpc[] {
  const accounts = principals.map(principalAccount);
  return openVpcs
    .filter(({ scope }) => scope.account !== provider?.account && accounts.includes(scope.account))
    .filter(({ scope }) => scope.region === provider?.region)
    .map(({ vpc }) => vpc);
}
