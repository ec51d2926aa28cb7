import {
  type Handshake,
  type HandshakeProblem,
  handshakeLines,
  handshakeLink,
} from "../core/model/handshake.ts";

/** What a provider sends to a consumer: everything to connect by hand, and a link that fills the wizard in. */
export function invitationText(service: string, invitation: Handshake, opener: string): string {
  return letter(`Connect to ${service} through AWS PrivateLink`, invitation, opener);
}

/** What a consumer sends to a provider: whom to let in, and a link that offers to do it. */
export function requestText(request: Handshake, opener: string): string {
  return letter("Please let this account connect through AWS PrivateLink", request, opener);
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
  const next =
    handshake.kind === "invitation"
      ? "The wizard opens with these answers and compares them with what AWS says. Nothing is created before Apply."
      : "AWS is asked what of this is so; nothing is changed before you choose it.";
  return [
    ...handshakeLines(handshake),
    "",
    "This is text from somebody else, and nothing of it has been checked yet. Go on only if you expected it from them.",
    next,
  ].join("\n");
}
