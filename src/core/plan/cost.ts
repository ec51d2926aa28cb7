import { prices } from "../model/prices.ts";
import type { Cost, Plan } from "./step.ts";

/** USD a month for what one step creates, traffic excluded. */
export function monthlyCost(cost: Cost): number {
  return hourly(cost) * prices.hoursPerMonth;
}

function hourly(cost: Cost): number {
  if (cost === "networkLoadBalancer") return prices.networkLoadBalancerHour;
  if (cost === "sampleInstance") return prices.sampleInstanceHour;
  if ("tester" in cost) return prices.testerHour[cost.tester];
  return prices.interfaceEndpointZoneHour * cost.interfaceEndpointZones;
}

export function planMonthlyCost({ steps }: Plan): number {
  return steps.reduce((sum, { cost }) => sum + (cost === undefined ? 0 : monthlyCost(cost)), 0);
}
