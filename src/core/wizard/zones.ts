/** Zones that AWS leaves out of cross-Region access. Source: VPC guide, "Share your services", cross-Region access. */
export const excludedZones: readonly string[] = [
  "use1-az3",
  "usw1-az2",
  "apne1-az3",
  "apne2-az2",
  "apne2-az4",
];
