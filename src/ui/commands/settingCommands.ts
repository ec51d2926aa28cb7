import { window } from "vscode";
import type { Node, ServiceTarget } from "../../core/inventory/node.ts";
import { everyone } from "../../core/model/principal.ts";
import { missingZones } from "../../core/model/service.ts";
import { known } from "../../core/model/snapshot.ts";
import { displayName } from "../../core/model/tags.ts";
import { changeTexts } from "../../text/serviceChanges.ts";
import { confirm } from "../platform/confirm.ts";
import { readOrSay, readPart } from "./readPart.ts";
import type { ServiceChanges } from "./serviceChanges.ts";

/** A service's own settings: acceptance, private DNS name, zones. */
export class SettingCommands {
  readonly #changes: ServiceChanges;

  constructor(changes: ServiceChanges) {
    this.#changes = changes;
  }

  async setAcceptance(required: boolean, node?: Node): Promise<void> {
    const target = await this.#changes.target(node, required ? "automatic" : "manual");
    if (target === undefined) return;
    const { service } = target;
    if (service.acceptanceRequired === required) {
      void window.showInformationMessage(changeTexts.acceptanceIs(displayName(service), required));
      return;
    }
    if (!required && !(await this.#isAutomaticMeant(target))) return;
    await target.change({ kind: "setAcceptance", required });
  }

  async verifyPrivateDns(node?: Node): Promise<void> {
    const target = await this.#changes.target(node);
    if (target === undefined) return;
    const { privateDnsName: name, privateDnsProof: proof } = target.service;
    if (name === undefined) {
      void window.showInformationMessage(changeTexts.noPrivateDns(displayName(target.service)));
    } else if (proof?.state === "verified") {
      void window.showInformationMessage(changeTexts.alreadyVerified(name));
    } else await target.change({ kind: "verifyPrivateDns", name });
  }

  async fixZones(node?: Node): Promise<void> {
    const target = await this.#changes.target(node);
    if (target === undefined) return;
    const zoneNames = node?.kind === "zoneDrift" ? node.zoneNames : await this.#missingZones(target);
    if (zoneNames === undefined) return;
    if (zoneNames.length === 0) {
      void window.showInformationMessage(changeTexts.noDrift(displayName(target.service)));
    } else await target.change({ kind: "fixZones", zoneNames });
  }

  async #missingZones({ scope, service }: ServiceTarget): Promise<readonly string[] | undefined> {
    const loadBalancers = await readOrSay(this.#changes.session, (aws, signal) =>
      aws.loadBalancers(scope, service, signal),
    );
    return loadBalancers === undefined ? undefined : missingZones(service, loadBalancers);
  }

  /** Asks, and says what it means together with the principals of the moment. */
  async #isAutomaticMeant({ scope, service }: ServiceTarget): Promise<boolean> {
    const principals = await readPart(this.#changes.session, (aws, signal) =>
      aws.principals(scope, service, signal),
    );
    const isPublic = known(principals).includes(everyone);
    const whoever = principals.status !== "ready" ? "unknown" : isPublic ? "everyone" : "some";
    return confirm({
      question: changeTexts.automaticQuestion(displayName(service)),
      detail: changeTexts.automaticDetail[whoever],
      goOn: changeTexts.acceptAutomatically,
    });
  }
}
