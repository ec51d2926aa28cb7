import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DiagnosisReport } from "../../src/app/diagnoseSession.ts";
import { diagnose } from "../../src/core/diagnose/diagnose.ts";
import type { Finding } from "../../src/core/diagnose/finding.ts";
import { defaultAcl } from "../../src/sandbox/state/networkAcls.ts";
import type { Fault } from "../support/diagnose/fault.ts";
import type { Parts } from "../support/diagnose/parts.ts";
import { closeInbound } from "../support/diagnose/rules.ts";
import { DiagnoseStage } from "../support/diagnose/stage.ts";

/* What the rules of the provider's side say beside their plain case, which the matrix has. */

let stage: DiagnoseStage;

beforeAll(async () => {
  stage = await DiagnoseStage.open();
});

afterAll(() => stage.close());

/** Findings as `E3 degraded likely`, those that are folded in brackets, with the codes of the fixes that are plans. */
function words({ findings }: DiagnosisReport["diagnosis"]): readonly string[] {
  return findings.map((each) => {
    const folded = each.folded.map(({ cause }) => cause);
    return [
      each.cause,
      each.severity,
      each.certainty,
      ...(folded.length === 0 ? [] : [`[${folded.join(" ")}]`]),
      ...plans(each),
    ].join(" ");
  });
}

function plans({ fixes }: Finding): readonly string[] {
  return fixes.flatMap((fix) => (fix.kind === "plan" ? [fix.code] : []));
}

async function said(mutate: Fault["mutate"], more: Partial<Fault> = {}): Promise<readonly string[]> {
  const { diagnosis } = await stage.diagnose([{ ...more, mutate }]);
  return words(diagnosis);
}

/** One application of two. */
function firstApplication({ applications }: Parts) {
  const [instance] = applications;
  if (instance?.application === undefined) throw new Error("There is no application.");
  return { instance, application: instance.application };
}

function checkByHttp({ targetGroup }: Parts): void {
  Object.assign(targetGroup.healthCheck, { protocol: "HTTP", path: "/", matcher: "200-399" });
}

describe("load balancers of one service", () => {
  it("may differ on ports that clients do not use", async () => {
    const twins = ({ world, loadBalancer, listener, service }: Parts) => {
      const twin = loadBalancer.arn.replace("/flask-hello/", "/flask-hello-2/");
      world.loadBalancers.set(twin, { ...loadBalancer, arn: twin, name: "flask-hello-2", tags: new Map() });
      service.loadBalancerArns.push(twin);
      for (const port of [listener.port, 443]) {
        const arn = `${listener.arn}${port}`;
        world.listeners.set(arn, { ...listener, arn, loadBalancerArn: twin, port });
      }
    };
    expect(await said(twins)).toEqual([]);
  });
});

describe("a fault of one zone", () => {
  it("is the application's that does not listen, and explains why its zone has no healthy target", async () => {
    const stop = (parts: Parts) => {
      firstApplication(parts).application.listening = false;
    };
    expect(await said(stop)).toEqual(["E3 degraded likely [F6]"]);
  });

  it("is the instance's that is gone for good: there is nothing to start", async () => {
    const terminate = (parts: Parts) => {
      firstApplication(parts).instance.state = "terminated";
    };
    expect(await said(terminate)).toEqual(["E7 degraded proved [F6]"]);
  });

  it("is the group's that has cross-zone turned off for itself, although its load balancer crosses zones", async () => {
    const turnOff = ({ loadBalancer, targetGroup }: Parts) => {
      loadBalancer.crossZone = true;
      targetGroup.attributes.set("load_balancing.cross_zone.enabled", "false");
      targetGroup.targets = targetGroup.targets.slice(0, 1);
    };
    expect(await said(turnOff)).toEqual(["E10 degraded proved crossZones"]);
  });

  it("is nothing while cross-zone load balancing helps", async () => {
    const onlyOne = ({ loadBalancer, targetGroup }: Parts) => {
      loadBalancer.crossZone = true;
      targetGroup.targets = targetGroup.targets.slice(0, 1);
    };
    expect(await said(onlyOne)).toEqual([]);
  });
});

describe("a health check", () => {
  it("on another port than the application's is likely to be what is wrong", async () => {
    const elsewhere = ({ targetGroup, applicationGroup }: Parts) => {
      targetGroup.healthCheck.port = "8080";
      for (const rule of applicationGroup.rules) if (!rule.egress) Object.assign(rule, { toPort: 9000 });
    };
    expect(await said(elsewhere)).toEqual(["E6 degraded likely checkByTcp"]);
  });

  it("on another port that the targets' group shuts is the group's fault", async () => {
    const shut = ({ targetGroup }: Parts) => {
      targetGroup.healthCheck.port = "8080";
    };
    expect(await said(shut)).toEqual(["E2 broken proved openGroup"]);
  });

  it("by HTTP fails for a header that the application does not expect, without any test", async () => {
    const addHeader = (parts: Parts) => {
      checkByHttp(parts);
      parts.targetGroup.attributes.set("proxy_protocol_v2.enabled", "true");
    };
    expect(await said(addHeader)).toEqual(["E12 broken likely noHeader"]);
  });
});

describe("a network ACL", () => {
  it("that denies a few of the ports of answers is not why targets fail", async () => {
    const denyRemoteDesktop = ({ world, loadBalancer }: Parts) => {
      loadBalancer.crossZone = true;
      const vpc = world.vpcs.get(loadBalancer.vpcId);
      if (vpc === undefined) throw new Error("There is no VPC.");
      const ports = { fromPort: 3389, toPort: 3389 };
      const rule = { ruleNumber: 50, egress: false, protocol: "6", cidr: "0.0.0.0/0", allow: false };
      defaultAcl(world, vpc).entries.push({ ...rule, ...ports });
    };
    expect(await said(denyRemoteDesktop)).toEqual([]);
  });
});

describe("a listener", () => {
  it("on another port is named, and no target group is taken from it", async () => {
    const { diagnosis } = await stage.diagnose([
      { mutate: () => undefined, target: (target) => ({ ...target, port: 8443 }) },
    ]);
    const finding = diagnosis.findings.find(({ cause }) => cause === "D1");
    expect(finding?.parameters).toMatchObject({ port: 8443, ports: "5000" });
    expect(finding === undefined ? [] : plans(finding)).toEqual([]);
  });
});

describe("a load balancer's group", () => {
  it("that lets nobody in is seen by the provider alone; one that lets somebody in is not", async () => {
    const seenAlone = async (mutate: Fault["mutate"]) => {
      const { evidence, target } = await stage.diagnose([{ mutate }]);
      const { consumer: _, ...own } = evidence;
      return words(diagnose(own, target));
    };
    expect(await seenAlone(({ loadBalancerGroup }) => closeInbound(loadBalancerGroup))).toEqual([
      "D4 broken proved stopEnforcing",
    ]);
    expect(await seenAlone(() => undefined)).toEqual([]);
  });

  it("is no longer enforced only after targets that know it by the group are opened to its addresses", async () => {
    const { diagnosis } = await stage.diagnose([
      {
        mutate: ({ loadBalancerGroup, applicationGroup }) => {
          closeInbound(loadBalancerGroup);
          for (const rule of applicationGroup.rules) {
            if (rule.egress) continue;
            delete rule.cidr;
            rule.referencedGroupId = loadBalancerGroup.id;
          }
        },
      },
    ]);
    const stop = diagnosis.findings[0]?.fixes.find(({ code }) => code === "stopEnforcing");
    expect(stop?.kind === "plan" ? stop.plan.steps.map(({ operation }) => operation) : []).toEqual([
      "AuthorizeSecurityGroupIngress",
      "AuthorizeSecurityGroupIngress",
      "SetSecurityGroups",
    ]);
  });

  it("is no longer enforced only after targets of its other ports are opened too", async () => {
    const { diagnosis } = await stage.diagnose([
      {
        mutate: (parts) => {
          closeInbound(parts.loadBalancerGroup);
          serveAnotherPort(parts);
        },
      },
    ]);
    const stop = diagnosis.findings[0]?.fixes.find(({ code }) => code === "stopEnforcing");
    const steps = stop?.kind === "plan" ? stop.plan.steps : [];
    expect(steps.map(({ operation }) => operation)).toEqual([
      "AuthorizeSecurityGroupIngress",
      "AuthorizeSecurityGroupIngress",
      "SetSecurityGroups",
    ]);
    expect(steps[0]?.input).toMatchObject({ IpPermissions: [{ FromPort: 8443, ToPort: 8443 }] });
  });
});

/** A second listener, whose targets know the load balancer by its group alone. */
function serveAnotherPort({
  world,
  listener,
  targetGroup,
  loadBalancerGroup,
  applicationGroup,
}: Parts): void {
  const targets = targetGroup.targets.map((target) => ({ ...target, port: 8443 }));
  const targetGroupArn = `${targetGroup.arn}8`;
  world.targetGroups.set(targetGroupArn, { ...targetGroup, arn: targetGroupArn, name: "secure", targets });
  const arn = `${listener.arn}8`;
  world.listeners.set(arn, { ...listener, arn, port: 443, targetGroupArn });
  const [rule] = applicationGroup.rules.filter(({ egress }) => !egress);
  if (rule === undefined) throw new Error("Nobody may come in.");
  const { cidr: _, ...byGroup } = { ...rule, id: `${rule.id}8`, fromPort: 8443, toPort: 8443 };
  applicationGroup.rules.push({ ...byGroup, referencedGroupId: loadBalancerGroup.id });
}
