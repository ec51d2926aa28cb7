import type { Behaviour } from "./behaviour.ts";

/** Application Load Balancers, IPv6, and targets outside the VPC. */
export const balancingBehaviours: readonly Behaviour[] = [
  {
    id: "application-balancer-target",
    behaviour:
      "A target group of the type alb has the protocol TCP, one Application Load Balancer of its VPC, and the port of one of its listeners; else InvalidTarget",
    evidence: "ELB guide, Application Load Balancers as targets; TargetDescription in the API model",
    confidence: "documented",
    file: "api/elbv2/targetRules.ts",
  },
  {
    id: "second-application-balancer",
    behaviour: "A second Application Load Balancer in one target group is TooManyTargets",
    evidence: "Quota of one target per group; which of RegisterTargets' errors it is, nobody says",
    confidence: "modelled",
    file: "api/elbv2/targetRules.ts",
  },
  {
    id: "application-balancer-checks",
    behaviour:
      "A target group of the type alb is checked by HTTP or HTTPS; HTTP unless the request says otherwise",
    evidence: "ELB guide, health checks for target groups; the API's default for this type is not said",
    confidence: "modelled",
    file: "api/elbv2/healthChecks.ts",
  },
  {
    id: "application-group-attributes-fixed",
    behaviour: "The attributes of a target group of the type alb cannot be modified",
    evidence: "ELB guide, Application Load Balancers as targets",
    confidence: "documented",
    file: "api/elbv2/attributes.ts",
  },
  {
    id: "listener-of-target-stays",
    behaviour:
      "The listener by whose port an Application Load Balancer is a target is ResourceInUse; so is that load balancer",
    evidence: "terraform-provider-aws#34860 for the listener; the load balancer follows from it",
    confidence: "observed",
    file: "api/elbv2/listeners.ts",
  },
  {
    id: "application-balancer-source",
    behaviour:
      "An Application Load Balancer's security groups see the Network Load Balancer's node for PrivateLink traffic, and else the client",
    evidence: "ELB guide, target group attributes: client IP preservation and its default by type",
    confidence: "documented",
    file: "network/targetHealth.ts",
  },
  {
    id: "application-balancer-errors",
    behaviour:
      "An Application Load Balancer answers 503 without a target, 502 if it refuses or speaks another protocol, 504 if it is silent",
    evidence: "ELB guide, troubleshoot your Application Load Balancers",
    confidence: "documented",
    file: "network/applicationBalancer.ts",
  },
  {
    id: "application-balancer-relays",
    behaviour:
      "An Application Load Balancer passes bytes on as they are, by listeners for HTTP with one forward action: no header is added",
    evidence: "A simplification: AWS ends each connection there and adds X-Forwarded headers",
    confidence: "modelled",
    file: "network/applicationBalancer.ts",
  },
  {
    id: "application-interface-type",
    behaviour:
      "Interfaces of an Application Load Balancer are of the plain type, requester-managed by amazon-elb and described as ELB app/NAME/HASH",
    evidence: "Public inventories; EC2 guide, requester-managed network interfaces",
    confidence: "observed",
    file: "api/elbv2/loadBalancerSubnets.ts",
  },
  {
    id: "service-network-balancers-only",
    behaviour: "A service of an Application Load Balancer is refused: InvalidParameter",
    evidence: "PrivateLink guide names the two kinds that can be; code and message are not documented",
    confidence: "modelled",
    file: "api/ec2/serviceLoadBalancers.ts",
  },
  {
    id: "incompatible-protocols",
    behaviour: "A listener that forwards to a target group of another family is IncompatibleProtocols",
    evidence: "Errors of CreateListener in the API model; the message is not documented",
    confidence: "modelled",
    file: "api/elbv2/listeners.ts",
  },
  {
    id: "udp-takes-no-tcp",
    behaviour: "A listener for UDP gives no answer to TCP on its port",
    evidence: "ELB guide, listeners: what no listener is for is dropped; calls of the API make none here",
    confidence: "documented",
    file: "network/balancing.ts",
  },
  {
    id: "weight-zero-drops",
    behaviour: "A listener whose only target group has the weight 0 gives no answer",
    evidence: "The weights are in the API model; what a Network Load Balancer does without any is not said",
    confidence: "modelled",
    file: "network/balancing.ts",
  },
  {
    id: "zonal-shift-leaves-names",
    behaviour:
      "A zonal shift shows as AdministrativeOverride of the targets in the zone, and takes the zone out of an endpoint's regional name",
    evidence:
      "ELB guide, zonal shift, says so of the load balancer's own name; that endpoints follow it does not",
    confidence: "modelled",
    file: "network/balancing.ts",
  },
  {
    id: "targets-outside-vpc",
    behaviour:
      "An address outside the VPC's subnets is a target with a zone or all, in the ranges of RFC 1918 and RFC 6598; one inside cannot change its zone",
    evidence: "aws-load-balancer-controller#3084, #3714 and #561; ELB guide, register targets",
    confidence: "observed",
    file: "api/elbv2/targetRules.ts",
  },
  {
    id: "targets-outside-unreachable",
    behaviour: "A target outside the VPC is unhealthy: the sandbox has no networks beside its VPCs",
    evidence: "A simplification: on AWS peering or Direct Connect may lead there",
    confidence: "modelled",
    file: "network/targetHealth.ts",
  },
  {
    id: "ipv6-listed-only",
    behaviour:
      "IPv6 addresses and ranges are given out, checked and listed; traffic is carried and filtered by IPv4 alone, and no AAAA record is answered",
    evidence: "A simplification: loopback stands for one family",
    confidence: "modelled",
    file: "state/ipv6.ts",
  },
  {
    id: "ipv6-service",
    behaviour: "A service supports IPv6 only if all its load balancers are dualstack, and keeps them so",
    evidence: "PrivateLink guide, share your services; that the way back is refused is not documented",
    confidence: "documented",
    file: "api/elbv2/addressTypes.ts",
  },
  {
    id: "ipv6-endpoint-subnets",
    behaviour:
      "A dualstack endpoint needs both families in service and subnets; one with IPv6 alone needs IPv6-only subnets, which only scenarios make",
    evidence: "PrivateLink guide, create an interface endpoint",
    confidence: "documented",
    file: "api/ec2/endpointSubnets.ts",
  },
  {
    id: "ipv6-blocks",
    behaviour: "An Amazon-provided IPv6 block is a /56 below 2001:db8::/32, of which subnets get a /64 each",
    evidence: "VPC guide, IPv6 CIDR blocks; the prefix is the one for documentation, not Amazon's",
    confidence: "modelled",
    file: "api/ec2/createNetwork.ts",
  },
];
