import type { Footprint } from "../model/footprint.ts";
import { type Scope, scopeId } from "../model/scope.ts";
import type { Loadable } from "../model/snapshot.ts";
import { displayName } from "../model/tags.ts";
import { removals } from "../plan/removals.ts";
import { tearDownPlan } from "../plan/tearDownPlan.ts";
import { type Facts, type Lookup, lookupKey, type OpenTarget } from "./facts.ts";
import { Fields } from "./fields.ts";
import type { Flow } from "./flow.ts";
import { type Field, isComplete, lookupNotices, type Option, section } from "./form.ts";
import { goingOf, removalSections } from "./tearDownSections.ts";

/**
 * Tear Down: a service with what stands behind it, an endpoint with its security group, or the testers of a VPC, which are
 * only offered when they are asked for. Proposes what the toolkit made.
 */
export const tearDownFlow: Flow = (answers, facts, planId) => {
  const fields = new Fields(answers);
  const offered = facts.openTargets.filter(
    (each) => each.kind !== "testers" || targetValue(each.scope, each) === answers["target"],
  );
  const targetField = fields.choice("target", offered.map(targetOption));
  const target = facts.openTargets.find((each) => targetValue(each.scope, each) === targetField.value);
  if (target === undefined) return { form: { sections: [section("target", [targetField])] }, lookups: [] };
  const lookup: Lookup = {
    kind: "footprint",
    scope: target.scope,
    target: { kind: target.kind, id: target.id },
  };
  const found = footprintOf(facts, lookup);
  if (found.status !== "ready") {
    const field = { ...targetField, notices: lookupNotices(found) };
    return {
      form: { sections: [section("target", [field], found.status === "loading")] },
      lookups: [lookup],
    };
  }
  const removables = removals(found.value);
  const going = goingOf(answers, removables);
  const code = removables.length === 0 ? "nothingThere" : "nothingToDelete";
  const field: Field = going.size === 0 ? { ...targetField, problem: { code } } : targetField;
  const form = {
    sections: [section("target", [field]), ...removalSections(fields, found.value, removables, going)],
  };
  if (!isComplete(form)) return { form, lookups: [lookup] };
  const { profile, region } = target.scope;
  const name = nameOf(found.value) || target.name;
  const plan = tearDownPlan({ planId, scope: { profile, region }, name, removables, going });
  return { form, lookups: [lookup], plan };
};

/** The answer that opens the page for one service, one endpoint or the testers of one VPC. */
export function targetValue(scope: Scope, { id }: { readonly id: string }): string {
  return `${scopeId(scope)}/${id}`;
}

function targetOption(target: OpenTarget): Option {
  return {
    value: targetValue(target.scope, target),
    label: `${target.name} · ${target.id}`,
    detail: `${target.scope.account} · ${target.scope.region}`,
  };
}

function footprintOf({ footprints }: Facts, lookup: Lookup): Loadable<Footprint> {
  return footprints[lookupKey(lookup)] ?? { status: "loading" };
}

/** What goes, in words for the question before it: testers by their names. */
function nameOf({ service, endpoint, instances }: Footprint): string {
  const target = service ?? endpoint;
  return target === undefined ? instances.map(displayName).join(", ") : displayName(target);
}
