import { mayExist, noRuleTags } from "../../../../text/planOutputs.ts";
import { flatRules, numbered } from "../flatRules.ts";
import {
  callOnly,
  isList,
  type Mapping,
  type Mappings,
  type Members,
  madeBy,
  makes,
  type Piece,
  sets,
  valuesOf,
} from "../template.ts";
import { textOfBase64 } from "../userData.ts";

/*
 * Most properties are called like the API's members. Client tokens are CloudFormation's own. A test looks up every type,
 * property and attribute in AWS's own specification.
 */

const createSecurityGroup = makes(
  "AWS::EC2::SecurityGroup",
  {
    GroupName: "GroupName",
    Description: "GroupDescription",
    VpcId: "VpcId",
    "TagSpecifications.0.ResourceType": "",
    "TagSpecifications.0.Tags": "Tags",
  },
  { attributes: { GroupId: "GroupId" } },
);

const ruleMembers: Members = {
  GroupId: "GroupId",
  IpProtocol: "IpProtocol",
  FromPort: "FromPort",
  ToPort: "ToPort",
  CidrIp: "CidrIp",
  CidrIpv6: "CidrIpv6",
  PrefixListId: "SourcePrefixListId",
  PeerGroupId: "SourceSecurityGroupId",
  UserId: "SourceSecurityGroupOwnerId",
  Description: "Description",
  "TagSpecifications.0.ResourceType": "",
  "TagSpecifications.0.Tags": "",
};

const egressMembers: Members = {
  IpProtocol: "IpProtocol",
  FromPort: "FromPort",
  ToPort: "ToPort",
  CidrIp: "CidrIp",
  CidrIpv6: "CidrIpv6",
  PrefixListId: "DestinationPrefixListId",
  PeerGroupId: "DestinationSecurityGroupId",
  Description: "Description",
  "TagSpecifications.0.ResourceType": "",
  "TagSpecifications.0.Tags": "",
};

/** The group holds its outbound rules itself: only so is the rule gone that EC2 gives a new group. */
const authorizeEgress: Mapping = {
  pieces: (step, node) => {
    const group = madeBy(step.input["GroupId"]);
    if (group === undefined) return [{ kind: "call" }];
    const flat = flatRules(step).map(({ GroupId: _, ...rule }) => valuesOf(rule, egressMembers, node));
    const rules = flat.map(({ values }) => values);
    return [
      { kind: "set", step: group, values: { SecurityGroupEgress: rules }, adds: true, remark: noRuleTags },
      ...flat.flatMap(({ unknown }) => unknown),
    ];
  },
};

const revokeEgress: Mapping = {
  pieces: ({ input }) => {
    const step = madeBy(input["GroupId"]);
    return step === undefined ? [{ kind: "call" }] : [{ kind: "set", step, values: {} }];
  },
};

const authorizeIngress: Mapping = {
  pieces: (step, node) => {
    const rules = flatRules(step);
    return rules.flatMap((rule, index): readonly Piece[] => {
      const { values, unknown } = valuesOf(rule, ruleMembers, node);
      const isThere = madeBy(rule["GroupId"]) === undefined;
      const remark = isThere ? `${mayExist("CloudFormation")} ${noRuleTags}` : noRuleTags;
      const suffix = numbered(index, rules.length);
      return [
        { kind: "resource", type: "AWS::EC2::SecurityGroupIngress", suffix, values, remark },
        ...unknown,
      ];
    });
  },
};

/** CloudFormation reads public parameters by itself, when the stack is made. Images are all that plans look up so. */
const getParameter: Mapping = {
  attributes: { "Parameter.Value": "" },
  pieces: ({ input }, node) => {
    const { values, unknown } = valuesOf(input, { Name: "Default", WithDecryption: "" }, node);
    return [{ kind: "lookup", type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", values }, ...unknown];
  },
};

const runInstances = makes(
  "AWS::EC2::Instance",
  {
    ImageId: "ImageId",
    InstanceType: "InstanceType",
    MinCount: "",
    MaxCount: "",
    SubnetId: "SubnetId",
    SecurityGroupIds: "SecurityGroupIds",
    "NetworkInterfaces.0.DeviceIndex": (value) => ({ "NetworkInterfaces.0.DeviceIndex": String(value) }),
    "NetworkInterfaces.0.SubnetId": "NetworkInterfaces.0.SubnetId",
    "NetworkInterfaces.0.Groups": "NetworkInterfaces.0.GroupSet",
    "NetworkInterfaces.0.AssociatePublicIpAddress": "NetworkInterfaces.0.AssociatePublicIpAddress",
    "IamInstanceProfile.Name": "IamInstanceProfile",
    InstanceInitiatedShutdownBehavior: "InstanceInitiatedShutdownBehavior",
    MetadataOptions: "MetadataOptions",
    UserData: (value, node) => ({
      UserData: typeof value === "string" ? { "Fn::Base64": textOfBase64(value) } : node(value),
    }),
    ClientToken: "",
    "TagSpecifications.0.ResourceType": "",
    "TagSpecifications.0.Tags": "Tags",
  },
  { attributes: { "Instances.0.InstanceId": "InstanceId" }, waits: true },
);

const createService = makes(
  "AWS::EC2::VPCEndpointService",
  {
    NetworkLoadBalancerArns: "NetworkLoadBalancerArns",
    AcceptanceRequired: "AcceptanceRequired",
    PrivateDnsName: "PrivateDnsName",
    SupportedIpAddressTypes: "SupportedIpAddressTypes",
    SupportedRegions: "SupportedRegions",
    ClientToken: "",
    "TagSpecifications.0.ResourceType": "",
    "TagSpecifications.0.Tags": "Tags",
  },
  {
    attributes: {
      "ServiceConfiguration.ServiceId": "ServiceId",
      "ServiceConfiguration.PrivateDnsNameConfiguration.Name": "PrivateDnsNameConfiguration.Name",
      "ServiceConfiguration.PrivateDnsNameConfiguration.Value": "PrivateDnsNameConfiguration.Value",
    },
    waits: true,
  },
);

/** The resource holds the whole list, so it can only add. */
const modifyServicePermissions: Mapping = {
  pieces: ({ input }, node) => {
    const { AddAllowedPrincipals: principals, ...rest } = input;
    if (!isList(principals) || Object.keys(rest).join() !== "ServiceId") return [{ kind: "call" }];
    const { values } = valuesOf(
      input,
      { ServiceId: "ServiceId", AddAllowedPrincipals: "AllowedPrincipals" },
      node,
    );
    return [{ kind: "resource", type: "AWS::EC2::VPCEndpointServicePermissions", values }];
  },
};

const createEndpoint = makes(
  "AWS::EC2::VPCEndpoint",
  {
    VpcEndpointType: "VpcEndpointType",
    VpcId: "VpcId",
    ServiceName: "ServiceName",
    ServiceRegion: "ServiceRegion",
    SubnetIds: "SubnetIds",
    RouteTableIds: "RouteTableIds",
    SecurityGroupIds: "SecurityGroupIds",
    "DnsOptions.DnsRecordIpType": "DnsOptions.DnsRecordIpType",
    PrivateDnsEnabled: "PrivateDnsEnabled",
    IpAddressType: "IpAddressType",
    ClientToken: "",
    "TagSpecifications.0.ResourceType": "",
    "TagSpecifications.0.Tags": "Tags",
  },
  { attributes: { "VpcEndpoint.VpcEndpointId": "Id" }, waits: true },
);

export const ec2: Mappings = {
  AcceptVpcEndpointConnections: callOnly,
  AuthorizeSecurityGroupEgress: authorizeEgress,
  AuthorizeSecurityGroupIngress: authorizeIngress,
  CreateSecurityGroup: createSecurityGroup,
  CreateVpcEndpoint: createEndpoint,
  CreateVpcEndpointServiceConfiguration: createService,
  DescribeInstanceInformation: callOnly,
  GetParameter: getParameter,
  ModifyVpcAttribute: callOnly,
  // It has to come after acceptance, which is no resource.
  ModifyVpcEndpoint: callOnly,
  ModifyVpcEndpointServicePayerResponsibility: sets("ServiceId", {
    PayerResponsibility: "PayerResponsibility",
  }),
  ModifyVpcEndpointServicePermissions: modifyServicePermissions,
  RevokeSecurityGroupEgress: revokeEgress,
  RunInstances: runInstances,
  StartVpcEndpointServicePrivateDnsVerification: callOnly,
};
