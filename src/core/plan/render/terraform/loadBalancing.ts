import { numbered } from "../flatRules.ts";
import {
  isInput,
  isList,
  type Mapping,
  type Mappings,
  madeBy,
  makes,
  type Piece,
  sets,
  tagMap,
  valuesOf,
} from "../template.ts";
import { tags } from "./tags.ts";

/*
 * Argument names are those of hashicorp/aws 6; a test compares them with a list taken from the provider's schema.
 */

const createTargetGroup = makes(
  "aws_lb_target_group",
  {
    Name: "name",
    Protocol: "protocol",
    Port: "port",
    VpcId: "vpc_id",
    TargetType: "target_type",
    IpAddressType: "ip_address_type",
    HealthCheckEnabled: "health_check.enabled",
    HealthCheckProtocol: "health_check.protocol",
    HealthCheckPort: "health_check.port",
    HealthCheckPath: "health_check.path",
    HealthCheckIntervalSeconds: "health_check.interval",
    HealthCheckTimeoutSeconds: "health_check.timeout",
    HealthyThresholdCount: "health_check.healthy_threshold",
    UnhealthyThresholdCount: "health_check.unhealthy_threshold",
    "Matcher.HttpCode": "health_check.matcher",
    Tags: tags,
  },
  { attributes: { "TargetGroups.0.TargetGroupArn": "arn" } },
);

const registerTargets: Mapping = {
  pieces: ({ input }, node) => {
    const { TargetGroupArn: group, Targets: targets, ...rest } = input;
    if (group === undefined || !isList(targets)) return [{ kind: "call" }];
    const all = targets.filter(isInput);
    return all.flatMap((target, index): readonly Piece[] => {
      const { values, unknown } = valuesOf(
        { TargetGroupArn: group, ...target, ...rest },
        {
          TargetGroupArn: "target_group_arn",
          Id: "target_id",
          Port: "port",
          AvailabilityZone: "availability_zone",
        },
        node,
      );
      const suffix = numbered(index, all.length);
      return [{ kind: "resource", type: "aws_lb_target_group_attachment", suffix, values }, ...unknown];
    });
  },
};

const createLoadBalancer = makes(
  "aws_lb",
  {
    Name: "name",
    Type: "load_balancer_type",
    Scheme: (value) => ({ internal: value === "internal" }),
    IpAddressType: "ip_address_type",
    Subnets: "subnets",
    SecurityGroups: "security_groups",
    Tags: tags,
  },
  {
    attributes: { "LoadBalancers.0.LoadBalancerArn": "arn", "LoadBalancers.0.DNSName": "dns_name" },
    waits: true,
  },
);

const setSecurityGroups = sets("LoadBalancerArn", {
  SecurityGroups: "security_groups",
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
    "enforce_security_group_inbound_rules_on_private_link_traffic",
});

const attributeArguments: Readonly<Record<string, string>> = {
  "load_balancing.cross_zone.enabled": "enable_cross_zone_load_balancing",
  "deletion_protection.enabled": "enable_deletion_protection",
  "zonal_shift.config.enabled": "enable_zonal_shift",
};

/** Attributes are strings in the API, switches of their own here. */
const modifyLoadBalancerAttributes: Mapping = {
  pieces: ({ input }) => {
    const step = madeBy(input["LoadBalancerArn"]);
    const attributes = Object.entries(tagMap(input["Attributes"]));
    const known = attributes.flatMap(([key, value]) => {
      const argument = Object.hasOwn(attributeArguments, key) ? attributeArguments[key] : undefined;
      return argument === undefined ? [] : [[argument, value === "true"] as const];
    });
    if (step === undefined || known.length < attributes.length) return [{ kind: "call" }];
    return [{ kind: "set", step, values: Object.fromEntries(known) }];
  },
};

const createListener = makes(
  "aws_lb_listener",
  {
    LoadBalancerArn: "load_balancer_arn",
    Protocol: "protocol",
    Port: "port",
    "DefaultActions.0.Type": "default_action.type",
    "DefaultActions.0.TargetGroupArn": "default_action.target_group_arn",
    Tags: tags,
  },
  { attributes: { "Listeners.0.ListenerArn": "arn" } },
);

export const loadBalancing: Mappings = {
  CreateListener: createListener,
  CreateLoadBalancer: createLoadBalancer,
  CreateTargetGroup: createTargetGroup,
  ModifyLoadBalancerAttributes: modifyLoadBalancerAttributes,
  RegisterTargets: registerTargets,
  SetSecurityGroups: setSecurityGroups,
};
