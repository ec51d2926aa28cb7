import { window } from "vscode";
import { connectionsTo } from "../../core/inventory/connections.ts";
import type { Node, ServiceTarget } from "../../core/inventory/node.ts";
import { regionNode } from "../../core/inventory/serviceSettings.ts";
import { isRejectable } from "../../core/model/connection.ts";
import { displayName } from "../../core/model/tags.ts";
import { changeTexts } from "../../text/serviceChanges.ts";
import { readOrSay } from "./readPart.ts";
import { confirmRemoval } from "./removal.ts";
import type { ServiceChanges } from "./serviceChanges.ts";

/** AWS asks for two zones of a service that other Regions can use. */
const zonesForOtherRegions = 2;

/** From which Regions consumers may connect: one more, or one less. */
export class RegionCommands {
  readonly #changes: ServiceChanges;

  constructor(changes: ServiceChanges) {
    this.#changes = changes;
  }

  async add(node?: Node): Promise<void> {
    const target = await this.#changes.target(node);
    if (target === undefined) return;
    const name = displayName(target.service);
    if (target.service.zoneIds.length < zonesForOtherRegions) {
      void window.showInformationMessage(changeTexts.oneZone(name));
      return;
    }
    const regions = await readOrSay(this.#changes.session, (aws, signal) =>
      aws.regions(target.scope, signal),
    );
    if (regions === undefined) return;
    const left = regions.filter((region) => !isOpenTo(target, region));
    if (left.length === 0) {
      void window.showInformationMessage(changeTexts.noRegionToAdd(name));
      return;
    }
    const region = await window.showQuickPick(left, { placeHolder: changeTexts.pickRegionToAdd(name) });
    if (region !== undefined) await target.change({ kind: "addRegion", region });
  }

  async remove(node?: Node): Promise<void> {
    const target = await this.#changes.target(node);
    if (target === undefined) return;
    const region = node?.kind === "region" ? node.region : await pickRegion(target);
    if (region === undefined) return;
    const left = connectionsTo(this.#changes.session.inventory.state, target).filter(
      (connection) => connection.region === region && isRejectable(connection),
    );
    const question = changeTexts.removeRegionQuestion(region, displayName(target.service));
    const reject = await confirmRemoval({ question, detail: changeTexts.removeRegionDetail }, left);
    if (reject !== undefined) await target.change({ kind: "removeRegion", region, reject });
  }
}

function isOpenTo({ service }: ServiceTarget, region: string): boolean {
  return service.supportedRegions.some(
    (each) => each.region === region && (each.state === "available" || each.state === "pending"),
  );
}

async function pickRegion(target: ServiceTarget): Promise<string | undefined> {
  const removable = target.service.supportedRegions
    .filter((each) => regionNode("", target, each).capabilities.includes("removable"))
    .map(({ region }) => region);
  if (removable.length > 0)
    return window.showQuickPick(removable, { placeHolder: changeTexts.pickRegionToRemove });
  void window.showInformationMessage(changeTexts.noRegionToRemove(displayName(target.service)));
  return undefined;
}
