import { env, window } from "vscode";
import { servicePort } from "../../app/servicePort.ts";
import type { Session } from "../../app/session.ts";
import type { EndpointNode } from "../../core/inventory/node.ts";
import { parsePort } from "../../core/model/cidr.ts";
import { displayName } from "../../core/model/tags.ts";
import { curlCommand } from "../../core/probe/curlCommand.ts";
import { probeNames } from "../../core/probe/request.ts";
import { messages } from "../../text/messages.ts";
import { testTexts } from "../../text/pageTest.ts";
import { readPart } from "./readPart.ts";

/** Copies the command that tests an endpoint from one's own terminal, which has to be in the endpoint's network. */
export async function copyCurl(
  session: Session,
  { endpoint }: Pick<EndpointNode, "scope" | "endpoint">,
): Promise<void> {
  const [name] = probeNames(endpoint, []);
  if (name === undefined) {
    void window.showInformationMessage(messages.noNames(displayName(endpoint)));
    return;
  }
  const found = await readPart(session, (aws, signal) => servicePort(session, aws, endpoint, signal));
  const port = (found.status === "ready" ? found.value : undefined) ?? (await askPort(displayName(endpoint)));
  if (port === undefined) return;
  const command = curlCommand({ scheme: port === 443 ? "https" : "http", port, path: "/" }, name.host);
  await env.clipboard.writeText(command);
  window.setStatusBarMessage(messages.copied(command), 3000);
}

async function askPort(name: string): Promise<number | undefined> {
  const text = await window.showInputBox({
    prompt: messages.askPort(name),
    validateInput: (value) => (parsePort(value) === undefined ? testTexts.wrongPort : undefined),
  });
  return text === undefined ? undefined : parsePort(text);
}
