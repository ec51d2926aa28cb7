import {
  AcceptVpcEndpointConnectionsCommand,
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkAclEntryCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  CreateVpcEndpointCommand,
  CreateVpcEndpointConnectionNotificationCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  DeleteNetworkAclEntryCommand,
  DeleteSecurityGroupCommand,
  DeleteTagsCommand,
  DeleteVpcEndpointConnectionNotificationsCommand,
  DeleteVpcEndpointServiceConfigurationsCommand,
  DeleteVpcEndpointsCommand,
  DescribeInstancesCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointConnectionsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointsCommand,
  type EC2Client,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
  ModifyVpcEndpointServiceConfigurationCommand,
  ModifyVpcEndpointServicePayerResponsibilityCommand,
  ModifyVpcEndpointServicePermissionsCommand,
  RejectVpcEndpointConnectionsCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StartVpcEndpointServicePrivateDnsVerificationCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  ModifyListenerAttributesCommand,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  SetIpAddressTypeCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  type IAMClient,
  RemoveRoleFromInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import { DescribeInstanceInformationCommand, GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import type { ResolvedInput } from "../core/plan/step.ts";

/*
 * Every operation that a plan may name, and no other: the bundle contains just their schemas. A plan's input is data in
 * AWS's own names, checked by AWS and not by types, hence the constructors that take `never`.
 */

const ec2 = {
  AcceptVpcEndpointConnections: AcceptVpcEndpointConnectionsCommand,
  AuthorizeSecurityGroupEgress: AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngress: AuthorizeSecurityGroupIngressCommand,
  CreateNetworkAclEntry: CreateNetworkAclEntryCommand,
  CreateSecurityGroup: CreateSecurityGroupCommand,
  CreateTags: CreateTagsCommand,
  CreateVpcEndpoint: CreateVpcEndpointCommand,
  CreateVpcEndpointConnectionNotification: CreateVpcEndpointConnectionNotificationCommand,
  CreateVpcEndpointServiceConfiguration: CreateVpcEndpointServiceConfigurationCommand,
  DeleteNetworkAclEntry: DeleteNetworkAclEntryCommand,
  DeleteSecurityGroup: DeleteSecurityGroupCommand,
  DeleteTags: DeleteTagsCommand,
  DeleteVpcEndpointConnectionNotifications: DeleteVpcEndpointConnectionNotificationsCommand,
  DeleteVpcEndpointServiceConfigurations: DeleteVpcEndpointServiceConfigurationsCommand,
  DeleteVpcEndpoints: DeleteVpcEndpointsCommand,
  DescribeInstances: DescribeInstancesCommand,
  DescribeNetworkAcls: DescribeNetworkAclsCommand,
  DescribeNetworkInterfaces: DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointConnections: DescribeVpcEndpointConnectionsCommand,
  DescribeSecurityGroupRules: DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroups: DescribeSecurityGroupsCommand,
  DescribeVpcEndpointServiceConfigurations: DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpoints: DescribeVpcEndpointsCommand,
  ModifyVpcAttribute: ModifyVpcAttributeCommand,
  ModifyVpcEndpoint: ModifyVpcEndpointCommand,
  ModifyVpcEndpointServiceConfiguration: ModifyVpcEndpointServiceConfigurationCommand,
  ModifyVpcEndpointServicePayerResponsibility: ModifyVpcEndpointServicePayerResponsibilityCommand,
  ModifyVpcEndpointServicePermissions: ModifyVpcEndpointServicePermissionsCommand,
  RejectVpcEndpointConnections: RejectVpcEndpointConnectionsCommand,
  RevokeSecurityGroupEgress: RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngress: RevokeSecurityGroupIngressCommand,
  RunInstances: RunInstancesCommand,
  StartInstances: StartInstancesCommand,
  StartVpcEndpointServicePrivateDnsVerification: StartVpcEndpointServicePrivateDnsVerificationCommand,
  StopInstances: StopInstancesCommand,
  TerminateInstances: TerminateInstancesCommand,
};

const loadBalancing = {
  CreateListener: CreateListenerCommand,
  CreateLoadBalancer: CreateLoadBalancerCommand,
  CreateTargetGroup: CreateTargetGroupCommand,
  DeleteListener: DeleteListenerCommand,
  DeleteLoadBalancer: DeleteLoadBalancerCommand,
  DeleteTargetGroup: DeleteTargetGroupCommand,
  DeregisterTargets: DeregisterTargetsCommand,
  DescribeListeners: DescribeListenersCommand,
  DescribeLoadBalancers: DescribeLoadBalancersCommand,
  DescribeTags: DescribeTagsCommand,
  DescribeTargetGroups: DescribeTargetGroupsCommand,
  DescribeTargetHealth: DescribeTargetHealthCommand,
  ModifyListener: ModifyListenerCommand,
  ModifyListenerAttributes: ModifyListenerAttributesCommand,
  ModifyLoadBalancerAttributes: ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroup: ModifyTargetGroupCommand,
  ModifyTargetGroupAttributes: ModifyTargetGroupAttributesCommand,
  RegisterTargets: RegisterTargetsCommand,
  SetIpAddressType: SetIpAddressTypeCommand,
  SetSecurityGroups: SetSecurityGroupsCommand,
  SetSubnets: SetSubnetsCommand,
};

const iam = {
  AddRoleToInstanceProfile: AddRoleToInstanceProfileCommand,
  AttachRolePolicy: AttachRolePolicyCommand,
  CreateInstanceProfile: CreateInstanceProfileCommand,
  CreateRole: CreateRoleCommand,
  DeleteInstanceProfile: DeleteInstanceProfileCommand,
  DeleteRole: DeleteRoleCommand,
  DetachRolePolicy: DetachRolePolicyCommand,
  GetInstanceProfile: GetInstanceProfileCommand,
  GetRole: GetRoleCommand,
  RemoveRoleFromInstanceProfile: RemoveRoleFromInstanceProfileCommand,
};

const ssm = {
  DescribeInstanceInformation: DescribeInstanceInformationCommand,
  GetParameter: GetParameterCommand,
};

/** All operations that a plan may call, in IAM's form. */
export const planActions: readonly string[] = Object.entries({
  ec2,
  elasticloadbalancing: loadBalancing,
  iam,
  ssm,
}).flatMap(([service, table]) => Object.keys(table).map((operation) => `${service}:${operation}`));

type Constructor<C> = new (input: never) => C;

/** The command class that a table has under a name of a plan; names come from journals too, so they are looked up safely. */
function construct<C>(
  table: Readonly<Record<string, Constructor<C>>>,
  operation: string,
  input: ResolvedInput,
): C {
  const Command = Object.hasOwn(table, operation) ? table[operation] : undefined;
  if (Command === undefined) throw new Error(`A plan cannot call ${operation}.`);
  return new Command(input as never);
}

type Ec2Command = InstanceType<(typeof ec2)[keyof typeof ec2]>;
type LoadBalancingCommand = InstanceType<(typeof loadBalancing)[keyof typeof loadBalancing]>;
type IamCommand = InstanceType<(typeof iam)[keyof typeof iam]>;
type SsmCommand = InstanceType<(typeof ssm)[keyof typeof ssm]>;

interface Sending {
  readonly operation: string;
  readonly input: ResolvedInput;
  readonly abortSignal: AbortSignal;
}

export function sendEc2(client: EC2Client, { operation, input, abortSignal }: Sending): Promise<object> {
  const command = construct<Ec2Command>(ec2, operation, input);
  return client.send(command as CreateVpcEndpointCommand, { abortSignal });
}

export function sendLoadBalancing(
  client: ElasticLoadBalancingV2Client,
  { operation, input, abortSignal }: Sending,
): Promise<object> {
  const command = construct<LoadBalancingCommand>(loadBalancing, operation, input);
  return client.send(command as CreateListenerCommand, { abortSignal });
}

export function sendSsm(client: SSMClient, { operation, input, abortSignal }: Sending): Promise<object> {
  const command = construct<SsmCommand>(ssm, operation, input);
  return client.send(command as GetParameterCommand, { abortSignal });
}

export function sendIam(client: IAMClient, { operation, input, abortSignal }: Sending): Promise<object> {
  const command = construct<IamCommand>(iam, operation, input);
  return client.send(command as GetRoleCommand, { abortSignal });
}
