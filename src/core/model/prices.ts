/** List prices of us-east-1 in USD; estimates, because other Regions differ and traffic comes on top. */
export const prices = {
  source: "AWS price lists for us-east-1",
  date: "2025-11-01",
  hoursPerMonth: 730,
  networkLoadBalancerHour: 0.0225,
  interfaceEndpointZoneHour: 0.01,
  /** t4g.nano, Linux, on demand. */
  sampleInstanceHour: 0.0042,
  /** Linux, on demand, with 8 GiB of gp3. */
  testerHour: { "t4g.nano": 0.0051, "t3.nano": 0.0061 },
} as const;
