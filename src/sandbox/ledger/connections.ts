import type { Behaviour } from "./behaviour.ts";

/** Endpoints and their connections. */
export const connectionBehaviours: readonly Behaviour[] = [
  {
    id: "states-lower-camel",
    behaviour:
      "States of endpoints and connections are lower camel case on the wire (pendingAcceptance), states of services are capitalised",
    evidence:
      "Samples of the AWS CLI's reference, EC2 filter documentation, constants of the Terraform provider",
    confidence: "observed",
    file: "state/privateLink.ts",
  },
  {
    id: "pending-after-accept",
    behaviour: "An accepted connection is pending for a while before it is available",
    evidence: "PrivateLink guide, endpoint states; terraform-provider-aws#14604",
    confidence: "documented",
    file: "api/ec2/endpointRules.ts",
  },
  {
    id: "reject-after-available",
    behaviour: "A connection can be rejected after it was available",
    evidence: "PrivateLink guide, accept or reject connection requests",
    confidence: "documented",
    file: "api/ec2/connections.ts",
  },
  {
    id: "accept-after-reject",
    behaviour: "A rejected connection can be accepted later",
    evidence: "Neither promised nor forbidden; pricing text implies that the endpoint stays attached",
    confidence: "modelled",
    file: "api/ec2/connections.ts",
  },
  {
    id: "wrong-state-code",
    behaviour: "Accepting or rejecting in a wrong state is InvalidState in Unsuccessful",
    evidence: "Unsuccessful is in the API model; code and message are not documented",
    confidence: "modelled",
    file: "api/ec2/connections.ts",
  },
  {
    id: "request-expires",
    behaviour: "A request that nobody answers expires",
    evidence: "expired is in the API model and in the guide's states; the interval is not documented",
    confidence: "modelled",
    file: "api/ec2/endpointRules.ts",
  },
  {
    id: "interfaces-before-acceptance",
    behaviour: "Network interfaces and DNS names exist while the connection waits for acceptance",
    evidence: "Published outputs of CreateVpcEndpoint for a service with acceptance list both",
    confidence: "observed",
    file: "api/ec2/createEndpoint.ts",
  },
  {
    id: "connections-hide-consumer",
    behaviour: "The provider sees neither VPC nor subnets, groups or addresses of a consumer",
    evidence: "Shape VpcEndpointConnection of the API model",
    confidence: "documented",
    file: "api/ec2/endpointOutput.ts",
  },
  {
    id: "bulk-answers-200",
    behaviour: "Accept, reject and delete answer 200 and list what failed in Unsuccessful",
    evidence: "Shape UnsuccessfulItem of the API model",
    confidence: "documented",
    file: "api/ec2/unsuccessful.ts",
  },
  {
    id: "connection-id-filter",
    behaviour: "DescribeVpcEndpointConnections refuses its filter vpc-endpoint-id with InvalidFilter",
    evidence: "terraform-provider-aws#48442 says that the service refuses it; the API model documents it",
    confidence: "modelled",
    file: "api/ec2/connections.ts",
  },
  {
    id: "gateway-routes",
    behaviour: "A gateway endpoint puts a route to a prefix list into its route tables, and takes it away",
    evidence: "PrivateLink guide, gateway endpoints",
    confidence: "documented",
    file: "api/ec2/gatewayRoutes.ts",
  },
  {
    id: "one-gateway-route",
    behaviour: "A route table takes one gateway endpoint per service, else RouteAlreadyExists",
    evidence: "RouteAlreadyExists with this message in public deployment logs; one log has InvalidParameter",
    confidence: "observed",
    file: "api/ec2/gatewayRoutes.ts",
  },
  {
    id: "deleted-table-forgotten",
    behaviour: "A route table with the route of a gateway endpoint can be deleted, and leaves the endpoint",
    evidence: "No dependency is documented",
    confidence: "modelled",
    file: "api/ec2/routeTables.ts",
  },
  {
    id: "prefix-list-networks",
    behaviour: "AWS's prefix lists have AWS's ids and a few of their networks",
    evidence:
      "Ids from public route tables and the sample of DescribePrefixLists; the networks change, and nothing depends on them here",
    confidence: "modelled",
    file: "state/prefixLists.ts",
  },
  {
    id: "listed-types",
    behaviour:
      "Endpoints of the types GatewayLoadBalancer, Resource and ServiceNetwork come from scenarios and can be listed and deleted",
    evidence: "Shapes VpcEndpoint and VpcEndpointAssociation of the API model; no output of AWS was at hand",
    confidence: "modelled",
    file: "scenarios/endpoints.ts",
  },
  {
    id: "managed-endpoints",
    behaviour: "An endpoint that a service of AWS made is not modified or deleted: OperationNotPermitted",
    evidence: "EC2 error codes, requester-managed resources",
    confidence: "documented",
    file: "api/ec2/endpointRules.ts",
  },
  {
    id: "gateway-default",
    behaviour: "The type of a new endpoint is Gateway unless the request says otherwise",
    evidence: "CreateVpcEndpointRequest in the API model",
    confidence: "documented",
    file: "api/ec2/createEndpoint.ts",
  },
  {
    id: "default-group",
    behaviour: "An endpoint without security groups gets its VPC's default group",
    evidence: "CreateVpcEndpointRequest in the API model",
    confidence: "documented",
    file: "api/ec2/securityGroups.ts",
  },
  {
    id: "zones-by-id",
    behaviour:
      "An endpoint's zones must be the service's, compared by zone id; the common ones are shown under the caller's names",
    evidence: "PrivateLink guide, create an endpoint service; aws-cdk#4912",
    confidence: "documented",
    file: "api/ec2/endpointSubnets.ts",
  },
  {
    id: "endpoints-per-vpc",
    behaviour: "A VPC holds 50 interface endpoints",
    evidence: "PrivateLink quotas",
    confidence: "documented",
    file: "api/ec2/createEndpoint.ts",
  },
  {
    id: "dns-name-shapes",
    behaviour: "Regional and zonal names are vpce-ID-HASH[-ZONE].vpce-svc-ID.REGION.vpce.amazonaws.com",
    evidence: "AWS CLI samples, PrivateLink whitepaper",
    confidence: "observed",
    file: "api/ec2/createEndpoint.ts",
  },
  {
    id: "private-dns-after-acceptance",
    behaviour:
      "Private DNS can be enabled only after acceptance, for a verified name, in a VPC with both DNS attributes, once per VPC",
    evidence: "Messages seen in public logs; terraform-provider-aws#22288 and #17535",
    confidence: "observed",
    file: "api/ec2/endpointRules.ts",
  },
  {
    id: "private-dns-default",
    behaviour: "Without PrivateDnsEnabled private DNS is on for AWS's own services only",
    evidence: "terraform-provider-aws#37783 saw it on for an AWS service; samples show it off for others",
    confidence: "modelled",
    file: "api/ec2/createEndpoint.ts",
  },
  {
    id: "endpoint-interface-description",
    behaviour:
      "Interfaces are of the type vpc_endpoint, requester-managed and described as VPC Endpoint Interface vpce-…",
    evidence: "EC2 documentation tables, public inventories",
    confidence: "documented",
    file: "api/ec2/endpointSubnets.ts",
  },
  {
    id: "not-found-codes",
    behaviour:
      "Unknown endpoints and services have the codes InvalidVpcEndpointId.NotFound and InvalidVpcEndpointServiceId.NotFound",
    evidence: "EC2 error codes; which call gives which is from the Terraform provider",
    confidence: "observed",
    file: "api/ec2/endpointRules.ts",
  },
];
