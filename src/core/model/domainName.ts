/**
 * A private DNS name as AWS takes it for an endpoint service: lower case, at most 255 characters, labels of at most 63, a
 * wildcard only as the first label. Source: VPC guide, "Manage DNS names for VPC endpoint services".
 */
export function isPrivateDnsName(text: string): boolean {
  const labels = text.replace(/^\*\./, "").split(".");
  if (text.length > 255 || labels.length < 2) return false;
  return labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?$/.test(label));
}
