import type { Behaviour } from "./behaviour.ts";

/** Endpoint services, and what is the same for every operation. */
export const serviceBehaviours: readonly Behaviour[] = [
  {
    id: "exactly-one-balancer-kind",
    behaviour:
      "A service without a load balancer is refused: exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member",
    evidence: "AWS CLI output in aws-load-balancer-controller#1859",
    confidence: "observed",
    file: "api/ec2/serviceLoadBalancers.ts",
  },
  {
    id: "example-domain-proved",
    behaviour:
      "Private DNS names below .example are proved as soon as verification is started: the sandbox has no DNS host to add a record to",
    evidence: "The sandbox's own convenience; AWS reads public DNS, where .example does not exist (RFC 2606)",
    confidence: "modelled",
    file: "api/ec2/servicePrivateDns.ts",
  },
  {
    id: "existing-connections",
    behaviour:
      "A service with live connections is not deleted: ExistingVpcEndpointConnections in Unsuccessful",
    evidence: "EC2 error codes; the message is in the test data of an operator for OpenShift",
    confidence: "documented",
    file: "api/ec2/endpointServices.ts",
  },
  {
    id: "balancer-in-use",
    behaviour: "A load balancer of a service is not deleted: ResourceInUse",
    evidence: "ELB guide, delete a load balancer; cloud-custodian#9921",
    confidence: "documented",
    file: "api/elbv2/loadBalancers.ts",
  },
  {
    id: "invisible-is-absent",
    behaviour:
      "A service that the caller is not allowed to see is InvalidServiceName, as one that does not exist",
    evidence: "PrivateLink guide: services are not available by default; messages in public logs",
    confidence: "observed",
    file: "api/ec2/visibleServices.ts",
  },
  {
    id: "owner-sees-own",
    behaviour: "The owner's account needs no permission for its own service",
    evidence: "Examples add one; without it nobody says",
    confidence: "modelled",
    file: "api/ec2/serviceRules.ts",
  },
  {
    id: "principal-forms",
    behaviour: "Principals are *, or the root, a user or a role of an account, without a path",
    evidence: "ModifyVpcEndpointServicePermissions in the API model",
    confidence: "documented",
    file: "api/ec2/serviceRules.ts",
  },
  {
    id: "permissions-keep-connections",
    behaviour: "Removing a principal does not cut its connections",
    evidence: "PrivateLink guide, manage permissions; terraform-provider-aws#37260",
    confidence: "documented",
    file: "api/ec2/servicePermissions.ts",
  },
  {
    id: "acceptance-for-new-requests",
    behaviour: "Changing AcceptanceRequired leaves the connections alone that are waiting",
    evidence: "Not documented as retroactive",
    confidence: "modelled",
    file: "api/ec2/modifyService.ts",
  },
  {
    id: "token-idempotency",
    behaviour:
      "A repeated client token gets the first answer, with other parameters IdempotentParameterMismatch",
    evidence: "EC2 API, idempotency",
    confidence: "documented",
    file: "api/clientTokens.ts",
  },
  {
    id: "describe-pages",
    behaviour: "Describe calls answer at most 1,000 items; what is above is capped",
    evidence: "API model of the paginated operations",
    confidence: "documented",
    file: "api/paging.ts",
  },
  {
    id: "pagination-token-code",
    behaviour: "A token that was not given is InvalidNextToken",
    evidence: "EC2 error codes list it and InvalidPaginationToken; which call gives which is not said",
    confidence: "modelled",
    file: "api/paging.ts",
  },
  {
    id: "unknown-filter-code",
    behaviour:
      "An unknown filter is InvalidFilter in the lists of PrivateLink and InvalidParameterValue in older ones",
    evidence: "EC2 error codes list both; which call gives which is not said",
    confidence: "modelled",
    file: "api/filters.ts",
  },
  {
    id: "dry-run",
    behaviour: "DryRun answers DryRunOperation with the status 412",
    evidence: "EC2 API, common parameters",
    confidence: "documented",
    file: "server/gateway.ts",
  },
  {
    id: "dry-run-looks-at-rights",
    behaviour: "DryRun of a well-formed request never fails for what the request is about",
    evidence: "EC2 API says that it checks permissions; how far it looks otherwise is not said",
    confidence: "modelled",
    file: "server/gateway.ts",
  },
  {
    id: "throttling-words",
    behaviour:
      "Throttling is RequestLimitExceeded with 503 on EC2 and Throttling or ThrottlingException with 400 elsewhere",
    evidence: "EC2 API, request throttling; common errors of the other services",
    confidence: "documented",
    file: "server/faultErrors.ts",
  },
  {
    id: "denied-words",
    behaviour: "UnauthorizedOperation names the caller and the action; the encoded message is left out",
    evidence: "EC2 error codes; wording from public logs",
    confidence: "observed",
    file: "server/faultErrors.ts",
  },
];
