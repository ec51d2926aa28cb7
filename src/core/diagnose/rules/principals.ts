import { accountArn, isAllowed, principalAccount } from "../../model/principal.ts";
import { partitionOf } from "../../model/scope.ts";
import type { EndpointService } from "../../model/service.ts";
import { displayName } from "../../model/tags.ts";
import { changePlan } from "../../plan/change.ts";
import { serviceChangePlan } from "../../plan/serviceChanges.ts";
import type { CauseId } from "../cause.ts";
import type { DiagnosisTarget, Evidence } from "../evidence/evidence.ts";
import { seenItems, seenValue } from "../evidence/seen.ts";
import type { Finding, Fix, Proof } from "../finding.ts";
import { planFix } from "../fixes.ts";
import { found, proofFrom } from "../found.ts";
import type { Rule } from "../rule.ts";

/** A11: existing connections stay when their principal is removed; new ones are refused. */
export const principalRemoved: Rule = (facts, target) => {
  const connection = seenItems(facts.provider?.connections).find(
    ({ endpointId }) => endpointId === target.endpointId,
  );
  // Whether an owner's own account needs a principal, AWS does not say.
  if (connection?.owner === facts.provider?.scope.account) return withoutProvider(facts, target);
  if (connection?.state === "available") return notAllowed(facts, target, "A11", connection.owner);
  return withoutProvider(facts, target);
};

/** The consumer only sees that AWS does not show the service any more, and that its endpoint works all the same. */
function withoutProvider({ consumer, provider, ...facts }: Evidence, target: DiagnosisTarget): Finding[] {
  if (consumer === undefined || provider !== undefined || seenValue(consumer.endpoint)?.state !== "available")
    return [];
  if (!consumer.offered.seen || consumer.offered.value !== undefined) return [];
  const { account } = consumer.scope;
  const fixes = addition({ ...facts, consumer }, "A11", undefined, account);
  const parameters = { account, service: target.serviceName };
  return [
    found("A11", { certainty: "likely", parameters, proof: [hidden(target.serviceName, "wrong")], fixes }),
  ];
}

/** G1: nobody of the consumer's account may connect. AWS says the same as for a service that does not exist. */
export const notPrincipal: Rule = (facts, target) => {
  const account = stranger(facts);
  return account === undefined ? [] : notAllowed(facts, target, "G1", account);
};

/** G2: somebody of the account may connect, but not whoever asks: a principal that is a role or a user lets in no other. */
export const otherPrincipal: Rule = (facts, target) => {
  const account = stranger(facts);
  const principals = seenValue(facts.provider?.principals) ?? [];
  const ofAccount = principals.filter((arn) => principalAccount(arn) === account);
  if (account === undefined || ofAccount.length === 0 || ofAccount.some((arn) => arn.endsWith(":root")))
    return [];
  const service = seenValue(facts.provider?.service);
  const parameters = { account, service: nameOf(service, target), principals: ofAccount.join(", ") };
  const proof = [hidden(target.serviceName, "asSet"), allowed(target, ofAccount)];
  return [found("G2", { parameters, proof, fixes: addition(facts, "G2", service, account) })];
};

/** The account of a consumer that has no endpoint, and to whom AWS does not show the service. */
function stranger({ consumer }: Evidence): string | undefined {
  if (consumer === undefined || seenValue(consumer.endpoint) !== undefined) return undefined;
  return consumer.offered.seen && consumer.offered.value === undefined ? consumer.scope.account : undefined;
}

function notAllowed(
  facts: Evidence,
  target: DiagnosisTarget,
  cause: CauseId,
  account: string,
): readonly Finding[] {
  const principals = seenValue(facts.provider?.principals);
  if (principals === undefined || isAllowed(account, principals)) return [];
  const service = seenValue(facts.provider?.service);
  const parameters = { account, service: nameOf(service, target) };
  const fixes = addition(facts, cause, service, account);
  return [found(cause, { parameters, proof: [allowed(target, principals)], fixes })];
}

function addition(
  facts: Evidence,
  cause: CauseId,
  service: EndpointService | undefined,
  account: string,
): readonly Fix[] {
  const region = facts.provider?.scope.region ?? facts.consumer?.scope.region ?? "";
  const arn = accountArn(account, partitionOf(region));
  return planFix(facts, {
    cause,
    code: "addPrincipal",
    side: "provider",
    consequence: "security",
    plan: (context) =>
      service === undefined
        ? changePlan(context, "", [])
        : serviceChangePlan(context, service, { kind: "addPrincipal", arn }),
  });
}

function nameOf(service: EndpointService | undefined, { serviceName }: DiagnosisTarget): string {
  return service === undefined ? serviceName : displayName(service);
}

function allowed({ serviceName }: DiagnosisTarget, principals: readonly string[]): Proof {
  const asked = { operation: "ec2:DescribeVpcEndpointServicePermissions", resource: serviceName } as const;
  return proofFrom(asked).wrong("AllowedPrincipals[].Principal", principals.join(", "));
}

/** AWS's answer to a consumer that may not see a service. */
function hidden(serviceName: string, judged: "wrong" | "asSet"): Proof {
  const asked = { operation: "ec2:DescribeVpcEndpointServices", resource: serviceName } as const;
  return proofFrom(asked)[judged]("Error.Code", "InvalidServiceName");
}
