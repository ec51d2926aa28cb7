import type { VpcEndpoint } from "../../src/core/model/endpoint.ts";
import type { Network } from "../../src/core/model/network.ts";
import { scopeId } from "../../src/core/model/scope.ts";
import type { SecurityGroup } from "../../src/core/model/securityGroup.ts";
import type { TesterRole } from "../../src/core/model/tester.ts";
import type { Facts } from "../../src/core/wizard/facts.ts";
import { consumer, consumerNetwork, serviceOpen } from "./facts.ts";
import { connectedEndpoint } from "./footprints.ts";

export const noRole: TesterRole = { role: false, policy: false, profile: false, joined: false };
export const wholeRole: TesterRole = { role: true, policy: true, profile: true, joined: true };

const endpointGroup: SecurityGroup = {
  id: "sg-endpoint",
  name: "flask-hello-endpoint",
  vpcId: "vpc-orders",
  ingress: [{ protocol: "tcp", fromPort: 5000, toPort: 5000, cidrs: ["10.1.0.0/16"], groupIds: [] }],
};

/** An endpoint to a service of Systems Manager in the same VPC. */
export function agentEndpoint(service: string, change: Partial<VpcEndpoint> = {}): VpcEndpoint {
  return {
    ...connectedEndpoint,
    id: `vpce-${service}`,
    serviceName: `com.amazonaws.us-east-1.${service}`,
    securityGroups: [{ id: "sg-ssm", name: "ssm" }],
    privateDnsEnabled: true,
    ...change,
  };
}

/** Lets the whole VPC in over HTTPS. */
export const agentGroup: SecurityGroup = {
  id: "sg-ssm",
  name: "ssm",
  vpcId: "vpc-orders",
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrs: ["10.1.0.0/16"], groupIds: [] }],
};

interface Around {
  readonly role?: TesterRole;
  readonly wayOut?: "none" | "natGateway" | "other" | "internetGateway";
  readonly others?: readonly VpcEndpoint[];
  readonly groups?: readonly SecurityGroup[];
  readonly dns?: { readonly support: boolean; readonly hostnames: boolean };
}

/** Facts with which a tester can be made beside the one endpoint. */
export function testerFacts(around: Around = {}): Facts {
  const { role = noRole, wayOut = "none", others = [], groups = [] } = around;
  const network: Network = {
    ...consumerNetwork,
    subnets: consumerNetwork.subnets.map((subnet) => ({ ...subnet, wayOut })),
    securityGroups: [endpointGroup, ...groups],
  };
  const key = scopeId(consumer);
  return {
    ...serviceOpen,
    openEndpoints: [connectedEndpoint, ...others].map((each) => ({ scope: consumer, endpoint: each })),
    networks: { ...serviceOpen.networks, [key]: { status: "ready", value: network } },
    testerRoles: { [key]: { status: "ready", value: role } },
    testerTypes: {
      [key]: {
        status: "ready",
        value: {
          "use1-az1": ["t4g.nano", "t3.nano"],
          "use1-az2": ["t3.nano"],
          "use1-az4": ["t4g.nano", "t3.nano"],
        },
      },
    },
    vpcDns: {
      "vpc-orders": { status: "ready", value: around.dns ?? { support: true, hostnames: true } },
    },
  };
}

/** The answer that opens the page for the endpoint. */
export const testedEndpoint = `${scopeId(consumer)}/${connectedEndpoint.id}`;
