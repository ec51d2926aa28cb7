import type { Handlers } from "../call.ts";
import { modifyInstanceAttribute, modifyNetworkInterfaceAttribute } from "./attachedGroups.ts";
import {
  createNotification,
  deleteNotifications,
  describeNotifications,
  modifyNotification,
} from "./connectionNotifications.ts";
import { acceptConnections, describeConnections, rejectConnections } from "./connections.ts";
import { createEndpoint } from "./createEndpoint.ts";
import { createSubnet, createVpc, deleteSubnet, deleteVpc } from "./createNetwork.ts";
import {
  associateDhcpOptions,
  createDhcpOptions,
  deleteDhcpOptions,
  describeDhcpOptions,
} from "./dhcpOptions.ts";
import { allocateAddress, describeAddresses, releaseAddress } from "./elasticIps.ts";
import { describeAssociations } from "./endpointAssociations.ts";
import { createService, deleteServices, describeServiceConfigurations } from "./endpointServices.ts";
import { deleteEndpoints, describeEndpoints } from "./endpoints.ts";
import { associateProfile, describeProfileAssociations } from "./instanceProfiles.ts";
import { rebootInstances, startInstances, stopInstances, terminateInstances } from "./instanceStates.ts";
import { describeInstanceStatus } from "./instanceStatus.ts";
import { describeInstances, getConsoleOutput } from "./instances.ts";
import { describeInstanceTypeOfferings } from "./instanceTypeOfferings.ts";
import {
  attachInternetGateway,
  createInternetGateway,
  deleteInternetGateway,
  describeInternetGateways,
  detachInternetGateway,
} from "./internetGateways.ts";
import { modifyEndpoint } from "./modifyEndpoint.ts";
import { modifySecurityGroupRules } from "./modifySecurityGroupRules.ts";
import { modifyPayerResponsibility, modifyService } from "./modifyService.ts";
import { createNatGateway, deleteNatGateway, describeNatGateways } from "./natGateways.ts";
import { createNetworkAclEntry, deleteNetworkAclEntry, replaceNetworkAclEntry } from "./networkAclEntries.ts";
import {
  createNetworkAcl,
  deleteNetworkAcl,
  describeNetworkAcls,
  replaceNetworkAclAssociation,
} from "./networkAcls.ts";
import { describeNetworkInterfaces } from "./networkInterfaces.ts";
import { describeManagedPrefixLists, describePrefixLists } from "./prefixLists.ts";
import { describeAvailabilityZones, describeRegions } from "./regions.ts";
import { createRoute, deleteRoute, replaceRoute } from "./routes.ts";
import {
  associateRouteTable,
  createRouteTable,
  deleteRouteTable,
  disassociateRouteTable,
  replaceRouteTableAssociation,
} from "./routeTables.ts";
import { describeRouteTables } from "./routing.ts";
import { runInstances } from "./runInstances.ts";
import {
  authorizeEgress,
  authorizeIngress,
  describeSecurityGroupRules,
  revokeEgress,
  revokeIngress,
} from "./securityGroupRules.ts";
import { createSecurityGroup, deleteSecurityGroup, describeSecurityGroups } from "./securityGroups.ts";
import { describeServicePermissions, modifyServicePermissions } from "./servicePermissions.ts";
import { startPrivateDnsVerification } from "./servicePrivateDns.ts";
import { describeSubnets } from "./subnets.ts";
import { createTags, deleteTags } from "./tags.ts";
import { describeVisibleServices } from "./visibleServices.ts";
import { describeVpcAttribute, modifyVpcAttribute } from "./vpcAttributes.ts";
import { describeVpcs } from "./vpcs.ts";

export const ec2Handlers: Handlers = {
  AcceptVpcEndpointConnections: acceptConnections,
  AllocateAddress: allocateAddress,
  AssociateDhcpOptions: associateDhcpOptions,
  AssociateIamInstanceProfile: associateProfile,
  AssociateRouteTable: associateRouteTable,
  AttachInternetGateway: attachInternetGateway,
  AuthorizeSecurityGroupEgress: authorizeEgress,
  AuthorizeSecurityGroupIngress: authorizeIngress,
  CreateDhcpOptions: createDhcpOptions,
  CreateInternetGateway: createInternetGateway,
  CreateNatGateway: createNatGateway,
  CreateNetworkAcl: createNetworkAcl,
  CreateNetworkAclEntry: createNetworkAclEntry,
  CreateRoute: createRoute,
  CreateRouteTable: createRouteTable,
  CreateSecurityGroup: createSecurityGroup,
  CreateSubnet: createSubnet,
  CreateTags: createTags,
  CreateVpc: createVpc,
  CreateVpcEndpoint: createEndpoint,
  CreateVpcEndpointConnectionNotification: createNotification,
  CreateVpcEndpointServiceConfiguration: createService,
  DeleteDhcpOptions: deleteDhcpOptions,
  DeleteInternetGateway: deleteInternetGateway,
  DeleteNatGateway: deleteNatGateway,
  DeleteNetworkAcl: deleteNetworkAcl,
  DeleteNetworkAclEntry: deleteNetworkAclEntry,
  DeleteRoute: deleteRoute,
  DeleteRouteTable: deleteRouteTable,
  DeleteSecurityGroup: deleteSecurityGroup,
  DeleteSubnet: deleteSubnet,
  DeleteTags: deleteTags,
  DeleteVpc: deleteVpc,
  DeleteVpcEndpointConnectionNotifications: deleteNotifications,
  DeleteVpcEndpoints: deleteEndpoints,
  DeleteVpcEndpointServiceConfigurations: deleteServices,
  DescribeAddresses: describeAddresses,
  DescribeAvailabilityZones: describeAvailabilityZones,
  DescribeDhcpOptions: describeDhcpOptions,
  DescribeIamInstanceProfileAssociations: describeProfileAssociations,
  DescribeInstances: describeInstances,
  DescribeInstanceStatus: describeInstanceStatus,
  DescribeInstanceTypeOfferings: describeInstanceTypeOfferings,
  DescribeInternetGateways: describeInternetGateways,
  DescribeManagedPrefixLists: describeManagedPrefixLists,
  DescribeNatGateways: describeNatGateways,
  DescribeNetworkAcls: describeNetworkAcls,
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  DescribePrefixLists: describePrefixLists,
  DescribeRegions: describeRegions,
  DescribeRouteTables: describeRouteTables,
  DescribeSecurityGroupRules: describeSecurityGroupRules,
  DescribeSecurityGroups: describeSecurityGroups,
  DescribeSubnets: describeSubnets,
  DescribeVpcAttribute: describeVpcAttribute,
  DescribeVpcEndpointAssociations: describeAssociations,
  DescribeVpcEndpointConnectionNotifications: describeNotifications,
  DescribeVpcEndpointConnections: describeConnections,
  DescribeVpcEndpoints: describeEndpoints,
  DescribeVpcEndpointServiceConfigurations: describeServiceConfigurations,
  DescribeVpcEndpointServicePermissions: describeServicePermissions,
  DescribeVpcEndpointServices: describeVisibleServices,
  DescribeVpcs: describeVpcs,
  DetachInternetGateway: detachInternetGateway,
  DisassociateRouteTable: disassociateRouteTable,
  GetConsoleOutput: getConsoleOutput,
  ModifyInstanceAttribute: modifyInstanceAttribute,
  ModifyNetworkInterfaceAttribute: modifyNetworkInterfaceAttribute,
  ModifySecurityGroupRules: modifySecurityGroupRules,
  ModifyVpcAttribute: modifyVpcAttribute,
  ModifyVpcEndpoint: modifyEndpoint,
  ModifyVpcEndpointConnectionNotification: modifyNotification,
  ModifyVpcEndpointServiceConfiguration: modifyService,
  ModifyVpcEndpointServicePayerResponsibility: modifyPayerResponsibility,
  ModifyVpcEndpointServicePermissions: modifyServicePermissions,
  RebootInstances: rebootInstances,
  RejectVpcEndpointConnections: rejectConnections,
  ReleaseAddress: releaseAddress,
  ReplaceNetworkAclAssociation: replaceNetworkAclAssociation,
  ReplaceNetworkAclEntry: replaceNetworkAclEntry,
  ReplaceRoute: replaceRoute,
  ReplaceRouteTableAssociation: replaceRouteTableAssociation,
  RevokeSecurityGroupEgress: revokeEgress,
  RevokeSecurityGroupIngress: revokeIngress,
  RunInstances: runInstances,
  StartInstances: startInstances,
  StartVpcEndpointServicePrivateDnsVerification: startPrivateDnsVerification,
  StopInstances: stopInstances,
  TerminateInstances: terminateInstances,
};
