import { prices } from "../model/prices.ts";
import type { Cost, Plan } from "./step.ts";

/** USD a month for what one step creates, traffic excluded. */
export function monthlyCost(cost: Cost): number {
  const hourly =
    cost === "networkLoadBalancer"
      ? prices.networkLoadBalancerHour
      : cost === "sampleInstance"
        ? prices.sampleInstanceHour
        : prices.interfaceEndpointZoneHour * cost.interfaceEndpointZones;
  return hourly * prices.hoursPerMonth;
}

export function planMonthlyCost({ steps }: Plan): number {
  return steps.reduce((sum, { cost }) => sum + (cost === undefined ? 0 : monthlyCost(cost)), 0);
}
