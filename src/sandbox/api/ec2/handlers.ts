import type { Handlers } from "../call.ts";
import { acceptConnections, describeConnections, rejectConnections } from "./connections.ts";
import { createEndpoint } from "./createEndpoint.ts";
import {
  createService,
  deleteServices,
  describeServiceConfigurations,
  modifyService,
} from "./endpointServices.ts";
import { deleteEndpoints, describeEndpoints, modifyEndpoint } from "./endpoints.ts";
import { startInstances, stopInstances, terminateInstances } from "./instanceStates.ts";
import { describeInstances, getConsoleOutput } from "./instances.ts";
import { describeNetworkInterfaces } from "./networkInterfaces.ts";
import { describeAvailabilityZones, describeRegions } from "./regions.ts";
import { describeNatGateways, describeRouteTables } from "./routing.ts";
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
import { describeSubnets } from "./subnets.ts";
import { createTags, deleteTags } from "./tags.ts";
import { describeVisibleServices } from "./visibleServices.ts";
import { describeVpcs } from "./vpcs.ts";

export const ec2Handlers: Handlers = {
  AcceptVpcEndpointConnections: acceptConnections,
  AuthorizeSecurityGroupEgress: authorizeEgress,
  AuthorizeSecurityGroupIngress: authorizeIngress,
  CreateSecurityGroup: createSecurityGroup,
  CreateTags: createTags,
  CreateVpcEndpoint: createEndpoint,
  CreateVpcEndpointServiceConfiguration: createService,
  DeleteSecurityGroup: deleteSecurityGroup,
  DeleteTags: deleteTags,
  DeleteVpcEndpoints: deleteEndpoints,
  DeleteVpcEndpointServiceConfigurations: deleteServices,
  DescribeAvailabilityZones: describeAvailabilityZones,
  DescribeInstances: describeInstances,
  DescribeNatGateways: describeNatGateways,
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  DescribeRegions: describeRegions,
  DescribeRouteTables: describeRouteTables,
  DescribeSecurityGroupRules: describeSecurityGroupRules,
  DescribeSecurityGroups: describeSecurityGroups,
  DescribeSubnets: describeSubnets,
  DescribeVpcEndpointConnections: describeConnections,
  DescribeVpcEndpoints: describeEndpoints,
  DescribeVpcEndpointServiceConfigurations: describeServiceConfigurations,
  DescribeVpcEndpointServicePermissions: describeServicePermissions,
  DescribeVpcEndpointServices: describeVisibleServices,
  DescribeVpcs: describeVpcs,
  GetConsoleOutput: getConsoleOutput,
  ModifyVpcEndpoint: modifyEndpoint,
  ModifyVpcEndpointServiceConfiguration: modifyService,
  ModifyVpcEndpointServicePermissions: modifyServicePermissions,
  RejectVpcEndpointConnections: rejectConnections,
  RevokeSecurityGroupEgress: revokeEgress,
  RevokeSecurityGroupIngress: revokeIngress,
  RunInstances: runInstances,
  StartInstances: startInstances,
  StopInstances: stopInstances,
  TerminateInstances: terminateInstances,
};
