import type { Session } from "../../app/session.ts";
import type { Tests } from "../panels/tests.ts";
import type { Commands } from "./commands.ts";
import { copyArn, copyInvitation, copyNode, copyRecordValue, copyServiceName } from "./copyCommands.ts";
import { copyCurl } from "./copyCurl.ts";
import { openInConsole, targetEndpoint } from "./targetCommands.ts";

/** What rows are for besides wizards and changes. `opener` is what opens links of the extension. */
export function rowCommands(session: Session, tests: Tests, opener: string): Commands {
  return {
    "endpoint.test": async (node) => {
      const target = await targetEndpoint(session, node, "testable");
      if (target !== undefined) tests.open(target.scope, target.endpoint);
    },
    "endpoint.copyCurl": async (node) => {
      const target = await targetEndpoint(session, node, "testable");
      if (target !== undefined) await copyCurl(session, target);
    },
    "service.copyName": (node) => copyServiceName(session, node),
    "service.copyRecordValue": (node) => copyRecordValue(session, node),
    "service.copyInvitation": (node) => copyInvitation(session, opener, node),
    copyArn: (node) => copyArn(session, node),
    openInConsole: (node) => openInConsole(session, node),
    copy: async (node) => {
      if (node !== undefined) await copyNode(node);
    },
  };
}
