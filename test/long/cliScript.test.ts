import { publishFlow } from "../../src/core/wizard/publishFlow.ts";
import { testerFlow } from "../../src/core/wizard/testerFlow.ts";
import { leaveTheSame } from "../support/scriptedPlans.ts";

leaveTheSame({
  "creating a tester": { scenario: "published", flow: testerFlow, answers: { name: "second" } },
  "publishing the sample application": { scenario: "article", flow: publishFlow, answers: {} },
  "publishing with every option, without naming clients": {
    scenario: "article",
    flow: publishFlow,
    answers: {
      clientCidrs: "",
      privateDnsName: "api.example.com",
      supportedRegions: "eu-west-1",
      ownerPays: true,
      tags: "team=platform",
      healthProtocol: "HTTP",
      healthPath: "/",
    },
  },
});
