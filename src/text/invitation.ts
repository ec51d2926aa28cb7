import type { RequestStanding } from "../core/inventory/requested.ts";
import type { FixRequest } from "../core/model/fixRequest.ts";
import {
  type Handshake,
  type HandshakeProblem,
  handshakeLines,
  handshakeLink,
} from "../core/model/handshake.ts";
import type { ConnectionRequest } from "../core/model/request.ts";
import { stateWord } from "./states.ts";

/** What a provider sends to a consumer: everything to connect by hand, and a link that fills the wizard in. */
export function invitationText(service: string, invitation: Handshake, opener: string): string {
  return letter(`Connect to ${service} through AWS PrivateLink`, invitation, opener);
}

/** What a consumer sends to a provider: whom to let in, and a link that offers to do it. */
export function requestText(request: Handshake, opener: string): string {
  return letter("Please let this account connect through AWS PrivateLink", request, opener);
}

/** What one side of a connection sends to the other one, which alone can see or mend something. */
export function fixRequestText(title: string, request: FixRequest, opener: string): string {
  return letter(title, request, opener);
}

function letter(title: string, handshake: Handshake, opener: string): string {
  const link = `Open in PrivateLink Toolkit: ${handshakeLink(handshake, opener)}`;
  return [title, "", ...handshakeLines(handshake), "", link].join("\n");
}

/** Why a pasted text or a link cannot be used, and what to do. */
export function handshakeProblem(problem: HandshakeProblem): string {
  switch (problem.code) {
    case "tooLong":
      return `The text is longer than ${problem.limit} characters. Paste only the invitation or the request itself.`;
    case "hiddenCharacter":
      return `The text contains ${problem.codePoint}, a character that nobody can see. Ask the sender for a plain copy.`;
    case "nothingFound":
      return "There is no invitation and no request in this text. Copy the whole message, or the link in it.";
    case "bothKinds":
      return "The text is an invitation and a request at once. Paste one of them.";
    case "severalLinks":
      return "There are several links in this text. Paste the one that is meant.";
    case "linkDiffers":
      return "The link says something else than the lines above it. Ask the sender which is right.";
    case "unknownField":
      return "It has a field that invitations and requests do not have. Ask the sender to copy it again.";
    case "duplicate":
      return `"${problem.label}" is there twice. Paste only one invitation or request.`;
    case "missing":
      return `"${problem.label}" is missing. Copy the whole message.`;
    case "malformed":
      return `"${problem.label}" is not of the form that AWS uses. Ask the sender to copy it again.`;
    case "otherRegion":
      return "Service name and Region contradict each other. Ask the sender which is right.";
    case "otherAccount":
      return "The principal belongs to another account than the one that asks. Ask the sender which is right.";
  }
}

/** Before anything of it is used: everything that it says, and whose words they are. */
export function handshakeDetail(handshake: Handshake): string {
  return [
    ...handshakeLines(handshake),
    "",
    "This is text from somebody else, and nothing of it has been checked yet. Go on only if you expected it from them.",
    nextOf[handshake.kind],
  ].join("\n");
}

const nextOf: Readonly<Record<Handshake["kind"], string>> = {
  invitation:
    "The wizard opens with these answers and compares them with what AWS says. Nothing is created before Apply.",
  request: "AWS is asked what of this is so; nothing is changed before you choose it.",
  fix: "Diagnose opens and reads from AWS what of this is so; nothing is changed before you choose it.",
};

/** The words of the commands around invitations and requests. */
export const handshakeTexts = {
  pastePrompt:
    "Paste the link of an invitation or a request. To use the whole text, copy it and choose this command again.",
  pastePlaceholder: "vscode://privatelink-toolkit.privatelink-toolkit/connect?…",
  /** In front of why what is on the clipboard was not taken. */
  clipboard: (reason: string) => `The clipboard: ${reason}`,
  invitationQuestion: "Connect to this service?",
  requestQuestion: "Look into this request?",
  diagnoseQuestion: "Diagnose this connection?",
  diagnose: "Diagnose",
  notConcerned: (serviceName: string, region: string) =>
    `No open scope has what this is about (${serviceName}). Open a profile of the account that was asked, in ${region}, then open the request again.`,
  openWizard: "Open the Wizard",
  lookIntoIt: "Ask AWS",
  otherText: "Other Text…",
  linkRefused: (reasons: string) => `This link cannot be used. ${reasons}`,
  copiedRequest: "Copied the request",
  noRequestable:
    "No endpoint to another account's service is open. Connect to a service first, or choose other profiles.",
  notOwner: (serviceName: string, region: string) =>
    `No open scope owns ${serviceName}. Open a profile of its account in ${region}, then open the request again.`,
  chooseScopes: "Choose Profiles and Regions",
  standing: (service: string, account: string) => `${account} wants to connect to ${service}`,
  addPrincipal: "Add Principal",
  accept: "Accept",
  show: "Show in Requests",
} as const;

/** What AWS says about a request: whether its principal is allowed, and how its connection stands. */
export function standingDetail(request: ConnectionRequest, standing: RequestStanding): string {
  const { principal, endpointId } = request;
  const { allowed, connection, foreign } = standing;
  const access = allowed
    ? `${principal} is allowed already.`
    : `${principal} is not allowed yet. Once added, whoever has the permission in that account can ask for connections.`;
  if (connection === undefined) {
    return [
      access,
      endpointId === undefined
        ? "No endpoint of it waits."
        : `AWS knows no connection of ${endpointId} to this service.`,
    ].join("\n");
  }
  const { endpointId: id, owner, state } = connection.connection;
  return foreign
    ? [
        access,
        `${id} belongs to ${owner} and not to the account that asks. Ask the sender before you let anybody in.`,
      ].join("\n")
    : [access, `${id}: ${stateWord(state)}.`].join("\n");
}
