import { window } from "vscode";
import { connectionsTo } from "../../core/inventory/connections.ts";
import type { Node, ServiceTarget } from "../../core/inventory/node.ts";
import { connectionsOnlyAllowedBy } from "../../core/model/connection.ts";
import { everyone, parsePrincipal } from "../../core/model/principal.ts";
import { partitionOf } from "../../core/model/scope.ts";
import { known } from "../../core/model/snapshot.ts";
import { displayName } from "../../core/model/tags.ts";
import { changeTexts, principalProblem } from "../../text/serviceChanges.ts";
import { confirm } from "../platform/confirm.ts";
import { readOrSay, readPart } from "./readPart.ts";
import { confirmRemoval } from "./removal.ts";
import type { ServiceChanges } from "./serviceChanges.ts";

/** Who may ask a service for connections: one more, or one less. */
export class PrincipalCommands {
  readonly #changes: ServiceChanges;

  constructor(changes: ServiceChanges) {
    this.#changes = changes;
  }

  async add(node?: Node): Promise<void> {
    const target = await this.#changes.target(node);
    if (target === undefined) return;
    const { scope, service } = target;
    // Without the permission to read them there is nothing to compare with, and adding twice does no harm.
    const allowed = await readPart(this.#changes.session, (aws, signal) =>
      aws.principals(scope, service, signal),
    );
    const arn = await ask(target, known(allowed));
    if (arn === undefined || (arn === everyone && !(await isEveryoneMeant(target)))) return;
    const mayBeAllowed = allowed.status !== "ready";
    await target.change({ kind: "addPrincipal", arn, mayBeAllowed });
  }

  async remove(node?: Node): Promise<void> {
    const target = await this.#changes.target(node);
    if (target === undefined) return;
    const principals = await readOrSay(this.#changes.session, (aws, signal) =>
      aws.principals(target.scope, target.service, signal),
    );
    if (principals === undefined) return;
    const arn = node?.kind === "principal" ? node.arn : await pickPrincipal(target, principals);
    if (arn === undefined) return;
    const existing = connectionsTo(this.#changes.session.inventory.state, target);
    const left = connectionsOnlyAllowedBy(arn, principals, existing);
    const question = changeTexts.removePrincipalQuestion(arn, displayName(target.service));
    const reject = await confirmRemoval({ question, detail: changeTexts.removePrincipalDetail }, left);
    if (reject !== undefined) await target.change({ kind: "removePrincipal", arn, reject });
  }
}

async function ask(
  { scope, service }: ServiceTarget,
  allowed: readonly string[],
): Promise<string | undefined> {
  const parse = (text: string) => parsePrincipal(text, partitionOf(scope.region));
  const text = await window.showInputBox({
    prompt: changeTexts.principalPrompt(displayName(service)),
    placeHolder: changeTexts.principalPlaceholder,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const parsed = parse(typed);
      if (!parsed.ok) return typed === "" ? undefined : principalProblem(parsed);
      return allowed.includes(parsed.arn) ? changeTexts.alreadyAllowed : undefined;
    },
  });
  const parsed = parse(text ?? "");
  return parsed.ok ? parsed.arn : undefined;
}

async function isEveryoneMeant({ service }: ServiceTarget): Promise<boolean> {
  return confirm({
    question: changeTexts.everyoneQuestion(displayName(service)),
    detail: changeTexts.everyoneDetail(service.acceptanceRequired),
    goOn: changeTexts.everyoneAllow,
  });
}

async function pickPrincipal(
  { service }: ServiceTarget,
  principals: readonly string[],
): Promise<string | undefined> {
  if (principals.length > 0)
    return window.showQuickPick([...principals], { placeHolder: changeTexts.pickPrincipal });
  void window.showInformationMessage(changeTexts.noPrincipals(displayName(service)));
  return undefined;
}
