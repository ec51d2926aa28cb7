import type { Footprint } from "../model/footprint.ts";
import { goesAlong, type Removable, type RemovalKind, settle, stayingUsers } from "../plan/removable.ts";
import type { Fields } from "./fields.ts";
import { type Answers, type Field, type Notice, type Option, type Section, section } from "./form.ts";
import { tearDownFields } from "./tearDownFields.ts";

const sections: readonly (readonly [id: string, kinds: readonly RemovalKind[]])[] = [
  ["connections", ["connection"]],
  ["service", ["service", "notification"]],
  ["endpoint", ["endpoint"]],
  ["loadBalancer", ["loadBalancer", "listener", "targetGroup"]],
  ["instances", ["instance"]],
  ["agentWay", ["testerRole"]],
  ["securityGroups", ["securityGroup", "rule"]],
];

/** What goes: what is ticked, or where nothing was answered what the same plans made, as far as nothing that stays uses it. */
export function goingOf(answers: Answers, removables: readonly Removable[]): ReadonlySet<string> {
  const wanted = removables.filter(({ id, kind, origin }) => {
    const answer = answers[tearDownFields[kind]];
    return Array.isArray(answer) ? answer.includes(id) : origin === "ownPlan";
  });
  const going = settle(removables, new Set(wanted.map(({ id }) => id)));
  if (answers[tearDownFields.rule] !== undefined) return going;
  const needless = removables.filter(
    (each) => going.has(each.id) && !(each.kind === "rule" && isNeeded(each, removables, going)),
  );
  return new Set(needless.map(({ id }) => id));
}

/**
 * A rule is still of use where the group that it names stays, where a group of the same plans stays with whoever else
 * it guards, and where what they opened another group for stays.
 */
function isNeeded(
  { parent, references }: Removable,
  removables: readonly Removable[],
  going: ReadonlySet<string>,
): boolean {
  if (references !== undefined) return !going.has(references);
  const isServed = ({ id, kind }: Removable) =>
    kind === "targetGroup" || kind === "endpoint" || (kind === "securityGroup" && id === parent);
  return removables.some((each) => each.origin === "ownPlan" && isServed(each) && !going.has(each.id));
}

/** One section for each kind of thing that is there, with a tick for each. What goes with something else is not listed. */
export function removalSections(
  fields: Fields,
  footprint: Footprint,
  removables: readonly Removable[],
  going: ReadonlySet<string>,
): readonly Section[] {
  const listed = removables.filter((each) => !goesAlong(each, going));
  return sections.flatMap(([id, kinds]) => {
    const found = kinds.flatMap((kind): readonly Field[] => {
      const alike = listed.filter((each) => each.kind === kind);
      if (alike.length === 0) return [];
      const options = alike.map((each) => removalOption(each, removables, going));
      const proposed = alike.filter((each) => going.has(each.id)).map((each) => each.id);
      const notices = noticesOf(kind, footprint, removables, going);
      return [
        fields.set(
          tearDownFields[kind],
          options,
          proposed,
          () => undefined,
          () => notices,
        ),
      ];
    });
    return found.length === 0 ? [] : [section(id, found)];
  });
}

const cautions = { otherPlan: "madeByOtherPlan", elsewhere: "notMadeByToolkit" } as const;

function removalOption(
  removable: Removable,
  removables: readonly Removable[],
  going: ReadonlySet<string>,
): Option {
  const { id, name, detail, origin, kind, guard, holders } = removable;
  const option: Option = {
    value: id,
    label: name,
    ...(detail !== "" && { detail }),
    // Connections are made by consumers, whoever made the service.
    ...(origin !== "ownPlan" &&
      kind !== "connection" &&
      kind !== "notification" && { caution: cautions[origin] }),
  };
  if (guard !== undefined) return { ...option, refused: guard };
  if (holders.length > 0) return { ...option, refused: "usedElsewhere", because: holders };
  const staying = stayingUsers(removable, going);
  if (staying.length === 0) return option;
  const names = staying.map((user) => removables.find((each) => each.id === user)?.name ?? user);
  return { ...option, refused: "usedByStaying", because: [...new Set(names)] };
}

/** What stops when these go. */
function noticesOf(
  kind: RemovalKind,
  { endpoint }: Footprint,
  removables: readonly Removable[],
  going: ReadonlySet<string>,
): readonly Notice[] {
  const alike = removables.filter((each) => each.kind === kind && going.has(each.id));
  if (alike.length === 0) return [];
  if (kind === "connection") return [{ code: "clientsCutOff", connections: alike.length }];
  if (kind === "endpoint" && endpoint !== undefined) {
    const { serviceName, privateDnsEnabled, routeTableIds, type } = endpoint;
    if (type === "Gateway") return [{ code: "routesLost", serviceName, routeTables: routeTableIds }];
    return [{ code: "endpointLost", serviceName, privateDns: privateDnsEnabled }];
  }
  if (kind !== "loadBalancer") return [];
  const along = removables.filter((each) => each.kind === "listener" && goesAlong(each, going));
  return along.length === 0 ? [] : [{ code: "listenersGoAlong", listeners: along.map(({ name }) => name) }];
}
