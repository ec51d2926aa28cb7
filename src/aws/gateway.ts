import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import { ListAccountAliasesCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Aws, AwsCalls, AwsProfiles, AwsSource } from "../app/aws.ts";
import { PrivateLinkError } from "../core/model/failure.ts";
import type { Scope } from "../core/model/scope.ts";
import { type Attempt, attemptWith, type Log } from "./attempt.ts";
import { Clients } from "./clients.ts";
import { connectionCalls, toUnsuccessful } from "./connections.ts";
import type { AskMfaCode } from "./credentials.ts";
import { listEndpoints, listNetworkInterfaces } from "./endpoints.ts";
import { classify } from "./errors.ts";
import { evidenceCalls } from "./evidence.ts";
import { readFootprint } from "./footprints.ts";
import { listListeners, listLoadBalancers } from "./loadBalancers.ts";
import { optional } from "./mapping.ts";
import { listVpcs, readNetwork, readVpcDns } from "./networks.ts";
import { findOfferedService, listServiceNames } from "./offeredServices.ts";
import { sendEc2, sendIam, sendLoadBalancing, sendSsm } from "./planOperations.ts";
import { configuredEndpoint, readProfiles } from "./profiles.ts";
import { runCommands } from "./runCommand.ts";
import { ServiceDetails } from "./serviceDetail.ts";
import { listConnections, listServices } from "./services.ts";
import { listTesterTypes, readTesterRole } from "./testers.ts";

export interface GatewayOptions {
  readonly source: AwsSource;
  readonly askMfaCode: AskMfaCode;
  readonly log: Log;
}

export interface Gateway extends Aws {
  dispose(): void;
}

/** Everything the product asks of AWS, behind the ports of the use cases. The SDK is nowhere else. */
export function createGateway({ source, askMfaCode, log }: GatewayOptions): Gateway {
  const clients = new Clients(source, askMfaCode);
  const attempt = attemptWith(log, (profile) => clients.forget(profile));
  const details = new ServiceDetails(clients, attempt);
  return {
    ...profileCalls(source, clients, attempt),
    ...planCalls(clients, attempt),
    ...connectionCalls(clients, attempt),
    ...runCommands(clients, attempt),
    ...evidenceCalls(clients, attempt),
    vpcs: (scope, signal) => listVpcs(clients, attempt, scope, signal),
    endpoints: (scope, signal) => listEndpoints(clients, attempt, scope, signal),
    services: (scope, signal) => listServices(clients, attempt, scope, signal),
    connections: (scope, signal) => listConnections(clients, attempt, scope, signal),
    waitingConnections: (scope, signal) =>
      listConnections(clients, attempt, scope, signal, "pendingAcceptance"),
    loadBalancers: (scope, service, signal) => details.loadBalancers(scope, service, signal),
    principals: (scope, service, signal) => details.principals(scope, service, signal),
    notifications: (scope, service, signal) => details.notifications(scope, service, signal),
    networkInterfaces: (scope, endpoint, signal) =>
      listNetworkInterfaces(clients, attempt, scope, endpoint, signal),
    network: (scope, signal) => readNetwork(clients, attempt, scope, signal),
    serviceNames: (scope, signal) => listServiceNames(clients, attempt, scope, signal),
    vpcDns: (scope, vpcId, signal) => readVpcDns(clients, attempt, scope, vpcId, signal),
    offeredService: (scope, name, signal) => findOfferedService(clients, attempt, scope, name, signal),
    ownLoadBalancers: (scope, signal) => listLoadBalancers(clients, attempt, scope, signal),
    listeners: (scope, arn, signal) => listListeners({ clients, attempt, scope, signal }, arn),
    listenerPorts: (scope, service, signal) => details.listenerPorts(scope, service, signal),
    testerRole: (scope, signal) => readTesterRole(clients, attempt, scope, signal),
    testerTypes: (scope, signal) => listTesterTypes(clients, attempt, scope, signal),
    footprint: (scope, target, signal) => readFootprint({ clients, attempt, scope, signal }, target),
    dispose: () => clients.dispose(),
  };
}

function profileCalls(source: AwsSource, clients: Clients, attempt: Attempt): AwsProfiles {
  return {
    profiles: () => readProfiles(source),

    async identity(scope, abortSignal) {
      const sts = await clients.sts(scope);
      const { Account = "" } = await attempt(scope, "sts:GetCallerIdentity", () =>
        sts.send(new GetCallerIdentityCommand({}), { abortSignal }),
      );
      const patience = AbortSignal.any([abortSignal, AbortSignal.timeout(aliasMilliseconds)]);
      return {
        account: Account,
        ...optional("alias", await accountAlias(clients, attempt, scope, patience)),
      };
    },

    async regions(scope, abortSignal) {
      const ec2 = await clients.ec2(scope);
      const { Regions = [] } = await attempt(scope, "ec2:DescribeRegions", () =>
        ec2.send(new DescribeRegionsCommand({}), { abortSignal }),
      );
      return Regions.flatMap(({ RegionName }) => RegionName ?? []).sort();
    },

    async endpointOverride({ profile }) {
      const endpoint = await configuredEndpoint(source, profile, "EC2", process.env);
      return endpoint === undefined ? undefined : new URL(endpoint).host;
    },
  };
}

const aliasMilliseconds = 3000;

/** The alias is a nicety: who may not read it, or would have to wait for it, goes without. */
async function accountAlias(clients: Clients, attempt: Attempt, scope: Scope, abortSignal: AbortSignal) {
  const iam = await clients.iam(scope);
  try {
    const { AccountAliases } = await attempt(scope, "iam:ListAccountAliases", () =>
      iam.send(new ListAccountAliasesCommand({}), { abortSignal }),
    );
    return AccountAliases?.[0];
  } catch {
    return undefined;
  }
}

function planCalls(clients: Clients, attempt: Attempt): AwsCalls {
  return {
    async call(scope, { service, operation, input }, abortSignal) {
      const action = `${service}:${operation}`;
      const sending = { operation, input, abortSignal };
      const answer = await attempt(scope, action, async () => {
        switch (service) {
          case "ec2":
            return sendEc2(await clients.ec2(scope), sending);
          case "elasticloadbalancing":
            return sendLoadBalancing(await clients.loadBalancing(scope), sending);
          case "iam":
            return sendIam(await clients.iam(scope), sending);
          case "ssm":
            return sendSsm(await clients.ssm(scope), sending);
        }
      });
      throwUnsuccessful(answer, action, scope);
      return answer;
    },
  };
}

/** Delete calls answer 200 and list what they did not delete. */
function throwUnsuccessful(answer: object, action: string, { profile }: Scope): void {
  if (!("Unsuccessful" in answer) || !Array.isArray(answer.Unsuccessful)) return;
  const [first] = toUnsuccessful(answer.Unsuccessful);
  if (first === undefined) return;
  const { code, message } = first;
  throw new PrivateLinkError({ code: classify(code, message), action, profile, awsCode: code, message });
}
