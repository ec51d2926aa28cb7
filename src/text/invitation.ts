import { type Invitation, invitationLines, invitationLink } from "../core/model/invitation.ts";

/** What a provider sends to a consumer: everything to connect by hand, and a link that fills the wizard in. */
export function invitationText(service: string, invitation: Invitation, opener: string): string {
  return [
    `Connect to ${service} through AWS PrivateLink`,
    "",
    ...invitationLines(invitation),
    "",
    `Open in PrivateLink Toolkit: ${invitationLink(invitation, opener)}`,
  ].join("\n");
}
