import { seenItems, seenValue } from "../../evidence/seen.ts";
import { textFix } from "../../fixes.ts";
import { proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService, list, registered } from "../behind.ts";
import { sickFinding, sickWith } from "./sick.ts";

/** E19: an Application Load Balancer behind the Network one does not listen on the port, or does not answer. */
export const applicationBalancer: Rule = (facts, target) => {
  const all = behindService(facts, target);
  const fixes = [textFix("provider", "mendApplicationBalancer")];
  const deaf = all.flatMap((behind) =>
    behind.groups
      .filter(({ applicationPorts, port }) => seenValue(applicationPorts)?.includes(port) === false)
      .map((group) => ({ behind, group, targets: registered(group) })),
  );
  const silent = sickWith(all, "E19").filter(({ group }) => deaf.every((each) => each.group !== group));
  return [
    ...deaf.map((sick) => {
      const [resource] = sick.targets.map(({ id }) => id);
      const ports = list(seenItems(sick.group.applicationPorts));
      const asked = {
        operation: "elasticloadbalancing:DescribeListeners",
        resource: resource ?? "",
      } as const;
      const proof = [proofFrom(asked).wrong("Listeners[].Port", ports)];
      const parameters = { ports, port: sick.group.port, deaf: 1 };
      return sickFinding("E19", all, sick, { certainty: "proved", parameters, proof, fixes });
    }),
    ...silent.map((sick) =>
      sickFinding("E19", all, sick, { certainty: "likely", parameters: { deaf: 0 }, fixes }),
    ),
  ];
};
