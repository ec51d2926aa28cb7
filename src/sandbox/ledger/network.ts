import type { Behaviour } from "./behaviour.ts";

/** What happens to packets, and to instances. */
export const networkBehaviours: readonly Behaviour[] = [
  {
    id: "enforce-default-on",
    behaviour: "Inbound rules of a load balancer apply to PrivateLink traffic unless that is switched off",
    evidence: "ELB guide, security groups of a Network Load Balancer",
    confidence: "documented",
    file: "api/elbv2/createLoadBalancer.ts",
  },
  {
    id: "groups-only-at-creation",
    behaviour: "A load balancer created without security groups never gets one",
    evidence: "Message in cluster-api-provider-aws#4790; ELB guide",
    confidence: "documented",
    file: "api/elbv2/loadBalancers.ts",
  },
  {
    id: "balancer-sees-client",
    behaviour: "The load balancer's inbound rules see the client's private address, not the endpoint's",
    evidence: "ELB guide, security groups of a Network Load Balancer",
    confidence: "documented",
    file: "network/path.ts",
  },
  {
    id: "target-sees-node",
    behaviour: "Targets see the address of the load balancer's node, whatever client IP preservation says",
    evidence: "ELB guide, target group attributes",
    confidence: "documented",
    file: "network/targetHealth.ts",
  },
  {
    id: "node-acl-ignored",
    behaviour: "Network ACLs of a load balancer's subnets do not matter for what comes through PrivateLink",
    evidence: "Only those of targets and clients are documented",
    confidence: "modelled",
    file: "network/path.ts",
  },
  {
    id: "endpoint-egress-ignored",
    behaviour: "Outbound rules of an endpoint's groups do not matter for the way to the load balancer",
    evidence: "Not a documented control",
    confidence: "modelled",
    file: "network/path.ts",
  },
  {
    id: "missing-listener-drops",
    behaviour: "Packets to a port without a listener vanish",
    evidence: "ELB guide, listeners of a Network Load Balancer",
    confidence: "documented",
    file: "network/balancing.ts",
  },
  {
    id: "fail-open",
    behaviour:
      "With no healthy target a load balancer fails open and sends to unhealthy ones; else it skips those",
    evidence: "ELB guide, health checks for target groups",
    confidence: "documented",
    file: "network/balancing.ts",
  },
  {
    id: "empty-group-refuses",
    behaviour: "A target group without targets refuses the connection",
    evidence: "The symptom is not documented; a reset or a timeout",
    confidence: "modelled",
    file: "network/balancing.ts",
  },
  {
    id: "zonal-affinity",
    behaviour:
      "An endpoint's interface leads to the load balancer's node of its zone; cross-zone is off by default",
    evidence: "PrivateLink guide, create an endpoint service; ELB guide",
    confidence: "documented",
    file: "network/balancing.ts",
  },
  {
    id: "unanswered-is-drop",
    behaviour: "A waiting, rejected or expired connection drops packets",
    evidence: "The guide says that no traffic flows; how it looks is not said",
    confidence: "modelled",
    file: "network/path.ts",
  },
  {
    id: "groups-are-stateful",
    behaviour: "Security groups are stateful: an answer needs no rule",
    evidence: "VPC guide, security groups",
    confidence: "documented",
    file: "network/securityRules.ts",
  },
  {
    id: "initial-health",
    behaviour: "A new target is initial before the first checks have decided",
    evidence: "ELB guide, target health status",
    confidence: "documented",
    file: "network/targetHealth.ts",
  },
  {
    id: "check-thresholds",
    behaviour:
      "A target's health changes after as many equal results in a row as its threshold says, one per interval",
    evidence: "ELB guide, health checks for target groups",
    confidence: "documented",
    file: "network/healthWatch.ts",
  },
  {
    id: "initial-needs-threshold",
    behaviour: "A new target stays initial until a whole threshold of results has come",
    evidence:
      "The guide gives thresholds without an exception for new targets; that of another load balancer has one",
    confidence: "modelled",
    file: "network/healthWatch.ts",
  },
  {
    id: "deregistration-delay",
    behaviour: "A deregistered target is draining for the deregistration delay, 300 s unless it is changed",
    evidence: "ELB guide, target group attributes",
    confidence: "documented",
    file: "api/elbv2/targets.ts",
  },
  {
    id: "unhealthy-zones-leave-dns",
    behaviour: "Regional names are answered without zones that have no healthy target, unless none has",
    evidence: "PrivateLink guide, share your services; ELB guide, DNS failover",
    confidence: "documented",
    file: "network/balancing.ts",
  },
  {
    id: "proxy-header",
    behaviour:
      "With proxy_protocol_v2.enabled connections begin with a header that names the client and, as type 0xEA, the endpoint",
    evidence: "ELB guide, proxy protocol; the protocol's specification",
    confidence: "documented",
    file: "sockets/proxyHeader.ts",
  },
  {
    id: "proxy-header-destination",
    behaviour: "The header's destination is the load balancer's node and the listener's port",
    evidence: "The guide only describes the source",
    confidence: "modelled",
    file: "network/proxyProtocol.ts",
  },
  {
    id: "proxy-header-unexpected",
    behaviour:
      "A Python web server hangs up on the header without an answer: curl exits with 52, and HTTP health checks fail",
    evidence: "The header was sent to http.server of Python 3.11, on whose parser Flask's own server builds",
    confidence: "observed",
    file: "sockets/applications.ts",
  },
  {
    id: "secondary-addresses",
    behaviour: "secondary_ips.auto_assigned.per_subnet can only grow, and gives the nodes no addresses",
    evidence:
      "They only raise the number of connections that a node can have at once, which nothing here reaches",
    confidence: "modelled",
    file: "api/elbv2/attributes.ts",
  },
  {
    id: "rejection-ends-flows",
    behaviour:
      "A rejected or deleted endpoint ends its connections at once; a closed security group ends none",
    evidence: "VPC guide for security groups; for a rejection only that no traffic flows",
    confidence: "modelled",
    file: "network/flows.ts",
  },
  {
    id: "dropped-packets",
    behaviour:
      "A dropped packet is an attempt to connect without an answer; where a system cannot do that it is taken and the output says so",
    evidence: "Tried on Linux; on macOS and Windows the next best is taken by what an attempt finds",
    confidence: "modelled",
    file: "sockets/blackhole.ts",
  },
  {
    id: "shortened-durations",
    behaviour: "Transitions take seconds where AWS takes minutes, in proportion",
    evidence: "Field values; AWS publishes no durations",
    confidence: "modelled",
    file: "state/clock.ts",
  },
  {
    id: "user-data-recognised",
    behaviour: "User data is read, not run: a Flask application or http.server is recognised by its text",
    evidence: "A sandbox runs nothing of what it is given",
    confidence: "modelled",
    file: "guest/userData.ts",
  },
  {
    id: "packages-need-internet",
    behaviour:
      "User data that installs packages fails in a subnet without a way to the internet, and nothing listens",
    evidence: "Follows from how package managers work",
    confidence: "modelled",
    file: "guest/boot.ts",
  },
  {
    id: "agent-needs-profile-and-way",
    behaviour:
      "An instance is managed when the role of its instance profile has AmazonSSMManagedInstanceCore and it reaches ssm and ssmmessages on port 443: through an endpoint with private DNS if its VPC has one, else through the internet",
    evidence: "Systems Manager guide, instance permissions and VPC endpoints",
    confidence: "documented",
    file: "guest/agent.ts",
  },
  {
    id: "agent-looks-once",
    behaviour:
      "An agent looks for its way when its instance starts and when its role changes, and stays managed",
    evidence: "On AWS it tries again in ever longer intervals, and the connection is lost when the way is",
    confidence: "modelled",
    file: "guest/agent.ts",
  },
  {
    id: "types-by-zone",
    behaviour: "Every zone offers a few burstable types; use1-az3 has no Graviton ones",
    evidence: "EC2 guide, instance type offerings; that zone is named in many reports",
    confidence: "modelled",
    file: "api/ec2/instanceTypeOfferings.ts",
  },
  {
    id: "output-limits",
    behaviour: "GetCommandInvocation keeps 24,000 characters of output and 8,000 of errors",
    evidence: "API model of Systems Manager",
    confidence: "documented",
    file: "api/ssm/sendCommand.ts",
  },
];
