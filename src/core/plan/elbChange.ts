import type { Scope } from "../model/scope.ts";
import type { Input, Inverse, Step } from "./step.ts";

/*
 * Changes to load balancers, listeners and target groups that exist: one call each, and the call that takes it back
 * with what was set before.
 */

/** A load balancer, listener or target group, by its ARN and by what people call it. */
export interface Named {
  readonly arn: string;
  readonly name: string;
}

/** Of load balancers and of target groups. */
export const crossZone = "load_balancing.cross_zone.enabled";

/** An operation of Elastic Load Balancing as IAM names it. */
type Action = `elasticloadbalancing:${string}`;

interface Change extends Pick<Step, "input" | "subject"> {
  /** The input with what was set before; absent where AWS takes no way back. */
  readonly back?: Input;
}

export function elbChange(scope: Scope, id: string, action: Action, { input, subject, back }: Change): Step {
  return {
    id,
    scope,
    service: "elasticloadbalancing",
    operation: operationOf(action),
    input,
    subject,
    outputs: {},
    permissions: [action],
    ...(back !== undefined && { inverse: elbInverse(action, back) }),
  };
}

export function elbInverse(action: Action, input: Input): Inverse {
  return {
    service: "elasticloadbalancing",
    operation: operationOf(action),
    input,
    // What is gone needs no way back.
    goneWhen: ["LoadBalancerNotFound", "ListenerNotFound", "TargetGroupNotFound"],
    retryOn: [],
  };
}

function operationOf(action: Action): string {
  return action.slice("elasticloadbalancing:".length);
}
