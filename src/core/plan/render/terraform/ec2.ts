import { mayExist, terraformTexts } from "../../../../text/planOutputs.ts";
import type { Value } from "../../step.ts";
import { flatRules, numbered } from "../flatRules.ts";
import {
  callOnly,
  Expression,
  isInput,
  isList,
  type Mapping,
  type Mappings,
  type Members,
  madeBy,
  makes,
  type Piece,
  type ToNode,
  type Values,
  valuesOf,
} from "../template.ts";
import { textOfBase64 } from "../userData.ts";
import { tags } from "./tags.ts";

/*
 * Argument names are those of hashicorp/aws 6; a test compares them with a list taken from the provider's schema.
 */

const groupMembers: Members = {
  GroupName: "name",
  Description: "description",
  VpcId: "vpc_id",
  "TagSpecifications.0.ResourceType": "",
  "TagSpecifications.0.Tags": tags,
};

const defaultEgress = "egress";

/** EC2 lets everything out of a new group; Terraform takes that rule away unless it is written down. */
const createSecurityGroup: Mapping = {
  produces: "aws_security_group",
  attributes: { GroupId: "id" },
  pieces: (step, node) => {
    const { values, unknown } = valuesOf(step.input, groupMembers, node);
    const egress: Piece = {
      kind: "resource",
      type: "aws_vpc_security_group_egress_rule",
      suffix: defaultEgress,
      values: {
        security_group_id: node({ step: step.id, output: Object.keys(step.outputs)[0] ?? "" }),
        ip_protocol: "-1",
        cidr_ipv4: "0.0.0.0/0",
      },
      remark: terraformTexts.keepsEgress,
    };
    return [{ kind: "resource", type: "aws_security_group", values }, egress, ...unknown];
  },
};

const ruleMembers: Members = {
  GroupId: "security_group_id",
  IpProtocol: "ip_protocol",
  FromPort: "from_port",
  ToPort: "to_port",
  CidrIp: "cidr_ipv4",
  CidrIpv6: "cidr_ipv6",
  PrefixListId: "prefix_list_id",
  PeerGroupId: "referenced_security_group_id",
  Description: "description",
  "TagSpecifications.0.ResourceType": "",
  "TagSpecifications.0.Tags": tags,
};

const authorize = (type: string): Mapping => ({
  pieces: (step, node) => {
    const rules = flatRules(step);
    return rules.flatMap((rule, index): readonly Piece[] => {
      const { values, unknown } = valuesOf(rule, ruleMembers, node);
      const remark = madeBy(rule["GroupId"]) === undefined ? { remark: mayExist("Terraform") } : {};
      const suffix = numbered(index, rules.length);
      return [{ kind: "resource", type, suffix, values, ...remark }, ...unknown];
    });
  },
});

/** The rule that EC2 gives a new group goes when it is not written down, and so does its counterpart for IPv6. */
const revokeEgress: Mapping = {
  pieces: ({ input }) => {
    const step = madeBy(input["GroupId"]);
    return step === undefined
      ? [{ kind: "call" }]
      : [{ kind: "set", step, values: {}, drops: defaultEgress }];
  },
};

const getParameter: Mapping = {
  produces: "data.aws_ssm_parameter",
  // Public parameters are no secrets, and `value` would be hidden wherever it goes.
  attributes: { "Parameter.Value": "insecure_value" },
  pieces: ({ input }, node) => {
    const { values, unknown } = valuesOf(input, { Name: "name", WithDecryption: "with_decryption" }, node);
    return [{ kind: "lookup", type: "aws_ssm_parameter", values }, ...unknown];
  },
};

const runInstances = makes(
  "aws_instance",
  {
    ImageId: "ami",
    InstanceType: "instance_type",
    MinCount: "",
    MaxCount: "",
    SubnetId: "subnet_id",
    SecurityGroupIds: "vpc_security_group_ids",
    "NetworkInterfaces.0.DeviceIndex": "",
    "NetworkInterfaces.0.SubnetId": "subnet_id",
    "NetworkInterfaces.0.Groups": "vpc_security_group_ids",
    "NetworkInterfaces.0.AssociatePublicIpAddress": "associate_public_ip_address",
    "IamInstanceProfile.Name": "iam_instance_profile",
    InstanceInitiatedShutdownBehavior: "instance_initiated_shutdown_behavior",
    "MetadataOptions.HttpTokens": "metadata_options.http_tokens",
    "MetadataOptions.HttpEndpoint": "metadata_options.http_endpoint",
    UserData: (value, node) => ({
      user_data: node(typeof value === "string" ? textOfBase64(value) : value),
    }),
    ClientToken: "",
    "TagSpecifications.0.ResourceType": "",
    "TagSpecifications.0.Tags": tags,
  },
  { attributes: { "Instances.0.InstanceId": "id" }, waits: true },
);

const createService = makes(
  "aws_vpc_endpoint_service",
  {
    NetworkLoadBalancerArns: "network_load_balancer_arns",
    AcceptanceRequired: "acceptance_required",
    PrivateDnsName: "private_dns_name",
    SupportedIpAddressTypes: "supported_ip_address_types",
    SupportedRegions: "supported_regions",
    ClientToken: "",
    "TagSpecifications.0.ResourceType": "",
    "TagSpecifications.0.Tags": tags,
  },
  {
    attributes: {
      "ServiceConfiguration.ServiceId": "id",
      "ServiceConfiguration.ServiceName": "service_name",
      "ServiceConfiguration.PrivateDnsNameConfiguration.Name": "private_dns_name_configuration[0].name",
      "ServiceConfiguration.PrivateDnsNameConfiguration.Value": "private_dns_name_configuration[0].value",
    },
    waits: true,
  },
);

const modifyServicePermissions: Mapping = {
  pieces: ({ input }, node) => {
    const { ServiceId: service, AddAllowedPrincipals: principals, ...rest } = input;
    if (service === undefined || !isList(principals) || Object.keys(rest).length > 0)
      return [{ kind: "call" }];
    return principals.map((principal, index) => ({
      kind: "resource",
      type: "aws_vpc_endpoint_service_allowed_principal",
      suffix: numbered(index, principals.length),
      values: { vpc_endpoint_service_id: node(service), principal_arn: node(principal) },
    }));
  },
};

const createEndpoint = makes(
  "aws_vpc_endpoint",
  {
    VpcEndpointType: "vpc_endpoint_type",
    VpcId: "vpc_id",
    ServiceName: "service_name",
    ServiceRegion: "service_region",
    SubnetIds: "subnet_ids",
    SubnetConfigurations: subnetConfigurations,
    RouteTableIds: "route_table_ids",
    SecurityGroupIds: "security_group_ids",
    "DnsOptions.DnsRecordIpType": "dns_options.dns_record_ip_type",
    PrivateDnsEnabled: "private_dns_enabled",
    IpAddressType: "ip_address_type",
    ClientToken: "",
    "TagSpecifications.0.ResourceType": "",
    "TagSpecifications.0.Tags": tags,
  },
  { attributes: { "VpcEndpoint.VpcEndpointId": "id" }, waits: true },
);

/** One block per subnet with an address of its own. */
function subnetConfigurations(value: Value, node: ToNode): Values {
  const configurations = isList(value) ? value.filter(isInput) : [];
  const values = configurations.flatMap(({ SubnetId = "", Ipv4 = "" }, index) => [
    [`subnet_configuration.${index}.subnet_id`, node(SubnetId)],
    [`subnet_configuration.${index}.ipv4`, node(Ipv4)],
  ]);
  return Object.fromEntries(values);
}

/** A resource of its own, because the endpoint has to be accepted first; the endpoint's own argument must then be left out. */
const modifyEndpoint: Mapping = {
  pieces: (step, node) => {
    const { VpcEndpointId: endpoint, PrivateDnsEnabled: enabled, ...rest } = step.input;
    const maker = madeBy(endpoint);
    if (endpoint === undefined || enabled === undefined || maker === undefined) return [{ kind: "call" }];
    if (Object.keys(rest).length > 0) return [{ kind: "call" }];
    return [
      { kind: "set", step: maker, values: { private_dns_enabled: new Expression("null") } },
      {
        kind: "resource",
        type: "aws_vpc_endpoint_private_dns",
        values: { vpc_endpoint_id: node(endpoint), private_dns_enabled: node(enabled) },
      },
    ];
  },
};

const acceptConnections: Mapping = {
  waits: true,
  pieces: ({ input }, node) => {
    const { ServiceId: service, VpcEndpointIds: endpoints } = input;
    if (service === undefined || !isList(endpoints)) return [{ kind: "call" }];
    return endpoints.map((endpoint, index) => ({
      kind: "resource",
      type: "aws_vpc_endpoint_connection_accepter",
      suffix: numbered(index, endpoints.length),
      values: { vpc_endpoint_service_id: node(service), vpc_endpoint_id: node(endpoint) },
    }));
  },
};

export const ec2: Mappings = {
  AcceptVpcEndpointConnections: acceptConnections,
  AuthorizeSecurityGroupEgress: authorize("aws_vpc_security_group_egress_rule"),
  AuthorizeSecurityGroupIngress: authorize("aws_vpc_security_group_ingress_rule"),
  CreateSecurityGroup: createSecurityGroup,
  CreateVpcEndpoint: createEndpoint,
  CreateVpcEndpointServiceConfiguration: createService,
  DescribeInstanceInformation: callOnly,
  GetParameter: getParameter,
  ModifyVpcAttribute: callOnly,
  ModifyVpcEndpoint: modifyEndpoint,
  ModifyVpcEndpointServicePayerResponsibility: callOnly,
  ModifyVpcEndpointServicePermissions: modifyServicePermissions,
  RevokeSecurityGroupEgress: revokeEgress,
  RunInstances: runInstances,
  StartVpcEndpointServicePrivateDnsVerification: makes("aws_vpc_endpoint_service_private_dns_verification", {
    ServiceId: "service_id",
  }),
};
