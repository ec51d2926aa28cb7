import { isRejectable } from "../../../model/connection.ts";
import { accountArn, everyone, isAllowed } from "../../../model/principal.ts";
import { partitionOf } from "../../../model/scope.ts";
import type { EndpointService } from "../../../model/service.ts";
import { displayName } from "../../../model/tags.ts";
import type { PlanContext } from "../../../plan/context.ts";
import { serviceChangePlan } from "../../../plan/serviceChanges.ts";
import type { Plan } from "../../../plan/step.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { seenItems, seenValue } from "../../evidence/seen.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { ownService } from "../behind.ts";

const configuration = "ec2:DescribeVpcEndpointServiceConfigurations";

/** D14: requests wait for somebody whom nobody tells. Of interest as long as one waits, or for the service as a whole. */
export const nobodyTold: Rule = (facts, { endpointId }) => {
  const service = ownService(facts);
  const notifications = seenValue(facts.provider?.notifications);
  if (service?.acceptanceRequired !== true || notifications === undefined) return [];
  const told = notifications.some(({ enabled, events }) => enabled && events.includes("Connect"));
  const waiting = seenItems(facts.provider?.connections).filter(({ state }) => state === "pendingAcceptance");
  const asked = endpointId === undefined || waiting.some((each) => each.endpointId === endpointId);
  if (told || !asked) return [];
  const resource = service.id;
  return [
    found("D14", {
      parameters: { service: displayName(service), waiting: waiting.length },
      proof: [
        proofFrom({ operation: configuration, resource }).asSet(
          "ServiceConfigurations[].AcceptanceRequired",
          true,
        ),
        proofFrom({ operation: "ec2:DescribeVpcEndpointConnectionNotifications", resource }).wrong(
          "ConnectionNotificationSet[State=Enabled, ConnectionEvents=Connect]",
          undefined,
        ),
      ],
      fixes: [
        textFix("provider", "notify"),
        ...planFix(facts, {
          cause: "D14",
          code: "acceptAutomatically",
          side: "provider",
          consequence: "security",
          plan: (context) => serviceChangePlan(context, service, { kind: "setAcceptance", required: false }),
        }),
      ],
    }),
  ];
};

/** D15: whoever learns the service's name is connected at once. */
export const openToEveryone: Rule = (facts) => {
  const service = ownService(facts);
  const principals = seenItems(facts.provider?.principals);
  if (service?.acceptanceRequired !== false || !principals.includes(everyone)) return [];
  const resource = service.id;
  return [
    found("D15", {
      parameters: { service: displayName(service) },
      proof: [
        proofFrom({ operation: "ec2:DescribeVpcEndpointServicePermissions", resource }).wrong(
          "AllowedPrincipals[].Principal",
          everyone,
        ),
        proofFrom({ operation: configuration, resource }).wrong(
          "ServiceConfigurations[].AcceptanceRequired",
          false,
        ),
      ],
      fixes: [
        ...planFix(facts, {
          cause: "D15",
          code: "requireAcceptance",
          side: "provider",
          consequence: "shutsOut",
          plan: (context) => serviceChangePlan(context, service, { kind: "setAcceptance", required: true }),
        }),
        ...planFix(facts, {
          cause: "D15",
          code: "removeEveryone",
          side: "provider",
          consequence: "shutsOut",
          plan: (context) =>
            withoutEveryone(context, service, connectedPrincipals(facts, context.scope.region)),
        }),
      ],
    }),
  ];
};

/** Whoever is connected stays allowed, by account, before everybody else is shut out. */
function withoutEveryone(context: PlanContext, service: EndpointService, stay: readonly string[]): Plan {
  const added = stay.flatMap((arn, index) =>
    serviceChangePlan(context, service, { kind: "addPrincipal", arn }).steps.map((step) => ({
      ...step,
      id: `${step.id}-${index + 1}`,
    })),
  );
  const removal = serviceChangePlan(context, service, { kind: "removePrincipal", arn: everyone, reject: [] });
  return { ...removal, steps: [...added, ...removal.steps] };
}

/** The accounts that are connected and that nothing but everybody (`*`) allows. */
function connectedPrincipals({ provider }: Evidence, region: string): readonly string[] {
  const named = seenItems(provider?.principals).filter((arn) => arn !== everyone);
  const owners = seenItems(provider?.connections)
    .filter((each) => isRejectable(each) && !isAllowed(each.owner, named))
    .map(({ owner }) => accountArn(owner, partitionOf(region)));
  return [...new Set(owners)].sort();
}
