import { window } from "vscode";
import type { Node } from "../../core/inventory/node.ts";
import { isPrivateDnsName } from "../../core/model/domainName.ts";
import { displayName } from "../../core/model/tags.ts";
import type { IpType } from "../../core/plan/serviceChanges.ts";
import { changeTexts } from "../../text/serviceChanges.ts";
import { ipTypeWords } from "../../text/serviceNodes.ts";
import { confirm } from "../platform/confirm.ts";
import type { ServiceChanges } from "./serviceChanges.ts";

const families: readonly (readonly IpType[])[] = [["ipv4"], ["ipv4", "ipv6"], ["ipv6"]];

/** On what terms a service is offered: by which name, over which address families, and at whose cost. */
export class TermCommands {
  readonly #changes: ServiceChanges;

  constructor(changes: ServiceChanges) {
    this.#changes = changes;
  }

  async changePrivateDns(node?: Node): Promise<void> {
    const target = await this.#changes.target(node);
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
    await target.change({ kind: "setPrivateDns", name });
  }

  async changeIpTypes(node?: Node): Promise<void> {
    const target = await this.#changes.target(node);
    if (target === undefined) return;
    const before = ipTypeWords(target.service.ipTypes ?? []);
    const items = families.map((ipTypes) => {
      const label = ipTypeWords(ipTypes);
      return { label, description: label === before ? changeTexts.currently : "", ipTypes };
    });
    const placeHolder = changeTexts.pickIpTypes(displayName(target.service));
    const picked = await window.showQuickPick(items, { placeHolder });
    if (picked !== undefined && picked.label !== before)
      await target.change({ kind: "setIpTypes", ipTypes: picked.ipTypes });
  }

  /** AWS has no way back, so it is asked for even though it is one call. */
  async takeOverCosts(node?: Node): Promise<void> {
    const target = await this.#changes.target(node);
    if (target === undefined) return;
    const service = displayName(target.service);
    if (target.service.ownerPays) {
      void window.showInformationMessage(changeTexts.ownerPaysAlready(service));
      return;
    }
    const question = changeTexts.payQuestion(service);
    const isMeant = await confirm({ question, detail: changeTexts.payDetail, goOn: changeTexts.pay });
    if (isMeant) await target.change({ kind: "takeOverCosts" });
  }
}

function isNameOrNone(text: string): boolean {
  return text === "" || isPrivateDnsName(text);
}

/** A first name harms nobody; clients may depend on one that is there. */
function isReplacementMeant(before: string, after: string | undefined, service: string): Promise<boolean> {
  return confirm({
    question: changeTexts.privateDnsQuestion(before, after),
    detail: changeTexts.privateDnsDetail(service),
    goOn: after === undefined ? changeTexts.remove : changeTexts.replace,
  });
}
