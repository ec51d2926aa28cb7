import { parsePort } from "../model/cidr.ts";
import type { OwnLoadBalancer } from "../model/loadBalancer.ts";
import type { Loadable } from "../model/snapshot.ts";
import type { Application } from "../plan/publishIntent.ts";
import type { Facts } from "./facts.ts";
import { checkName, checkPort, type Fields, soundText } from "./fields.ts";
import { type Section, section } from "./form.ts";
import { freeName } from "./options.ts";
import type { Place } from "./place.ts";
import { healthCheckFields } from "./publishHealthCheck.ts";
import {
  addressTargets,
  applicationLoadBalancerTargets,
  type ChosenTargets,
  instanceTargets,
  sampleTargets,
} from "./publishTargets.ts";

export interface ApplicationAnswer {
  readonly section: Section;
  readonly name: string;
  /** What the listener's port is inferred from; `""` when listeners that are there already lead to the application. */
  readonly port: string;
  /** Nothing is put behind the load balancer: one that exists has everything. */
  readonly isBehind: boolean;
  readonly zoneIds: readonly string[];
  readonly application?: Application;
  readonly applicationLoadBalancer?: OwnLoadBalancer;
}

const samplePort = "5000";

const kinds = ["sample", "instances", "addresses", "applicationLoadBalancer", "behind"].map((kind) => ({
  value: kind,
  label: kind,
}));

/** What is published: a new sample application, targets that run already, or what a load balancer leads to. */
export function applicationSection(
  fields: Fields,
  facts: Facts,
  place: Place,
  balancers: Loadable<readonly OwnLoadBalancer[]>,
): ApplicationAnswer {
  const kind = fields.radio("application", kinds, "sample");
  const name = fields.text("name", freeName("flask-hello", facts.takenServiceNames), (text) =>
    facts.takenServiceNames.includes(text) ? { code: "nameTaken", text } : checkName(text),
  );
  if (kind.value === "behind") {
    const parts = { name: name.value.trim(), port: "", isBehind: true, zoneIds: [] };
    return { section: section("application", [kind, name]), ...parts };
  }
  const port = fields.text("targetPort", samplePort, checkPort);
  const chosen = targetsOf(kind.value, { fields, facts, place, balancers, port: port.value });
  const isBalancer = kind.value === "applicationLoadBalancer";
  const health = healthCheckFields(fields, isBalancer);
  const number = parsePort(port.value);
  return {
    section: section(
      "application",
      [kind, ...chosen.fields, name, port, ...health.fields],
      isBalancer && balancers.status === "loading",
    ),
    name: name.value.trim(),
    port: soundText(port, samplePort).trim(),
    isBehind: false,
    zoneIds: chosen.zoneIds,
    ...(chosen.targets !== undefined &&
      number !== undefined && {
        application: { targets: chosen.targets, port: number, healthCheck: health.healthCheck },
      }),
    ...(chosen.chosen !== undefined && { applicationLoadBalancer: chosen.chosen }),
  };
}

interface Asked {
  readonly fields: Fields;
  readonly facts: Facts;
  readonly place: Place;
  readonly balancers: Loadable<readonly OwnLoadBalancer[]>;
  readonly port: string;
}

function targetsOf(
  kind: string,
  { fields, facts, place, balancers, port }: Asked,
): ChosenTargets & { readonly chosen?: OwnLoadBalancer } {
  switch (kind) {
    case "instances":
      return instanceTargets(fields, place);
    case "addresses":
      return addressTargets(fields, place);
    case "applicationLoadBalancer":
      return applicationLoadBalancerTargets(fields, facts, place, balancers, port);
    default:
      return sampleTargets(fields, place);
  }
}
