import { type Mappings, type Members, makes, sets } from "../template.ts";

/** Properties that are called like the API's members. */
function same(...names: readonly string[]): Members {
  return Object.fromEntries(names.map((name) => [name, name]));
}

const healthCheck = same(
  "HealthCheckEnabled",
  "HealthCheckProtocol",
  "HealthCheckPort",
  "HealthCheckPath",
  "HealthCheckIntervalSeconds",
  "HealthCheckTimeoutSeconds",
  "HealthyThresholdCount",
  "UnhealthyThresholdCount",
  "Matcher",
);

export const loadBalancing: Mappings = {
  CreateListener: makes(
    "AWS::ElasticLoadBalancingV2::Listener",
    same("LoadBalancerArn", "Protocol", "Port", "DefaultActions", "Tags"),
    { attributes: { "Listeners.0.ListenerArn": "ListenerArn" } },
  ),
  CreateLoadBalancer: makes(
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    same("Name", "Type", "Scheme", "IpAddressType", "Subnets", "SecurityGroups", "Tags"),
    {
      attributes: {
        "LoadBalancers.0.LoadBalancerArn": "LoadBalancerArn",
        "LoadBalancers.0.DNSName": "DNSName",
      },
      waits: true,
    },
  ),
  CreateTargetGroup: makes(
    "AWS::ElasticLoadBalancingV2::TargetGroup",
    { ...same("Name", "Protocol", "Port", "VpcId", "TargetType", "IpAddressType", "Tags"), ...healthCheck },
    { attributes: { "TargetGroups.0.TargetGroupArn": "TargetGroupArn" } },
  ),
  ModifyLoadBalancerAttributes: sets("LoadBalancerArn", { Attributes: "LoadBalancerAttributes" }, true),
  RegisterTargets: sets("TargetGroupArn", same("Targets"), true),
  SetSecurityGroups: sets(
    "LoadBalancerArn",
    same("SecurityGroups", "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"),
  ),
};
