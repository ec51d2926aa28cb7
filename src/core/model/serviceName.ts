/**
 * The parts of an endpoint service's name, `com.amazonaws.vpce.<region>.vpce-svc-<17 hex>`; other partitions put other
 * labels in front. AWS's own services (`com.amazonaws.<region>.s3`) have no service id.
 */
export function parseServiceName(
  text: string,
): { readonly name: string; readonly region?: string; readonly serviceId?: string } | undefined {
  const name = text.trim();
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+){2,8}$/.test(name) || name.length > 255) return undefined;
  const [, region, serviceId] =
    /\.([a-z]{2}(?:-[a-z]+)+-\d)\.(?:(vpce-svc-[0-9a-f]{8,17})$)?/.exec(name) ?? [];
  // A name below `vpce` stands for an account's service, whose id has a fixed form.
  if (/\.vpce\./.test(name) && serviceId === undefined) return undefined;
  return { name, ...(region !== undefined && { region }), ...(serviceId !== undefined && { serviceId }) };
}
