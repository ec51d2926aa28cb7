import { window } from "vscode";
import type { EndpointObstacle } from "../../core/model/endpointRules.ts";
import { obstacleSentence } from "../../text/endpointChanges.ts";

/** Something that an endpoint can have several of. */
export interface Member {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
}

/** Asks which of several there should be, beginning with those that there are, until the choice is one that AWS takes. */
export async function chooseMembers(
  members: readonly Member[],
  current: readonly string[],
  title: string,
  obstacleTo: (ids: readonly string[]) => EndpointObstacle | undefined,
): Promise<readonly string[] | undefined> {
  const picked = await window.showQuickPick(
    members.map((member) => ({ ...member, picked: current.includes(member.id) })),
    { title, canPickMany: true, matchOnDescription: true, ignoreFocusOut: true },
  );
  if (picked === undefined) return undefined;
  const ids = picked.map(({ id }) => id);
  const obstacle = obstacleTo(ids);
  if (obstacle === undefined) return ids;
  void window.showWarningMessage(obstacleSentence(obstacle));
  return chooseMembers(members, ids, title, obstacleTo);
}
