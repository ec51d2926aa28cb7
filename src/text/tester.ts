import type { TesterNotice, TesterProblem } from "../core/wizard/form.ts";
import { counted, dollars } from "./plan.ts";

export const testerFields = {
  testedEndpoint: { label: "Endpoint" },
  testedPort: {
    label: "Port",
    hint: "Beside DNS and Systems Manager, the tester may reach only this port of the VPC.",
  },
  testerHours: { label: "Ends after" },
  testerSubnet: { label: "Subnet", hint: "The instance gets no public address." },
  agentWay: {
    label: "Make a way to Systems Manager",
    hint: "Without one, nothing can run on the tester.",
  },
  testerRoles: { label: "Role and instance profile" },
} as const;

export const testerHours = { "1": "1 hour", "4": "4 hours", "8": "8 hours", "24": "24 hours" } as const;

export function testersIn(vpc: string): string {
  return `Testers in ${vpc}`;
}

export function testerProblem(problem: TesterProblem): string {
  switch (problem.code) {
    case "noWayToSystemsManager":
      return "From this subnet the tester would never reach Systems Manager, so no test could run on it. Tick this, or choose another subnet.";
    case "groupNameTaken":
      return `A security group of this VPC is called "${problem.text}" or "${problem.text}-ssm" already, and AWS refuses a second one. Take another name.`;
  }
}

export function testerNotice(notice: TesterNotice): string {
  switch (notice.code) {
    case "wayNotKnown":
      return "The default route leads to a transit gateway or the like. Whether that goes on to Systems Manager cannot be seen here.";
    case "agentEndpoints":
      return `${counted(notice.services.length, "endpoint")} in this VPC: ${notice.services.join(" and ")}, ${dollars(notice.monthly)} a month until they are torn down. Every instance of the VPC then reaches Systems Manager through them.`;
    case "agentGroupsOpened":
      return `Lets the VPC in on port 443 at ${notice.groups.join(", ")}: the endpoints to Systems Manager that are there already shut it out.`;
  }
}
