import { amiParameters } from "../state/images.ts";
import type { Subnet, Vpc } from "../state/network.ts";
import type { ServiceName } from "../wire/operations.ts";
import { consumerAccount, providerAccount } from "./article.ts";
import type { ScenarioBuilder } from "./builder.ts";

const region = "us-east-1";
const port = 5000;
const serviceName = "flask-hello";

const userData = `#!/bin/bash
dnf install -y python3-pip
pip3 install flask
cat > /opt/app.py <<'EOF'
from flask import Flask
app = Flask(__name__)

@app.route("/")
def hello():
    return "Hello, PrivateLink World!"

app.run(host="0.0.0.0", port=5000)
EOF
cat > /etc/systemd/system/app.service <<'EOF'
[Service]
ExecStart=/usr/bin/python3 /opt/app.py
[Install]
WantedBy=multi-user.target
EOF
systemctl enable --now app
`;

/**
 * On top of the article's networks: a healthy service that wants acceptance, and an endpoint that waits for it.
 * Everything else is open, so accepting the connection is all that is left to do.
 */
export async function buildPublished(builder: ScenarioBuilder): Promise<void> {
  const name = await publish(builder);
  await connect(builder, name);
}

async function publish(builder: ScenarioBuilder): Promise<string> {
  const call = caller(builder, providerAccount);
  const vpc = vpcNamed(builder, "platform");
  const [first, second] = subnetsOf(builder, vpc);
  const appGroup = await groupOpenTo(call, vpc, `${serviceName}-app`, "10.0.0.0/16");
  const balancerGroup = await groupOpenTo(call, vpc, `${serviceName}-nlb`, "10.1.0.0/16");
  const { Instances } = await call<{ Instances: [{ InstanceId: string }] }>("ec2", "RunInstances", {
    ImageId: amiParameters(region)[0]?.id,
    InstanceType: "t3.micro",
    MinCount: 1,
    MaxCount: 1,
    SubnetId: first?.id,
    SecurityGroupIds: [appGroup],
    UserData: Buffer.from(userData).toString("base64"),
    TagSpecifications: [{ ResourceType: "instance", Tags: nameTag(serviceName) }],
  });
  const balancer = await addLoadBalancer(
    call,
    vpc,
    [first?.id, second?.id],
    balancerGroup,
    Instances[0].InstanceId,
  );
  const { ServiceConfiguration } = await call<{
    ServiceConfiguration: { ServiceId: string; ServiceName: string };
  }>("ec2", "CreateVpcEndpointServiceConfiguration", {
    NetworkLoadBalancerArns: [balancer],
    AcceptanceRequired: true,
    TagSpecifications: [{ ResourceType: "vpc-endpoint-service", Tags: nameTag(serviceName) }],
  });
  await call("ec2", "ModifyVpcEndpointServicePermissions", {
    ServiceId: ServiceConfiguration.ServiceId,
    AddAllowedPrincipals: [`arn:aws:iam::${consumerAccount}:root`],
  });
  return ServiceConfiguration.ServiceName;
}

async function connect(builder: ScenarioBuilder, ServiceName: string): Promise<void> {
  const call = caller(builder, consumerAccount);
  const vpc = vpcNamed(builder, "orders");
  const [first, second] = subnetsOf(builder, vpc);
  const group = await groupOpenTo(call, vpc, `orders-${serviceName}`, "10.1.0.0/16");
  await call("ec2", "CreateVpcEndpoint", {
    VpcEndpointType: "Interface",
    VpcId: vpc.id,
    ServiceName,
    SubnetIds: [first?.id, second?.id],
    SecurityGroupIds: [group],
    PrivateDnsEnabled: false,
    TagSpecifications: [{ ResourceType: "vpc-endpoint", Tags: nameTag(`orders-${serviceName}`) }],
  });
}

/** Calls an operation as one account; the type argument is what the caller reads of the output. */
type Caller = <T extends object>(service: ServiceName, operation: string, input: object) => Promise<T>;

function caller(builder: ScenarioBuilder, accountId: string): Caller {
  const account = builder.account(accountId);
  return async <T extends object>(service: ServiceName, operation: string, input: object) =>
    (await builder.call(account, region, service, operation, input)) as T;
}

async function addLoadBalancer(
  call: Caller,
  vpc: Vpc,
  Subnets: (string | undefined)[],
  group: string,
  instanceId: string,
): Promise<string> {
  const { LoadBalancers } = await call<{ LoadBalancers: [{ LoadBalancerArn: string }] }>(
    "elasticloadbalancing",
    "CreateLoadBalancer",
    { Name: serviceName, Type: "network", Scheme: "internal", Subnets, SecurityGroups: [group] },
  );
  const { TargetGroups } = await call<{ TargetGroups: [{ TargetGroupArn: string }] }>(
    "elasticloadbalancing",
    "CreateTargetGroup",
    { Name: serviceName, Protocol: "TCP", Port: port, VpcId: vpc.id, TargetType: "instance" },
  );
  const [{ LoadBalancerArn }] = LoadBalancers;
  const [{ TargetGroupArn }] = TargetGroups;
  await call("elasticloadbalancing", "RegisterTargets", { TargetGroupArn, Targets: [{ Id: instanceId }] });
  await call("elasticloadbalancing", "CreateListener", {
    LoadBalancerArn,
    Protocol: "TCP",
    Port: port,
    DefaultActions: [{ Type: "forward", TargetGroupArn }],
  });
  return LoadBalancerArn;
}

async function groupOpenTo(call: Caller, vpc: Vpc, GroupName: string, CidrIp: string): Promise<string> {
  const input = { GroupName, Description: `TCP ${port} from ${CidrIp}`, VpcId: vpc.id };
  const { GroupId } = await call<{ GroupId: string }>("ec2", "CreateSecurityGroup", input);
  const permission = { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp }] };
  await call("ec2", "AuthorizeSecurityGroupIngress", { GroupId, IpPermissions: [permission] });
  return GroupId;
}

function vpcNamed(builder: ScenarioBuilder, name: string): Vpc {
  const vpc = [...builder.world.vpcs.values()].find((candidate) => candidate.tags.get("Name") === name);
  if (vpc === undefined) throw new Error(`The scenario has no VPC named ${name}.`);
  return vpc;
}

function subnetsOf(builder: ScenarioBuilder, vpc: Vpc): Subnet[] {
  const subnets = [...builder.world.subnets.values()].filter((subnet) => subnet.vpcId === vpc.id);
  return subnets.filter((subnet) => subnet.tags.get("Name")?.includes("-private-"));
}

function nameTag(Value: string) {
  return [{ Key: "Name", Value }];
}
