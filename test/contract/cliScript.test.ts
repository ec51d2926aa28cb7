import { connectFlow } from "../../src/core/wizard/connectFlow.ts";
import { leaveTheSame } from "../support/scriptedPlans.ts";

leaveTheSame({
  "connecting to a service": { scenario: "published", flow: connectFlow, answers: {} },
});
