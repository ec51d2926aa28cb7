import { window } from "vscode";
import type { Node, ServiceTarget } from "../../core/inventory/node.ts";
import type { ConnectionNotification } from "../../core/model/service.ts";
import { known } from "../../core/model/snapshot.ts";
import { displayName } from "../../core/model/tags.ts";
import { parseTopicArn } from "../../core/model/topic.ts";
import { connectionEvents } from "../../core/plan/serviceChanges.ts";
import { changeTexts, topicProblem } from "../../text/serviceChanges.ts";
import { topicName } from "../../text/serviceNodes.ts";
import { confirm } from "../platform/confirm.ts";
import { readOrSay, readPart } from "./readPart.ts";
import type { ServiceChanges } from "./serviceChanges.ts";

/** Which SNS topics hear of a service's connections. */
export class NotificationCommands {
  readonly #changes: ServiceChanges;

  constructor(changes: ServiceChanges) {
    this.#changes = changes;
  }

  async create(node?: Node): Promise<void> {
    const target = await this.#changes.target(node);
    if (target === undefined) return;
    const topicArn = await this.#askTopic(target);
    if (topicArn === undefined) return;
    const events = await pickEvents();
    if (events === undefined) return;
    await target.change({ kind: "createNotification", topicArn, events });
  }

  async delete(node?: Node): Promise<void> {
    const target = await this.#changes.target(node);
    if (target === undefined) return;
    const notification =
      node?.kind === "notification" ? node.notification : await this.#pickNotification(target);
    if (notification === undefined) return;
    const isMeant = await confirm({
      question: changeTexts.deleteNotificationQuestion(topicName(notification.topicArn)),
      detail: changeTexts.deleteNotificationDetail,
      goOn: changeTexts.delete,
    });
    if (isMeant) await target.change({ kind: "deleteNotification", notification });
  }

  async #askTopic({ scope, service }: ServiceTarget): Promise<string | undefined> {
    const existing = known(
      await readPart(this.#changes.session, (aws, signal) => aws.notifications(scope, service, signal)),
    );
    const text = await window.showInputBox({
      prompt: changeTexts.topicPrompt(displayName(service)),
      placeHolder: changeTexts.topicPlaceholder,
      ignoreFocusOut: true,
      validateInput: (typed) => {
        const parsed = parseTopicArn(typed, scope.region);
        if (!parsed.ok) return typed === "" ? undefined : topicProblem(parsed, scope.region);
        return existing.some(({ topicArn }) => topicArn === parsed.arn) ? changeTexts.topicTaken : undefined;
      },
    });
    const parsed = parseTopicArn(text ?? "", scope.region);
    return parsed.ok ? parsed.arn : undefined;
  }

  async #pickNotification({ scope, service }: ServiceTarget): Promise<ConnectionNotification | undefined> {
    const { session } = this.#changes;
    const existing = await readOrSay(session, (aws, signal) => aws.notifications(scope, service, signal));
    if (existing === undefined) return undefined;
    if (existing.length === 0) {
      void window.showInformationMessage(changeTexts.noNotifications(displayName(service)));
      return undefined;
    }
    const items = existing.map((notification) => ({
      label: topicName(notification.topicArn),
      description: notification.events.join(", "),
      notification,
    }));
    return (await window.showQuickPick(items, { placeHolder: changeTexts.pickNotification }))?.notification;
  }
}

/** Requests are what most people want to hear of; the other events are theirs to tick. */
async function pickEvents(): Promise<readonly string[] | undefined> {
  const items = connectionEvents.map((event) => ({
    label: event,
    description: changeTexts.events[event],
    picked: event === "Connect",
  }));
  const picked = await window.showQuickPick(items, {
    placeHolder: changeTexts.pickEvents,
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (picked === undefined) return undefined;
  if (picked.length > 0) return picked.map(({ label }) => label);
  void window.showInformationMessage(changeTexts.noEvents);
  return undefined;
}
