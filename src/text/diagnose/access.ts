import type { FamilyTexts } from "./causeText.ts";

const onlyTests = "The connection itself may work; only tests cannot run from there.";

/** Permissions, and what a connectivity test needs. */
export const accessTexts: FamilyTexts<"G"> = {
  G1: {
    name: "Consumer is not allowed",
    title: ({ account, service }) => `Account ${account} is not among the principals of service ${service}`,
    meaning:
      "A service is visible only to those whom its owner allows. AWS tells everybody else that it does not exist (InvalidServiceName).",
    advice: ({ account }) => `The provider allows account ${account}; then connect again.`,
    fixes: { addPrincipal: ({ account }) => `Allow account ${account}` },
  },
  G2: {
    name: "Another role of the consumer is allowed",
    title: ({ account, principals }) => `Of account ${account} only ${principals} may connect`,
    meaning:
      "The owner of the service has allowed a role or a user and not the whole account. Whoever has another role is told that the service does not exist.",
    advice: ({ account }) =>
      `Connect with that role, or let the provider allow account ${account} as a whole; its own IAM policies then say who may connect.`,
    fixes: { addPrincipal: ({ account }) => `Allow account ${account} as a whole` },
  },
  G3: {
    name: "IAM forbids the consumer to make endpoints",
    meaning: "A policy of the account or of its organization denies ec2:CreateVpcEndpoint.",
    advice: () => "The plan's check of permissions names what is missing.",
  },
  G4: {
    name: "Service is in another Region",
    title: ({ service, region, chosen }) => `${service} is in ${region}, and ${chosen} is chosen`,
    meaning:
      "A service is visible in its own Region, and in those that its owner has opened to consumers. Elsewhere AWS says that it does not exist.",
    advice: ({ region, chosen }) =>
      `Choose ${region}, or ask the provider to support consumers in ${chosen}.`,
    fixes: { switchRegion: ({ region }) => `Choose ${region} under Profiles and Regions.` },
  },
  G5: {
    name: "Another account than meant",
    meaning: "Lists are empty when the profile belongs to another account than you think.",
    advice: () => "Compare the account number beside the profile's name.",
  },
  G6: {
    name: "Consumer's Region is not supported",
    title: ({ service, chosen }) => `Service ${service} does not take consumers in ${chosen}`,
    meaning:
      "The service is in another Region than the consumer, and its owner has not opened it to that one. AWS says that the service does not exist.",
    advice: ({ chosen, region }) =>
      `The provider adds ${chosen} to the supported Regions, or the consumer makes the endpoint in ${region}.`,
    fixes: { addRegion: ({ chosen }) => `Support consumers in ${chosen}` },
  },
  G7: {
    name: "Quota of endpoints is used up",
    meaning: "A VPC has 50 interface endpoints unless AWS was asked for more.",
    advice: () => "Ask for a higher quota in Service Quotas (L-29B6F2EB), or delete endpoints.",
  },
  G8: {
    name: "AWS throttles the account",
    meaning: "Too many calls were made; parts of this report are missing then, and say so.",
    advice: () => "Diagnose again in a minute.",
  },
  G9: {
    name: "Test instance is not managed",
    title: ({ client }) => `Systems Manager does not know instance ${client}`,
    meaning: `A test runs through Systems Manager, which knows an instance only when its agent has registered. ${onlyTests}`,
    advice: () =>
      "A new instance takes a few minutes. Later, look whether the agent is installed and running; Amazon Linux and Ubuntu have it.",
  },
  G10: {
    name: "Test instance has no role",
    title: ({ client }) => `Instance ${client} has no instance profile`,
    meaning: `Without a role the agent may not register with Systems Manager. ${onlyTests}`,
    advice: ({ client }) =>
      `Give ${client} an instance profile whose role has the policy AmazonSSMManagedInstanceCore.`,
  },
  G11: {
    name: "Role of the test instance lacks rights",
    title: ({ client, role }) =>
      `The role ${role} of instance ${client} has none of AWS's policies for Systems Manager`,
    meaning: `The agent needs rights to register. They may be in an inline policy, which is not read here. ${onlyTests}`,
    advice: ({ role }) => `Attach AmazonSSMManagedInstanceCore to ${role}.`,
  },
  G12: {
    name: "Test instance has no way to Systems Manager",
    title: ({ client, services }) => `Instance ${client} reaches neither the internet nor ${services}`,
    meaning: `The agent has to reach Systems Manager: over a NAT gateway, or over interface endpoints in the VPC. ${onlyTests}`,
    advice: ({ services }) =>
      `Make interface endpoints with private DNS for ${services}, each billed by the hour, or give the subnet a NAT gateway.`,
    fixes: { makeEndpoints: ({ services }) => `Make endpoints for ${services}` },
  },
  G13: {
    name: "Endpoint of Systems Manager does not let the agent in",
    title: ({ endpoint, client, problem }) =>
      problem === "privateDnsOff"
        ? `Private DNS is off at endpoint ${endpoint}, which instance ${client} needs for Systems Manager`
        : `The security group of endpoint ${endpoint} does not let instance ${client} in on port 443`,
    meaning: `The VPC has endpoints for Systems Manager, but the agent does not get through to this one. ${onlyTests}`,
    advice: ({ endpoint, problem }) =>
      problem === "privateDnsOff"
        ? `Turn on private DNS at endpoint ${endpoint}.`
        : `Allow TCP 443 from the VPC in the security group of endpoint ${endpoint}.`,
    fixes: {
      enablePrivateDns: ({ endpoint }) => `Turn on private DNS at endpoint ${endpoint}`,
      openGroup: ({ endpoint }) => `Let the VPC in to endpoint ${endpoint} on port 443`,
    },
  },
  G14: {
    name: "Agent of the test instance is silent",
    title: ({ client, reason }) =>
      reason === "offline"
        ? `Systems Manager has lost instance ${client}`
        : `The metadata service of instance ${client} is turned off, so its agent finds no credentials`,
    meaning: `The agent does not report, so no test can run there. ${onlyTests}`,
    advice: ({ reason }) =>
      reason === "offline"
        ? "Restart the agent (amazon-ssm-agent) or the instance, and look whether it still reaches Systems Manager."
        : "Turn on the instance metadata service.",
  },
  G15: {
    name: "Test instance does not run",
    title: ({ client, state }) => `Instance ${client} is ${state}`,
    meaning: `A test needs an instance that runs. ${onlyTests}`,
    advice: ({ state }) =>
      state === "stopped" ? "Start it; it is billed while it runs." : "Test from another instance.",
    fixes: { start: ({ client }) => `Start instance ${client}` },
  },
  G16: {
    name: "Command is not delivered",
    meaning: "Systems Manager could not hand the test to the instance in time.",
    advice: () => "Test again; the test says so itself.",
  },
  G17: {
    name: "Output is cut off, or curl is missing",
    meaning: "The instance has no curl, or said more than Systems Manager passes on.",
    advice: () => "The test says which; install curl or test from another instance.",
  },
  G18: {
    name: "You may not run commands",
    meaning: "A test needs ssm:SendCommand.",
    advice: () => "Ask for it; the README's policy has it.",
  },
  G19: {
    name: "Test instance runs Windows",
    meaning: "Tests are shell scripts, which Windows does not run.",
    advice: () => "Test from an instance with Linux.",
  },
};
