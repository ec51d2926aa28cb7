import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { type AwsCli, awsCli, missingCli } from "../support/awsCli.ts";
import { greeting, port, userData } from "../support/sampleApplication.ts";
import { eventually } from "../unit/sandbox/clients.ts";

const missing = missingCli();
const title = "the article journey, with the stock AWS CLI";
/** Milliseconds of one step: a command takes half a second, and longer on a busy machine. */
const timeout = 180_000;

/** What both sides do, by one of their profiles. */
function sideOf(run: AwsCli) {
  return {
    run,
    vpc: (name: string) =>
      run(`ec2 describe-vpcs --filters Name=tag:Name,Values=${name} --query Vpcs[].VpcId`),
    /** The ids of some subnets, by their names and ordered by them. */
    subnets: (...names: string[]) => {
      const ids = "sort_by(Subnets,&CidrBlock)[].SubnetId";
      return run(`ec2 describe-subnets --filters Name=tag:Name,Values=${names} --query ${ids}`);
    },
    group: (vpc: string, name: string) => {
      const group = `--group-name ${name} --description test --vpc-id ${vpc}`;
      return run(`ec2 create-security-group ${group} --query GroupId`);
    },
    open: (group: string, cidr: string) => {
      const rule = `--protocol tcp --port ${port} --cidr ${cidr}`;
      return run(`ec2 authorize-security-group-ingress --group-id ${group} ${rule}`);
    },
  };
}

/** Runs curl on an instance; resolves to the command's status, its exit code and its output. */
async function curl(run: AwsCli, instance: string, name: string): Promise<string> {
  const commands = [`curl -sS --connect-timeout 2 http://${name}:${port}/`];
  const send = `ssm send-command --document-name AWS-RunShellScript --instance-ids ${instance}`;
  const id = await run(`${send} --query Command.CommandId --parameters`, JSON.stringify({ commands }));
  const result = "[Status,ResponseCode,StandardOutputContent]";
  const ask = `ssm get-command-invocation --command-id ${id} --instance-id ${instance} --query ${result}`;
  return eventually(async () => {
    const answer = await run(ask);
    return /^(Pending|InProgress)/.test(answer) ? undefined : answer;
  });
}

/** True once AWS says that there is no such thing any more. */
function gone(asked: Promise<string>): Promise<true | undefined> {
  return asked.then(
    () => undefined,
    (error: Error) => (error.message.includes(".NotFound") ? true : undefined),
  );
}

describe.skipIf(missing !== undefined)(missing === undefined ? title : `${title}: ${missing}`, () => {
  let sandbox: Sandbox;
  let provider: ReturnType<typeof sideOf>;
  let consumer: ReturnType<typeof sideOf>;
  const made: Record<
    | "vpc"
    | "instance"
    | "balancer"
    | "group"
    | "targets"
    | "service"
    | "name"
    | "endpoint"
    | "dns"
    | "tester",
    string
  > = {
    vpc: "",
    instance: "",
    balancer: "",
    group: "",
    targets: "",
    service: "",
    name: "",
    endpoint: "",
    dns: "",
    tester: "",
  };

  beforeAll(async () => {
    sandbox = await startSandbox({ clock: "fast" });
    provider = sideOf(awsCli(sandbox, "provider"));
    consumer = sideOf(awsCli(sandbox, "consumer"));
  });

  afterAll(() => sandbox.close());

  it("1: a Flask application runs on a private instance", { timeout }, async () => {
    const { run, group, open, vpc, subnets } = provider;
    expect(await run("sts get-caller-identity --query Account")).toBe("111122223333");
    made.vpc = await vpc("platform");
    const app = await group(made.vpc, "app");
    await open(app, "10.0.0.0/16");
    const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    const image = await run(`ssm get-parameter --name ${name} --query Parameter.Value`);
    const place = `--subnet-id ${await subnets("platform-private-1")} --security-group-ids ${app}`;
    const launch = `ec2 run-instances --image-id ${image} --instance-type t3.micro ${place}`;
    made.instance = await run(`${launch} --query Instances[0].InstanceId --user-data`, userData);
    await run(`ec2 wait instance-running --instance-ids ${made.instance}`);
  });

  it("2: a load balancer with a healthy target listens", { timeout }, async () => {
    const { run, group, subnets } = provider;
    made.group = await group(made.vpc, "nlb");
    const targets = `elbv2 create-target-group --name flask --protocol TCP --port ${port} --vpc-id ${made.vpc}`;
    made.targets = await run(`${targets} --query TargetGroups[0].TargetGroupArn`);
    const ofTargets = `--target-group-arn ${made.targets}`;
    await run(`elbv2 register-targets ${ofTargets} --targets Id=${made.instance}`);
    const health = "TargetHealthDescriptions[0].TargetHealth.[State,Reason]";
    const unused = await run(`elbv2 describe-target-health ${ofTargets} --query ${health}`);
    expect(unused).toBe("unused\tTarget.NotInUse");

    const both = await subnets("platform-private-1", "platform-private-2");
    const place = `--scheme internal --subnets ${both} --security-groups ${made.group}`;
    const balancer = `elbv2 create-load-balancer --name flask-nlb --type network ${place}`;
    made.balancer = await run(`${balancer} --query LoadBalancers[0].LoadBalancerArn`);
    const forward = `--default-actions Type=forward,TargetGroupArn=${made.targets}`;
    const listener = `--load-balancer-arn ${made.balancer} --protocol TCP --port ${port} ${forward}`;
    await run(`elbv2 create-listener ${listener}`);
    await run(`elbv2 wait load-balancer-available --load-balancer-arns ${made.balancer}`);
    await run(`elbv2 wait target-in-service ${ofTargets}`);
    expect(await run(`elbv2 describe-target-health ${ofTargets} --query ${health}`)).toMatch(/^healthy\t/);
  });

  it("3: an endpoint service is published and the consumer is allowed", { timeout }, async () => {
    const { run } = provider;
    const create = `ec2 create-vpc-endpoint-service-configuration --network-load-balancer-arns ${made.balancer}`;
    const ids = "ServiceConfiguration.[ServiceId,ServiceName]";
    const created = await run(`${create} --acceptance-required --query ${ids}`);
    [made.service = "", made.name = ""] = created.split("\t");
    const find = `ec2 describe-vpc-endpoint-services --service-names ${made.name}`;
    await expect(consumer.run(find)).rejects.toThrow("InvalidServiceName");
    const allow = `ec2 modify-vpc-endpoint-service-permissions --service-id ${made.service}`;
    const principal = "--add-allowed-principals arn:aws:iam::444455556666:root";
    expect(await run(`${allow} ${principal} --query AddedPrincipals[].PrincipalType`)).toBe("Account");
    expect(await consumer.run(`${find} --query ServiceDetails[].ServiceId`)).toBe(made.service);
  });

  it("4: the consumer's endpoint waits for acceptance", { timeout }, async () => {
    const { run, group, open, subnets } = consumer;
    const vpc = await consumer.vpc("orders");
    const id = await group(vpc, "endpoint");
    await open(id, "10.1.0.0/16");
    const both = await subnets("orders-private-1", "orders-private-2");
    const place = `--vpc-id ${vpc} --subnet-ids ${both} --security-group-ids ${id}`;
    const create = `ec2 create-vpc-endpoint --vpc-endpoint-type Interface --service-name ${made.name} ${place}`;
    const what = "VpcEndpoint.[State,VpcEndpointId,DnsEntries[0].DnsName]";
    const [state, endpoint = "", name = ""] = (await run(`${create} --query ${what}`)).split("\t");
    expect(state).toBe("pendingAcceptance");
    expect(name).toContain(`${endpoint}-`);
    const managed = "InstanceInformationList[].InstanceId";
    const tester = await run(`ssm describe-instance-information --query ${managed}`);
    Object.assign(made, { endpoint, dns: name, tester });
    expect(await curl(run, tester, name)).toBe("Failed\t28");
  });

  it("5: the provider sees the request, which only the provider can accept", { timeout }, async () => {
    const { run } = provider;
    const waiting = "--filters Name=vpc-endpoint-state,Values=pendingAcceptance";
    const who = "VpcEndpointConnections[].[ServiceId,VpcEndpointId,VpcEndpointOwner]";
    const requests = await run(`ec2 describe-vpc-endpoint-connections ${waiting} --query ${who}`);
    expect(requests).toBe([made.service, made.endpoint, "444455556666"].join("\t"));
    const which = `--service-id ${made.service} --vpc-endpoint-ids ${made.endpoint}`;
    const accept = `ec2 accept-vpc-endpoint-connections ${which} --query Unsuccessful`;
    await expect(consumer.run(accept)).rejects.toThrow("InvalidVpcEndpointServiceId.NotFound");
    expect(await run(accept)).toBe("");
    const look = `ec2 describe-vpc-endpoints --vpc-endpoint-ids ${made.endpoint} --query VpcEndpoints[0].State`;
    await eventually(async () => ((await consumer.run(look)) === "available" ? true : undefined));
  });

  it("6 and 7: curl is greeted once the load balancer's group lets it in", { timeout }, async () => {
    expect(await curl(consumer.run, made.tester, made.dns)).toBe("Failed\t28");
    await provider.open(made.group, "10.1.0.0/16");
    expect(await curl(consumer.run, made.tester, made.dns)).toBe(`Success\t0\t${greeting}`);
  });

  it("8: everything can be deleted, in the one order that works", { timeout }, async () => {
    const { run } = provider;
    const unpublish = `ec2 delete-vpc-endpoint-service-configurations --service-ids ${made.service}`;
    const codes = "--query Unsuccessful[].Error.Code";
    const balancer = `elbv2 delete-load-balancer --load-balancer-arn ${made.balancer}`;
    const targets = `elbv2 delete-target-group --target-group-arn ${made.targets}`;
    const group = `ec2 delete-security-group --group-id ${made.group}`;
    expect(await run(`${unpublish} ${codes}`)).toBe("ExistingVpcEndpointConnections");
    await Promise.all([
      expect(run(balancer)).rejects.toThrow("ResourceInUse"),
      expect(run(targets)).rejects.toThrow("ResourceInUse"),
      expect(run(group)).rejects.toThrow("DependencyViolation"),
    ]);

    const endpoint = `--vpc-endpoint-ids ${made.endpoint}`;
    expect(await consumer.run(`ec2 delete-vpc-endpoints ${endpoint} ${codes}`)).toBe("");
    await eventually(() => gone(consumer.run(`ec2 describe-vpc-endpoints ${endpoint}`)));
    expect(await run(`${unpublish} ${codes}`)).toBe("");
    const published = `ec2 describe-vpc-endpoint-service-configurations --service-ids ${made.service}`;
    await eventually(() => gone(run(published)));
    await run(balancer);
    await run(`elbv2 wait load-balancers-deleted --load-balancer-arns ${made.balancer}`);
    await run(targets);
    await run(group);
    await run(`ec2 terminate-instances --instance-ids ${made.instance}`);
    await run(`ec2 wait instance-terminated --instance-ids ${made.instance}`);
    expect(sandbox.world.loadBalancers.size).toBe(0);
  });
});
