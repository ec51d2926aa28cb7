import { window } from "vscode";
import type { Node } from "../../core/inventory/node.ts";
import { isPrivateDnsName } from "../../core/model/domainName.ts";
import { displayName } from "../../core/model/tags.ts";
import type { IpType } from "../../core/plan/serviceChanges.ts";
import { changeTexts } from "../../text/serviceChanges.ts";
import { ipTypeWords } from "../../text/serviceNodes.ts";
import type { ServiceChanges } from "./serviceChanges.ts";
import { targetService } from "./targetCommands.ts";

const families: readonly (readonly IpType[])[] = [["ipv4"], ["ipv4", "ipv6"], ["ipv6"]];

/** On what terms a service is offered: by which name, over which address families, and at whose cost. */
export class TermCommands {
  readonly #changes: ServiceChanges;

  constructor(changes: ServiceChanges) {
    this.#changes = changes;
  }

  async changePrivateDns(node?: Node): Promise<void> {
    const { session } = this.#changes;
    const { origin } = session;
    const target = await targetService(session, node, "changeable");
    if (target === undefined) return;
    const service = displayName(target.service);
    const before = target.service.privateDnsName;
    const typed = await window.showInputBox({
      prompt: changeTexts.privateDnsPrompt(service),
      placeHolder: changeTexts.privateDnsPlaceholder,
      value: before ?? "",
      validateInput: (text) => (isNameOrNone(text.trim()) ? undefined : changeTexts.privateDnsWrong),
    });
    const name = typed?.trim() || undefined;
    if (typed === undefined || name === before) return;
    if (before !== undefined && !(await isReplacementMeant(before, name, service))) return;
    await this.#changes.change(target, { kind: "setPrivateDns", name }, origin);
  }

  async changeIpTypes(node?: Node): Promise<void> {
    const { session } = this.#changes;
    const { origin } = session;
    const target = await targetService(session, node, "changeable");
    if (target === undefined) return;
    const before = ipTypeWords(target.service.ipTypes ?? []);
    const items = families.map((ipTypes) => {
      const label = ipTypeWords(ipTypes);
      return { label, description: label === before ? changeTexts.currently : "", ipTypes };
    });
    const placeHolder = changeTexts.pickIpTypes(displayName(target.service));
    const picked = await window.showQuickPick(items, { placeHolder });
    if (picked !== undefined && picked.label !== before)
      await this.#changes.change(target, { kind: "setIpTypes", ipTypes: picked.ipTypes }, origin);
  }

  /** AWS has no way back, so it is asked for even though it is one call. */
  async takeOverCosts(node?: Node): Promise<void> {
    const { session } = this.#changes;
    const { origin } = session;
    const target = await targetService(session, node, "changeable");
    if (target === undefined) return;
    const service = displayName(target.service);
    if (target.service.ownerPays) {
      void window.showInformationMessage(changeTexts.ownerPaysAlready(service));
      return;
    }
    const options = { modal: true, detail: changeTexts.payDetail };
    const choice = await window.showWarningMessage(
      changeTexts.payQuestion(service),
      options,
      changeTexts.pay,
    );
    if (choice === changeTexts.pay) await this.#changes.change(target, { kind: "takeOverCosts" }, origin);
  }
}

function isNameOrNone(text: string): boolean {
  return text === "" || isPrivateDnsName(text);
}

/** A first name harms nobody; clients may depend on one that is there. */
async function isReplacementMeant(
  before: string,
  after: string | undefined,
  service: string,
): Promise<boolean> {
  const button = after === undefined ? changeTexts.remove : changeTexts.replace;
  const options = { modal: true, detail: changeTexts.privateDnsDetail(service) };
  const question = changeTexts.privateDnsQuestion(before, after);
  return (await window.showWarningMessage(question, options, button)) === button;
}
