import type { RegionName } from "./regions.ts";

/** A public machine image with the Systems Manager parameter that names it. */
export interface Image {
  parameter: string;
  id: string;
  architecture: "x86_64" | "arm64";
}

const ids: Readonly<Record<RegionName, readonly [x86: string, arm: string]>> = {
  "us-east-1": ["ami-0a1b2c3d4e5f60718", "ami-0b1c2d3e4f5061728"],
  "eu-west-1": ["ami-0c1d2e3f405162738", "ami-0d1e2f30415263748"],
};

/** Amazon Linux 2023 in a Region, under AWS's public parameter names. */
export function amiParameters(region: RegionName): Image[] {
  const prefix = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default";
  const [x86, arm] = ids[region];
  return [
    { parameter: `${prefix}-x86_64`, id: x86, architecture: "x86_64" },
    { parameter: `${prefix}-arm64`, id: arm, architecture: "arm64" },
  ];
}
